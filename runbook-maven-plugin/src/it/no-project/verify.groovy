// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

assert says('[INFO] no findings; 2 alerts in 2 files, 2 runbooks: 2 linked')
assert new File(basedir, 'target/generated-sources/runbook/runbooks').list()
assert new File(basedir, 'target/generated-resources/runbook/META-INF/services').list()
assert new File(basedir, 'target/runbook/report.sarif').text.contains('"results" : [ ]')
assert says('[INFO] no findings; slugs.lock holds 2 pages, 2 of them new')
assert new File(basedir, 'docs/slugs.lock').text.readLines().count { !it.startsWith('#') } == 2
assert says('[INFO] no findings; 0 addresses at 0 places: 0 fine; 0 requests to 0 hosts')
assert new File(basedir, 'target/runbook/links.sarif').text.contains('"results" : [ ]')
