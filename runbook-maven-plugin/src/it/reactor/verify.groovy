// A closure, because a failed assertion prints its operands, and Maven prints the log anyway.
def times = { String text -> new File(basedir, "build.log").text.count(text) }

assert times('BUILD SUCCESS') == 7
// Once in `test`; in each `verify` the second goal, too.
assert times('Wrote a catalogue of [Block]') == 3
assert times('Found the catalogue of [Block]') == 2
// In `test` an index is in a folder, in `verify` in a jar.
assert times(['runtime', 'core', 'target', 'classes,'].join(File.separator)) == 1
assert times(['runtime', 'core', 'target', 'core-1-SNAPSHOT.jar,'].join(File.separator)) == 2
// It cannot have been a plugin from elsewhere.
assert !new File(localRepositoryPath, 'dev/example/reactor').exists()
