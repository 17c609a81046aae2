package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubAnnotationsTest {

    private static final Rule ERROR = Rule.error("unknown-runbook");

    private static Finding finding(Rule rule, String path, String message) {
        return Finding.of(rule, new SourceFile(path, "a: b\nc: d\n").span(3, 4), message, "mend it");
    }

    @Test
    void aFindingIsACommandWithItsPlace() {
        assertThat(new GitHubAnnotations("docs").of(List.of(finding(ERROR, "rules/a.yaml", "wrong"))))
                .isEqualTo("::error file=docs/rules/a.yaml,line=1,endLine=1,col=4,endColumn=5,title=unknown-runbook"
                        + "::wrong%0AHelp: mend it\n");
        Finding twoLines = Finding.of(ERROR, new SourceFile("a", "a: b\nc: d\n").all(), "wrong", "mend it");
        assertThat(new GitHubAnnotations("").of(List.of(twoLines)))
                .as("columns are for one line alone")
                .startsWith("::error file=a,line=1,endLine=3,title=");
        assertThat(new GitHubAnnotations("").of(List.of(finding(ERROR, SourceFile.STANDARD_INPUT, "wrong"))))
                .startsWith("::error title=unknown-runbook::");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n::error::y",
                "x\r\n::set-output name=a::b",
                "x\r::add-mask::y",
                "x\u2028::error::y",
                "x\u0085::error::y",
                "x%0A::error::y"
            })
    void noMessageIsASecondCommand(String hostile) {
        String text = new GitHubAnnotations("").of(List.of(finding(ERROR, "a", hostile)));
        assertThat(text.split("[\\n\\r\\u2028\\u0085]")).hasSize(1);
        assertThat(text).startsWith("::error file=a,").endsWith("\n");
        if (hostile.contains("%0A")) {
            assertThat(text).contains("x%250A");
        }
    }

    @Test
    void noNameOfAFileEndsItsProperty() {
        assertThat(new GitHubAnnotations("").of(List.of(finding(ERROR, "a,line=7::x:%y\n.yaml", "wrong"))))
                .startsWith("::error file=a%2Cline=7%3A%3Ax%3A%25y%0A.yaml,line=1,");
    }

    @Test
    void ofEachKindTenAreShownAndTheRestCounted() {
        List<Finding> findings = IntStream.range(0, 25)
                .mapToObj(i -> finding(i % 2 == 0 ? ERROR : Rule.warning("odd-thing"), "a" + i, "wrong"))
                .toList();
        String text = new GitHubAnnotations("").of(findings);
        assertThat(text.lines().filter(line -> line.startsWith("::error "))).hasSize(10);
        assertThat(text.lines().filter(line -> line.startsWith("::warning "))).hasSize(10);
        assertThat(text).endsWith("5 findings more are in the summary of this step.\n");
    }

    @Test
    void theSummaryHasThemAllAndNothingInItIsMarkup() {
        String text = GitHubAnnotations.summary(
                Policy.DEFAULT.judge(List.of(finding(ERROR, "a", "</pre><img src=x> [x](http://e) @team `a`"))),
                "1 error <b>");
        assertThat(text)
                .contains("<p>1 error &lt;b&gt;</p>", "| error unknown-runbook | 1 |")
                .contains(
                        "a:1:4: error&#91;unknown-runbook]: &lt;/pre&gt;&lt;img src=x&gt; &#91;x](http://e) &#64;team &#96;a&#96;")
                .doesNotContain("<img", "</pre><");
    }

    @Test
    void theSummaryIsNeverTooLong() {
        List<Finding> findings = IntStream.range(0, 3000)
                .mapToObj(i -> finding(ERROR, "a" + i, "\u20AC".repeat(200)))
                .toList();
        String text = GitHubAnnotations.summary(Policy.DEFAULT.judge(findings), "many");
        assertThat(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
        assertThat(text).containsPattern("and \\d+ more\n</pre>");
    }
}
