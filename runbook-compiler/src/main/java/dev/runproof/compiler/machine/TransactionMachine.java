package dev.runproof.compiler.machine;

import dev.runproof.compiler.machine.State.Kind;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.DurationText;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one transaction can come to, in the states that its record has in the cluster: those of the table by which the API
 * server holds a {@code Containment} to its order, as far as this transaction comes to them.
 */
public final class TransactionMachine {

    private final Transaction transaction;
    private final List<State> states = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();

    private TransactionMachine(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The machine of a transaction that is enforced. */
    public static StateMachine of(Transaction transaction) {
        return new TransactionMachine(transaction).machine();
    }

    private StateMachine machine() {
        String undoing = "within " + DurationText.of(transaction.maxDuration());
        begin(undoing);
        standing(undoing);
        return new StateMachine(transaction.name(), states, transitions);
    }

    private void begin(String undoing) {
        String action = transaction.action().entry().name();
        state("RECEIVED", Kind.QUESTION, Standing.NOTHING, false, checks(transaction.preChecks()));
        state("INTENT", Kind.WORK, Standing.UNDER_WAY, false, List.of(action, "on record, then done"));
        state("APPLIED", Kind.QUESTION, Standing.UNDER_WAY, false, checks(transaction.postChecks()));
        state("CONTAINED", Kind.WORK, Standing.IN_FORCE, false, stays());
        state("REFUSED", Kind.END, Standing.NOTHING, true, List.of("nothing was changed", "a person is told"));
        state("NOT_NEEDED", Kind.END, Standing.NOT_NEEDED, false, List.of("nothing is left to contain"));
        state("CANCELLED", Kind.END, Standing.NOTHING, true, List.of("nothing was changed", "by a person"));
        state("ROLLING_BACK", Kind.WORK, Standing.UNDER_WAY, false, List.of(undoing));
        state("ROLLED_BACK", Kind.END, Standing.TAKEN_BACK, true, List.of("nothing is left", "a person is told"));
        way("RECEIVED", "the checks hold", "INTENT");
        way("RECEIVED", "a check does not hold", "REFUSED");
        way("RECEIVED", "there is nothing to contain", "NOT_NEEDED");
        way("RECEIVED", "a person ends it", "CANCELLED");
        way("INTENT", "it is done", "APPLIED");
        way("INTENT", "it fails, or time is over", "ROLLING_BACK");
        way("APPLIED", transaction.postChecks().isEmpty() ? "always" : "verified, or not known", "CONTAINED");
        way("APPLIED", "a check does not hold, or time is over", "ROLLING_BACK");
        way("ROLLING_BACK", "it is taken back", "ROLLED_BACK");
        way("ROLLING_BACK", "it is not", "MANUAL_INTERVENTION");
    }

    private void standing(String undoing) {
        state("UNDOING", Kind.WORK, Standing.UNDER_WAY, false, List.of(undoing));
        state("UNDONE", Kind.END, Standing.TAKEN_BACK, false, List.of("nothing is left"));
        state(
                "MANUAL_INTERVENTION",
                Kind.END,
                Standing.LEFT,
                true,
                List.of("something is left", "a person is told what, and how"));
        if (transaction.expiry() instanceof Expiry.Undo undo) {
            way("CONTAINED", "after " + DurationText.of(undo.after()), "UNDOING");
        }
        way("CONTAINED", "a person releases it", "UNDOING");
        way("UNDOING", "it is taken back", "UNDONE");
        way("UNDOING", "it is not", "MANUAL_INTERVENTION");
    }

    private List<String> stays() {
        if (transaction.expiry() instanceof Expiry.Undo undo) {
            return List.of("for " + DurationText.of(undo.after()), "unverified: a person is told");
        }
        if (transaction.expiry() instanceof Expiry.Page page) {
            return List.of("a person is told after " + DurationText.of(page.after()), "and ends it");
        }
        return List.of("until a person ends it", "unverified: a person is told");
    }

    private static List<String> checks(List<CheckCall> checks) {
        return checks.isEmpty()
                ? List.of("no checks")
                : checks.stream().map(check -> check.entry().name()).collect(Collectors.toUnmodifiableList());
    }

    private void state(String id, Kind kind, Standing standing, boolean told, List<String> notes) {
        states.add(new State(id, id.replace('_', ' '), notes, kind, standing, told));
    }

    private void way(String from, String event, String to) {
        transitions.add(new Transition(from, event, to));
    }
}
