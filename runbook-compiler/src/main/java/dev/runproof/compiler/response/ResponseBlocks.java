package dev.runproof.compiler.response;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.transaction.TransactionBlocks;
import java.util.List;

/** Finds the response blocks of a runbook: fenced, with {@code yaml response} behind the fence. */
public final class ResponseBlocks {

    private ResponseBlocks() {}

    /**
     * Finds them.
     *
     * @param runbook the runbook
     * @param findings takes what is no YAML in them
     * @return the blocks, in their order
     */
    public static List<TransactionBlock> of(Runbook runbook, Findings findings) {
        return TransactionBlocks.ofKind("response", runbook, findings);
    }
}
