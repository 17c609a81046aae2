package dev.runproof.compiler.site;

import java.util.List;
import java.util.Optional;

/**
 * A transaction as people need to know it. Immutable.
 *
 * @param name its name
 * @param diagram its state machine as SVG, made by us from nothing but names; empty where there is none
 * @param action what is done
 * @param target the input or value that is acted on
 * @param inputs what it takes
 * @param preChecks what has to hold before
 * @param postChecks what has to hold after
 * @param permissions what it needs to be allowed, each in one line
 * @param inverse what undoing does
 * @param times how long it may take and how it ends, as a sentence
 * @param audit the command that only shows what would be done
 * @param enforce the command that does it
 * @param release the command that takes it back
 * @param source its text
 */
public record TransactionCard(
        String name,
        Optional<String> diagram,
        Named action,
        String target,
        List<Input> inputs,
        List<Named> preChecks,
        List<Named> postChecks,
        List<String> permissions,
        String inverse,
        String times,
        String audit,
        String enforce,
        String release,
        String source) {

    /** Takes the lists as they are now. */
    public TransactionCard {
        inputs = List.copyOf(inputs);
        preChecks = List.copyOf(preChecks);
        postChecks = List.copyOf(postChecks);
        permissions = List.copyOf(permissions);
    }

    /**
     * An action or a check.
     *
     * @param name its name
     * @param arguments its arguments as they were written, such as {@code percent: 5}; may be empty
     * @param summary what it does, in a sentence
     */
    public record Named(String name, String arguments, String summary) {}

    /**
     * An input.
     *
     * @param name its name
     * @param type the name of its type
     * @param from where an alert has it: {@code label source_ip}; may be empty
     * @param otherwise what is taken without it; empty if it is needed
     */
    public record Input(String name, String type, String from, Optional<String> otherwise) {}
}
