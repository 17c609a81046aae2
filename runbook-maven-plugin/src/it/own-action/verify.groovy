def log = new File(basedir, 'build.log').text
// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> log.contains(text) }

assert says('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
assert says('no findings; 1 alert in 1 file, 1 runbook: 1 linked')

def described = new File(basedir, 'runbooks/target/runbook/describe')
assert new File(described, 'actions.md').text.contains('## pause-rollout')
assert new File(described, 'checks.md').text.contains('## rollout-is-paused')
def schema = new File(described, 'transaction.schema.json').text
// Its own beside those of the runtime.
assert schema.contains('"pause-rollout"') && schema.contains('"block-ip"')
true
