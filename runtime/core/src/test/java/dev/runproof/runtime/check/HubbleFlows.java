package dev.runproof.runtime.check;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counters of Hubble in OpenMetrics, with a sample each 30 seconds. */
final class HubbleFlows {

    private static final int STEP = 30;

    private final Instant begin;
    private final int steps;
    private final List<String> lines = new ArrayList<>(List.of("# TYPE hubble_flows_processed counter"));

    HubbleFlows(Instant begin, Instant end) {
        this.begin = begin;
        this.steps = (int) ((end.getEpochSecond() - begin.getEpochSecond()) / STEP);
    }

    /** What a counter has at a step. */
    interface Counter {
        long at(int step);
    }

    /** Flows that arrived at pods of a namespace from outside. */
    HubbleFlows arriving(String namespace, String address, Counter counter) {
        return arriving(namespace, address, "", counter);
    }

    /** Flows that arrived at pods of a namespace from those of another. */
    HubbleFlows arriving(String namespace, String address, String from, Counter counter) {
        return add("to-endpoint", "FORWARDED", namespace, address, ",source_namespace=\"" + from + "\"", counter);
    }

    /** Flows of whatever kind. */
    HubbleFlows add(String subtype, String verdict, String namespace, String address, String further, Counter counter) {
        for (int i = 0; i <= steps; i++) {
            lines.add("hubble_flows_processed_total{protocol=\"TCP\",type=\"Trace\",subtype=\"" + subtype
                    + "\",verdict=\""
                    + verdict + "\",source_ip=\"" + address + "\",destination_namespace=\"" + namespace + "\"" + further
                    + "} " + counter.at(i) + " " + (begin.getEpochSecond() + (long) i * STEP));
        }
        return this;
    }

    /** All of it but the last line of the format. */
    String text() {
        return String.join("\n", lines) + "\n";
    }
}
