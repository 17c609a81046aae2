def log = new File(basedir, 'build.log').text

assert log.count('BUILD SUCCESS') == 8
// The plugin ran once in `test`, and compiled what it wrote; twice in each `verify`.
assert log.count('Wrote a catalogue of [Block]') == 4
assert log.count('Found the catalogue of [Block]') == 3
assert log.count('Tests run: 1, Failures: 0') >= 4
// In `test` an index is in a folder; in `verify` in a jar.
assert log.contains("runtime${File.separator}core${File.separator}target${File.separator}classes")
// It cannot have been a plugin from elsewhere.
assert !new File(localRepositoryPath, 'dev/example/reactor').exists()
