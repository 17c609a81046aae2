package dev.runproof.compiler.transaction;

import java.util.List;
import java.util.Optional;

/**
 * The inputs that a block declares.
 *
 * @param readable whether it is known which there are; not so if a name is broken
 * @param names the names of all of them
 * @param bound those without a mistake
 */
public record DeclaredInputs(boolean readable, List<String> names, List<Input> bound) {

    /** Takes the lists as they are now. */
    public DeclaredInputs {
        names = List.copyOf(names);
        bound = List.copyOf(bound);
    }

    /** That of a block that has none. */
    public static DeclaredInputs none() {
        return new DeclaredInputs(true, List.of(), List.of());
    }

    /** That of a block of which it is not known what it has. */
    public static DeclaredInputs unreadable() {
        return new DeclaredInputs(false, List.of(), List.of());
    }

    /** The input of a name, if it has no mistake. */
    public Optional<Input> find(String name) {
        return bound.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    /** Whether nothing of that name is declared for certain. */
    public boolean lacks(String name) {
        return readable && !names.contains(name);
    }

    /** The bound inputs of a type, as references to them. */
    List<String> referencesOfType(String type) {
        return bound.stream()
                .filter(input -> input.type().name().equals(type))
                .map(input -> "$" + input.name())
                .toList();
    }
}
