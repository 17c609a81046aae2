package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What all nodes concerned say of a target, and of some peers that are not the target and serve as control: another host
 * outside, the node itself, and pods of the namespace.
 *
 * @param target the ranges of the target
 * @param rows what was answered
 * @param gaps what was not, each in a sentence for people
 */
record Census(Set<Cidr> target, List<Row> rows, List<String> gaps) implements Baseline {

    /** Addresses for documentation, which stand for any host that no policy names. */
    private static final List<Cidr> OUTSIDERS = Stream.of(
                    "192.0.2.1/32", "198.51.100.1/32", "2001:db8::1/128", "2001:db8:1::1/128")
            .map(Cidr::parse)
            .toList();

    private static final int PODS_AS_CONTROL = 4;
    private static final int GAPS_SHOWN = 3;

    /** Asks the node of each pod about the target and the control. */
    static Census take(NodeProbes probes, PodsByNode pods, ContainmentTarget.Network target, Duration timeout) {
        return take(probes, pods, target, target.ranges(), timeout);
    }

    /** Asks the node of each pod about the control alone. */
    static Census ofControl(NodeProbes probes, PodsByNode pods, ContainmentTarget.Network target, Duration timeout) {
        return take(probes, pods, target, List.of(), timeout);
    }

    private static Census take(
            NodeProbes probes, PodsByNode pods, ContainmentTarget.Network target, List<Cidr> asked, Duration timeout) {
        var rows = new ArrayList<Row>();
        var gaps = new ArrayList<>(pods.gaps());
        for (Map<IpAddress, ProbeQuestion> round : rounds(pods, target, asked)) {
            probes.ask(round, timeout).forEach((node, reply) -> {
                if (reply instanceof Reply.Answered answered) {
                    rows.addAll(answered.answer().rows());
                    absence(node, answered.answer()).ifPresent(gaps::add);
                } else if (reply instanceof Reply.Silent silent) {
                    gaps.add(silent.reason());
                }
            });
        }
        return new Census(
                Set.copyOf(target.ranges()),
                rows,
                gaps.stream().sorted().distinct().toList());
    }

    /** One question for each node at a time, about as many of its pods as fit into one. */
    private static List<Map<IpAddress, ProbeQuestion>> rounds(
            PodsByNode pods, ContainmentTarget.Network target, List<Cidr> asked) {
        var rounds = new ArrayList<Map<IpAddress, ProbeQuestion>>();
        pods.nodes().forEach((node, endpoints) -> {
            List<Cidr> peers = Stream.concat(asked.stream(), control(target, node, pods))
                    .distinct()
                    .toList();
            int most = ProbeQuestion.mostEndpoints(peers.size());
            for (int i = 0; i * most < endpoints.size(); i++) {
                if (rounds.size() == i) {
                    rounds.add(new LinkedHashMap<>());
                }
                List<IpAddress> some = endpoints.subList(i * most, Math.min((i + 1) * most, endpoints.size()));
                rounds.get(i).put(node, new ProbeQuestion(peers, some));
            }
        });
        return rounds;
    }

    private static Stream<Cidr> control(ContainmentTarget.Network target, IpAddress node, PodsByNode pods) {
        return Stream.of(
                        Stream.of(false, true).flatMap(v6 -> outsider(target, v6).stream()),
                        Stream.of(Cidr.of(node)),
                        pods.first(PODS_AS_CONTROL).stream().map(Cidr::of))
                .flatMap(peers -> peers);
    }

    /** A host that is not the target, of a version of which the target has addresses. */
    private static Optional<Cidr> outsider(ContainmentTarget.Network target, boolean v6) {
        return target.ranges().stream().anyMatch(range -> range.first().isV6() == v6)
                ? OUTSIDERS.stream()
                        .filter(host -> host.first().isV6() == v6 && !target.contains(host.first()))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> absence(IpAddress node, ProbeAnswer answer) {
        return answer.absent().stream()
                .sorted()
                .findFirst()
                .map(pod -> "node " + node + " has no endpoint for pod " + pod);
    }

    /** What was not answered, as much of it as a person reads. */
    String gapText() {
        String some = String.join("; ", gaps.subList(0, Math.min(gaps.size(), GAPS_SHOWN)));
        return gaps.size() > GAPS_SHOWN ? some + "; and " + (gaps.size() - GAPS_SHOWN) + " more" : some;
    }

    /** An endpoint that lets packets from or to the target pass, in words; empty if none does. */
    Optional<String> leak() {
        return ofTarget()
                .filter(row -> row.ingress() != Verdict.DENIED || row.egress() != Verdict.DENIED)
                .map(row -> "pod " + row.endpoint() + " still lets packets " + directions(row, false) + " " + row.peer()
                        + " pass, or has no entry that denies them")
                .sorted()
                .findFirst();
    }

    /** An endpoint that denies packets from or to the target, in words; empty if none does. */
    Optional<String> trace() {
        return ofTarget()
                .filter(row -> row.ingress() == Verdict.DENIED || row.egress() == Verdict.DENIED)
                .map(row ->
                        "pod " + row.endpoint() + " still denies packets " + directions(row, true) + " " + row.peer())
                .sorted()
                .findFirst();
    }

    /** A control for which something passed before and nothing passes now, in words; empty if there is none. */
    Optional<String> collateral(Census before) {
        Map<String, Row> earlier = new HashMap<>();
        before.rows().forEach(row -> earlier.put(row.endpoint() + " " + row.peer(), row));
        return rows.stream()
                .filter(row ->
                        !target.contains(row.peer()) && !row.peer().first().equals(row.endpoint()))
                .flatMap(row -> Optional.ofNullable(earlier.get(row.endpoint() + " " + row.peer()))
                        .filter(was -> isCutOff(was.ingress(), row.ingress()) || isCutOff(was.egress(), row.egress()))
                        .map(was -> "nothing passes any more between pod " + row.endpoint() + " and "
                                + row.peer().first() + ", which is not the target")
                        .stream())
                .sorted()
                .findFirst();
    }

    private Stream<Row> ofTarget() {
        return rows.stream().filter(row -> target.contains(row.peer()));
    }

    private static boolean isCutOff(Verdict before, Verdict now) {
        return before == Verdict.PASSES && now != Verdict.PASSES;
    }

    private static String directions(Row row, boolean denied) {
        boolean in = (row.ingress() == Verdict.DENIED) == denied;
        boolean out = (row.egress() == Verdict.DENIED) == denied;
        return in && out ? "from and to" : in ? "from" : "to";
    }
}
