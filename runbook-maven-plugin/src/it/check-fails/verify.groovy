// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

// On lines of their own, with the caret where it belongs.
assert says('''
rules/disk.yaml:8:24: error[unknown-runbook]: alert DiskFull links to a runbook that does not exist: there is no disk-fall
    8 |           runbook_url: https://runbooks.example.com/disk-fall/
      |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   help: did you mean https://runbooks.example.com/disk-full/ ''')
// The user's mistake, not the plugin's: one line, and no stack trace.
assert says(':check (default) on project check-fails: 1 error; 1 alert in 1 file')
assert says('MojoFailureException') && !says('MojoExecutionException')
assert !says('\tat ')
// Also of a run that fails: relative, and with the place behind the last character.
def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/runbook/report.sarif'))
def result = report.runs[0].results[0]
assert report.runs[0].results.size() == 1 && result.ruleId == 'unknown-runbook' && result.level == 'error'
def location = result.locations[0].physicalLocation
assert location.artifactLocation.uri == 'rules/disk.yaml'
assert location.region == [startLine: 8, startColumn: 24, endLine: 8, endColumn: 63]
assert !new File(basedir, 'target/runbook/report.sarif').text.contains(basedir.name + File.separator)
