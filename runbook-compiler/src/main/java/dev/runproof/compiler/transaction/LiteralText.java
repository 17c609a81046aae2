package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_VALUE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads values that stand in a block. A dollar sign in them is written {@code $$}. */
final class LiteralText {

    private static final Pattern LONE_DOLLAR = Pattern.compile("(?<!\\$)(?:\\$\\$)*\\$(?!\\$)");

    private LiteralText() {}

    /**
     * Reads a value.
     *
     * @param scalar what is written
     * @param what what it is the value of, such as {@code address}
     * @param type its type
     * @param findings takes what is wrong
     * @return its text; empty, with a finding, if it is not a value of the type
     */
    static Optional<String> read(YamlNode.Scalar scalar, String what, TypeEntry type, Findings findings) {
        if (LONE_DOLLAR.matcher(scalar.text()).find()) {
            findings.add(
                    INVALID_VALUE,
                    scalar.span(),
                    "a $ within the value of " + what + " stands for nothing",
                    "an input is always a whole value, $name, and not part of one; write $$ for a dollar sign");
            return Optional.empty();
        }
        String text = scalar.text().replace("$$", "$");
        if (!type.accepts(text)) {
            findings.add(
                    INVALID_VALUE,
                    scalar.span(),
                    "the value of " + what + " is not of type " + type.name(),
                    help(type, text));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private static String help(TypeEntry type, String written) {
        if (!type.choices().isEmpty()) {
            return Names.didYouMean(written, type.choices(), "values");
        }
        String summary = type.documentation().summary();
        String size = "at most " + type.maxLength() + " characters that match " + type.pattern();
        return type.name() + ": " + (summary.isBlank() ? size : summary.replaceFirst("\\.$", ""));
    }
}
