package dev.runproof.runtime.probe;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a node answers.
 *
 * @param rows one for each peer of each endpoint that is there
 * @param absent the endpoints that the node does not have
 */
public record ProbeAnswer(List<Row> rows, Set<IpAddress> absent) {

    private static final String VERDICT = "verdict ";
    private static final String ABSENT = "absent ";

    /** Copies the collections. */
    public ProbeAnswer {
        rows = List.copyOf(rows);
        absent = Set.copyOf(absent);
    }

    /**
     * What happens between an endpoint and a peer.
     *
     * @param endpoint the address of the endpoint
     * @param peer the peer
     * @param ingress what happens to packets from the peer to the endpoint
     * @param egress what happens to packets from the endpoint to the peer
     */
    public record Row(IpAddress endpoint, Cidr peer, Verdict ingress, Verdict egress) {}

    /** The row of a peer of an endpoint; empty if the endpoint is absent or was not asked for. */
    public Optional<Row> row(IpAddress endpoint, Cidr peer) {
        return rows.stream()
                .filter(row -> row.endpoint().equals(endpoint) && row.peer().equals(peer))
                .findFirst();
    }

    /** The answer as it is sent: a line each. */
    String text() {
        return Stream.of(
                        Stream.of(ProbeQuestion.HEAD),
                        rows.stream()
                                .map(row -> VERDICT + row.endpoint() + " " + row.peer() + " " + row.ingress() + " "
                                        + row.egress()),
                        absent.stream().sorted().map(endpoint -> ABSENT + endpoint))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Reads an answer as it was sent.
     *
     * @throws InvalidValueException if the text is none, or not one to this question
     */
    static ProbeAnswer parse(ProbeQuestion question, String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(ProbeQuestion.HEAD)) {
            throw new InvalidValueException("the first line of an answer is " + ProbeQuestion.HEAD);
        }
        var rows = new ArrayList<Row>();
        var absent = new HashSet<IpAddress>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(VERDICT)) {
                rows.add(row(line.substring(VERDICT.length()).split(" ", -1)));
            } else if (line.startsWith(ABSENT)) {
                absent.add(IpAddress.parse(line.substring(ABSENT.length())));
            } else {
                throw new InvalidValueException("a line of an answer is a verdict or names an absent endpoint");
            }
        }
        var answer = new ProbeAnswer(rows, absent);
        answer.requireWhole(question);
        return answer;
    }

    private static Row row(String[] words) {
        if (words.length != 4) {
            throw new InvalidValueException("a verdict has an endpoint, a peer, and two words");
        }
        return new Row(IpAddress.parse(words[0]), Cidr.parse(words[1]), verdict(words[2]), verdict(words[3]));
    }

    private static Verdict verdict(String word) {
        return Stream.of(Verdict.values())
                .filter(verdict -> verdict.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("a verdict is PASSES, DENIED or CLOSED"));
    }

    private void requireWhole(ProbeQuestion question) {
        var asked = new HashSet<String>();
        for (IpAddress endpoint : question.endpoints()) {
            if (!absent.contains(endpoint)) {
                question.peers().forEach(peer -> asked.add(endpoint + " " + peer));
            }
        }
        Set<String> answered =
                rows.stream().map(row -> row.endpoint() + " " + row.peer()).collect(Collectors.toSet());
        if (!answered.equals(asked) || rows.size() != answered.size()) {
            throw new InvalidValueException("an answer is about all that was asked, once");
        }
    }
}
