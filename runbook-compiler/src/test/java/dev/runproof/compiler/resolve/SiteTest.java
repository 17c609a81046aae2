package dev.runproof.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {

    private final Findings findings = new Findings();

    private Optional<Site> site(String pattern) {
        return Site.parse(new Located<>(pattern, new SourceFile("runbook.yaml", pattern).all()), findings);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/{slug}/,              https://h/disk-full/,               disk-full",
        "https://h/{slug}/,              https://h/disk-full,                disk-full",
        "https://h/{slug},               https://h/disk-full/,               disk-full",
        "https://h/r/{path|lower},       https://h/r/node/disk,              node/disk",
        "https://h/blob/{ref}/{path}.md, https://h/blob/v1.2/docs/disk.md,   docs/disk",
        "https://h/{slug}/,              https://h/,                         ''",
    })
    void findsTheNameInAnAddress(String pattern, String address, String name) {
        assertThat(site(pattern).orElseThrow().nameIn(address)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/{slug}/,              https://h.evil.example/disk-full/",
        "https://h/{slug}/,              http://h/disk-full/",
        "https://h/{slug}/,              https://h/a/b/",
        "https://h.x/{slug}/,            https://hax/disk/",
        "https://h/blob/{ref}/{path}.md, https://h/tree/main/disk.md",
    })
    void leavesOtherAddressesAlone(String pattern, String address) {
        assertThat(site(pattern).orElseThrow().nameIn(address)).isEmpty();
    }

    @Test
    void buildsAddresses() {
        assertThat(site("https://h/blob/{ref}/{path}.md").orElseThrow().addressOf("node/disk"))
                .isEqualTo("https://h/blob/main/node/disk.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/",
                "https://h/{slug}/{path}",
                "https://h/{name}",
                "{path}",
                "ftp://h/{path}",
                "https://{slug}/"
            })
    void refusesPatternsThatNameNoPage(String pattern) {
        assertThat(site(pattern)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("invalid-configuration"));
    }
}
