package dev.runproof.compiler.incident;

import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** What can be wrong with incidents. */
public final class IncidentRules {

    /** Two incidents have one id. */
    static final Rule DUPLICATE_INCIDENT = Rule.error("duplicate-incident");

    /** An incident names a runbook that there is not. */
    static final Rule INCIDENT_WITHOUT_RUNBOOK = Rule.error("incident-without-runbook");

    /** A file with an incident is not of its form, or says what cannot be. */
    static final Rule INVALID_INCIDENT = Rule.unread("invalid-incident");

    private IncidentRules() {}

    /** All of them, by id. */
    public static List<Rule> all() {
        return List.of(DUPLICATE_INCIDENT, INCIDENT_WITHOUT_RUNBOOK, INVALID_INCIDENT);
    }
}
