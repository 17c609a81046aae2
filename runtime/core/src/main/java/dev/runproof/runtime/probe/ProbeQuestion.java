package dev.runproof.runtime.probe;

import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a node: what happens to packets between each of some endpoints on it and each of some peers.
 *
 * @param peers ranges of addresses, 1 to {@value #MAX_PEERS}
 * @param endpoints addresses of pods on the node, 1 to {@value #MAX_ENDPOINTS}, and no more than have {@value #MAX_VERDICTS}
 *     pairs with the peers
 */
public record ProbeQuestion(List<Cidr> peers, List<IpAddress> endpoints) {

    /** How many peers there may be: the longest list that is blocked at once, and what serves as control. */
    public static final int MAX_PEERS = IpAddresses.MAX_COUNT + 16;

    /** How many endpoints there may be: four times what a node usually has room for. */
    public static final int MAX_ENDPOINTS = 512;

    /** How many pairs of peer and endpoint there may be, each of which is a line of the answer. */
    public static final int MAX_VERDICTS = 16 * MAX_ENDPOINTS;

    static final String HEAD = "runproof-probe 1";
    private static final String PEER = "peer ";
    private static final String ENDPOINT = "endpoint ";

    /**
     * Takes a question.
     *
     * @throws InvalidValueException if it asks for nothing or for too much
     */
    public ProbeQuestion {
        peers = List.copyOf(peers);
        endpoints = List.copyOf(endpoints);
        if (peers.isEmpty() || peers.size() > MAX_PEERS) {
            throw new InvalidValueException("a question is about 1 to " + MAX_PEERS + " peers");
        }
        if (endpoints.isEmpty() || endpoints.size() > MAX_ENDPOINTS) {
            throw new InvalidValueException("a question is about 1 to " + MAX_ENDPOINTS + " endpoints");
        }
        if (peers.size() * endpoints.size() > MAX_VERDICTS) {
            throw new InvalidValueException("a question is about at most " + MAX_VERDICTS + " pairs of both");
        }
    }

    /**
     * How many endpoints a question may have that is about a number of peers.
     *
     * @param peers how many peers, 1 to {@value #MAX_PEERS}
     */
    public static int mostEndpoints(int peers) {
        return Math.min(MAX_ENDPOINTS, MAX_VERDICTS / peers);
    }

    /** The question as it is sent: a line each. */
    String text() {
        return Stream.of(
                        Stream.of(HEAD),
                        peers.stream().map(peer -> PEER + peer),
                        endpoints.stream().map(e -> ENDPOINT + e))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Reads a question as it was sent.
     *
     * @throws InvalidValueException if the text is none
     */
    static ProbeQuestion parse(String text) {
        var lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new InvalidValueException("the first line of a question is " + HEAD);
        }
        var peers = new ArrayList<Cidr>();
        var endpoints = new ArrayList<IpAddress>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(PEER)) {
                peers.add(Cidr.parse(line.substring(PEER.length())));
            } else if (line.startsWith(ENDPOINT)) {
                endpoints.add(IpAddress.parse(line.substring(ENDPOINT.length())));
            } else {
                throw new InvalidValueException("a line of a question names a peer or an endpoint");
            }
        }
        return new ProbeQuestion(peers, endpoints);
    }
}
