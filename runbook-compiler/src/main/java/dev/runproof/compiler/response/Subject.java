package dev.runproof.compiler.response;

import dev.runproof.compiler.transaction.Input;
import java.util.List;
import java.util.Optional;

/**
 * What a response is about, as something that can be contained: the first part of {@code about}.
 *
 * @param kind what kind of thing it is
 * @param input the part that names it
 * @param namespace the part in whose namespace it is seen; empty if the thing itself is in one
 */
public record Subject(Kind kind, Input input, Optional<Input> namespace) {

    private static final String NAMESPACE = "namespace";

    /** What kind of thing. */
    public enum Kind {
        /** An address, as the pods of a namespace see it. */
        ADDRESS("ip"),
        /** A range of addresses, likewise. */
        RANGE("ip-range"),
        /** Some addresses, likewise. */
        ADDRESSES("ip-addresses"),
        /** A pod. */
        POD("pod"),
        /** A Deployment. */
        DEPLOYMENT("deployment");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** The name of the type of its input. */
        public String type() {
            return type;
        }

        private boolean needsNamespace() {
            return this == ADDRESS || this == RANGE || this == ADDRESSES;
        }
    }

    /** The subject; empty if the first part is nothing that can be contained, or the namespace of an address is not said. */
    static Optional<Subject> of(List<Input> about) {
        return about.stream().findFirst().flatMap(first -> kind(first).flatMap(kind -> {
            List<Input> namespaces = about.stream()
                    .filter(input -> input.type().name().equals(NAMESPACE))
                    .toList();
            if (!kind.needsNamespace()) {
                return Optional.of(new Subject(kind, first, Optional.empty()));
            }
            return namespaces.size() == 1
                    ? Optional.of(new Subject(kind, first, Optional.of(namespaces.get(0))))
                    : Optional.empty();
        }));
    }

    /** The kind of thing that an input names. */
    static Optional<Kind> kind(Input input) {
        return List.of(Kind.values()).stream()
                .filter(kind -> kind.type().equals(input.type().name()))
                .findFirst();
    }

    /** Whether an input is a part of it. */
    boolean has(Input other) {
        return other.equals(input) || namespace.filter(other::equals).isPresent();
    }
}
