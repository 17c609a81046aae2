// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def log = new File(basedir, "build.log").text
def text = { String name -> new File(basedir, name).text }
def says = { String what -> log.contains(what) }

assert says('on project adoption: 2 errors; 2 alerts in 2 files')
assert says('[INFO] findings.baseline holds 2 findings, all of them new')
assert says('[INFO] no findings, 2 in the baseline; 2 alerts in 2 files')
assert says('findings.baseline was not written: there is one already, and it only becomes less; mend what is new')
// The same baseline: it stands beside both configurations.
assert says('on project adoption: 1 error, 2 in the baseline; 3 alerts in 3 files')
assert text('target/junit.xml').contains('tests="3" failures="1" errors="0" skipped="2"')
assert says('error[invalid-configuration]: changed-since names no commit')
assert says('[INFO] wrote runbooks/disk-full.md')
assert says('+          runbook_url: https://runbooks.example.com/disk-full/') && says('[INFO] would write rules/disk.yaml')
assert says('[INFO] wrote rules/disk.yaml')
assert text('rules/disk.yaml').contains('runbook_url: https://runbooks.example.com/disk-full/')
assert text('runbooks/disk-full.md').contains('last-validated: 2026-11-22')
assert text('validations.yaml').startsWith('disk-full:')
assert says('[INFO] findings.baseline holds 1 finding, 1 mended is taken out')
assert text('findings.baseline').readLines().count { it.startsWith('missing-runbook-url ') } == 1
assert says(' found, 0 not; ')
assert says('nothing was written: a finding is written as FOUND -> CHANGED') && says('placed: met in 21 of 30 minutes')
assert text('exercises/full-disk.yaml').contains('records:\n  - date: 2026-11-20\n    took-part: [a, b]\n    duration: 80m\n')
assert !log.contains('MojoExecutionException') && !log.contains('\tat ')
