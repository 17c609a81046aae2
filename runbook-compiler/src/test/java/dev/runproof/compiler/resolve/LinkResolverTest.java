package dev.runproof.compiler.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.page.Pages;
import dev.runproof.compiler.page.RedirectTable;
import dev.runproof.compiler.parse.RunbookReader;
import dev.runproof.compiler.resolve.Resolution.Elsewhere;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import dev.runproof.compiler.resolve.Resolution.Page;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.workspace.SiteSetting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkResolverTest {

    private final Findings findings = new Findings();
    private final Runbook disk = runbook("runbooks/node/DiskFull.md", "node/DiskFull");
    private final LinkResolver resolver =
            resolver(List.of(disk), "https://wiki.example/{path|lower}", "https://runbooks.example/{slug}/");

    private Runbook runbook(String location, String path) {
        return new RunbookReader(SlugSource.TITLE)
                .read(new SourceFile(location, "# DiskFull"), location, path, findings);
    }

    private LinkResolver resolver(List<Runbook> runbooks, String... sites) {
        return new LinkResolver(
                Arrays.stream(sites)
                        .map(site -> site.split(" of ", 2))
                        .map(words -> new SiteSetting(
                                located(words[0]),
                                Optional.empty(),
                                words.length > 1 ? Optional.of(located(words[1])) : Optional.empty()))
                        .flatMap(site -> Site.parse(site, findings).stream())
                        .toList(),
                runbooks,
                new RedirectTable(List.of(), new Pages(runbooks, true)));
    }

    private static Located<String> located(String text) {
        return new Located<>(text, new SourceFile("runbook.yaml", text).all());
    }

    private static Optional<Runbook> page(Resolution resolution) {
        return resolution instanceof Page page ? Optional.of(page.runbook()) : Optional.empty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki.example/node/diskfull",
                "HTTPS://Wiki.Example/node/diskfull",
                "https://wiki.example/node/%64iskfull",
                "https://runbooks.example/disk-full/",
                "https://runbooks.example/disk-full",
                " https://runbooks.example/disk-full/ ",
            })
    void leadsToThePage(String address) {
        assertThat(page(resolver.resolve(address))).contains(disk);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://wiki.example/node/DiskFull",
                "https://wiki.example/diskfull",
                "https://runbooks.example/",
                "https://runbooks.example/disk_full",
            })
    void leadsToNoPage(String address) {
        assertThat(resolver.resolve(address)).isInstanceOf(NoPage.class);
    }

    @ParameterizedTest
    @CsvSource({
        "node/_index, https://wiki.example/{path|lower}/, https://wiki.example/node/",
        "node/index,  https://wiki.example/{path}/,       https://wiki.example/node/",
        "node/README, docs/{path},                        docs/node/",
        "_index,      https://wiki.example/r/{path},      https://wiki.example/r/",
    })
    void aFolderHasThePageOfItsIndex(String path, String site, String address) {
        Runbook index = runbook("r/" + path + ".md", path);
        assertThat(page(resolver(List.of(index), site).resolve(address))).contains(index);
        Runbook own = runbook("r/node.md", "node");
        assertThat(page(resolver(List.of(index, own), "https://wiki.example/{path}")
                        .resolve("https://wiki.example/node")))
                .contains(own);
    }

    @Test
    void aSiteByNamesHasNoIndex() {
        Runbook index = runbook("r/node/index.md", "node/index");
        assertThat(resolver(List.of(index), "https://wiki.example/{slug}").resolve("https://wiki.example/node"))
                .isInstanceOf(NoPage.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://other.example/disk-full/     | is on other.example",
                "http://runbooks.example/disk-full/   | begins with http://, and the site with https://",
                "https://runbooks.example/a/b/        | is on runbooks.example, and under none of the addresses that configuration maps there",
                "see the wiki                         | has a blank in it, so that it is no address",
                "See https://r.example/x for help     | has a blank in it, so that it is no address",
                "//runbooks.example/disk-full/        | begins with // and has no scheme",
                "/runbooks/disk-full                  | begins with / and has no host",
                "runbooks/disk-full                   | has no scheme and no host",
                "runbooks.example/disk-full           | has no scheme",
                "localhost:8080/disk                  | is of the scheme localhost:, which is no page",
                "https://me:secret@runbooks.example/x | has a user name or a password in it, before @runbooks.example",
                "mailto:ops@example.com               | is of the scheme mailto:, which is no page",
                "https:///disk-full                   | has no host",
                "https:disk-full                      | has no host",
                "<base>/disk-full                     | has a placeholder in it, <base>",
                "http://TODO                          | has a placeholder in it, TODO",
                "${RUNBOOKS}/disk-full                | has a placeholder in it, ${RUNBOOKS}",
                "https://x.example/%s                 | has a placeholder in it, %s",
                "TBD                                  | has a placeholder in it, TBD",
                "''                                   | has no address before its query or fragment",
            })
    void saysWhatIsTheMatterWithOtherAddresses(String address, String why) {
        assertThat(resolver.resolve(address))
                .isInstanceOfSatisfying(
                        Elsewhere.class,
                        elsewhere -> assertThat(elsewhere.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://x.example/todo-list", "https://x.example/my-TODO-app", "https://x.example/100%25s"})
    void takesNoWordForAPlaceholder(String address) {
        assertThat(((Elsewhere) resolver.resolve(address)).why()).isEqualTo("is on x.example");
    }

    @Test
    void aLongAddressIsNotLookedInto() {
        assertThat(resolver.resolve("https://wiki.example/" + "a".repeat(1 << 20)))
                .isInstanceOf(Elsewhere.class);
    }

    @Test
    void suggestsByTheLastPartOfAPath() {
        var missing = (NoPage) resolver.resolve("https://wiki.example/storage/diskful");
        assertThat(resolver.nearestName(missing.site(), missing.name())).contains("node/diskfull");
        assertThat(resolver.nearestName(missing.site(), "node/cpu")).isEmpty();
    }

    @Test
    void aPageOfALaterSiteIsNotHiddenByAnEarlierOne() {
        Runbook db = runbook("db/DiskFull.md", "DiskFull");
        Runbook web = runbook("web/Down.md", "Down");
        LinkResolver both = resolver(
                List.of(db, web), "https://h/{path} of db/**", "https://h/{path} of web/**", "https://h/all/{slug}/");
        assertThat(page(both.resolve("https://h/DiskFull"))).contains(db);
        assertThat(page(both.resolve("https://h/Down"))).contains(web);
        assertThat(page(both.resolve("https://h/all/disk-full"))).contains(db);
        // No site has it: the first to which the address belongs is asked for a similar name.
        assertThat(both.resolve("https://h/DiskFul"))
                .isInstanceOfSatisfying(
                        NoPage.class,
                        missing -> assertThat(both.nearestName(missing.site(), missing.name()))
                                .contains("DiskFull"));
        assertThat(both.addressOf(web)).contains("https://h/Down");
    }

    @Test
    void ofTwoFoldersWithOnePathEachHasItsSite() {
        Runbook one = runbook("one/Disk.md", "Disk");
        Runbook two = runbook("two/Disk.md", "Disk");
        LinkResolver both = resolver(List.of(one, two), "https://one/{path} of one", "https://two/{path} of two");
        assertThat(page(both.resolve("https://one/Disk"))).contains(one);
        assertThat(page(both.resolve("https://two/Disk"))).contains(two);
        assertThat(both.addressOf(two)).contains("https://two/Disk");
    }
}
