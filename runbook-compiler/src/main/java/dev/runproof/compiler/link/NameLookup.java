package dev.runproof.compiler.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Thread-safe. */
@FunctionalInterface
interface NameLookup {

    /**
     * Looks a name up.
     *
     * @param host a name, or an address as it stands in one of the web
     * @return its addresses, at least one
     * @throws NoSuchNameException if it is known for certain that there is no such name
     * @throws UnknownHostException if its addresses could not be found for another reason
     */
    List<InetAddress> find(String host) throws UnknownHostException;

    /** There is no such name. */
    final class NoSuchNameException extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NoSuchNameException(String host) {
            super(host);
        }
    }
}
