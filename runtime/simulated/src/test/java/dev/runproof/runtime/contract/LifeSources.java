package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What is asked beside the API server while transactions live: nodes that enforce at once what is stored, and a Prometheus by which all
 * is well.
 *
 * @param admin who may read everything
 * @param shop the namespace in which something is contained
 */
record LifeSources(Cluster admin, String shop) {

    /** What blocks addresses. */
    static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);

    /** For lives of a transaction. */
    Sources of(GeneratedWork work) {
        return Sources.NONE
                .with((questions, timeout) -> questions.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> work == GeneratedWork.QUARANTINE
                                        ? isolating(entry.getKey(), entry.getValue())
                                        : blocking(entry.getValue()))))
                .with((query, at, timeout) -> new Answer.Samples(measured(query)));
    }

    /** The answer of a node that lets none but itself to a pod. */
    private static NodeProbes.Reply isolating(IpAddress node, ProbeQuestion question) {
        return answer(
                question,
                (pod, peer) -> new Row(
                        pod, peer, peer.equals(Cidr.of(node)) ? Verdict.PASSES : Verdict.DENIED, Verdict.DENIED));
    }

    /** The answer of a node that denies whatever a policy names, as long as that is stored. */
    private NodeProbes.Reply blocking(ProbeQuestion question) {
        String stored = admin.list(POLICIES, shop).stream()
                .map(policy -> policy.content().toString())
                .collect(Collectors.joining());
        return answer(question, (pod, peer) -> {
            Verdict verdict = stored.contains(peer.toString()) ? Verdict.DENIED : Verdict.PASSES;
            return new Row(pod, peer, verdict, verdict);
        });
    }

    private static NodeProbes.Reply answer(ProbeQuestion question, BiFunction<IpAddress, Cidr, Row> row) {
        List<Row> rows = question.endpoints().stream()
                .flatMap(pod -> question.peers().stream().map(peer -> row.apply(pod, peer)))
                .toList();
        return new NodeProbes.Reply.Answered(new ProbeAnswer(rows, Set.of()));
    }

    private static List<Sample> measured(String query) {
        if (query.contains("nginx")) {
            // The pod of an Ingress controller has loaded all there is.
            double later = Instant.now().getEpochSecond() + 60.0;
            return List.of(sample("loaded", later), sample("successful", 1), sample("scraped", later + 60));
        }
        return query.contains("hubble") ? List.of(sample("source", 7)) : List.of(sample("agents", 99));
    }

    private static Sample sample(String part, double value) {
        return new Sample(Map.of("runproof_part", part, "controller_pod", "controller"), value);
    }
}
