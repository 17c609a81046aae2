package dev.runproof.compiler.site;

import java.util.List;
import java.util.Optional;

/**
 * What runbooks can name, and what can be found in them. Immutable.
 *
 * @param actions the actions
 * @param checks the checks
 * @param types the types of values
 * @param findings the findings
 */
public record Reference(List<Entry> actions, List<Entry> checks, List<Type> types, List<FindingPage> findings) {

    /** Takes the lists as they are now. */
    public Reference {
        actions = List.copyOf(actions);
        checks = List.copyOf(checks);
        types = List.copyOf(types);
        findings = List.copyOf(findings);
    }

    /**
     * An action or a check.
     *
     * @param name its name
     * @param paragraphs what it does
     * @param parameters what it takes
     * @param facts other facts, each a name and a text
     * @param permissions what it needs to be allowed
     */
    public record Entry(
            String name,
            List<String> paragraphs,
            List<Parameter> parameters,
            List<Fact> facts,
            List<String> permissions) {

        /** Takes the lists as they are now. */
        public Entry {
            paragraphs = List.copyOf(paragraphs);
            parameters = List.copyOf(parameters);
            facts = List.copyOf(facts);
            permissions = List.copyOf(permissions);
        }
    }

    /**
     * A parameter.
     *
     * @param name its name
     * @param type the name of its type
     * @param text what it is; may be empty
     * @param otherwise what is taken without it
     */
    public record Parameter(String name, String type, String text, Optional<String> otherwise) {}

    /**
     * A fact.
     *
     * @param name what it is about
     * @param text what it says
     */
    public record Fact(String name, String text) {}

    /**
     * A type of values.
     *
     * @param name its name
     * @param paragraphs what its values are
     * @param label the alert label that usually carries one; may be empty
     * @param falcoField the field of a Falco event that usually carries one; may be empty
     */
    public record Type(String name, List<String> paragraphs, String label, String falcoField) {

        /** Takes the list as it is now. */
        public Type {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * The page of a finding.
     *
     * @param id its id
     * @param severity what it weighs by default
     * @param summary its first sentence
     * @param html its page, safe to show
     */
    public record FindingPage(String id, String severity, String summary, String html) {}
}
