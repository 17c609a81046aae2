package dev.runproof.runtime.gateway;

import java.util.Map;
import java.util.Optional;

/**
 * A Gateway that a policy of its namespace stands at, or one of its listeners.
 *
 * @param gateway the name of the Gateway
 * @param listener the name of the listener; empty if it is all of them
 */
public record Attachment(String gateway, Optional<String> listener) {

    private static final String GROUP = "gateway.networking.k8s.io";

    /** Reads a reference of the Gateway API; empty if it is to something else than a Gateway. */
    static Optional<Attachment> of(Map<?, ?> ref) {
        return "Gateway".equals(ref.get("kind"))
                        && GROUP.equals(ref.get("group"))
                        && ref.get("name") instanceof String name
                ? Optional.of(new Attachment(
                        name,
                        Optional.ofNullable(ref.get("sectionName"))
                                .filter(String.class::isInstance)
                                .map(String.class::cast)))
                : Optional.empty();
    }

    /** Whether a listener of its Gateway is meant. */
    boolean has(String name) {
        return listener.isEmpty() || listener.get().equals(name);
    }

    @Override
    public String toString() {
        return "Gateway " + gateway + listener.map(name -> ", listener " + name).orElse("");
    }
}
