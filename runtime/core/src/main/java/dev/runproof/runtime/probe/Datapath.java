package dev.runproof.runtime.probe;

import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers questions as Cilium's datapath would treat the packets: the identity of a peer comes from the map {@code
 * cilium_ipcache}, the number of an endpoint from {@code cilium_lxc}, and what may pass from the endpoint's own policy map.
 * Source: {@code bpf/lib/common.h} and {@code bpf/lib/maps.h} of Cilium 1.16.5. Thread-safe.
 */
final class Datapath {

    private static final String IP_CACHE = "cilium_ipcache";
    private static final String ENDPOINTS = "cilium_lxc";

    private static final byte FAMILY_IPV4 = 1;
    private static final byte FAMILY_IPV6 = 2;
    private static final int ADDRESS_BYTES = 16;
    /** Cluster, padding and family, which come before the address in a key of the cache. */
    private static final int CACHE_FIXED_BITS = 32;

    private static final int CACHE_VALUE_BYTES = 12;
    private static final int ENDPOINT_VALUE_BYTES = 48;
    private static final int ENDPOINT_NUMBER = 6;
    /** The identity of what no prefix names: the world outside. */
    private static final int WORLD = 2;

    private final KernelMaps maps;

    Datapath(KernelMaps maps) {
        this.maps = maps;
    }

    /**
     * Answers.
     *
     * @throws UnreadableMapException if a map cannot be read
     */
    ProbeAnswer answer(ProbeQuestion question) {
        Map<Cidr, Integer> identities = identities(List.copyOf(new LinkedHashSet<>(question.peers())));
        var rows = new ArrayList<Row>();
        var absent = new HashSet<IpAddress>();
        for (IpAddress endpoint : new HashSet<>(question.endpoints())) {
            Optional<Integer> number = number(endpoint);
            if (number.isEmpty()) {
                absent.add(endpoint);
                continue;
            }
            var policy = PolicyMap.of(maps.dump(String.format(Locale.ROOT, "cilium_policy_%05d", number.get())));
            identities.forEach((peer, identity) ->
                    rows.add(new Row(endpoint, peer, policy.verdict(identity, false), policy.verdict(identity, true))));
        }
        return new ProbeAnswer(rows, absent);
    }

    private Map<Cidr, Integer> identities(List<Cidr> peers) {
        var keys = peers.stream().map(Datapath::cacheKey).toList();
        List<Optional<byte[]>> values = maps.lookup(IP_CACHE, keys);
        Map<Cidr, Integer> identities = new HashMap<>();
        for (int i = 0; i < peers.size(); i++) {
            identities.put(peers.get(i), identity(values.get(i)));
        }
        return identities;
    }

    private static byte[] cacheKey(Cidr peer) {
        var key = ByteBuffer.allocate(8 + ADDRESS_BYTES).order(ByteOrder.nativeOrder());
        key.putInt(CACHE_FIXED_BITS + peer.length());
        key.put(7, family(peer.first()));
        key.position(8);
        key.put(peer.first().bytes());
        return key.array();
    }

    private static int identity(Optional<byte[]> value) {
        value.ifPresent(bytes -> require(IP_CACHE, bytes, CACHE_VALUE_BYTES));
        return value.map(bytes ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt())
                .orElse(WORLD);
    }

    /** The number of an endpoint of this node; empty if it has none of that address, or the address is its own. */
    private Optional<Integer> number(IpAddress endpoint) {
        var key = ByteBuffer.allocate(ADDRESS_BYTES + 4);
        key.put(endpoint.bytes());
        key.put(ADDRESS_BYTES, family(endpoint));
        Optional<byte[]> value = maps.lookup(ENDPOINTS, key.array());
        value.ifPresent(bytes -> require(ENDPOINTS, bytes, ENDPOINT_VALUE_BYTES));
        return value.map(bytes ->
                        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort(ENDPOINT_NUMBER) & 0xFFFF)
                .filter(number -> number != 0);
    }

    private static void require(String map, byte[] value, int length) {
        if (value.length != length) {
            throw new UnreadableMapException("the map " + map + " has values of " + value.length
                    + " bytes; known is the layout of Cilium 1.16, with " + length);
        }
    }

    private static byte family(IpAddress address) {
        return address.isV6() ? FAMILY_IPV6 : FAMILY_IPV4;
    }
}
