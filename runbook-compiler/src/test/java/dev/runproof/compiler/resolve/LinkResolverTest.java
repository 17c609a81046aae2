package dev.runproof.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkResolverTest {

    private final Findings findings = new Findings();
    private final Runbook disk = new RunbookReader(SlugSource.TITLE, findings)
            .read(
                    new SourceFile("runbooks/node/DiskFull.md", "# DiskFull"),
                    "runbooks/node/DiskFull.md",
                    "node/DiskFull");
    private final LinkResolver resolver = new LinkResolver(
            Stream.of("https://wiki.example/{path|lower}", "https://runbooks.example/{slug}/")
                    .map(site -> new Located<>(site, new SourceFile("runbook.yaml", site).all()))
                    .flatMap(site -> Site.parse(site, findings).stream())
                    .toList(),
            List.of(disk));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki.example/node/diskfull",
                "https://runbooks.example/disk-full/",
                "https://runbooks.example/disk-full",
                " https://runbooks.example/disk-full/ ",
                "https://runbooks.example/disk-full/#triage",
                "https://runbooks.example/disk-full/?node={{ $labels.instance | urlquery }}#triage",
            })
    void leadsToThePage(String link) {
        assertThat(resolver.resolve(link)).isEqualTo(new Resolution.Page(disk));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki.example/node/DiskFull",
                "https://wiki.example/diskfull",
                "https://runbooks.example/",
                "https://runbooks.example/disk_full",
            })
    void leadsToNoPage(String link) {
        assertThat(resolver.resolve(link)).isInstanceOf(Resolution.NoPage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example/disk-full/", "see the wiki", "//runbooks.example/disk-full/"})
    void leadsElsewhere(String link) {
        assertThat(resolver.resolve(link)).isEqualTo(new Resolution.Elsewhere());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://runbooks.example/{{ $labels.alertname }}/", "{{ $externalURL }}/disk-full"})
    void isNotKnownBeforeTheAlertFires(String link) {
        assertThat(resolver.resolve(link)).isInstanceOf(Resolution.Unverifiable.class);
    }

    @Test
    void suggestsByTheLastPartOfAPath() {
        var missing = (Resolution.NoPage) resolver.resolve("https://wiki.example/storage/diskful");
        assertThat(resolver.nearestName(missing.site(), missing.name())).contains("node/diskfull");
        assertThat(resolver.nearestName(missing.site(), "node/cpu")).isEmpty();
    }
}
