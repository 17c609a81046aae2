package dev.runproof.runtime.action;

import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;

/** What an action contains, and what the checks beside it look at. */
public sealed interface ContainmentTarget {

    /** A canonical text that no other target has, such as {@code ip/shop/203.0.113.7}. */
    String key();

    /** The namespace that it is in. */
    Namespace namespace();

    /**
     * An address outside the cluster, as the pods of a namespace see it.
     *
     * @param address the address
     * @param namespace the namespace
     */
    record Address(IpAddress address, Namespace namespace) implements ContainmentTarget {
        @Override
        public String key() {
            return "ip/" + namespace + "/" + address;
        }
    }
}
