// Closures, because a failed assertion prints its operands, and Maven prints the log anyway.
def says = { String text -> new File(basedir, "build.log").text.contains(text) }

// Twice green: CatalogueTest asked for what it had to find.
def reports = new File(basedir, 'target/surefire-reports').list().toList()
assert reports.contains('TEST-dev.example.CatalogueTest.xml')
assert new File(basedir, 'target/generated-sources/runbook/dev/example/transactions').list()
