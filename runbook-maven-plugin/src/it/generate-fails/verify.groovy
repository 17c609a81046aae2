// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

assert says('\nrunbooks/port-scan.md:27:11: error[unknown-action]: ')
assert says('did you mean block-ip?')
assert says('MojoFailureException') && !says('MojoExecutionException')
assert !says('\tat ')
assert !new File(basedir, 'target/generated-sources').exists()
