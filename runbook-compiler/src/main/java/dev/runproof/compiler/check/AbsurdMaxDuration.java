package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.transaction.TimeNeeded;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.Optional;

/** A {@code max-duration} in which a transaction cannot work, or in which an incident is long over. */
final class AbsurdMaxDuration implements Check {

    private static final Rule RULE = Rule.error("absurd-max-duration");

    /** What takes longer contains nothing; more is for what says itself that it needs more. */
    private static final Duration USUAL_LIMIT = Duration.ofHours(1);

    private static final int TIMES_OF_NEED = 4;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        library.transactions().forEach(transaction -> judge(transaction, findings));
    }

    private static void judge(Transaction transaction, Findings findings) {
        Duration time = transaction.maxDuration();
        Optional<TimeNeeded> needed = TimeNeeded.of(transaction);
        Duration atLeast = needed.map(TimeNeeded::atLeast).orElse(Duration.ZERO);
        if (time.compareTo(atLeast) < 0) {
            findings.add(
                    RULE,
                    transaction.places().maxDuration(),
                    needed.orElseThrow().by() + " needs " + Times.text(atLeast) + ", and the transaction gives it "
                            + Times.text(time),
                    "write max-duration: " + Times.text(atLeast) + " or more, so that it is not rolled back each time");
            return;
        }
        Duration most = atLeast.multipliedBy(TIMES_OF_NEED).compareTo(USUAL_LIMIT) > 0
                ? atLeast.multipliedBy(TIMES_OF_NEED)
                : USUAL_LIMIT;
        if (time.compareTo(most) > 0) {
            findings.add(
                    RULE,
                    transaction.places().maxDuration(),
                    "until " + Times.text(time) + " are over nobody is told that nothing is contained",
                    "write at most " + Times.text(most) + "; undoing has as much again");
        }
    }
}
