package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;
import static dev.runproof.compiler.transaction.TransactionRules.MISSING_PARAMETER;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_PARAMETER;
import static dev.runproof.compiler.transaction.TransactionRules.WRONG_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.response.Step.Given;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.ArgumentReader;
import dev.runproof.compiler.transaction.DeclaredInputs;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what each input of a step is: what {@code with:} says, else the part of {@code about} that has its name, else what can
 * be looked up by that name where a part of {@code about} stands.
 */
final class GivenReader {

    private final Index index;
    private final DeclaredInputs about;
    private final ArgumentReader arguments;
    private final Findings findings;

    GivenReader(Index index, DeclaredInputs about, Findings findings) {
        this.index = index;
        this.about = about;
        this.arguments = new ArgumentReader(index, about, INVALID_RESPONSE, findings);
        this.findings = findings;
    }

    /**
     * What the inputs and lookups of a transaction are.
     *
     * @param transaction the transaction
     * @param step where its name stands
     * @param with what is said of them
     * @return what they are; without those that have a default, and those of which a finding says what is wrong
     */
    List<Given> read(Transaction transaction, Span step, Optional<YamlNode> with) {
        Optional<YamlNode.Mapping> said = with.flatMap(this::mapping);
        said.ifPresent(mapping -> reportUnknown(transaction, mapping));
        var given = new ArrayList<Given>();
        for (Input input : transaction.inputs()) {
            Optional<YamlNode> value = said.flatMap(mapping -> mapping.get(input.name()));
            (value.isPresent() ? arguments.read(value.get(), parameter(input)) : found(transaction, input, step))
                    .ifPresent(argument -> given.add(new Given(input.name(), argument)));
        }
        for (Argument.Looked lookup : transaction.lookups()) {
            given.stream()
                    .filter(one -> one.name().equals(lookup.of().name()))
                    .map(Given::value)
                    .filter(Argument.Reference.class::isInstance)
                    .map(Argument.Reference.class::cast)
                    .findFirst()
                    .ifPresent(of -> given.add(
                            new Given(lookup.name(), new Argument.Looked(of, lookup.lookup(), lookup.type()))));
        }
        return given;
    }

    private Optional<YamlNode.Mapping> mapping(YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(mapping);
        }
        findings.add(
                INVALID_RESPONSE,
                node.span(),
                "with is a mapping of inputs; this is " + node.kind(),
                "write with: { INPUT: $PART }, with a part of about");
        return Optional.empty();
    }

    private void reportUnknown(Transaction transaction, YamlNode.Mapping with) {
        var names = transaction.inputs().stream().map(Input::name).toList();
        for (YamlNode.Entry entry : with.entries()) {
            if (!names.contains(entry.name())) {
                findings.add(
                        UNKNOWN_PARAMETER,
                        entry.key().span(),
                        transaction.name() + " has no input " + Names.shown(entry.name()),
                        Names.didYouMean(entry.name(), names, "inputs"));
            }
        }
    }

    private static Parameter parameter(Input input) {
        return new Parameter(input.name(), input.name(), input.type().name(), "", Optional.empty());
    }

    private Optional<Argument> found(Transaction transaction, Input input, Span step) {
        Optional<Input> named = about.find(input.name());
        if (named.isPresent()) {
            if (named.get().type().name().equals(input.type().name())) {
                return Optional.of(new Argument.InputRef(named.get()));
            }
            findings.add(
                    WRONG_TYPE,
                    step,
                    "the input " + input.name() + " of " + transaction.name() + " is of type "
                            + input.type().name() + ", and the response is about a " + input.name() + " of type "
                            + named.get().type().name(),
                    "say what it is, with: { " + input.name() + ": " + arguments.example(parameter(input)) + " }");
            return Optional.empty();
        }
        if (!about.readable() || about.names().contains(input.name())) {
            // What it is about has a mistake, which is the only finding.
            return Optional.empty();
        }
        List<Argument> looked = about.bound().stream()
                .flatMap(part -> index.lookup(part.type(), input.name()).stream()
                        .filter(lookup -> lookup.to().equals(input.type().name()))
                        .map(lookup ->
                                new Argument.Looked(new Argument.InputRef(part), lookup, index.typeOf(lookup))))
                .map(Argument.class::cast)
                .toList();
        if (looked.size() == 1) {
            return Optional.of(looked.get(0));
        }
        if (input.defaultText().isEmpty() && about.bound().size() == about.names().size()) {
            findings.add(
                    MISSING_PARAMETER,
                    step,
                    transaction.name() + " needs " + input.name() + ", of type "
                            + input.type().name()
                            + (looked.isEmpty()
                                    ? ", and the response is about nothing of that name"
                                    : ", which can be looked up in several ways"),
                    "add it to about, or say what it is, with: { " + input.name() + ": "
                            + arguments.example(parameter(input)) + " }");
        }
        return Optional.empty();
    }
}
