package dev.runproof.compiler.finding;

import java.util.regex.Pattern;

/**
 * A kind of finding: what one check looks for.
 *
 * @param id its stable name: lower case words joined by hyphens, such as {@code missing-runbook-url}
 * @param severity what its findings weigh unless configuration says otherwise
 * @param fixed whether configuration cannot say otherwise
 * @param aboutAlerts whether each of its findings concerns an alert, whose severity may decide what it weighs
 * @param aboutChange whether its findings tell what a change does to the gate itself, so that the change has no say in them
 */
public record Rule(String id, Severity severity, boolean fixed, boolean aboutAlerts, boolean aboutChange) {

    private static final Pattern ID = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** Refuses an id that is not a name. */
    public Rule {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a name of lower case words: " + id);
        }
    }

    /** A rule whose findings refuse the change. */
    public static Rule error(String id) {
        return new Rule(id, Severity.ERROR, false, false, false);
    }

    /** A rule whose findings say that something was not read, and so not checked: no configuration makes that pass as green. */
    public static Rule unread(String id) {
        return new Rule(id, Severity.ERROR, true, false, false);
    }

    /** A rule whose findings are shown and counted. */
    public static Rule warning(String id) {
        return new Rule(id, Severity.WARNING, false, false, false);
    }

    /** The same, each of its findings being about an alert. */
    public Rule ofAlerts() {
        return new Rule(id, severity, fixed, true, aboutChange);
    }

    /** The same, its findings being about what a change does to the gate: neither its suppressions nor its weights count. */
    public Rule ofChanges() {
        return new Rule(id, severity, fixed, aboutAlerts, true);
    }
}
