package dev.runproof.executor;

import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
            String suggestion =
                    nearest(name).map(near -> " Did you mean " + near + "?").orElse("");
            return new UsageException("there is no transaction " + name + "." + suggestion + " There are: "
                    + String.join(", ", transactions.keySet()));
        });
    }

    private Optional<String> nearest(String name) {
        return transactions.keySet().stream()
                .min(Comparator.comparingInt(other -> distance(name, other)))
                .filter(near -> distance(name, near) <= Math.max(2, near.length() / 3));
    }

    /** Levenshtein's distance. */
    private static int distance(String one, String other) {
        List<Integer> previous = new ArrayList<>();
        for (int j = 0; j <= other.length(); j++) {
            previous.add(j);
        }
        for (int i = 1; i <= one.length(); i++) {
            List<Integer> row = new ArrayList<>();
            row.add(i);
            for (int j = 1; j <= other.length(); j++) {
                int changed = previous.get(j - 1) + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row.add(Math.min(changed, Math.min(previous.get(j), row.get(j - 1)) + 1));
            }
            previous = row;
        }
        return previous.get(other.length());
    }
}
