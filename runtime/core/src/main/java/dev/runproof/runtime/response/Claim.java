package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Cut;
import dev.runproof.runtime.engine.Incident;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The claim of a step on its containment. It is the same whoever runs the step and however often, and no other step of any
 * run has it: so the containment of a step is found again, and a step that is in it does not join twice.
 *
 * @param run the name of the run
 * @param step the name of the step
 */
record Claim(String run, String step) {

    /** The longest beginning of an incident's id, so that the whole fits into a claim. */
    private static final int MAX_INCIDENT = 90;

    private static final Pattern FORM = Pattern.compile("(?s).* by (run-[0-9a-f]{32})/([a-z0-9-]+)");

    /** The incident that stands in the containment. */
    Incident of(Incident incident) {
        return new Incident(id(incident), incident.began());
    }

    /** Its id: that of the incident, for people, and what no other has. */
    String id(Incident incident) {
        return Cut.to(MAX_INCIDENT, incident.id()) + " by " + run + "/" + step;
    }

    /** Reads the id of a claim; empty if it is not one of a run. */
    static Optional<Claim> read(String id) {
        var matcher = FORM.matcher(id);
        return matcher.matches() ? Optional.of(new Claim(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
