package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.TimeSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Hubble's metrics are asked about the share of a target, in one query, so that all of the answer is of one time: the flows
 * of each address that may be the target's, those of all addresses, and whether the metric has its labels at all. A metric without
 * the label {@code source_namespace} would count the pods of the cluster among those outside, and make every share small.
 *
 * <p>Of the places where Hubble sees a packet, that of its arrival at a pod counts ({@code to-endpoint}), once and forwarded. {@code
 * increase} sees to counters that begin anew.
 *
 * @param target whose share
 * @param window of which time
 */
record TrafficQuestion(ContainmentTarget.Remote target, TimeSpan window) {

    private static final String METRIC =
            "hubble_flows_processed_total{type=\"Trace\",subtype=\"to-endpoint\",verdict=\"FORWARDED\",";
    private static final String ADDRESS = "source_ip";

    private static final QueryPart ALL = new QueryPart("all");
    private static final QueryPart LABELS = new QueryPart("labels");

    private static final int IPV4_WHOLE_NUMBERS = 3;
    private static final int IPV6_WHOLE_GROUPS = 3;

    /** Rounding may make a part a little more than the whole. */
    private static final double TOLERANCE = 1e-9;

    String text() {
        String arriving = METRIC + "destination_namespace="
                + PromQl.quoted(target.arrivesIn().name()) + ",source_namespace=\"\",";
        return "sum by (" + ADDRESS + ") (" + increase(arriving + candidates()) + ") or "
                + ALL.of("sum(" + increase(arriving + ADDRESS + "!=\"\"") + ")") + " or "
                + LABELS.of("group(" + METRIC + ADDRESS + "!=\"\",source_namespace!=\"\"})");
    }

    private String increase(String selector) {
        return "increase(" + selector + "}[" + window.duration().toSeconds() + "s])";
    }

    private String candidates() {
        List<Cidr> ranges = target.ranges();
        return ranges.size() == 1 && ranges.get(0).isSingle()
                ? ADDRESS + "=" + PromQl.quoted(ranges.get(0).first().toString())
                : ADDRESS + "=~"
                        + PromQl.quoted(
                                ranges.stream().map(TrafficQuestion::texts).collect(Collectors.joining("|")));
    }

    /**
     * An expression for the texts of addresses, which PromQL has no ranges for: of a range, all that begin as it does. The first
     * groups of IPv6 are always written, unless they are zero.
     */
    private static String texts(Cidr range) {
        String first = range.first().toString();
        if (range.isSingle()) {
            return PromQl.literally(first);
        }
        String begin = range.first().isV6()
                ? Arrays.stream(first.split(":", -1))
                        .limit(IPV6_WHOLE_GROUPS)
                        .takeWhile(group -> !group.isEmpty() && !group.equals("0"))
                        .map(group -> group + ":")
                        .collect(Collectors.joining())
                : Arrays.stream(first.split("\\.", -1))
                        .limit(IPV4_WHOLE_NUMBERS)
                        .map(number -> number + ".")
                        .collect(Collectors.joining());
        return PromQl.literally(begin) + ".*";
    }

    TrafficShare read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        if (LABELS.in(parts).isEmpty()) {
            return new TrafficShare.Unknown("Prometheus has no flows of Hubble with source_ip and source_namespace");
        }
        List<Sample> all = ALL.in(parts);
        if (all.stream().allMatch(sample -> sample.value() == 0)) {
            return new TrafficShare.Unknown(
                    "no traffic from outside to namespace " + target.arrivesIn() + " was measured");
        }
        double whole = all.get(0).value();
        double flows = 0;
        for (Sample sample : parts.getOrDefault("", List.of())) {
            try {
                if (target.contains(IpAddress.parse(sample.labels().getOrDefault(ADDRESS, "")))) {
                    flows += sample.value();
                }
            } catch (InvalidValueException e) {
                return nonsense();
            }
        }
        boolean fits = all.size() == 1 && Double.isFinite(whole) && flows >= 0 && flows <= whole * (1 + TOLERANCE);
        return fits ? new TrafficShare.Known(Math.min(flows, whole), whole) : nonsense();
    }

    private static TrafficShare nonsense() {
        return new TrafficShare.Unknown("the figures of Prometheus do not fit together");
    }
}
