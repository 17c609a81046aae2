package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The shortest time from intent to containment with which a transaction can work, as far as its action and checks say so. The
 * largest of what they need, not the sum: that much is certain.
 *
 * @param atLeast the time; positive
 * @param by the action or check that needs it, such as {@code quarantine-pod}
 */
public record TimeNeeded(Duration atLeast, String by) {

    /**
     * Asks the action and all checks of a transaction.
     *
     * @param transaction the transaction
     * @return what needs longest; nothing if any time will do, or is known at run time only
     */
    public static Optional<TimeNeeded> of(Transaction transaction) {
        var all = new ArrayList<TimeNeeded>();
        var action = transaction.action();
        all.add(new TimeNeeded(
                action.entry().demands().atLeast(), action.entry().name()));
        waits(action.entry().name(), action.entry().parameters(), action.arguments(), all);
        // A pre-check has ended before the time begins; what it says of the time is about the effect.
        transaction.preChecks().forEach(check -> all.add(needs(check)));
        for (CheckCall check : transaction.postChecks()) {
            all.add(needs(check));
            waits(check.entry().name(), check.entry().parameters(), check.arguments(), all);
        }
        return all.stream().filter(needed -> !needed.atLeast().isZero()).max(Comparator.comparing(TimeNeeded::atLeast));
    }

    private static TimeNeeded needs(CheckCall check) {
        return new TimeNeeded(check.entry().atLeast(), check.entry().name());
    }

    private static void waits(String name, List<Parameter> parameters, List<Argument> arguments, List<TimeNeeded> all) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.waits() > 0 && arguments.get(i) instanceof Argument.Literal literal) {
                DurationText.read(literal.text())
                        .ifPresent(time -> all.add(new TimeNeeded(
                                time.multipliedBy(parameter.waits()),
                                name + " with " + parameter.name() + ": " + literal.text())));
            }
        }
    }
}
