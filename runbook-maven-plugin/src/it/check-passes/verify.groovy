// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

assert says('[INFO] no findings; 1 alert in 1 file, 1 runbook: 1 linked')
assert !says('[WARNING]')
