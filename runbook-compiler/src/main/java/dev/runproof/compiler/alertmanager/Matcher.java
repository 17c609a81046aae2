package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a label of an alert has to be. Regular expressions are read only as far as they are lists of texts with {@code .*} in
 * them: those of strangers are never run.
 *
 * @param label the name of the label
 * @param value the value, or the regular expression
 * @param regex whether it is one
 * @param negated whether the label must not match it
 */
public record Matcher(String label, String value, boolean regex, boolean negated) {

    private static final String NAME = "alertname";
    private static final String SPECIAL = "\\[](){}+?^$";

    /**
     * Whether an alert matches.
     *
     * @return what is known before it fires: a label that the rule does not set may come with the series
     */
    Certainty matches(Alert alert) {
        Optional<String> known = labelOf(alert, label);
        if (known.isEmpty()) {
            return Certainty.UNKNOWN;
        }
        Certainty matches =
                regex ? matchesRegex(known.get()) : certainly(known.get().equals(value));
        return negated ? opposite(matches) : matches;
    }

    /**
     * The value of a label, if the rule itself says it.
     *
     * @param alert the alert
     * @param label the name of the label
     */
    public static Optional<String> labelOf(Alert alert, String label) {
        return label.equals(NAME)
                ? Optional.of(alert.name().value())
                : Optional.ofNullable(alert.labels().get(label))
                        .map(Located::value)
                        .filter(text -> !text.contains("{{"));
    }

    private Certainty matchesRegex(String text) {
        String pattern = value;
        if (pattern.startsWith("^") && pattern.endsWith("$") && pattern.length() > 1) {
            pattern = pattern.substring(1, pattern.length() - 1);
        }
        if (pattern.startsWith("(") && pattern.endsWith(")") && pattern.length() > 1) {
            pattern = pattern.substring(1, pattern.length() - 1);
        }
        if (pattern.equals(".+")) {
            return certainly(!text.isEmpty());
        }
        List<String> alternatives = Arrays.asList(pattern.split("\\|", -1));
        Certainty matches = Certainty.NO;
        for (String alternative : alternatives) {
            matches = matches.or(matchesAlternative(alternative, text));
        }
        return matches;
    }

    private static Certainty matchesAlternative(String alternative, String text) {
        String[] parts = alternative.split("\\.\\*", -1);
        for (String part : parts) {
            if (part.contains(".") || part.contains("*") || part.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
                return Certainty.UNKNOWN;
            }
        }
        if (parts.length == 1) {
            return certainly(text.equals(alternative));
        }
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (!text.startsWith(first)) {
            return Certainty.NO;
        }
        int at = first.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return Certainty.NO;
            }
            at = found + parts[i].length();
        }
        return certainly(text.length() - last.length() >= at && text.endsWith(last));
    }

    private static Certainty certainly(boolean matches) {
        return matches ? Certainty.YES : Certainty.NO;
    }

    private static Certainty opposite(Certainty matches) {
        return switch (matches) {
            case YES -> Certainty.NO;
            case NO -> Certainty.YES;
            case UNKNOWN -> Certainty.UNKNOWN;
        };
    }
}
