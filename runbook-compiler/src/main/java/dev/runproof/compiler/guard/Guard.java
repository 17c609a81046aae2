package dev.runproof.compiler.guard;

import dev.runproof.compiler.baseline.Baseline;
import dev.runproof.compiler.enforcement.Enforcement;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suppression;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.page.SlugsLock;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.validation.Evidence;
import dev.runproof.compiler.validation.Validation;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells what a change does to the gate itself. None of that is wrong by itself: somebody by name has to agree to it. */
public final class Guard {

    private final GateState after;
    private final Collection<Rule> rules;
    private final Ownership owners;
    private final Findings findings;

    /**
     * Makes a guard.
     *
     * @param after the state with the change
     * @param rules all that can be found
     * @param owners who has to agree
     * @param findings takes what the change does
     */
    public Guard(GateState after, Collection<Rule> rules, Ownership owners, Findings findings) {
        this.after = after;
        this.rules = List.copyOf(rules);
        this.owners = owners;
        this.findings = findings;
    }

    /** Tells which files nobody owns that decide what passes, and what is done to production. Only where somebody owns files. */
    public void checkOwners() {
        if (owners.none()) {
            return;
        }
        Set<SourceFile> told = new HashSet<>();
        unguarded(after.configuration().file().span(0, 0), "decides what passes", told);
        after.validations().bySlug().values().stream()
                .findFirst()
                .ifPresent(evidence ->
                        unguarded(evidence.key().file().span(0, 0), "holds the evidence of validations", told));
        after.enforcements().all().stream()
                .findFirst()
                .ifPresent(enforcement ->
                        unguarded(enforcement.transaction().span().file().span(0, 0), "says what is enforced", told));
        after.baseline()
                .flatMap(Guard::first)
                .ifPresent(line -> unguarded(line.file().span(0, 0), "lets pass what is wrong", told));
        for (Transaction transaction : after.transactions()) {
            unguarded(transaction.block().fence(), "has a transaction", told);
        }
    }

    private void unguarded(Span place, String why, Set<SourceFile> told) {
        if (owners.of(place.file()).isEmpty() && told.add(place.file())) {
            findings.add(
                    GuardRules.UNGUARDED_FILE,
                    place,
                    place.file().path() + " " + why + ", and nobody owns it",
                    "name its owners in " + owners.file());
        }
    }

    /**
     * Tells what is weaker or wider than it was.
     *
     * @param before the state without the change
     */
    public void compare(GateState before) {
        configuration(before);
        suppressions(before);
        baseline(before);
        transactions(before);
        responses(before);
        enforcements(before);
        lock(before);
        records(before);
    }

