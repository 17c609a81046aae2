package dev.runproof.executor;

import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** All transactions that are on the class path, by name. */
final class Catalogue {

    private final TreeMap<String, SafetyTransaction<?>> transactions = new TreeMap<>();

    /**
     * Takes the transactions of all catalogues.
     *
     * @throws UsageException if two of them have the same name
     */
    Catalogue(Iterable<TransactionCatalogue> catalogues) {
        for (TransactionCatalogue catalogue : catalogues) {
            for (SafetyTransaction<?> transaction : catalogue.transactions()) {
                SafetyTransaction<?> other = transactions.put(transaction.name(), transaction);
                if (other != null) {
                    throw new UsageException("two transactions are called " + transaction.name() + ": in "
                            + other.origin().file() + " and in "
                            + transaction.origin().file() + "; remove one of the two jars");
                }
            }
        }
    }

    Collection<SafetyTransaction<?>> all() {
        if (transactions.isEmpty()) {
            throw new UsageException("there are no transactions on the class path; add the jar that the compiler's"
                    + " plugin made of your runbooks");
        }
        return transactions.values();
    }

    /**
     * Finds a transaction.
     *
     * @throws UsageException if there is none of that name; the message suggests one and lists all
     */
    SafetyTransaction<?> named(String name) {
        return Optional.<SafetyTransaction<?>>ofNullable(transactions.get(name)).orElseThrow(() -> {
            all();
            return new UsageException(
                    "there is no transaction " + name + "." + Suggestion.of(name, transactions.keySet()));
        });
    }
}
