// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

assert says('[INFO] no findings; 1 alert in 1 file, 1 runbook: 1 linked')
assert !says('[WARNING]')
// By -Drunbook.json and -Drunbook.sarif, into folders that were not there.
def json = new groovy.json.JsonSlurper()
assert json.parse(new File(basedir, 'reports/runbooks.sarif')).runs[0].results == []
assert !new File(basedir, 'target/runbook').exists()
def report = json.parse(new File(basedir, 'reports/runbooks.json'))
assert report.passed && report.findings == [] && report.ledger.alerts == 1
