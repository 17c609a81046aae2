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
