package dev.runproof.runtime.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Samples in OpenMetrics, one each {@value #STEP} seconds. */
public final class OpenMetrics {

    /** How many seconds lie between two samples. */
    public static final int STEP = 30;

    private final Instant begin;
    private final int steps;
    private final Map<String, List<String>> families = new LinkedHashMap<>();

    /** Has samples from one time to another. */
    public OpenMetrics(Instant begin, Instant end) {
        this.begin = begin;
        this.steps = (int) ((end.getEpochSecond() - begin.getEpochSecond()) / STEP);
    }

    /** What a series has at a step. */
    @FunctionalInterface
    public interface Series {
        /** The value, or a negative number where there is no sample. */
        double at(int step);
    }

    /** Adds a counter, whose name ends with {@code _total}. */
    public OpenMetrics counter(String name, String labels, Series series) {
        return add(name.replaceFirst("_total$", "") + " counter", name, labels, series);
    }

    /** Adds a gauge. */
    public OpenMetrics gauge(String name, String labels, Series series) {
        return add(name + " gauge", name, labels, series);
    }

    private OpenMetrics add(String family, String name, String labels, Series series) {
        List<String> lines = families.computeIfAbsent(family, key -> new ArrayList<>());
        for (int i = 0; i <= steps; i++) {
            double value = series.at(i);
            if (value >= 0) {
                lines.add(name + "{" + labels + "} " + value + " " + (begin.getEpochSecond() + (long) i * STEP));
            }
        }
        return this;
    }

    /** All of it but the last line of the format. */
    public String text() {
        var text = new StringBuilder();
        families.forEach((family, lines) -> text.append("# TYPE ")
                .append(family)
                .append('\n')
                .append(String.join("\n", lines))
                .append('\n'));
        return text.toString();
    }
}
