package dev.runproof.compiler.guard;

import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.enforcement.Enforcements;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.validation.Validations;
import dev.runproof.compiler.workspace.Configuration;
import java.util.List;
import java.util.Optional;

/**
 * What decides what passes, and what is done to production. Immutable.
 *
 * @param configuration the configuration
 * @param transactions all transactions
 * @param responses all responses
 * @param suppressions all suppressions
 * @param lock the names of all pages
 * @param validations the evidence of validations
 * @param enforcements the transactions that are enforced somewhere
 * @param baseline what was already wrong when the gate came
 */
public record GateState(
        Configuration configuration,
        List<Transaction> transactions,
        List<Response> responses,
        List<Suppression> suppressions,
        Optional<SlugsLock> lock,
        Validations validations,
        Enforcements enforcements,
        Optional<Baseline> baseline) {

    /** Takes the lists as they are now. */
    public GateState {
        transactions = List.copyOf(transactions);
        responses = List.copyOf(responses);
        suppressions = List.copyOf(suppressions);
    }
}
