package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.Safeguard;
import dev.runproof.compiler.transaction.Transaction;
import java.util.List;

/** A transaction whose action needs something to be looked at before, at which none of its pre-checks looks. */
record Unguarded(Transaction transaction, Safeguard safeguard) {

    /** Those that lack one safeguard. */
    static List<Unguarded> of(Library library, Safeguard safeguard) {
        return library.transactions().stream()
                .filter(transaction ->
                        transaction.action().entry().demands().needs().contains(safeguard))
                .filter(transaction -> transaction.preChecks().stream()
                        .noneMatch(check -> check.entry().gives().contains(safeguard)))
                .map(transaction -> new Unguarded(transaction, safeguard))
                .toList();
    }

    String action() {
        return transaction.action().entry().name();
    }

    /**
     * Tells of it, at the action that asks for it.
     *
     * @param findings takes it
     * @param rule what it is
     * @param message what is wrong
     * @param library has the checks that would do
     * @param further more help; empty if there is none
     */
    void report(Findings findings, Rule rule, String message, Library library, String further) {
        findings.add(rule, transaction.places().action(), message, help(library) + further);
    }

    private String help(Library library) {
        List<String> checks = library.index().checks().values().stream()
                .filter(check -> check.gives().contains(safeguard))
                .map(CheckEntry::name)
                .toList();
        return checks.isEmpty()
                ? "no check on the class path does: depend on the jar of one that does, and name it under pre-check"
                : "add " + String.join(" or ", checks) + " to pre-check";
    }
}
