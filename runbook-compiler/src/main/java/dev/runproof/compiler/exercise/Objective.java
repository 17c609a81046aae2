package dev.runproof.compiler.exercise;

import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an exercise is to show.
 *
 * @param name its name in the exercise
 * @param within the minutes that it may take; empty if there is no limit
 */
record Objective(String name, OptionalInt within) {

    private static final String MET = "met";
    private static final String MISSED = "missed";

    static Objective of(String name, YamlNode value) {
        return new Objective(
                name,
                value instanceof Mapping timed
                        ? OptionalInt.of(minutes((Scalar) timed.get("within").orElseThrow()))
                        : OptionalInt.empty());
    }

    /** What is wrong with how a record says what came of it; nothing if all is well. */
    Optional<String> refusal(String result) {
        if (within.isEmpty()) {
            return result.equals(MET) || result.equals(MISSED)
                    ? Optional.empty()
                    : Optional.of(name + " has no limit of time: write met or missed");
        }
        return result.equals(MET)
                ? Optional.of(name + " has a limit of time: write how long it took, such as " + within.getAsInt() + "m")
                : Optional.empty();
    }

    boolean isMissed(Scalar result) {
        return result.text().equals(MISSED)
                || (within.isPresent() && !result.text().equals(MET) && minutes(result) > within.getAsInt());
    }

    /** The schema lets nothing but a number and an m stand where this is asked. */
    private static int minutes(Scalar text) {
        return Integer.parseInt(text.text().substring(0, text.text().length() - 1));
    }
}
