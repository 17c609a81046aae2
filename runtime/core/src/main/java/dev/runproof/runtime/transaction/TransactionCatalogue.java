package dev.runproof.runtime.transaction;

import java.util.List;

/** The transactions of one compiled set of runbooks; the compiler writes it, {@code ServiceLoader} finds it. */
public interface TransactionCatalogue {

    /** All transactions, by name. */
    List<SafetyTransaction<?>> transactions();
}
