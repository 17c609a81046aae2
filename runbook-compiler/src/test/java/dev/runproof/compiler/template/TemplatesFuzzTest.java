package dev.runproof.compiler.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Any text is a template or is refused with one finding at a place in it; and what is a template is one within a branch, and twice
 * in a row. The build tries the seeds beside it; {@code runbook-compiler/fuzz} looks for others.
 */
class TemplatesFuzzTest {

    @FuzzTest
    @DictionaryFile(resourcePath = "/fuzz/template.dict")
    void reads(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        var findings = new Findings();
        Optional<TemplateUnit> unit = read(text, findings);
        if (unit.isEmpty()) {
            assertThat(findings.sorted()).singleElement().satisfies(finding -> {
                assertThat(finding.span().end())
                        .isLessThanOrEqualTo(finding.span().file().text().length());
                assertThat(finding.message()).doesNotContain("\n");
            });
            return;
        }
        assertThat(findings.size()).isZero();
        int nodes = unit.get().main().body().size();
        // On a line of its own, so that braces at the end do not become others.
        assertThat(read(text + "\n" + text, new Findings()))
                .hasValueSatisfying(twice -> assertThat(twice.main().body()).hasSize(2 * nodes));
        if (unit.get().definitions().isEmpty() && !text.contains("define") && !text.contains("block")) {
            // A hundred levels are the most.
            read("{{ if true }}" + text + "\n{{ end }}", new Findings())
                    .ifPresent(branch -> assertThat(branch.main().body()).hasSize(1));
        }
    }

    private static Optional<TemplateUnit> read(String text, Findings findings) {
        return TemplateReader.read(TemplateText.of(new SourceFile("a.tmpl", text)), findings);
    }
}
