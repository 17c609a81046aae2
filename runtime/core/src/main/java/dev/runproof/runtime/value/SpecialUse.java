package dev.runproof.runtime.value;

import java.util.List;
import java.util.stream.Stream;

/** Ranges of addresses that are no hosts elsewhere. Source: IANA's special-purpose address registries, RFC 6890. */
final class SpecialUse {

    private static final List<Cidr> RANGES = Stream.of(
                    "0.0.0.0/8", // this network
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and the limited broadcast
                    "::/128", // unspecified
                    "::1/128", // loopback
                    "fe80::/10", // link-local
                    "ff00::/8") // multicast
            .map(Cidr::parse)
            .toList();

    private SpecialUse() {}

    static boolean contains(IpAddress address) {
        return RANGES.stream().anyMatch(range -> range.contains(address));
    }
}
