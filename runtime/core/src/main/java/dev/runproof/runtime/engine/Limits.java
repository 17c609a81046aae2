package dev.runproof.runtime.engine;

import java.util.function.LongSupplier;

/**
 * What an engine may do to a cluster. Of several engines on one cluster each gets its share.
 *
 * @param budget how many containments may begin
 * @param gate how fast it writes
 */
public record Limits(Budget budget, WriteGate gate) {

    /** Those of an engine that is alone. */
    static Limits usual(LongSupplier nanos) {
        return new Limits(Budget.usual(nanos), WriteGate.usual(nanos));
    }
}
