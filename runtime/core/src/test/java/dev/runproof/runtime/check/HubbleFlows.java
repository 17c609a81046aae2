package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.OpenMetrics;
import java.time.Instant;

/** Counters of Hubble, with a sample each 30 seconds. */
final class HubbleFlows {

    private final OpenMetrics metrics;

    HubbleFlows(Instant begin, Instant end) {
        this.metrics = new OpenMetrics(begin, end);
    }

    /** Flows that arrived at pods of a namespace from outside. */
    HubbleFlows arriving(String namespace, String address, OpenMetrics.Series counter) {
        return arriving(namespace, address, "", counter);
    }

    /** Flows that arrived at pods of a namespace from those of another. */
    HubbleFlows arriving(String namespace, String address, String from, OpenMetrics.Series counter) {
        return add("to-endpoint", "FORWARDED", namespace, address, ",source_namespace=\"" + from + "\"", counter);
    }

    /** Flows of whatever kind. */
    HubbleFlows add(
            String subtype,
            String verdict,
            String namespace,
            String address,
            String further,
            OpenMetrics.Series counter) {
        metrics.counter(
                "hubble_flows_processed_total",
                "protocol=\"TCP\",type=\"Trace\",subtype=\"" + subtype + "\",verdict=\"" + verdict + "\",source_ip=\""
                        + address + "\",destination_namespace=\"" + namespace + "\"" + further,
                counter);
        return this;
    }

    /** All of it but the last line of the format. */
    String text() {
        return metrics.text();
    }
}
