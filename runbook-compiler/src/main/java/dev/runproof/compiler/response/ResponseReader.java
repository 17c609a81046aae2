package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;
import static dev.runproof.compiler.transaction.TransactionRules.UNUSED_INPUT;
import static dev.runproof.compiler.transaction.TransactionRules.WRONG_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.DeclaredInputs;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.InputsReader;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads response blocks and binds them against an index and transactions. Stateless but for the findings that it adds. */
public final class ResponseReader {

    private static final List<String> KEYS =
            List.of("name", "about", "signals", "within", "grace", "approval", "steps");
    private static final List<String> LATER = List.of("risk-at-least");
    private static final List<String> KEYS_OF_GRACE = List.of("wait", "if-unknown");
    private static final int MOST_PARTS = 8;

    private final Index index;
    private final Map<String, String> runbooks = new HashMap<>();
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param index what can be named
     * @param transactions the transactions of all runbooks
     * @param findings takes what is wrong
     */
    public ResponseReader(Index index, Collection<Transaction> transactions, Findings findings) {
        this.index = index;
        this.findings = findings;
        transactions.forEach(transaction ->
                runbooks.putIfAbsent(transaction.name(), transaction.block().runbook()));
    }

    /**
     * Reads a block.
     *
     * @param block the block
     * @param own the transactions of its runbook
     * @return the response; empty, with findings, if anything in it is wrong, or in a transaction that it names
     */
    public Optional<Response> read(TransactionBlock block, OwnTransactions own) {
        if (block.content().isEmpty()) {
            if (block.isEmpty()) {
                findings.add(
                        INVALID_RESPONSE,
                        block.fence(),
                        "this response is empty",
                        "write name, about, signals and steps, or remove the block");
            }
            return Optional.empty();
        }
        int before = findings.size();
        return Fields.of(block.content().get(), "a response", KEYS, LATER, INVALID_RESPONSE, findings)
                .flatMap(fields -> response(block, fields, own))
                .filter(response -> findings.size() == before);
    }

    private Optional<Response> response(TransactionBlock block, Fields fields, OwnTransactions own) {
        Span place = block.fence();
        var name = fields.required("name", place, "name: with a name such as block-brute-force-source")
                .flatMap(this::name);
        var about = about(fields, place);
        var subject = Subject.of(about.bound());
        var signals = fields.required("signals", place, "signals: { rate: [{ alert: NAME }] }")
                .map(new SignalsReader(findings)::read)
                .orElse(List.of());
        var within = within(fields, signals);
        var grace = fields.optional("grace").flatMap(this::grace);
        var approval = fields.optional("approval").flatMap(new ApprovalReader(findings)::read);
        var steps = steps(fields, place, new StepReader(index, own, runbooks, about, findings));
        steps.ifPresent(all -> {
            reportUnused(about.bound(), subject, all);
            subject.ifPresent(known -> reportUnfit(known, all));
            if (subject.isEmpty() && about.bound().size() == about.names().size()) {
                reportNothingToLookAt(about.bound(), all);
            }
        });
        if (name.isEmpty() || signals.isEmpty() || about.bound().isEmpty() || steps.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Response(
                name.get().text(),
                name.get().span(),
                block,
                about.bound(),
                subject,
                signals,
                within,
                grace,
                approval,
                steps.get()));
    }

    private Optional<YamlNode.Scalar> name(YamlNode node) {
        return Fields.text(node, "name", INVALID_RESPONSE, findings).filter(name -> {
            boolean valid = Names.isValid(name.text());
            if (!valid) {
                findings.add(
                        INVALID_RESPONSE,
                        name.span(),
                        Names.shown(name.text()) + " is not a name for a response",
                        Names.help(name.text()));
            }
            return valid;
        });
    }

    private DeclaredInputs about(Fields fields, Span place) {
        Optional<YamlNode> node = fields.required("about", place, "about: { pod: pod }, or what else all signals name");
        var about = InputsReader.ofResponse(index, INVALID_RESPONSE, findings).read(node);
        if (node.isPresent()
                && about.readable()
                && (about.names().isEmpty() || about.names().size() > MOST_PARTS)) {
            findings.add(
                    INVALID_RESPONSE,
                    node.get().span(),
                    about.names().isEmpty() ? "a response is about something" : "a response is about one thing",
                    "write about: { pod: pod }, or at most " + MOST_PARTS + " parts of what all signals name");
        }
        return about.names().isEmpty() ? DeclaredInputs.unreadable() : about;
    }

