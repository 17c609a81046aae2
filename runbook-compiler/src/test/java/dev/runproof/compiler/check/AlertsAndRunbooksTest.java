package dev.runproof.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runproof.compiler.finding.Finding;
import org.junit.jupiter.api.Test;

/** Near misses of the checks that alerts and runbooks name each other; the plain cases are on their pages. */
class AlertsAndRunbooksTest {

    private static String listing(String alerts, String title) {
        return "---\nalerts: " + alerts + "\n---\n# " + title + "\n";
    }

    @Test
    void aRunbookWithoutTheKeyHasPromisedNothing() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", "# Disk\n")
                        .alert("AnyName", "disk")
                        .findings())
                .isEmpty();
    }

    @Test
    void unlessAnotherListsTheAlert() {
        var library = new LibraryBuilder()
                .runbook("disk", "# Disk\n")
                .runbook("inodes", listing("[InodesLow]", "Inodes"))
                .alert("InodesLow", "disk");
        assertThat(library.found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("alert-not-listed");
            assertThat(finding.help()).isEqualTo("link to https://r.example/inodes/, since inodes.md lists it");
        });
    }

    @Test
    void anEmptyListPromisesThatNoAlertLinksHere() {
        assertThat(new LibraryBuilder()
                        .runbook("failover", listing("[]", "Failover"))
                        .alert("DiskFull", "failover")
                        .findings())
                .containsExactly("4:59 alert-not-listed alert DiskFull links to failover.md, which does not list it");
    }

    @Test
    void anAlertOfSeveralRulesIsToldOnce() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", listing("[DiskFull]", "Disk"))
                        .alert("DiskFull", "disk")
                        .alert("DiskSlow", "disk")
                        .alert("DiskSlow", "disk")
                        .findings("alert-not-listed"))
                .hasSize(1);
    }

    @Test
    void aRenamedAlertIsToldOnceAtItsOldName() {
        var renamed = new LibraryBuilder()
                .runbook("jobs", listing("[KubeJobCompletion]", "Jobs"))
                .alert("JobLate", "jobs");
        assertThat(renamed.found()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("unknown-alert");
            assertThat(finding.help())
                    .isEqualTo("write JobLate, which links here and is not listed, if that is its new name");
        });
    }

    @Test
    void ofSeveralNewAlertsTheNearestIsTheRenamedOne() {
        assertThat(new LibraryBuilder()
                        .runbook("jobs", listing("[JobIsLate]", "Jobs"))
                        .alert("JobLate", "jobs")
                        .alert("DiskFull", "jobs")
                        .found())
                .extracting(finding -> finding.rule().id(), Finding::help)
                .containsExactly(
                        tuple(
                                "alert-not-listed",
                                "add DiskFull to alerts: in jobs.md, or link to the runbook that it belongs to"),
                        tuple(
                                "unknown-alert",
                                "write JobLate, which links here and is not listed, if that is its new name"));
    }

    @Test
    void aMisspeltAlertHasANearOne() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", listing("[DiskFull, DiskSlwo]", "Disk"))
                        .alert("DiskFull", "disk")
                        .alert("DiskSlow", "elsewhere/else")
                        .found())
                .filteredOn(finding -> finding.rule().id().equals("unknown-alert"))
                .extracting(Finding::help)
                .containsExactly("did you mean DiskSlow?");
    }

    @Test
    void nothingIsSaidToBeNowhereWhereARuleFileCouldNotBeRead() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", listing("[DiskFull]", "Disk"))
                        .runbook("other", "# Other\n")
                        .withABrokenRuleFile()
                        .findings())
                .isEmpty();
    }

    @Test
    void aRunbookWithAnAlertsNameIsNoOrphanSinceTheLinkIsTold() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", "# Runbook: DiskFull\n")
                        .alert("DiskFull", "disk-ful")
                        .findings())
                .singleElement()
                .asString()
                .contains("unknown-runbook");
    }

    @Test
    void aListThatCannotBeReadPromisesNothing() {
        assertThat(new LibraryBuilder()
                        .runbook("disk", listing("DiskFull", "Disk"))
                        .alert("DiskSlow", "disk")
                        .findings())
                .singleElement()
                .asString()
                .contains("invalid-front-matter");
    }
}
