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
 * @param show what is to be shown
 * @param within the minutes that it may take; empty if there is no limit
 */
public record Objective(String name, String show, OptionalInt within) {

    private static final String MET = "met";
    private static final String MISSED = "missed";

    static Objective of(String name, YamlNode value) {
        return value instanceof Mapping timed
                ? new Objective(
                        name,
                        ((Scalar) timed.get("show").orElseThrow()).text().strip(),
                        OptionalInt.of(minutes(((Scalar) timed.get("within").orElseThrow()).text())))
                : new Objective(name, ((Scalar) value).text().strip(), OptionalInt.empty());
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

    /** What came of it, by a text that it does not refuse. */
    Result result(String text) {
        if (text.equals(MET) || text.equals(MISSED)) {
            return new Result(this, text.equals(MET), OptionalInt.empty());
        }
        int took = minutes(text);
        return new Result(this, took <= within.orElse(Integer.MAX_VALUE), OptionalInt.of(took));
    }

    /** The schema lets nothing but a number and an m stand where this is asked. */
    static int minutes(String text) {
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }
}
