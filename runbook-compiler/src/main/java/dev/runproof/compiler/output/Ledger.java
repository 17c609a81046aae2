package dev.runproof.compiler.output;

import dev.runproof.compiler.alertmanager.Certainty;
import dev.runproof.compiler.alertmanager.Integration;
import dev.runproof.compiler.check.AlertLink;
import dev.runproof.compiler.check.Library;
import dev.runproof.compiler.resolve.Resolution;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was looked at, so that a green build says how much it means.
 *
 * @param ruleFiles files with alert rules
 * @param alerts alerts in them
 * @param runbooks runbooks
 * @param toPage alerts whose link leads to a runbook
 * @param toNoPage alerts whose link leads to a page that is not there
 * @param withoutLink alerts without a link
 * @param elsewhere alerts whose link leads out of the configured sites
 * @param unverifiable alerts whose link is not known before they fire
 * @param passedOver resources in files with alert rules that are of other kinds
 * @param integrations ways in which receivers of Alertmanager that routes lead to tell somebody
 * @param integrationsUnverifiable those of them of which it is not known whether they pass links on
 * @param inputsUnverifiable inputs of transactions of which it is not known whether an alert that starts them brings a value
 * @param filesSeen files with alert rules and runbooks that were found
 * @param filesRead those of them that were read
 * @param filesNotRead those that were not, or not whole; a finding says why
 * @param filesWithoutAlerts files with alert rules that were read and have no alert
 * @param declaredEmpty patterns of alert rules in whose files there is no alert, which the configuration allows
 */
public record Ledger(
        int ruleFiles,
        long alerts,
        int runbooks,
        long toPage,
        long toNoPage,
        long withoutLink,
        long elsewhere,
        long unverifiable,
        int passedOver,
        long integrations,
        long integrationsUnverifiable,
        long inputsUnverifiable,
        int filesSeen,
        int filesRead,
        int filesNotRead,
        int filesWithoutAlerts,
        int declaredEmpty) {

    /**
     * What was looked into.
     *
     * @param rules files with alert rules
     * @param notRead those of them that were not read, or not whole
     * @param withoutAlerts files with alert rules that were read and have no alert
     * @param declaredEmpty patterns in whose files there is none, and need not be
     * @param passedOver resources in files with alert rules that are of other kinds
     */
    public record Files(int rules, int notRead, int withoutAlerts, int declaredEmpty, int passedOver) {}

    /** That of a run in which nothing could be read. */
    public static Ledger empty() {
        return new Ledger(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Counts.
     *
     * @param files what was looked into
     * @param unreadRunbooks how many runbooks were found and not read
     * @param library all that was read
     * @return the ledger
     */
    public static Ledger of(Files files, int unreadRunbooks, Library library) {
        List<AlertLink> links = library.links();
        int seen = files.rules + unreadRunbooks + library.runbooks().size();
        int notRead = files.notRead + unreadRunbooks;
        return new Ledger(
                files.rules,
                links.size(),
                library.runbooks().size(),
                count(links, Resolution.Page.class),
                count(links, Resolution.NoPage.class),
                links.stream().filter(link -> link.resolution().isEmpty()).count(),
                count(links, Resolution.Elsewhere.class),
                count(links, Resolution.Unverifiable.class),
                files.passedOver,
                integrations(library).count(),
                integrations(library)
                        .filter(integration -> integration.message().broken()
                                || integration.message().link() == Certainty.UNKNOWN)
                        .count(),
                library.unverifiableInputs(),
                seen,
                seen - notRead,
                notRead,
                files.withoutAlerts,
                files.declaredEmpty);
    }

    private static Stream<Integration> integrations(Library library) {
        return library.alertmanager().stream().flatMap(configuration -> configuration.usedIntegrations().stream());
    }

    private static long count(List<AlertLink> links, Class<? extends Resolution> kind) {
        return links.stream()
                .filter(link -> link.resolution().filter(kind::isInstance).isPresent())
                .count();
    }

    /** Such as {@code 139 alerts in 8 files, 108 runbooks: 112 linked, 27 to no page, …}; what is zero and good is left out. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(counted(alerts, "alert"))
                .append(" in ")
                .append(counted(ruleFiles, "file"))
                .append(", ");
        text.append(counted(runbooks, "runbook")).append(": ").append(toPage).append(" linked");
        append(toNoPage, " to a page that does not exist", text);
        append(withoutLink, " without a link", text);
        append(elsewhere, " to other sites, not checked", text);
        append(unverifiable, " not known before they fire, not checked", text);
        append(filesNotRead, filesNotRead == 1 ? " file not read" : " files not read", text);
        append(filesWithoutAlerts, filesWithoutAlerts == 1 ? " file without alerts" : " files without alerts", text);
        append(
                declaredEmpty,
                declaredEmpty == 1 ? " pattern allowed to be empty" : " patterns allowed to be empty",
                text);
        append(passedOver, passedOver == 1 ? " other resource passed over" : " other resources passed over", text);
        append(integrations, integrations == 1 ? " receiver integration" : " receiver integrations", text);
        append(integrationsUnverifiable, " of them not known to pass the link on", text);
        append(
                inputsUnverifiable,
                inputsUnverifiable == 1
                        ? " input of a transaction not known to come with its alert"
                        : " inputs of transactions not known to come with their alerts",
                text);
        return text.toString();
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void append(long count, String what, StringBuilder text) {
        if (count > 0) {
            text.append(", ").append(count).append(what);
        }
    }
}
