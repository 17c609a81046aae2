package dev.runproof.runtime.value;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ranges of addresses that are no hosts elsewhere, or that stand for an IPv4 address which a policy about them would not
 * match. Source: IANA's special-purpose address registries for IPv4 and IPv6, RFC 6890, and for multicast and reserved
 * addresses RFC 5771, RFC 1112 and RFC 4291.
 *
 * <p>Left out are what belongs to hosts all the same: private use ({@code 10.0.0.0/8}, {@code 172.16.0.0/12}, {@code
 * 192.168.0.0/16}, {@code fc00::/7}), shared addresses of providers ({@code 100.64.0.0/10}), the anycast services of AS112
 * and AMT, and documentation.
 */
final class SpecialUse {

    static final List<Cidr> RANGES = Stream.of(
                    "0.0.0.0/8", // this network
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local
                    "192.0.0.0/24", // protocol assignments, with DS-Lite and NAT64 discovery
                    "192.88.99.0/24", // relays of 6to4
                    "198.18.0.0/15", // benchmarking
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and the limited broadcast
                    "::/128", // unspecified
                    "::1/128", // loopback
                    "64:ff9b::/96", // IPv4 behind NAT64
                    "64:ff9b:1::/48", // IPv4 behind a network's own NAT64
                    "100::/64", // discard
                    "100:0:0:1::/64", // dummy
                    "2001::/32", // IPv4 behind Teredo
                    "2001:2::/48", // benchmarking
                    "2001:10::/28", // ORCHID
                    "2001:20::/28", // ORCHIDv2
                    "2001:30::/28", // drone remote identification
                    "2002::/16", // IPv4 behind 6to4
                    "5f00::/16", // segment routing
                    "fe80::/10", // link-local
                    "ff00::/8") // multicast
            .map(Cidr::parse)
            .toList();

    private SpecialUse() {}

    static boolean overlaps(Cidr range) {
        return RANGES.stream().anyMatch(special -> special.overlaps(range));
    }
}
