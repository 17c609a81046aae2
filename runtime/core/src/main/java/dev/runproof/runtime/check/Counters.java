package dev.runproof.runtime.check;

import dev.runproof.runtime.value.TimeSpan;

/**
 * What counters of Prometheus have counted in some time: what they have, compared with what they had. {@code increase} cannot
 * see what a series began with, and a status or an address that was never there before is just such a series. A counter
 * that has less than before has begun anew.
 */
final class Counters {

    private Counters() {}

    /**
     * An expression with what all of them have counted together; without a value where there are none.
     *
     * @param selector the counters
     * @param time how long, up to the time that is asked about
     */
    static String counted(String selector, TimeSpan time) {
        String before = selector + " offset " + time.duration().toSeconds() + "s";
        return "sum((" + selector + " - " + before + " >= 0) or " + selector + ")";
    }
}
