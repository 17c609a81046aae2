package dev.runproof.compiler.response;

import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.TransactionBlock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A response of which every name is known and every value fits.
 *
 * @param name its name: lower case words joined by hyphens, at most 63 characters; no transaction has it
 * @param nameSpan where its name stands
 * @param block where it was written
 * @param about what all signals of one run agree on, at least one; these are its inputs
 * @param subject what its {@code only-if} checks look at; empty if that is nothing which can be contained
 * @param signals what has to be seen, each of another class of evidence, at least one
 * @param within the time in which all of them have to be seen; empty if there is but one
 * @param grace how it is waited before anything is changed; empty if it is not
 * @param approval who has to agree before the first step that is done; empty if nobody has to
 * @param steps what is done, in this order; at least one
 */
public record Response(
        String name,
        Span nameSpan,
        TransactionBlock block,
        List<Input> about,
        Optional<Subject> subject,
        List<Signal> signals,
        Optional<Duration> within,
        Optional<Grace> grace,
        Optional<Approval> approval,
        List<Step> steps) {

    /** The most steps, as in the runtime. */
    public static final int MOST_STEPS = 32;

    /** Takes the lists as they are now. */
    public Response {
        about = List.copyOf(about);
        signals = List.copyOf(signals);
        steps = List.copyOf(steps);
    }

    /** What is looked up before the first step, each once, and behind what it is looked up of. */
    public List<Argument.Looked> lookups() {
        Set<Argument.Looked> all = new LinkedHashSet<>();
        for (Step step : steps) {
            for (Step.Given given : step.given()) {
                if (given.value() instanceof Argument.Looked looked) {
                    add(looked, all);
                }
            }
        }
        return List.copyOf(all);
    }

    private static void add(Argument.Looked looked, Set<Argument.Looked> all) {
        if (looked.of() instanceof Argument.Looked before) {
            add(before, all);
        }
        all.add(looked);
    }

    /** How many of the first steps do not wait for the grace, as they only look at what they are about. */
    public int atOnce() {
        return (int) steps.stream()
                .takeWhile(step -> step.transaction().action().entry().demands().observes())
                .count();
    }

    /** The steps that cut something off and do not say what becomes of that when a later one fails. */
    public List<Step> undecided() {
        return steps.subList(0, steps.size() - 1).stream()
                .filter(step -> step.transaction().action().entry().demands().isolates())
                .filter(step -> step.ifLaterFails().isEmpty())
                .toList();
    }
}
