package dev.runproof.runtime.check;

import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.IpAddress;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses that share a prefix.
 *
 * @param first an address of the range
 * @param prefix how many leading bits they share
 */
record AddressRange(IpAddress first, int prefix) {

    /**
     * Reads an address or a range such as {@code 10.0.0.0/8}. Bits beyond the prefix are not looked at.
     *
     * @throws InvalidValueException if it is neither
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            var address = IpAddress.parse(text);
            return new AddressRange(address, bytes(address).length * Byte.SIZE);
        }
        var address = IpAddress.parse(text.substring(0, slash));
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(prefix) > bytes(address).length * Byte.SIZE) {
            throw new InvalidValueException("the length behind / is not one that such an address has");
        }
        return new AddressRange(address, Integer.parseInt(prefix));
    }

    boolean contains(IpAddress address) {
        byte[] mine = bytes(first);
        byte[] theirs = bytes(address);
        int rest = mine.length * Byte.SIZE - prefix;
        return mine.length == theirs.length
                && new BigInteger(1, mine).shiftRight(rest).equals(new BigInteger(1, theirs).shiftRight(rest));
    }

    private static byte[] bytes(IpAddress address) {
        try {
            // The canonical text is always a literal, so that nothing is looked up.
            return InetAddress.getByName(address.toString()).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address that Java does not read", e);
        }
    }

    @Override
    public String toString() {
        return first + "/" + prefix;
    }
}
