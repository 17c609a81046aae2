package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Findings;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;

/** Finds names that more than one transaction has. */
public final class DuplicateTransactions {

    private DuplicateTransactions() {}

    /**
     * Looks at the transactions of all runbooks.
     *
     * @param transactions the transactions, in any order
     * @param findings takes a finding for each but the first, in the order of files and places
     */
    public static void report(Collection<Transaction> transactions, Findings findings) {
        var first = new HashMap<String, Transaction>();
        transactions.stream()
                .sorted(Comparator.comparing(Transaction::nameSpan))
                .forEach(transaction -> {
                    Optional.ofNullable(first.putIfAbsent(transaction.name(), transaction))
                            .ifPresent(
                                    other -> findings.add(
                                            TransactionRules.DUPLICATE_TRANSACTION,
                                            transaction.nameSpan(),
                                            "there is a transaction " + transaction.name() + " at " + other.nameSpan()
                                                    + " already",
                                            "give one of them another name; responses and executors know transactions by name"));
                });
    }
}
