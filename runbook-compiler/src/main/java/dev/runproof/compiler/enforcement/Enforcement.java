package dev.runproof.compiler.enforcement;

import dev.runproof.compiler.model.Located;
import java.time.LocalDate;
import java.util.Optional;

/**
 * That a transaction is enforced somewhere.
 *
 * @param transaction its name
 * @param since the first day on which it may act
 * @param audit what was judged before; empty if nothing says so
 */
public record Enforcement(Located<String> transaction, Located<LocalDate> since, Optional<Audit> audit) {

    /**
     * A time in which it was run in audit mode, and what a person said to that.
     *
     * @param from its first day
     * @param until its last day
     * @param judged the day on which somebody judged what it would have done
     * @param judgedBy who
     * @param reference where that can be looked up
     * @param digest the digest of the block that was audited
     */
    public record Audit(
            Located<LocalDate> from,
            Located<LocalDate> until,
            Located<LocalDate> judged,
            String judgedBy,
            String reference,
            Located<String> digest) {}
}
