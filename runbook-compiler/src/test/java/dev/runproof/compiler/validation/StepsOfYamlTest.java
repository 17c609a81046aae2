package dev.runproof.compiler.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps of a runbook in YAML are its texts and its transactions: neither its other keys nor its comments. */
class StepsOfYamlTest {

    private static final String RUNBOOK = """
            title: Disk
            last-validated: 2026-11-02
            # a comment
            sections:
              Impact: |
                one two <!-- unseen -->
                ```sh
                df -h
                ```
            transactions:
              # a comment
              - name: a
                b: c
            """;

    private static String steps(String text) {
        var file = new SourceFile("a.runbook.yaml", text);
        return StepsText.of(new RunbookReader(SlugSource.TITLE)
                .read(file, "a.runbook.yaml", "a", new Findings())
                .document());
    }

    @Test
    void areTheseWords() {
        assertThat(steps(RUNBOOK)).isEqualTo(" Disk Impact one two\n```sh\ndf -h\n```\nname: a\nb: c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-11-02    | 2026-11-03   | true
            # a comment   | # another    | true
            unseen        | hidden       | true
            `one two`     | `one\n    two` | true
            `one two`     | `one three`  | false
            `df -h`       | `df  -h`     | false
            `b: c`        | `b: d`       | false
            Impact        | Effect       | false
            """)
    void changeWithWhatIsToBeDone(String old, String now, boolean same) {
        assertThat(RUNBOOK).contains(old);
        assertThat(steps(RUNBOOK.replace(old, now.replace("\\n", "\n"))).equals(steps(RUNBOOK)))
                .isEqualTo(same);
    }
}
