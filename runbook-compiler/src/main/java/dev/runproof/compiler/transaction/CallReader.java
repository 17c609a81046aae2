package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;
import static dev.runproof.compiler.transaction.TransactionRules.MISSING_PARAMETER;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_ACTION;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_CHECK;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_PARAMETER;
import static dev.runproof.compiler.transaction.TransactionRules.WRONG_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads actions and checks with their arguments: {@code not-protected}, or {@code block-ip: { address: $source }}. */
public final class CallReader {

    private static final String OWN =
            "one of your own is a class in another module than the runbooks, on whose jar theirs depends";

    private final Index index;
    private final ArgumentReader arguments;
    private final Rule form;
    private final Findings findings;

    CallReader(Index index, DeclaredInputs inputs, Findings findings) {
        this(index, inputs, INVALID_TRANSACTION, findings);
    }

    /**
     * Prepares.
     *
     * @param index what can be named
     * @param inputs what arguments can refer to
     * @param form what a mistake in the form of the block is
     * @param findings takes what is wrong
     */
    public CallReader(Index index, DeclaredInputs inputs, Rule form, Findings findings) {
        this.index = index;
        this.arguments = new ArgumentReader(index, inputs, form, findings);
        this.form = form;
        this.findings = findings;
    }

    Optional<ActionCall> action(YamlNode node) {
        return call(node, "an action").flatMap(call -> {
            var entry = index.action(call.name.text());
            if (entry.isEmpty()) {
                unknown(UNKNOWN_ACTION, "action", call.name, index.actions().keySet(), isCheck(call.name.text()));
                return Optional.empty();
            }
            return bind(call, entry.get().parameters()).map(bound -> new ActionCall(entry.get(), bound));
        });
    }

    /**
     * Reads a check.
     *
     * @param node what was written
     * @param moment when it is to run
     * @return the check; empty, with a finding, if anything is wrong with it
     */
    public Optional<CheckCall> check(YamlNode node, Moment moment) {
        return call(node, "a check").flatMap(call -> {
            var entry = index.check(call.name.text());
            if (entry.isEmpty()) {
                unknown(UNKNOWN_CHECK, "check", call.name, index.checks().keySet(), isAction(call.name.text()));
                return Optional.empty();
            }
            if (!entry.get().moments().contains(moment)) {
                wrongMoment(call.name, entry.get(), moment);
                return Optional.empty();
            }
            return bind(call, entry.get().parameters())
                    .map(bound -> new CheckCall(entry.get(), bound, call.name.span()));
        });
    }

    /** The name of what is called, where there is one. */
    static Optional<YamlNode.Scalar> name(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        return node instanceof YamlNode.Mapping mapping && !mapping.entries().isEmpty()
                ? Optional.of(mapping.entries().get(0).key())
                : Optional.empty();
    }

    private Optional<Call> call(YamlNode node, String what) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return Optional.of(new Call(scalar, List.of()));
        }
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            findings.add(
                    form,
                    node.span(),
                    what + " is a name with its parameters; this is "
                            + (node instanceof YamlNode.Mapping ? "an empty mapping" : node.kind()),
                    "write NAME, or NAME: { PARAMETER: VALUE }");
            return Optional.empty();
        }
        if (mapping.entries().size() > 1) {
            YamlNode.Entry second = mapping.entries().get(1);
            findings.add(
                    form,
                    second.key().span(),
                    what + " is one name with its parameters; " + Names.shown(second.name()) + " is a second",
                    "write the parameters within the braces of their name: NAME: { PARAMETER: VALUE }");
            return Optional.empty();
        }
        YamlNode.Entry entry = mapping.entries().get(0);
        if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull()) {
            return Optional.of(new Call(entry.key(), List.of()));
        }
        if (entry.value() instanceof YamlNode.Mapping given) {
            return Optional.of(new Call(entry.key(), given.entries()));
        }
        findings.add(
                form,
                entry.value().span(),
                "the parameters of " + Names.shown(entry.name()) + " are a mapping; this is "
                        + entry.value().kind(),
                "write " + Names.shown(entry.name()) + ": { PARAMETER: VALUE }");
        return Optional.empty();
    }

    private void unknown(
            Rule rule, String kind, YamlNode.Scalar name, Collection<String> names, Optional<String> elsewhere) {
        String help = elsewhere
                .or(() -> Suggestion.nearest(name.text(), names)
                        .map(near -> "did you mean " + near + "?" + Names.foreign(name.text())))
                .orElseGet(() -> Names.didYouMean(name.text(), names, kind + "s")
                        + (names.isEmpty() ? " on the class path" : "") + "; " + OWN);
        findings.add(rule, name.span(), "there is no " + kind + " " + Names.shown(name.text()), help);
    }

    /** What to do with the name of a check where an action should be. */
    private Optional<String> isCheck(String name) {
        return index.check(name)
                .map(entry -> name + " is a check: write it under "
                        + String.join(
                                " or ",
                                entry.moments().stream()
                                        .map(Moment::key)
                                        .sorted()
                                        .toList()));
    }

    private Optional<String> isAction(String name) {
        return index.action(name)
                .map(entry -> name + " is an action: write it under action, in a transaction of its own");
    }

    private void wrongMoment(YamlNode.Scalar name, CheckEntry entry, Moment moment) {
        String right = String.join(
                " or ", entry.moments().stream().map(Moment::key).sorted().toList());
        findings.add(
                WRONG_TYPE,
                name.span(),
                entry.name() + " is a " + right + "; this is a " + moment.key(),
                "move it to " + right + ", or choose another check");
    }

    private Optional<List<Argument>> bind(Call call, List<Parameter> parameters) {
        int before = findings.size();
        var given = new HashMap<String, YamlNode>();
        var names = parameters.stream().map(Parameter::name).toList();
        for (YamlNode.Entry entry : call.arguments) {
            given.put(entry.name(), entry.value());
        }
        var open = names.stream().filter(name -> !given.containsKey(name)).toList();
        var meant = new HashSet<String>();
        for (YamlNode.Entry entry : call.arguments) {
            if (!names.contains(entry.name())) {
                Suggestion.nearest(entry.name(), open).ifPresent(meant::add);
                findings.add(
                        UNKNOWN_PARAMETER,
                        entry.key().span(),
                        call.name.text() + " has no parameter " + Names.shown(entry.name()),
                        Names.didYouMean(entry.name(), names, "parameters"));
            }
        }
        var bound = new ArrayList<Argument>();
        for (Parameter parameter : parameters) {
            Optional<YamlNode> value = Optional.ofNullable(given.get(parameter.name()));
            if (value.isPresent()) {
                arguments.read(value.get(), parameter).ifPresent(bound::add);
            } else if (parameter.defaultText().isPresent()) {
                arguments.whereLeftOut(parameter).ifPresent(bound::add);
            } else if (!meant.contains(parameter.name())) {
                missing(call, parameter);
            }
        }
        return findings.size() == before && bound.size() == parameters.size() ? Optional.of(bound) : Optional.empty();
    }

    private void missing(Call call, Parameter parameter) {
        findings.add(
                MISSING_PARAMETER,
                call.name.span(),
                call.name.text() + " needs " + parameter.name() + ", of type " + parameter.type(),
                "add " + parameter.name() + ": "
                        + arguments.example(parameter)
                        + (parameter.documentation().isBlank() ? "" : " (" + parameter.documentation() + ")"));
    }

    private record Call(YamlNode.Scalar name, List<YamlNode.Entry> arguments) {}
}
