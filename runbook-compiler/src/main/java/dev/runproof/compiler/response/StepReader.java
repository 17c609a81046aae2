package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;
import static dev.runproof.compiler.response.ResponseRules.UNKNOWN_STEP;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.transaction.CallReader;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.DeclaredInputs;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of a response. */
final class StepReader {

    private static final String ONLY_IF = Moment.ONLY_IF.key();
    private static final List<String> KEYS = List.of("with", ONLY_IF, "if-fails", "if-later-fails", "approval");

    private final OwnTransactions own;
    private final Map<String, String> elsewhere;
    private final CallReader checks;
    private final GivenReader givenReader;
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param index what can be named
     * @param own the transactions of the runbook
     * @param elsewhere the runbooks of all transactions, by the names of these
     * @param about what the response is about
     * @param findings takes what is wrong
     */
    StepReader(
            Index index, OwnTransactions own, Map<String, String> elsewhere, DeclaredInputs about, Findings findings) {
        this.own = own;
        this.elsewhere = elsewhere;
        this.checks = new CallReader(index, DeclaredInputs.none(), INVALID_RESPONSE, findings);
        this.givenReader = new GivenReader(index, about, findings);
        this.findings = findings;
    }

    /** The step; empty, with a finding unless its transaction has one, if anything is wrong with it. */
    Optional<Step> read(YamlNode node) {
        Optional<Written> written = written(node);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        int before = findings.size();
        YamlNode.Scalar name = written.get().name;
        if (own.lack(name.text())) {
            unknown(name);
        }
        Optional<Fields> fields = written.get()
                .keys
                .flatMap(keys -> Fields.of(keys, "a step", KEYS, List.of(), INVALID_RESPONSE, findings));
        if (written.get().keys.isPresent() && fields.isEmpty()) {
            return Optional.empty();
        }
        var onlyIf = optional(fields, ONLY_IF).map(this::checks).orElse(List.of());
        var ifFails = optional(fields, "if-fails")
                .flatMap(word -> Word.of(word, "if-fails", Step.IfFails.class, findings))
                .orElse(Step.IfFails.STOP);
        var ifLaterFails = optional(fields, "if-later-fails")
                .flatMap(word -> Word.of(word, "if-later-fails", Step.IfLaterFails.class, findings));
        var approval = optional(fields, "approval").flatMap(new ApprovalReader(findings)::read);
        Optional<Transaction> transaction = Optional.ofNullable(own.sound().get(name.text()));
        var given = transaction.map(
                known -> givenReader.read(known, name.span(), optional(fields, "with")));
        if (findings.size() > before || transaction.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Step(
                transaction.get(),
                name.span(),
                given.orElse(List.of()),
                onlyIf,
                ifFails,
                ifLaterFails,
                approval));
    }

    private static Optional<YamlNode> optional(Optional<Fields> fields, String key) {
        return fields.flatMap(all -> all.optional(key));
    }

    /** A name, or a name with keys. */
    private record Written(YamlNode.Scalar name, Optional<YamlNode> keys) {}

    private Optional<Written> written(YamlNode node) {
        if (node instanceof YamlNode.Scalar name && !name.isNull()) {
            return Optional.of(new Written(name, Optional.empty()));
        }
        if (node instanceof YamlNode.Mapping mapping && mapping.entries().size() == 1) {
            YamlNode.Entry entry = mapping.entries().get(0);
            boolean nothing = entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull();
            return Optional.of(new Written(entry.key(), nothing ? Optional.empty() : Optional.of(entry.value())));
        }
        findings.add(
                INVALID_RESPONSE,
                node.span(),
                node instanceof YamlNode.Mapping mapping && mapping.entries().size() > 1
                        ? "a step is one transaction with its keys; these are several"
                        : "a step is the name of a transaction; this is "
                                + (node instanceof YamlNode.Mapping ? "an empty mapping" : node.kind()),
                "write - NAME, or - NAME: { only-if: [CHECK], if-later-fails: keep }");
        return Optional.empty();
    }

    private void unknown(YamlNode.Scalar name) {
        Optional<String> runbook = Optional.ofNullable(elsewhere.get(name.text()));
        findings.add(
                UNKNOWN_STEP,
                name.span(),
                "there is no transaction " + Names.shown(name.text()) + " in this runbook",
                runbook.map(slug -> "it is in the runbook " + slug + "; write one here, under a name of its own: who reads a "
                                + "response has to see all that it does, and who edits it ends its validation")
                        .orElseGet(() -> Names.didYouMean(name.text(), own.names(), "transactions")));
    }

    private List<CheckCall> checks(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.span(),
                    ONLY_IF + " is a list of checks; this is "
                            + (node instanceof YamlNode.Sequence ? "an empty one" : node.kind()),
                    "write " + ONLY_IF + ": [CHECK], or leave it out");
            return List.of();
        }
        return sequence.items().stream()
                .map(item -> checks.check(item, Moment.ONLY_IF))
                .flatMap(Optional::stream)
                .toList();
    }
}
