// The files of docs/tutorial.md, with the transaction that its third part adds.
def tutorial = new File(basedir, '../../../../docs/tutorial.md').getText('UTF-8')
def block = { String info ->
    def fence = info.contains('markdown transaction') ? '````' : '```'
    def begin = tutorial.indexOf("\n${fence}${info}\n")
    assert begin >= 0
    begin = tutorial.indexOf('\n', begin + 1) + 1
    tutorial.substring(begin, tutorial.indexOf("\n${fence}\n", begin) + 1)
}
def write = { String path, String text ->
    def file = new File(basedir, path)
    file.parentFile.mkdirs()
    file.setText(text, 'UTF-8')
}
write('pom.xml', block('xml pom.xml'))
write('runbook.yaml', block('yaml runbook.yaml'))
write('deployment.yaml', block('yaml deployment.yaml'))
write('alert-rules/network.yaml', block('yaml alert-rules/network.yaml'))
write('runbooks/port-scan-detected.md',
    block('markdown runbooks/port-scan-detected.md') + '\n' + block('markdown transaction'))
