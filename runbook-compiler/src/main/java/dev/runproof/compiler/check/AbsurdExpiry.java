package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Demands.Ending;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.Optional;

/** An {@code expires} that ends a containment before it has begun, or otherwise than its action can end by itself. */
final class AbsurdExpiry implements Check {

    private static final Rule RULE = Rule.error("absurd-expiry");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        library.transactions().forEach(transaction -> judge(transaction, findings));
    }

    private static void judge(Transaction transaction, Findings findings) {
        Expiry expiry = transaction.expiry();
        Ending ending = transaction.action().entry().demands().ending();
        String action = transaction.action().entry().name();
        if (ending == Ending.UNDONE && !(expiry instanceof Expiry.Undo)) {
            add(
                    transaction,
                    findings,
                    "what " + action + " does would stay, and what it is about is somebody else's by then",
                    "write a time after which it is undone, such as expires: 1h; run it again if the incident goes on");
        } else if (ending == Ending.ASKED && expiry instanceof Expiry.Undo undo) {
            add(
                    transaction,
                    findings,
                    "the clock would undo what " + action + " does, whether the target is clean or not",
                    "write expires: { after: " + Times.text(undo.after()) + ", then: page }, or never");
        } else {
            after(expiry)
                    .filter(after -> after.compareTo(transaction.maxDuration()) < 0)
                    .ifPresent(after -> add(
                            transaction,
                            findings,
                            "it ends after " + Times.text(after) + ", and containing may take "
                                    + Times.text(transaction.maxDuration()),
                            "write a time that is longer than max-duration"));
        }
    }

    private static void add(Transaction transaction, Findings findings, String message, String help) {
        findings.add(RULE, transaction.places().expiry(), message, help);
    }

    private static Optional<Duration> after(Expiry expiry) {
        if (expiry instanceof Expiry.Undo undo) {
            return Optional.of(undo.after());
        }
        return expiry instanceof Expiry.Page page ? Optional.of(page.after()) : Optional.empty();
    }
}
