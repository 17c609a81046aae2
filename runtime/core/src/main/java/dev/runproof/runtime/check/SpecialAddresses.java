package dev.runproof.runtime.check;

import dev.runproof.runtime.value.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that no host outside can have as its own, after IANA's registries of special-purpose addresses (RFC 6890).
 * Private networks are not among them, since an attacker may well sit in one, nor are the addresses for documentation,
 * which exercises use.
 */
final class SpecialAddresses {

    private static final Map<AddressRange, String> RANGES = ranges();

    private SpecialAddresses() {}

    private static Map<AddressRange, String> ranges() {
        var ranges = new LinkedHashMap<AddressRange, String>();
        ranges.put(AddressRange.parse("0.0.0.0/8"), "this network");
        ranges.put(AddressRange.parse("127.0.0.0/8"), "loopback");
        ranges.put(AddressRange.parse("169.254.0.0/16"), "link-local, where clouds have their metadata service");
        ranges.put(AddressRange.parse("192.0.0.0/24"), "IETF protocol assignments");
        ranges.put(AddressRange.parse("224.0.0.0/4"), "multicast");
        ranges.put(AddressRange.parse("240.0.0.0/4"), "reserved, with the broadcast address");
        ranges.put(AddressRange.parse("::/96"), "unspecified, loopback and IPv4-compatible");
        ranges.put(AddressRange.parse("64:ff9b::/96"), "IPv4 addresses behind NAT64");
        ranges.put(AddressRange.parse("64:ff9b:1::/48"), "IPv4 addresses behind NAT64");
        ranges.put(AddressRange.parse("100::/64"), "discard-only");
        ranges.put(AddressRange.parse("fe80::/10"), "link-local");
        ranges.put(AddressRange.parse("ff00::/8"), "multicast");
        return ranges;
    }

    /** What an address is for; empty if it is an ordinary one. */
    static Optional<String> useOf(IpAddress address) {
        return RANGES.entrySet().stream()
                .filter(range -> range.getKey().contains(address))
                .map(range -> range.getValue() + " (" + range.getKey() + ")")
                .findFirst();
    }
}
