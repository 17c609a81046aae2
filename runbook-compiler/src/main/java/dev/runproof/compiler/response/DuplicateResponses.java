package dev.runproof.compiler.response;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Transaction;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds names that more than one response has, or a response and a transaction. */
public final class DuplicateResponses {

    private DuplicateResponses() {}

    /**
     * Looks at the responses of all runbooks.
     *
     * @param responses the responses, in any order
     * @param transactions the transactions, likewise
     * @param findings takes a finding for each response whose name something before it has
     */
    public static void report(
            Collection<Response> responses, Collection<Transaction> transactions, Findings findings) {
        Map<String, Taken> first = new HashMap<>();
        transactions.forEach(
                transaction -> first.putIfAbsent(transaction.name(), new Taken("transaction", transaction.nameSpan())));
        responses.stream().sorted(Comparator.comparing(Response::nameSpan)).forEach(response -> Optional.ofNullable(
                        first.putIfAbsent(response.name(), new Taken("response", response.nameSpan())))
                .ifPresent(other -> findings.add(
                        ResponseRules.DUPLICATE_RESPONSE,
                        response.nameSpan(),
                        "there is a " + other.what + " " + response.name() + " at " + other.place + " already",
                        "give one of them another name; executors and records know them by name")));
    }

    private record Taken(String what, Span place) {}
}
