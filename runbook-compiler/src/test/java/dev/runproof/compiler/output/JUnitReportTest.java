package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppressions;
import dev.runproof.compiler.source.SourceFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitReportTest {

    private static final SourceFile FILE = new SourceFile("rules/a&b.yaml", "a: <here> \"\u0001\uFFFE\n");

    private static String report(Set<Finding> known, Finding... findings) throws Exception {
        var collected = new Findings();
        List.of(findings).forEach(collected::add);
        var to = new StringWriter();
        JUnitReport.write(Policy.DEFAULT.judge(collected.sorted(), new Suppressions(List.of()), known, Set.of()), to);
        return to.toString();
    }

    private static Document parsed(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    private static Finding finding(Rule rule, String message) {
        return Finding.of(rule, FILE.span(3, 9), message, "mend it");
    }

    @Test
    void errorsFailWarningsPassAndWhatIsKnownIsSkipped() throws Exception {
        Finding known = finding(Rule.error("known-one"), "known");
        String text = report(
                Set.of(known),
                known,
                finding(Rule.error("an-error"), "wrong"),
                finding(Rule.warning("a-warning"), "odd"));
        Element suite = (Element) parsed(text).getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("wrong");
        assertThat(failure.getTextContent()).contains("rules/a&b.yaml:1:4: error[an-error]: wrong", "a: <here>");
        Element test = (Element) failure.getParentNode();
        assertThat(test.getAttribute("classname")).isEqualTo("an-error");
        assertThat(test.getAttribute("file")).isEqualTo("rules/a&b.yaml");
        assertThat(test.getAttribute("line")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("system-out").getLength()).isEqualTo(1);
    }

    @Test
    void whatStrangersWroteEndsNoElement() throws Exception {
        String hostile = "</failure>]]><testcase name=\"x\"/>\u0000\uD800\"&";
        Document document = parsed(report(Set.of(), finding(Rule.error("an-error"), hostile)));
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    }

    @Test
    void withoutFindingsOneTestPasses() throws Exception {
        assertThat(report(Set.of())).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="runproof" tests="1" failures="0" errors="0" skipped="0">
                  <testsuite name="runproof" tests="1" failures="0" errors="0" skipped="0">
                    <testcase classname="runproof" name="no findings"/>
                  </testsuite>
                </testsuites>
                """);
    }
}
