package dev.runproof.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.SiteSetting;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {

    private final Findings findings = new Findings();

    private Optional<Site> site(String pattern) {
        return Site.parse(new SiteSetting(located(pattern), Optional.empty(), Optional.empty()), findings);
    }

    private static Located<String> located(String text) {
        return new Located<>(text, new SourceFile("runbook.yaml", text).all());
    }

    @ParameterizedTest
    @CsvSource({
        "https://h/{slug}/,              https://h/disk-full/,               disk-full",
        "https://h/{slug}/,              https://h/disk-full,                disk-full",
        "https://h/{slug},               https://h/disk-full/,               disk-full",
        "https://h/r/{path|lower},       https://h/r/node/disk,              node/disk",
        "https://h/blob/{ref}/{path}.md, https://h/blob/v1.2/docs/disk.md,   docs/disk",
        "https://h/{slug}/,              https://h/,                         ''",
        "https://h/r/{path|lower},       https://h/r/a%20b%2Fc%zz,           a b/c%zz",
        "docs/{path},                    docs/node/disk.md,                  node/disk",
        "https://h/-/tree/{ref}/{path},  https://h/-/tree/main/disk.md,      disk",
        "https://h/{path}/,              https://h/node/disk/index.html,     node/disk",
        "docs/{path},                    docs/index.html,                    index.html",
        "{path}/,                        node/disk/,                         node/disk",
        "{slug},                         disk-full,                          disk-full",
        "docs/{path}.md,                 docs/node/disk.md,                  node/disk",
        "https://h/blob/{ref}/{path},    https://h/blob/main/docs/disk.md,   docs/disk",
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
        "docs/{path},                    https://h/docs/disk",
        "docs/{path},                    other/disk",
        "{path},                         https://h/disk",
        "{path},                         /disk",
        "{path},                         mailto:a",
    })
    void leavesOtherAddressesAlone(String pattern, String address) {
        assertThat(site(pattern).orElseThrow().nameIn(address)).isEmpty();
    }

    @Test
    void buildsAddresses() {
        assertThat(site("https://h/blob/{ref}/{path}.md").orElseThrow().addressOf("node/disk"))
                .isEqualTo("https://h/blob/main/node/disk.md");
        assertThat(site("docs/{path}").orElseThrow().addressOf("node/disk")).isEqualTo("docs/node/disk.md");
        assertThat(site("{path}/").orElseThrow().addressOf("node/disk")).isEqualTo("node/disk/");
        assertThat(site("https://h/blob/{ref}/{path}").orElseThrow().addressOf("disk", "v1"))
                .isEqualTo("https://h/blob/v1/disk.md");
    }

    @Test
    void whatIsPublishedIsNoSourceWhateverItsHeadings() {
        var setting = new SiteSetting(located("https://h/{path}"), Optional.of(located("github")), Optional.empty());
        assertThat(Site.parse(setting, findings).orElseThrow().addressOf("disk"))
                .isEqualTo("https://h/disk");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com/o/r/wiki/{path},     GITHUB",
        "https://git.corp/o/r/blob/{ref}/{path}, GITHUB",
        "https://git.corp/o/r/tree/{ref}/{path}, GITHUB",
        "https://git.corp/r/-/blob/{ref}/{path}, GITLAB",
        "https://gitlab.com/r/blob/{ref}/{path}, GITLAB",
        "docs/{path},                            GITHUB",
        "{path}/,                                RUNPROOF",
        "https://github.com.example/{path},      RUNPROOF",
        "https://notgithub.com/{path},           RUNPROOF",
        "https://r.example/{slug}/,              RUNPROOF",
    })
    void headingsAreNamedAsIsUsualThere(String pattern, Dialect dialect) {
        assertThat(site(pattern).orElseThrow().headings()).isEqualTo(dialect);
        var written = new SiteSetting(located(pattern), Optional.of(located("hugo")), Optional.empty());
        assertThat(Site.parse(written, findings).orElseThrow().headings()).isEqualTo(Dialect.HUGO);
    }

    @ParameterizedTest
    @CsvSource({
        "runbooks/node,      runbooks/node/a.md,   true",
        "./runbooks/node/,   runbooks/node/b/a.md, true",
        "runbooks/**/*.md,   runbooks/a.md,        true",
        "runbooks/node/*.md, runbooks/node/b/a.md, false",
        "runbooks/node,      runbooks/nodes/a.md,  false",
        "../other/*.md,      ../other/a.md,        true",
    })
    void publishesThoseOfItsPattern(String of, String location, boolean published) {
        var setting = new SiteSetting(located("https://h/{path}"), Optional.empty(), Optional.of(located(of)));
        Runbook runbook =
                new RunbookReader(SlugSource.TITLE).read(new SourceFile(location, "# A"), location, "a", findings);
        assertThat(Site.parse(setting, findings).orElseThrow().publishes(runbook))
                .isEqualTo(published);
    }

    @Test
    void refusesAPatternOfRunbooksThatIsNone() {
        var setting = new SiteSetting(located("https://h/{path}"), Optional.empty(), Optional.of(located("a[")));
        assertThat(Site.parse(setting, findings)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("a[ is no pattern of files"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/",
                "https://h/{slug}/{path}",
                "https://h/{name}",
                "ftp://h/{path}",
                "https://{slug}/",
                "/docs/{path}",
                "mailto:a/{path}",
                "https://h/#/{path}",
                "https://h/?page={path}",
            })
    void refusesPatternsThatNameNoPage(String pattern) {
        assertThat(site(pattern)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.rule().id()).isEqualTo("invalid-configuration"));
    }
}
