package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;
import static dev.runproof.compiler.transaction.TransactionRules.UNUSED_INPUT;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads transaction blocks and binds them against an index. Stateless but for the findings that it adds. */
public final class TransactionReader {

    private static final List<String> KEYS =
            List.of("name", "inputs", "action", "pre-check", "post-check", "max-duration", "expires", "irreversible");
    private static final List<String> LATER = List.of("only-if", "if-unverified");
    private static final int LONGEST_REASON = 200;

    private final Index index;
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param index what can be named
     * @param findings takes what is wrong
     */
    public TransactionReader(Index index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /**
     * Reads a block.
     *
     * @param block the block
     * @return the transaction; empty, with findings, if anything in it is wrong
     */
    public Optional<Transaction> read(TransactionBlock block) {
        if (block.content().isEmpty()) {
            if (block.isEmpty()) {
                findings.add(
                        INVALID_TRANSACTION,
                        block.fence(),
                        "this transaction is empty",
                        "write name, action, max-duration and expires, or remove the block");
            }
            return Optional.empty();
        }
        int before = findings.size();
        return Fields.of(block.content().get(), "a transaction", KEYS, LATER, findings)
                .flatMap(fields -> transaction(block, fields))
                .filter(transaction -> findings.size() == before);
    }

    private Optional<Transaction> transaction(TransactionBlock block, Fields fields) {
        var place = block.fence();
        var name = fields.required("name", place, "name: with a name such as block-source")
                .flatMap(this::name);
        var inputs = InputsReader.ofTransaction(index, findings).read(fields.optional("inputs"));
        var calls = new CallReader(index, inputs, findings);
        var actionNode = fields.required("action", place, "action: { NAME: { PARAMETER: VALUE } }");
        var action = actionNode.flatMap(calls::action);
        var preChecks = checks(fields, Moment.PRE_CHECK, calls);
        var postChecks = checks(fields, Moment.POST_CHECK, calls);
        var times = new TimesReader(findings);
        var maxDuration =
                fields.required("max-duration", place, "max-duration: 30s").flatMap(times::maxDuration);
        var expiry = fields.required("expires", place, "expires: 1h; never must be written")
                .flatMap(times::expiry);
        var actionName = actionNode.flatMap(CallReader::name);
        var irreversible = fields.optional("irreversible").flatMap(this::reason);
        if (action.isPresent()) {
            reportUnused(inputs, fields);
            requireReason(action.get(), actionName, fields);
        }
        if (name.isEmpty() || action.isEmpty() || maxDuration.isEmpty() || expiry.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Transaction(
                name.get().text(),
                name.get().span(),
                block,
                inputs.bound(),
                action.get(),
                preChecks,
                postChecks,
                maxDuration.get(),
                expiry.get(),
                irreversible,
                new TransactionPlaces(
                        actionName.orElseThrow().span(),
                        fields.optional("max-duration").orElseThrow().span(),
                        fields.optional("expires").orElseThrow().span())));
    }

    private Optional<String> reason(YamlNode node) {
        return Fields.text(node, "irreversible", findings)
                .map(YamlNode.Scalar::text)
                .filter(text -> {
                    boolean said = !text.isBlank() && text.length() <= LONGEST_REASON;
                    if (!said) {
                        findings.add(
                                INVALID_TRANSACTION,
                                node.span(),
                                text.isBlank() ? "a reason that says nothing" : "a reason that is too long",
                                "say in at most " + LONGEST_REASON
                                        + " characters why it is done although nothing undoes it");
                    }
                    return said;
                });
    }

    /** That nothing brings back what was there is said where, and only where, it is so. */
    private void requireReason(ActionCall action, Optional<YamlNode.Scalar> name, Fields fields) {
        boolean reversible = action.entry().demands().reversible();
        Optional<YamlNode> reason = fields.optional("irreversible");
        if (!reversible && reason.isEmpty() && name.isPresent()) {
            findings.add(
                    TransactionRules.IRREVERSIBLE_ACTION,
                    name.get().span(),
                    action.entry().name()
                            + " cannot be undone, and the transaction does not say why it is done all the same",
                    "add irreversible: with the reason" + instead(action));
        } else if (reversible && reason.isPresent()) {
            findings.add(
                    INVALID_TRANSACTION,
                    reason.get().span(),
                    action.entry().name() + " can be undone",
                    "remove irreversible; who reads it would believe that the effect stays");
        }
    }

    /** The actions on a target of the same type that can be undone. */
    private String instead(ActionCall action) {
        String type = targetType(action.entry());
        List<String> others = index.actions().values().stream()
                .filter(other ->
                        other.demands().reversible() && targetType(other).equals(type))
                .map(ActionEntry::name)
                .toList();
        return others.isEmpty() ? "" : ", or choose one that can be undone: " + String.join(", ", others);
    }

    private static String targetType(ActionEntry entry) {
        return entry.parameters().stream()
                .filter(parameter -> parameter.name().equals(entry.target()))
                .map(Parameter::type)
                .findFirst()
                .orElseThrow();
    }

    private Optional<YamlNode.Scalar> name(YamlNode node) {
        return Fields.text(node, "name", findings).filter(name -> {
            boolean valid = Names.isValid(name.text());
            if (!valid) {
                findings.add(
                        INVALID_TRANSACTION,
                        name.span(),
                        Names.shown(name.text()) + " is not a name for a transaction",
                        Names.help(name.text()));
            }
            return valid;
        });
    }

    private List<CheckCall> checks(Fields fields, Moment moment, CallReader calls) {
        var node = fields.optional(moment.key());
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof YamlNode.Sequence sequence)) {
            findings.add(
                    INVALID_TRANSACTION,
                    node.get().span(),
                    moment.key() + " is a list; this is " + node.get().kind(),
                    "write " + moment.key() + ": [CHECK, CHECK]");
            return List.of();
        }
        return sequence.items().stream()
                .map(item -> calls.check(item, moment))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What a broken check would use counts as used, so that its mistake is the only finding. */
    private void reportUnused(DeclaredInputs inputs, Fields fields) {
        var used = new HashSet<String>();
        for (String key : List.of("action", Moment.PRE_CHECK.key(), Moment.POST_CHECK.key())) {
            fields.optional(key).ifPresent(node -> collectReferences(node, used));
        }
        for (Input input : inputs.bound()) {
            if (!used.contains(input.name())) {
                findings.add(
                        UNUSED_INPUT,
                        input.span(),
                        "the input " + input.name() + " is used nowhere, so it narrows nothing",
                        "give $" + input.name() + " to a parameter, or remove the input");
            }
        }
    }

    private static void collectReferences(YamlNode node, Set<String> names) {
        if (node instanceof YamlNode.Scalar scalar) {
            ArgumentReader.reference(scalar.text()).ifPresent(name -> names.add(name.split("\\.", 2)[0]));
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> collectReferences(item, names));
        } else if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(entry -> collectReferences(entry.value(), names));
        }
    }
}
