package dev.runproof.compiler.incident;

import static dev.runproof.compiler.incident.IncidentRules.DUPLICATE_INCIDENT;
import static dev.runproof.compiler.incident.IncidentRules.INCIDENT_WITHOUT_RUNBOOK;
import static dev.runproof.compiler.incident.IncidentRules.INVALID_INCIDENT;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds incidents against each other, the calendar and the runbooks. */
public final class IncidentChecks {

    private final LocalDate asOf;
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param asOf the day that counts as today
     * @param findings takes what is wrong
     */
    public IncidentChecks(LocalDate asOf, Findings findings) {
        this.asOf = asOf;
        this.findings = findings;
    }

    /**
     * Checks.
     *
     * @param all the incidents
     * @param runbooks the runbooks
     */
    public void run(Incidents all, List<Runbook> runbooks) {
        Map<String, Incident> first = new HashMap<>();
        Set<String> slugs =
                runbooks.stream().map(runbook -> runbook.slug().value()).collect(Collectors.toSet());
        for (Incident incident : all.incidents()) {
            Incident other = first.putIfAbsent(incident.id().value(), incident);
            if (other != null) {
                findings.add(
                        DUPLICATE_INCIDENT,
                        incident.id().span(),
                        "there is an incident " + incident.id().value() + " in "
                                + other.file().path() + " already",
                        "give one of the two another id, or remove it");
            }
            notToCome(incident.day(), "began on");
            incident.reviewed().ifPresent(day -> notToCome(day, "was reviewed on"));
            if (all.runbooksRead()) {
                incident.runbooks().stream()
                        .filter(slug -> !slugs.contains(slug.value()))
                        .forEach(slug -> unknown(incident, slug, slugs));
            }
        }
    }

    private void notToCome(Located<LocalDate> day, String what) {
        if (day.value().isAfter(asOf)) {
            findings.add(
                    INVALID_INCIDENT,
                    day.span(),
                    "no incident " + what + " " + day.value() + ", which is still to come",
                    "write the day on which it was");
        }
    }

    private void unknown(Incident incident, Located<String> slug, Set<String> slugs) {
        findings.add(
                INCIDENT_WITHOUT_RUNBOOK,
                slug.span(),
                "the incident " + incident.id().value() + " names a runbook that does not exist: there is no "
                        + slug.value(),
                Suggestion.nearest(slug.value(), slugs)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("name the slug of a runbook, or remove it; runbooks: [] says that there was none"));
    }
}
