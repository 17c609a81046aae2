def log = new File(basedir, 'build.log').text

// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> log.contains(text) }

assert says('no findings; 1 alert in 1 file, 1 runbook: 1 linked')
assert new File(basedir, 'target/generated-sources/runbook/runbooks/BlockScanner.java').exists()
assert says('block-scanner')
assert new File(basedir, 'target/manifests/kustomization.yaml').exists()
assert new File(basedir, 'target/site/port-scan-detected/index.html').text.contains('block-scanner')
assert new File(basedir, 'target/report/html/index.html').text.contains('PortScanDetected')
assert says('ROLLED_BACK')
assert !says('Exception')
