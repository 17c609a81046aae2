package dev.runproof.compiler.report;

import java.util.Map;

/**
 * How often alerts fired in the last quarter. Immutable.
 *
 * @param known whether it is known
 * @param byAlert the number of times, by the alert's name; an alert that is not there did not fire
 */
public record Firings(Known known, Map<String, Long> byAlert) {

    /** Nobody was asked. */
    public static final Firings NOT_ASKED = unknown("not asked: name a Prometheus to count them");

    /** Takes the map as it is now. */
    public Firings {
        byAlert = Map.copyOf(byAlert);
    }

    /** It is not known. */
    public static Firings unknown(String why) {
        return new Firings(Known.not(why), Map.of());
    }

    /** How often an alert fired. */
    long of(String alert) {
        return byAlert.getOrDefault(alert, 0L);
    }
}