    private Optional<Duration> within(Fields fields, List<Signal> signals) {
        Optional<YamlNode> node = fields.optional("within");
        if (signals.size() == 1 && node.isPresent()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.get().span(),
                    "within says in which time several signals are seen, and there is one",
                    "remove within, or add the other signal");
            return Optional.empty();
        }
        return signals.size() < 2
                ? Optional.empty()
                : fields.required("within", fields.span(), "within: 10m, the time in which all signals are seen")
                        .flatMap(time -> new Durations(findings).read(time, Durations.Limits.WITHIN));
    }

    private Optional<Grace> grace(YamlNode node) {
        return Fields.of(node, "grace", KEYS_OF_GRACE, List.of(), INVALID_RESPONSE, findings)
                .flatMap(fields -> {
                    var wait = fields.required("wait", node.span(), "wait: 60s")
                            .flatMap(time -> new Durations(findings).read(time, Durations.Limits.WAIT));
                    var ifUnknown = fields.required(
                                    "if-unknown", node.span(), "if-unknown: abort, or if-unknown: proceed")
                            .flatMap(word -> Word.of(word, "if-unknown", Grace.IfUnknown.class, findings));
                    return wait.flatMap(time -> ifUnknown.map(then -> new Grace(time, then, node.span())));
                });
    }

    /** The steps, if there is nothing wrong with any. */
    private Optional<List<Step>> steps(Fields fields, Span place, StepReader reader) {
        Optional<YamlNode> node = fields.required("steps", place, "steps: [NAME], with names of transactions");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof YamlNode.Sequence sequence)
                || sequence.items().isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.get().span(),
                    "steps are a list of transactions; this is "
                            + (node.get() instanceof YamlNode.Sequence
                                    ? "an empty one"
                                    : node.get().kind()),
                    "write - NAME for each, on a line of its own");
            return Optional.empty();
        }
        if (sequence.items().size() > Response.MOST_STEPS) {
            findings.add(
                    INVALID_RESPONSE,
                    sequence.items().get(Response.MOST_STEPS).span(),
                    "a response has at most " + Response.MOST_STEPS + " steps",
                    "do less, or in two responses");
            return Optional.empty();
        }
        var steps = new ArrayList<Step>();
        Set<String> names = new HashSet<>();
        for (YamlNode item : sequence.items()) {
            reader.read(item).ifPresent(step -> {
                if (!names.add(step.name())) {
                    findings.add(
                            INVALID_RESPONSE,
                            step.nameSpan(),
                            step.name() + " is a step of this response already",
                            "remove it; what is done once for a target is done");
                }
                steps.add(step);
            });
        }
        return steps.size() == sequence.items().size() ? Optional.of(steps) : Optional.empty();
    }

    private void reportNothingToLookAt(List<Input> about, List<Step> steps) {
        Optional<Input> first = about.stream().findFirst();
        boolean seenByPods = first.flatMap(Subject::kind).isPresent();
        first.ifPresent(part -> steps.stream()
                .flatMap(step -> step.onlyIf().stream())
                .findFirst()
                .ifPresent(check -> findings.add(
                        INVALID_RESPONSE,
                        check.span(),
                        "nothing can be looked at here: "
                                + (seenByPods
                                        ? "an address is seen by the pods of a namespace"
                                        : "the response is first about the " + part.name() + ", of type "
                                                + part.type().name()),
                        seenByPods
                                ? "add namespace: namespace to about"
                                : "put first in about what is contained, such as a pod or an address")));
    }

    private void reportUnfit(Subject subject, List<Step> steps) {
        String type = subject.kind().type();
        for (Step step : steps) {
            for (CheckCall check : step.onlyIf()) {
                if (!check.entry().of().isEmpty() && !check.entry().of().contains(type)) {
                    findings.add(
                            WRONG_TYPE,
                            check.span(),
                            check.entry().name() + " does not look at what this response is about, the "
                                    + subject.input().name() + " of type " + type,
                            "it looks at a value of type "
                                    + String.join(
                                            " or ",
                                            check.entry().of().stream().sorted().toList())
                                    + "; choose another check, or remove it");
                }
            }
        }
    }

    private void reportUnused(List<Input> about, Optional<Subject> subject, List<Step> steps) {
        boolean looks = steps.stream().anyMatch(step -> !step.onlyIf().isEmpty());
        for (Input part : about) {
            boolean taken =
                    steps.stream().flatMap(step -> step.given().stream()).anyMatch(given -> isOf(part, given.value()));
            boolean lookedAt = looks && subject.filter(one -> one.has(part)).isPresent();
            if (!taken && !lookedAt) {
                findings.add(
                        UNUSED_INPUT,
                        part.span(),
                        "the response is about the " + part.name() + ", and no step takes it",
                        "name the input of a step so, give it to one, with: { INPUT: $" + part.name()
                                + " }, or remove it");
            }
        }
    }

    private static boolean isOf(Input part, Argument value) {
        if (value instanceof Argument.Looked looked) {
            return isOf(part, looked.of());
        }
        return value instanceof Argument.InputRef input && input.input().equals(part);
    }
}
