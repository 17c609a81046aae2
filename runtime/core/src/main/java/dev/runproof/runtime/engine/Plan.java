package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.engine.Containment.Request;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.List;
import java.util.TreeMap;

/**
 * A transaction with its inputs: all that is known before the cluster is asked.
 *
 * @param origin where it was written
 * @param request what is asked for
 * @param action what is done
 * @param preChecks what has to hold before
 * @param postChecks what has to hold after
 * @param expiry when and how it ends
 * @param incident on whose behalf
 */
record Plan(
        Origin origin,
        Request request,
        Action action,
        List<Check> preChecks,
        List<Check> postChecks,
        Expiry expiry,
        Incident incident) {

    /**
     * Makes a plan.
     *
     * @throws dev.runproof.runtime.transaction.InvalidInputException if an input is missing, unknown or no value
     */
    static <I extends Record> Plan of(SafetyTransaction<I> transaction, InputTexts texts, Incident incident) {
        var canonical = new TreeMap<String, String>();
        I inputs = transaction.read(texts.noting(canonical::put));
        Action action = transaction.action(inputs);
        Origin origin = transaction.origin();
        var request = new Request(
                action.target().key(),
                action.target().detail(),
                transaction.name(),
                origin.runbook(),
                origin.digest(),
                action.name(),
                canonical,
                transaction.maxDuration());
        return new Plan(
                origin,
                request,
                action,
                transaction.preChecks(inputs),
                transaction.postChecks(inputs),
                transaction.expiry(),
                incident);
    }
}
