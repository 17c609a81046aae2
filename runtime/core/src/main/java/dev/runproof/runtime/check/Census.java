package dev.runproof.runtime.check;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all nodes concerned say of a target, and of some peers that are not the target and serve as control: another host
 * outside, the node itself, and pods of the namespace.
 *
 * @param target the target
 * @param rows what was answered
 * @param gaps what was not, each in a sentence for people
 */
record Census(Cidr target, List<Row> rows, List<String> gaps) implements Baseline {

    /** Addresses for documentation, which stand for any host that no policy names. */
    private static final List<Cidr> OUTSIDERS = Stream.of(
                    "192.0.2.1/32", "198.51.100.1/32", "2001:db8::1/128", "2001:db8:1::1/128")
            .map(Cidr::parse)
            .toList();

    private static final int PODS_AS_CONTROL = 4;
    private static final int GAPS_SHOWN = 3;

    /** Asks the node of each pod. */
    static Census take(NodeProbes probes, PodsByNode pods, Cidr target, Duration timeout) {
        Map<IpAddress, ProbeQuestion> questions = new LinkedHashMap<>();
        pods.nodes()
                .forEach((node, endpoints) ->
                        questions.put(node, new ProbeQuestion(peers(target, node, pods), endpoints)));
        var rows = new ArrayList<Row>();
        var gaps = new ArrayList<>(pods.gaps());
        probes.ask(questions, timeout).forEach((node, reply) -> {
            if (reply instanceof Reply.Answered answered) {
                rows.addAll(answered.answer().rows());
                absence(node, answered.answer()).ifPresent(gaps::add);
            } else if (reply instanceof Reply.Silent silent) {
                gaps.add(silent.reason());
            }
        });
        return new Census(target, rows, gaps.stream().sorted().toList());
    }

    private static List<Cidr> peers(Cidr target, IpAddress node, PodsByNode pods) {
        var peers = new LinkedHashSet<Cidr>();
        peers.add(target);
        OUTSIDERS.stream()
                .filter(outsider ->
                        outsider.first().isV6() == target.first().isV6() && !target.contains(outsider.first()))
                .findFirst()
                .ifPresent(peers::add);
        peers.add(Cidr.of(node));
        pods.first(PODS_AS_CONTROL).forEach(pod -> peers.add(Cidr.of(pod)));
        return List.copyOf(peers);
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
                .map(row -> "pod " + row.endpoint() + " still lets packets " + directions(row, false) + " " + target
                        + " pass, or has no entry that denies them")
                .sorted()
                .findFirst();
    }

    /** An endpoint that denies packets from or to the target, in words; empty if none does. */
    Optional<String> trace() {
        return ofTarget()
                .filter(row -> row.ingress() == Verdict.DENIED || row.egress() == Verdict.DENIED)
                .map(row -> "pod " + row.endpoint() + " still denies packets " + directions(row, true) + " " + target)
                .sorted()
                .findFirst();
    }

    /** A control for which something passed before and nothing passes now, in words; empty if there is none. */
    Optional<String> collateral(Census before) {
        Map<String, Row> earlier = new HashMap<>();
        before.rows().forEach(row -> earlier.put(row.endpoint() + " " + row.peer(), row));
        return rows.stream()
                .filter(row -> !row.peer().equals(target) && !row.peer().first().equals(row.endpoint()))
                .flatMap(row -> Optional.ofNullable(earlier.get(row.endpoint() + " " + row.peer()))
                        .filter(was -> isCutOff(was.ingress(), row.ingress()) || isCutOff(was.egress(), row.egress()))
                        .map(was -> "nothing passes any more between pod " + row.endpoint() + " and "
                                + row.peer().first() + ", which is not the target")
                        .stream())
                .sorted()
                .findFirst();
    }

    private Stream<Row> ofTarget() {
        return rows.stream().filter(row -> row.peer().equals(target));
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
