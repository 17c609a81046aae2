package dev.runproof.compiler.link;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are those of the public internet.
 *
 * <p>Source: the registries of special-purpose addresses of IANA for IPv4 and IPv6 (RFC 6890 and its updates). Addresses of IPv6
 * in which one of IPv4 is wrapped (NAT64, 6to4, ISATAP) are what that one is; Java unwraps the mapped ones ({@code ::ffff:0:0/96})
 * by itself.
 */
final class PublicAddresses {

    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            // Protocol assignments, among them Teredo, whose wrapped address is that of somebody's home.
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("3fff::", 20));

    /** All addresses of IPv6 that are routed in public; the other one is NAT64. */
    private static final Block GLOBAL = Block.of("2000::", 3);

    private static final Block NAT64 = Block.of("64:ff9b::", 96);
    private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
    private static final int ISATAP = 0x5EFE;

    private PublicAddresses() {}

    private static final class Block {
        private final byte[] first;
        private final int bits;

        private Block(byte[] first, int bits) {
            this.first = first;
            this.bits = bits;
        }

        static Block of(String first, int bits) {
            return new Block(bytes(first), bits);
        }

        /** A literal address is not looked up. */
        private static byte[] bytes(String literal) {
            try {
                return InetAddress.getByName(literal).getAddress();
            } catch (UnknownHostException e) {
                throw new AssertionError(literal, e);
            }
        }

        boolean has(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (first[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    static boolean contain(InetAddress address) {
        return contain(address.getAddress());
    }

    private static boolean contain(byte[] address) {
        if (NOT_PUBLIC.stream().anyMatch(block -> block.has(address))) {
            return false;
        }
        if (address.length == Inet4Address.getLoopbackAddress().getAddress().length) {
            return true;
        }
        if (NAT64.has(address)) {
            return contain(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.has(address)) {
            return contain(Arrays.copyOfRange(address, 2, 6));
        }
        int inner = ((address[10] & 0xFF) << 8) | (address[11] & 0xFF);
        if (inner == ISATAP && (address[8] & 0xFD) == 0 && address[9] == 0) {
            return contain(Arrays.copyOfRange(address, 12, 16));
        }
        return GLOBAL.has(address);
    }
}
