package dev.runproof.compiler.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    private static final Rule RULE = Rule.error("unknown-runbook");

    /** One finding for each {@code link:} of a text. */
    private static List<String> of(String path, String text, String message) {
        var file = new SourceFile(path, text);
        var findings = new ArrayList<Finding>();
        for (int at = text.indexOf("link:"); at >= 0; at = text.indexOf("link:", at + 1)) {
            findings.add(Finding.of(RULE, file.span(at, at + 4), message, "mend it"));
        }
        return Fingerprints.of(findings);
    }

    @Test
    void movedAndIndentedLinesKeepTheirs() {
        assertThat(of("a.yaml", "x: 1\ny:\n    link:  a\n", "wrong")).isEqualTo(of("a.yaml", "link: a", "wrong"));
    }

    @Test
    void otherFilesMessagesAndLinesHaveOthers() {
        assertThat(List.of(
                        of("a.yaml", "link: a", "wrong"),
                        of("b.yaml", "link: a", "wrong"),
                        of("a.yaml", "link: a", "amiss"),
                        of("a.yaml", "link: b", "wrong")))
                .doesNotHaveDuplicates();
    }

    @Test
    void equalOnesAreToldApartByTheirNumber() {
        List<String> both = of("a.yaml", "link: a\nlink: a\n", "wrong");
        assertThat(both)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(of("a.yaml", "link: a", "wrong").get(0));
    }

    /** Kept by those who read our reports: another number here means that all their findings look new. */
    @Test
    void theyStayTheSameFromVersionToVersion() {
        assertThat(of("a.yaml", "link: a", "wrong")).containsExactly("6019c0ba88f79f45074251143742e7b0");
    }
}
