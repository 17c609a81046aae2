package dev.runproof.compiler.link;

import dev.runproof.compiler.link.NameLookup.NoSuchNameException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Finds addresses that may be connected to: public ones, and for hosts that are named for it any. What is returned is what is
 * connected to, so that no name can mean one address when it is looked at and another one when it is used. Thread-safe.
 */
final class AllowedHosts {

    private final NameLookup names;
    private final Predicate<InetAddress> isPublic;
    private final List<TextPattern> privateHosts;

    /** All addresses of a host are private. */
    static final class PrivateAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        PrivateAddressException(String host) {
            super(host);
        }
    }

    /**
     * Makes one.
     *
     * @param names finds addresses
     * @param isPublic which of them anybody may be sent to
     * @param privateHosts the hosts with other addresses that may be connected to; {@code *} stands for any characters
     */
    AllowedHosts(NameLookup names, Predicate<InetAddress> isPublic, List<String> privateHosts) {
        this.names = names;
        this.isPublic = isPublic;
        this.privateHosts = privateHosts.stream()
                .map(host -> new TextPattern(host.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /**
     * The addresses of a host that may be connected to, at least one.
     *
     * @throws PrivateAddressException if it has others alone
     * @throws NoSuchNameException if there is no such name
     * @throws UnknownHostException if its addresses could not be found
     */
    InetAddress[] of(String host) throws UnknownHostException {
        List<InetAddress> all = names.find(host);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (privateHosts.stream().anyMatch(pattern -> pattern.matches(name.toLowerCase(Locale.ROOT)))) {
            return all.toArray(InetAddress[]::new);
        }
        InetAddress[] allowed = all.stream().filter(isPublic).toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new PrivateAddressException(host);
        }
        return allowed;
    }
}
