package dev.runproof.compiler;

import dev.runproof.compiler.enforcement.Enforcements;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.DuplicateResponses;
import dev.runproof.compiler.response.OwnTransactions;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.ResponseBlocks;
import dev.runproof.compiler.response.ResponseReader;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.DuplicateTransactions;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.transaction.TransactionBlocks;
import dev.runproof.compiler.transaction.TransactionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What runbooks let machines do.
 *
 * @param transactions the transactions that could be read
 * @param responses the responses that could be read, of transactions that could
 */
record Automation(List<Transaction> transactions, List<Response> responses) {

    /** Takes the lists as they are now. */
    Automation {
        transactions = List.copyOf(transactions);
        responses = List.copyOf(responses);
    }

    /**
     * Reads the blocks of runbooks.
     *
     * @param runbooks the runbooks
     * @param index what the blocks can name
     * @param findings takes what is wrong with them
     */
    static Automation of(List<Runbook> runbooks, Index index, Findings findings) {
        var reader = new TransactionReader(index, findings);
        var transactions = new ArrayList<Transaction>();
        var own = new ArrayList<Own>();
        for (Runbook runbook : runbooks) {
            List<TransactionBlock> blocks = TransactionBlocks.of(runbook, findings);
            List<Transaction> read =
                    blocks.stream().map(reader::read).flatMap(Optional::stream).toList();
            transactions.addAll(read);
            own.add(new Own(runbook, OwnTransactions.of(blocks, read)));
        }
        DuplicateTransactions.report(transactions, findings);
        var responseReader = new ResponseReader(index, transactions, findings);
        var responses = new ArrayList<Response>();
        own.forEach(of -> ResponseBlocks.of(of.runbook, findings).stream()
                .flatMap(block -> responseReader.read(block, of.transactions).stream())
                .forEach(responses::add));
        DuplicateResponses.report(responses, transactions, findings);
        return new Automation(transactions, responses);
    }

    private record Own(Runbook runbook, OwnTransactions transactions) {}

    /** The names of all, with those in whose names somebody has to agree to a step. */
    Map<String, Set<String>> approvers() {
        var named = new TreeMap<String, Set<String>>();
        transactions.forEach(transaction -> named.put(transaction.name(), Set.of()));
        for (Response response : responses) {
            named.put(
                    response.name(),
                    Stream.concat(
                                    response.approval().stream(),
                                    response.steps().stream().flatMap(step -> step.approval().stream()))
                            .map(Approval::by)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return named;
    }

    /** The transactions of each transaction and response that are not listed as enforced. */
    Map<String, Set<String>> without(Enforcements enforcements) {
        Set<String> listed = enforcements.all().stream()
                .map(enforcement -> enforcement.transaction().value())
                .collect(Collectors.toUnmodifiableSet());
        var without = new TreeMap<String, Set<String>>();
        transactions.forEach(transaction -> without.put(transaction.name(), Set.of(transaction.name())));
        responses.forEach(response -> without.put(
                response.name(), response.steps().stream().map(Step::name).collect(Collectors.toUnmodifiableSet())));
        without.replaceAll((name, needed) -> needed.stream()
                .filter(transaction -> !listed.contains(transaction))
                .collect(Collectors.toUnmodifiableSet()));
        return without;
    }

    /** How many transactions and responses there are. */
    int size() {
        return transactions.size() + responses.size();
    }
}
