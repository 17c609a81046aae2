package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.TimeSpan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What Hubble's metrics are asked about the visibility of a source: the flows that arrived at pods of a namespace with its very address,
 * and those that arrived with an address of a node, behind which there may be anybody. Where Hubble gives the metric no such labels,
 * there are neither.
 *
 * @param source the address
 * @param nodes the addresses of all nodes; at least one
 * @param namespace the namespace
 * @param time of which time, up to the one that is asked about
 */
record SightQuestion(IpAddress source, Collection<IpAddress> nodes, Namespace namespace, TimeSpan time) {

    private static final QueryPart SOURCE = new QueryPart("source");
    private static final QueryPart NODES = new QueryPart("nodes");

    /**
     * How many flows arrived.
     *
     * @param ofSource with the address of the source
     * @param ofNodes with an address of a node
     */
    record Sight(double ofSource, double ofNodes) {}

    String text() {
        String arriving = "hubble_flows_processed_total{type=\"Trace\",subtype=\"to-endpoint\",verdict=\"FORWARDED\","
                + "destination_namespace=" + PromQl.quoted(namespace.name()) + ",source_ip";
        String anyNode = nodes.stream()
                .map(node -> PromQl.literally(node.toString()))
                .sorted()
                .collect(Collectors.joining("|"));
        return SOURCE.of(Counters.counted(arriving + "=" + PromQl.quoted(source.toString()) + "}", time)) + " or "
                + NODES.of(Counters.counted(arriving + "=~" + PromQl.quoted(anyNode) + "}", time));
    }

    /** What an answer says; empty if it is nonsense. */
    static Optional<Sight> read(Answer.Samples answer) {
        Map<String, List<Sample>> parts = QueryPart.split(answer);
        var sight = new Sight(sum(SOURCE.in(parts)), sum(NODES.in(parts)));
        return Double.isFinite(sight.ofSource() + sight.ofNodes()) && sight.ofSource() >= 0 && sight.ofNodes() >= 0
                ? Optional.of(sight)
                : Optional.empty();
    }

    private static double sum(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::value).sum();
    }
}
