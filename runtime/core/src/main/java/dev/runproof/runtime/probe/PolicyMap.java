package dev.runproof.runtime.probe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy map of an endpoint, read as the datapath reads it.
 *
 * <p>A key is a prefix over direction, identity, protocol and port. A packet is looked up twice, with the identity of its
 * peer and with identity 0, which stands for any; the longer prefix decides, at equal lengths the one with the identity.
 * Nothing found is a drop. Source: {@code bpf/lib/policy.h} and {@code bpf/lib/common.h} of Cilium 1.16.5.
 */
final class PolicyMap {

    /** Bytes of a key: prefix length, identity, direction, protocol, port. */
    static final int KEY_BYTES = 12;

    /** Bytes of a value in Cilium 1.16, where the lowest bit of the third is set if the entry denies. */
    static final int VALUE_BYTES = 24;

    private static final int ANY_IDENTITY = 0;
    /** The bits of a key that are never a wildcard: identity and direction. */
    private static final int FIXED_BITS = 40;
    /** Protocol and port. */
    private static final int FREE_BITS = 24;

    private static final int DENY_BYTE = 2;

    /** The place of an entry: everything in its key that packets are compared with. */
    private record Place(int identity, boolean egress, int bits, int prefix) {}

    private final Map<Place, Boolean> denials = new HashMap<>();

    /**
     * Reads entries.
     *
     * @throws UnreadableMapException if they are not laid out as in the version that this was written for
     */
    static PolicyMap of(List<MapEntry> entries) {
        var map = new PolicyMap();
        for (MapEntry entry : entries) {
            map.add(entry);
        }
        return map;
    }

    private void add(MapEntry entry) {
        if (entry.key().length != KEY_BYTES || entry.value().length != VALUE_BYTES) {
            throw new UnreadableMapException("a policy map has keys of " + entry.key().length + " and values of "
                    + entry.value().length + " bytes; known is the layout of Cilium 1.16, with " + KEY_BYTES + " and "
                    + VALUE_BYTES);
        }
        var key = ByteBuffer.wrap(entry.key()).order(ByteOrder.nativeOrder());
        int bits = key.getInt() - FIXED_BITS;
        int identity = key.getInt();
        boolean egress = (key.get() & 1) == 1;
        if (bits < 0 || bits > FREE_BITS) {
            throw new UnreadableMapException("an entry of a policy map has an impossible prefix length");
        }
        int protocol = key.get() & 0xFF;
        int port = key.order(ByteOrder.BIG_ENDIAN).getShort() & 0xFFFF;
        boolean denies = (entry.value()[DENY_BYTE] & 1) == 1;
        denials.put(new Place(identity, egress, bits, prefix(protocol << 16 | port, bits)), denies);
    }

    /** What happens to the packets of an identity. */
    Verdict verdict(int identity, boolean egress) {
        for (int packet : edges(identity, egress)) {
            if (decision(identity, egress, packet).filter(denies -> !denies).isPresent()) {
                return Verdict.PASSES;
            }
        }
        return Boolean.TRUE.equals(denials.get(new Place(identity, egress, 0, 0))) ? Verdict.DENIED : Verdict.CLOSED;
    }

    /** The first packet of each stretch, of protocol and port as one number, in which all are treated alike. */
    private List<Integer> edges(int identity, boolean egress) {
        var edges = new ArrayList<Integer>();
        edges.add(0);
        for (Place place : denials.keySet()) {
            if (place.egress() == egress && (place.identity() == identity || place.identity() == ANY_IDENTITY)) {
                int free = FREE_BITS - place.bits();
                edges.add(place.prefix() << free);
                int after = (place.prefix() + 1) << free;
                if (after < 1 << FREE_BITS) {
                    edges.add(after);
                }
            }
        }
        return edges;
    }

    private Optional<Boolean> decision(int identity, boolean egress, int packet) {
        for (int bits = FREE_BITS; bits >= 0; bits--) {
            int prefix = prefix(packet, bits);
            Boolean own = denials.get(new Place(identity, egress, bits, prefix));
            if (own != null) {
                return Optional.of(own);
            }
            Boolean any = denials.get(new Place(ANY_IDENTITY, egress, bits, prefix));
            if (any != null) {
                return Optional.of(any);
            }
        }
        return Optional.empty();
    }

    private static int prefix(int packet, int bits) {
        return packet >>> (FREE_BITS - bits);
    }
}