    private void configuration(GateState before) {
        SourceFile file = after.configuration().file();
        Optional<Mapping> root = YamlReader.readOne(SourceSlice.all(file), new Findings())
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast);
        for (var weakening : WeakenedGate.between(before.configuration(), after.configuration(), rules)) {
            Span place = root.flatMap(mapping -> mapping.entry(weakening.setting()))
                    .map(Entry::key)
                    .map(YamlNode::span)
                    .orElseGet(() -> file.span(0, 0));
            findings.add(
                    GuardRules.WEAKENED_GATE,
                    place,
                    "this weakens the gate: " + weakening.message(),
                    help(place, "put it back"));
        }
    }

    private void suppressions(GateState before) {
        Map<String, Integer> earlier = new HashMap<>();
        before.suppressions().forEach(suppression -> earlier.merge(identity(suppression), 1, Integer::sum));
        for (Suppression suppression : after.suppressions()) {
            Integer left = earlier.computeIfPresent(identity(suppression), (key, count) -> count - 1);
            if (left == null || left < 0) {
                findings.add(
                        GuardRules.ADDED_SUPPRESSION,
                        suppression.comment(),
                        "this change suppresses " + suppression.rule() + " until " + suppression.until() + ": "
                                + suppression.reason(),
                        help(suppression.comment(), "mend what it hides"));
            }
        }
    }

    /** Not by its file, which may have moved. */
    private static String identity(Suppression suppression) {
        return String.join(
                "\0",
                suppression.rule(),
                suppression.owner(),
                suppression.until().toString(),
                suppression.reason());
    }

    private void baseline(GateState before) {
        SortedMap<Baseline.Entry, Span> added =
                new TreeMap<>(after.baseline().map(Baseline::entries).orElseGet(TreeMap::new));
        before.baseline()
                .ifPresent(earlier -> added.keySet().removeAll(earlier.entries().keySet()));
        added.entrySet().stream()
                .findFirst()
                .ifPresent(first -> findings.add(
                        GuardRules.WEAKENED_GATE,
                        first.getValue(),
                        "this weakens the gate: " + added.size()
                                + (added.size() == 1 ? " finding is" : " findings are")
                                + " new in the baseline, such as "
                                + first.getKey().rule() + " in "
                                + first.getKey().file(),
                        help(first.getValue(), "mend what is found")));
    }

    private static Optional<Span> first(Baseline baseline) {
        return baseline.entries().values().stream().findFirst();
    }

    private void transactions(GateState before) {
        Map<String, Transaction> earlier = new HashMap<>();
        before.transactions().forEach(transaction -> earlier.putIfAbsent(transaction.name(), transaction));
        for (Transaction transaction : after.transactions()) {
            Transaction was = earlier.get(transaction.name());
            List<String> wider = was == null
                    ? List.of(WidenedTransaction.added(transaction))
                    : WidenedTransaction.between(was, transaction);
            for (String clause : wider) {
                findings.add(
                        GuardRules.WIDENED_TRANSACTION,
                        transaction.nameSpan(),
                        "this change widens " + transaction.name() + ": " + clause,
                        help(transaction.nameSpan(), "take it back"));
            }
        }
    }

    private void responses(GateState before) {
        Map<String, Response> earlier = new HashMap<>();
        before.responses().forEach(response -> earlier.putIfAbsent(response.name(), response));
        for (Response response : after.responses()) {
            Response was = earlier.get(response.name());
            List<String> wider =
                    was == null ? List.of(WidenedResponse.added(response)) : WidenedResponse.between(was, response);
            for (String clause : wider) {
                findings.add(
                        GuardRules.WIDENED_RESPONSE,
                        response.nameSpan(),
                        "this change widens " + response.name() + ": " + clause,
                        help(response.nameSpan(), "take it back"));
            }
        }
    }

    private void enforcements(GateState before) {
        Set<String> earlier = new HashSet<>();
        before.enforcements()
                .all()
                .forEach(enforcement -> earlier.add(enforcement.transaction().value()));
        for (Enforcement enforcement : after.enforcements().all()) {
            Located<String> name = enforcement.transaction();
            if (!earlier.contains(name.value())) {
                findings.add(
                        GuardRules.WIDENED_TRANSACTION,
                        name.span(),
                        "this change widens " + name.value() + ": it is enforced, and was audited",
                        help(name.span(), "take it back"));
            }
        }
    }

    private void lock(GateState before) {
        Optional<SlugsLock> now = after.lock();
        for (String name : before.lock().map(lock -> lock.entries().keySet()).orElse(Set.of())) {
            if (now.flatMap(lock -> lock.entry(name)).isEmpty()) {
                findings.add(
                        GuardRules.REMOVED_NAME,
                        now.flatMap(lock -> lock.entries().values().stream().findFirst())
                                .map(entry -> entry.name().span().file().span(0, 0))
                                .orElseGet(() -> after.configuration().file().span(0, 0)),
                        "this change takes the page " + name + " out of " + SlugsLock.FILE,
                        "put the line back; a page that is gone gets a redirect in redirects.yaml");
            }
        }
    }

    /** Wherever a record stands now: a runbook that got another slug takes its records along. */
    private void records(GateState before) {
        Set<List<Object>> kept = new HashSet<>();
        after.validations()
                .bySlug()
                .values()
                .forEach(evidence -> evidence.records().forEach(record -> kept.add(identity(record))));
        before.validations().bySlug().forEach((slug, evidence) -> {
            for (Validation record : evidence.records()) {
                if (!kept.contains(identity(record))) {
                    Span place = after.validations()
                            .of(slug)
                            .map(Evidence::key)
                            .orElseGet(() -> after.configuration().file().span(0, 0));
                    findings.add(
                            GuardRules.REMOVED_RECORD,
                            place,
                            "this change takes out or changes the record of " + slug + " of "
                                    + record.day().value(),
                            help(place, "put it back, and write what is new as a record of its own"));
                }
            }
        });
    }

    private static List<Object> identity(Validation record) {
        return List.of(record.day().value(), record.who(), record.how(), record.reference(), record.text());
    }

    private String help(Span place, String otherwise) {
        List<String> names = owners.of(place.file());
        return (names.isEmpty()
                        ? "let somebody agree who is named for it in CODEOWNERS"
                        : String.join(" or ", names) + " has to agree (" + owners.file() + ")")
                + "; or else " + otherwise;
    }
}
