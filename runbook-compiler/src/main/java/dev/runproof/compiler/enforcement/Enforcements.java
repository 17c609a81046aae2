package dev.runproof.compiler.enforcement;

import java.util.List;

/**
 * What {@code enforcement.yaml} says. Immutable.
 *
 * @param all the transactions that are enforced, in the order of the file
 */
public record Enforcements(List<Enforcement> all) {

    /** Where there is no such file: everything is audited. */
    public static final Enforcements NONE = new Enforcements(List.of());

    /** Takes the list as it is now. */
    public Enforcements {
        all = List.copyOf(all);
    }
}
