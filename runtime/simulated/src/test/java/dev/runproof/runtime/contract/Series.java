package dev.runproof.runtime.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times of one thing, measured again and again. */
final class Series {

    private static final double NANOS_OF_MILLI = 1e6;

    private final String name;
    private final List<Long> nanos = new ArrayList<>();

    Series(String name) {
        this.name = name;
    }

    void add(long time) {
        nanos.add(time);
    }

    /** The time that so many percent do not exceed, in ms. */
    double millis(int percent) {
        var sorted = nanos.stream().sorted().toList();
        int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
        return sorted.get(Math.max(0, index)) / NANOS_OF_MILLI;
    }

    /** How many times another takes this takes at the median. */
    double to(Series other) {
        return millis(50) / other.millis(50);
    }

    /** A line: name, median, 99 %, how many. */
    String line() {
        return String.format(
                Locale.ROOT, "  %-52s p50 %8.2f ms   p99 %8.2f ms   (%d)", name, millis(50), millis(99), nanos.size());
    }
}
