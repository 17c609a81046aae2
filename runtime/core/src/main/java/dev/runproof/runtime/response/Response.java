package dev.runproof.runtime.response;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Transactions in an order: a saga, in which each step is durable before it begins, and what was done is taken back or kept
 * when a later step fails, as the step says.
 *
 * <p>The compiler writes one for each response block. Immutable; it has no state and may be used by several threads.
 *
 * @param name the name in the runbook, unique in a catalogue, such as {@code contain-compromised-pod}
 * @param origin where it was written
 * @param inputs what it takes, which is what all of its signals are about
 * @param trigger when it runs by itself
 * @param subject what its {@code only-if} checks look at; empty if it has none
 * @param lookups what is read from the cluster before the first step
 * @param approval who has to agree before the first step that is done; empty if nobody has to. A step with an approval of
 *     its own asks for that instead. Whoever is asked and does not agree has agreed to no later step either: they are asked again
 * @param steps the steps in their order, at least one and {@value #MAX_STEPS} at most
 */
public record Response(
        String name,
        Origin origin,
        List<InputDeclaration> inputs,
        Trigger trigger,
        Optional<Subject> subject,
        List<Lookup> lookups,
        Optional<Approval> approval,
        List<Step> steps) {

    /** The most steps. */
    public static final int MAX_STEPS = 32;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is no step, or there are too many, two have one name, a name is none, or a
     *     step refers to an input or a lookup that is not there
     */
    public Response {
        inputs = List.copyOf(inputs);
        lookups = List.copyOf(lookups);
        steps = List.copyOf(steps);
        require(
                trigger.grace().isEmpty() || trigger.grace().get().atOnce() <= steps.size(),
                "no more steps begin at once than there are");
        require(!steps.isEmpty() && steps.size() <= MAX_STEPS, "a response has 1 to " + MAX_STEPS + " steps");
        var names = new HashSet<String>();
        for (Step step : steps) {
            require(
                    NAME.matcher(step.name()).matches(),
                    "the name of a step is a word of lower case letters: " + step.name());
            require(names.add(step.name()), "two steps are called " + step.name());
            require(subject.isPresent() || step.onlyIf().isEmpty(), step.name() + " has checks and nothing to look at");
            for (Argument argument : step.arguments().values()) {
                require(
                        isKnown(argument, inputs, lookups),
                        step.name() + " takes " + argument + ", which is not there");
            }
        }
    }

    /** The same response where nothing is waited for, for a person who has looked and starts it by hand. */
    public Response withoutGrace() {
        var sooner = new Trigger(trigger.signals(), trigger.within(), Optional.empty());
        return new Response(name, origin, inputs, sooner, subject, lookups, approval, steps);
    }

    private static boolean isKnown(Argument argument, List<InputDeclaration> inputs, List<Lookup> lookups) {
        if (argument instanceof Argument.Input input) {
            return inputs.stream().anyMatch(declared -> declared.name().equals(input.name()));
        }
        if (argument instanceof Argument.Looked looked) {
            return lookups.stream().anyMatch(lookup -> lookup.name().equals(looked.lookup()));
        }
        return true;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * A step.
     *
     * @param name its name, unique in the response: lower case words joined by hyphens
     * @param transaction what is done
     * @param arguments what each input of the transaction is; one that is not among them has its default
     * @param onlyIf what has to hold for the step to be done at all; where one does not, the step is skipped
     * @param ifFails what becomes of the response if the step fails
     * @param ifLaterFails what becomes of the step if a later one fails
     * @param approval who has to agree first; empty if nobody has to
     */
    public record Step(
            String name,
            SafetyTransaction<?> transaction,
            Map<String, Argument> arguments,
            List<Check> onlyIf,
            IfFails ifFails,
            IfLaterFails ifLaterFails,
            Optional<Approval> approval) {

        /** Copies the collections. */
        public Step {
            arguments = Map.copyOf(arguments);
            onlyIf = List.copyOf(onlyIf);
        }
    }

    /** What becomes of a response if a step fails. */
    public enum IfFails {
        /** It ends, and earlier steps are taken back or kept, as they say. */
        STOP,
        /** It goes on with the next step. */
        CONTINUE
    }

    /** What becomes of a step that was done if a later one fails. */
    public enum IfLaterFails {
        /** It stays. */
        KEEP,
        /** It is taken back. */
        UNDO
    }

    /**
     * That a person has to agree.
     *
     * @param by who may: a name that the cluster's roles give to people, such as {@code security-oncall}
     * @param within for how long it is waited, from the moment that they are asked
     * @param otherwise what happens if nobody has decided by then
     */
    public record Approval(String by, Duration within, Otherwise otherwise) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9._]{0,251}[A-Za-z0-9])?");

        /**
         * Checks the parts.
         *
         * @throws IllegalArgumentException if the name is none, or there is no time
         */
        public Approval {
            require(NAME.matcher(by).matches(), "who may approve has a name of letters, digits, -, _ and .");
            require(within.compareTo(Duration.ZERO) > 0, "an approval has some time");
        }
    }

    /** What happens if nobody has decided in time. */
    public enum Otherwise {
        /** The response ends, what was done stays whatever its steps say, and a person is told to decide. */
        PAGE,
        /** As if it had been denied: the step fails. */
        REFUSE
    }

    /** What an input of a transaction is. */
    public sealed interface Argument {

        /**
         * An input of the response.
         *
         * @param name its name
         */
        record Input(String name) implements Argument {}

        /**
         * What was looked up before the first step.
         *
         * @param lookup the name of the lookup
         */
        record Looked(String lookup) implements Argument {}

        /**
         * The same each time.
         *
         * @param text the text
         */
        record Fixed(String text) implements Argument {}
    }
}
