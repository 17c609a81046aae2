package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Finding;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Redirects, and the lock of all pages that were ever published. */
class RedirectsTest {

    private static LibraryBuilder library() {
        return new LibraryBuilder()
                .runbook("node/disk", "---\nalerts: []\n---\n# DiskFull\n")
                .runbook("node/cpu", "---\nalerts: []\n---\n# CpuBusy\n");
    }

    @Test
    void redirectsToPagesAreFine() {
        assertThat(library()
                        .redirects("disk: disk-full\nold/disk: node/Disk#diskfull\n")
                        .findings())
                .isEmpty();
        assertThat(library().redirects("").findings()).isEmpty();
    }

    @Test
    void eachRedirectOfALoopIsToldAndWhatLeadsIntoItToo() {
        assertThat(library().redirects("a: b\nb: c\nc: b\n").findings())
                .containsExactly(
                        "1:4 redirect-loop the redirect of a leads round in a circle",
                        "2:4 redirect-loop the redirect of b leads round in a circle",
                        "3:4 redirect-loop the redirect of c leads round in a circle");
        assertThat(library().redirects("a: a\n").findings())
                .containsExactly("1:4 redirect-loop the redirect of a leads round in a circle");
    }

    @Test
    void aChainIsToldWithItsEnd() {
        LibraryBuilder chain = library().redirects("a: b\nb: c#x\nc: disk-full#diskfull\n");
        assertThat(chain.findings())
                .containsExactly(
                        "1:4 redirect-chain the redirect of a leads to another redirect",
                        "2:4 redirect-chain the redirect of b leads to another redirect");
        assertThat(chain.found().get(0).help()).isEqualTo("write a: disk-full#diskfull");
    }

    @Test
    void ofAChainToNowhereOnlyTheLastIsTold() {
        LibraryBuilder chain = library().redirects("a: b\nb: disk-ful\n");
        assertThat(chain.findings())
                .containsExactly(
                        "2:4 redirect-to-nowhere the redirect of b leads to disk-ful, and there is no such page");
        assertThat(chain.found().get(0).help()).isEqualTo("did you mean disk-full?");
    }

    @Test
    void aVeryLongChainIsFollowedOnce() {
        String chain = IntStream.range(0, 20_000)
                .mapToObj(i -> "p" + i + ": p" + (i + 1))
                .collect(Collectors.joining("\n"));
        assertThat(library().redirects(chain).findings()).hasSize(1);
    }

    @Test
    void aRedirectOfAPageIsTold() {
        assertThat(library()
                        .redirects("cpu-busy: disk-full\nnode/CPU: disk-full\n")
                        .findings())
                .containsExactly(
                        "1:1 redirect-of-page cpu-busy is redirected, and is the page of node/cpu.md",
                        "2:1 redirect-of-page node/CPU is redirected, and is the page of node/cpu.md");
    }

    @Test
    void namesThatAreNone() {
        assertThat(library()
                        .redirects("'': disk-full\na b: disk-full\nc: '#x'\nd: 5\n/e: disk-full\n")
                        .findings())
                .containsExactly(
                        "1:1 invalid-redirect this names no page",
                        "2:1 invalid-redirect this names no page",
                        "3:4 invalid-redirect this names no page",
                        "4:4 invalid-redirect d takes the slug or path of a page, and this is 5",
                        "5:1 invalid-redirect this names no page");
    }

    @Test
    void aPageThatIsGoneIsRecognisedByItsFile() {
        LibraryBuilder gone = library().lock("cpu-busy node/cpu.md\ndisk node/disk.md\ndisk-full node/disk.md\n");
        assertThat(gone.findings())
                .containsExactly(
                        "2:1 deleted-page the page disk was published, and now there is neither it nor a redirect");
        assertThat(gone.found().get(0).help())
                .isEqualTo("node/disk.md is now disk-full: add disk: disk-full to redirects.yaml, "
                        + "or give it back its name by slug: in its front matter");
    }

    @Test
    void orByANewPageWithANameLikeIt() {
        assertThat(library().lock("cpu-busy node/cpu.md\ndisk-fill old.md\n").found())
                .filteredOn(finding -> finding.rule().id().equals("deleted-page"))
                .singleElement()
                .extracting(Finding::help)
                .isEqualTo("did it become disk-full? Then add disk-fill: disk-full to redirects.yaml");
        assertThat(library()
                        .lock("cpu-busy node/cpu.md\ndisk-fill old.md\ndisk-full node/disk.md\n")
                        .found()
                        .get(0)
                        .help())
                .as("a page that was there before is no new one")
                .isEqualTo("add disk-fill: with the page that is now for it to redirects.yaml");
    }

    @Test
    void aRedirectKeepsAName() {
        assertThat(library()
                        .lock("# c\n\ncpu-busy node/cpu.md\ndisk old.md\ndisk-full node/disk.md\n")
                        .redirects("disk: disk-full")
                        .findings())
                .isEmpty();
    }

    @Test
    void aNewPageIsToBeLocked() {
        assertThat(library().lock("disk-full node/disk.md\n").findings())
                .containsExactly("4:1 unlocked-page the page cpu-busy is not in slugs.lock");
    }

    @Test
    void linesThatNameNoPageOnce() {
        assertThat(library()
                        .lock("cpu-busy node/cpu.md\n=======\ndisk-full\ndisk-full node/disk.md\ncpu-busy x.md\n")
                        .findings())
                .containsExactly(
                        "2:1 invalid-slugs-lock this line names no page",
                        "3:1 invalid-slugs-lock this line names no page",
                        "5:1 invalid-slugs-lock the page cpu-busy is here twice");
    }

    @Test
    void aPlaceThatThePageLacksIsTold() {
        LibraryBuilder redirected = library().redirects("a: disk-full#Diskfull\nb: disk-full#diskful\nc: disk-full#\n");
        assertThat(redirected.findings())
                .containsExactly(
                        "1:4 redirect-to-missing-heading the redirect of a leads to a heading that node/disk.md lacks: "
                                + "there is no #Diskfull by the rules of runproof",
                        "2:4 redirect-to-missing-heading the redirect of b leads to a heading that node/disk.md lacks: "
                                + "there is no #diskful by the rules of runproof");
        assertThat(redirected.found().get(1).help()).isEqualTo("did you mean #diskfull?");
    }

    @Test
    void alertsMayLinkByWayOfARedirectAndAreTold() {
        LibraryBuilder library = new LibraryBuilder()
                .runbook("disk", "---\nalerts: [A, B, C]\n---\n# DiskFull\n")
                .alert("A", "disk")
                .alert("B", "disk-full")
                .alert("C", "gone");
        assertThat(library.redirects("disk: storage\nstorage: disk-full\ngone: nowhere\n")
                        .findings("redirected-link", "unknown-runbook"))
                .containsExactly(
                        "4:52 redirected-link alert A links to disk, which is redirected to disk.md",
                        "4:52 unknown-runbook alert C links to a runbook that does not exist: there is no gone");
    }
}
