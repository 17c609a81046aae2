package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An input that takes its value from what an alert carries, and an alert that brings it. What a response is about comes from its
 * signals. A transaction that is a step of none is started by alerts that link to its runbook, or that it lists; an input of it
 * with a default can do without, and is none of these.
 *
 * @param owner the name of the transaction or response
 * @param input the input
 * @param rules the rules of one kind that have the name of the alert; at least one
 * @param carrier the label or field that carries the value, or one of those that do together; empty if alerts of this kind
 *     have none for it
 */
record BoundInput(String owner, Input input, List<Alert> rules, String carrier) {

    /** The first of very many rules of one name tell enough. */
    private static final int MOST_PLACES = 5;

    /** Stands between labels, or fields, that carry a value together. No such name has it, but in Prometheus 3. */
    private static final String SEVERAL = "/";

    /** All of them, by runbook, transaction, input and alert. */
    static List<BoundInput> of(
            List<Transaction> transactions,
            List<Response> responses,
            List<Runbook> runbooks,
            List<AlertLink> links,
            Listing listing) {
        if (transactions.isEmpty()) {
            return List.of();
        }
        Map<String, Runbook> byFile = new HashMap<>();
        runbooks.forEach(runbook -> byFile.put(runbook.location(), runbook));
        Map<String, List<Alert>> byName = new HashMap<>();
        links.stream()
                .map(AlertLink::alert)
                .forEach(alert -> byName.computeIfAbsent(alert.name().value(), name -> new ArrayList<>())
                        .add(alert));
        var bound = new ArrayList<BoundInput>();
        responses.forEach(response -> ofResponse(response, byName, bound));
        Set<Transaction> steps = Collections.newSetFromMap(new IdentityHashMap<>());
        responses.forEach(response -> response.steps().forEach(step -> steps.add(step.transaction())));
        for (Transaction transaction : transactions) {
            if (steps.contains(transaction)) {
                continue;
            }
            Runbook runbook = byFile.get(transaction.block().runbookFile());
            if (runbook != null) {
                List<List<Alert>> starting = listing.alertsOf(runbook).stream()
                        .flatMap(name -> byName.getOrDefault(name, List.of()).stream()
                                .collect(Collectors.groupingBy(Alert::kind, TreeMap::new, Collectors.toList()))
                                .values()
                                .stream())
                        .toList();
                transaction.inputs().stream()
                        .filter(input -> input.defaultText().isEmpty())
                        .forEach(input -> starting.forEach(rules -> carriers(input, rules.get(0))
                                .forEach(carrier ->
                                        bound.add(new BoundInput(transaction.name(), input, rules, carrier)))));
            }
        }
        return bound;
    }

    private static void ofResponse(Response response, Map<String, List<Alert>> byName, List<BoundInput> bound) {
        List<List<Alert>> sources = response.signals().stream()
                .flatMap(signal -> signal.sources().stream())
                .map(source -> new Seen(source.kind(), source.name()))
                .distinct()
                .map(seen -> byName.getOrDefault(seen.name, List.of()).stream()
                        .filter(alert -> (alert.kind() == Alert.Kind.FALCO) == (seen.kind == Source.Kind.FALCO))
                        .toList())
                .filter(rules -> !rules.isEmpty())
                .toList();
        response.about()
                .forEach(input -> sources.forEach(rules -> carriers(input, rules.get(0))
                        .forEach(carrier -> bound.add(new BoundInput(response.name(), input, rules, carrier)))));
    }

    private record Seen(Source.Kind kind, String name) {}

    /** The name of the alert. */
    String alert() {
        return rules.get(0).name().value();
    }

    /** Whether the alert is one of Falco. */
    boolean isOfFalco() {
        return rules.get(0).kind() == Alert.Kind.FALCO;
    }

    /** What carries the value in alerts of a kind. A type may need several: a pod has a namespace and a name. */
    private static List<String> carriers(Input input, Alert rule) {
        boolean falco = rule.kind() == Alert.Kind.FALCO;
        String usual = falco ? input.type().falcoField() : input.type().label();
        String named = falco ? input.falcoField() : input.label();
        return usual.contains(SEVERAL) ? List.of(named.split(SEVERAL, -1)) : List.of(named);
    }

    /** Where one sees that some of the rules are so; none if they are not. */
    List<Related> placesWhere(Delivery.Kind kind, Library library) {
        return rules.stream()
                .map(rule -> Delivery.of(carrier, rule, library))
                .filter(delivery -> delivery.kind() == kind)
                .flatMap(delivery -> delivery.places().stream())
                .limit(MOST_PLACES)
                .toList();
    }

    /** Such as {@code the input source of block-source}. */
    String described() {
        return "the input " + input.name() + " of " + owner;
    }

    void report(Findings findings, Rule rule, List<Related> places, String message, String help) {
        findings.add(Finding.of(rule, input.span(), message, help)
                .about(AlertSeverity.of(rules.get(0)))
                .with(places));
    }
}
