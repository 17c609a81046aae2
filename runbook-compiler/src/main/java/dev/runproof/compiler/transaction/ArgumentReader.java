package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;
import static dev.runproof.compiler.transaction.TransactionRules.INVALID_VALUE;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_INPUT;
import static dev.runproof.compiler.transaction.TransactionRules.WRONG_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.Optional;

/** Reads what a parameter is given: an input, or a value that stands in the block. */
final class ArgumentReader {

    private final Index index;
    private final DeclaredInputs inputs;
    private final Findings findings;

    ArgumentReader(Index index, DeclaredInputs inputs, Findings findings) {
        this.index = index;
        this.inputs = inputs;
        this.findings = findings;
    }

    /** The argument; empty if it is wrong, or is an input whose declaration is. */
    Optional<Argument> read(YamlNode node, Parameter parameter) {
        return Fields.text(node, parameter.name(), findings)
                .flatMap(scalar ->
                        reference(scalar.text()).isPresent() ? input(scalar, parameter) : literal(scalar, parameter));
    }

    /** The name of the input that a value refers to; empty if it is a value that stands for itself. */
    static Optional<String> reference(String text) {
        return text.startsWith("$") && !text.startsWith("$$") ? Optional.of(text.substring(1)) : Optional.empty();
    }

    /** What a parameter is given that is left out; empty if it may not be. */
    Optional<Argument> whereLeftOut(Parameter parameter) {
        return parameter.defaultText().map(text -> new Argument.Literal(index.typeOf(parameter), text));
    }

    /** What could be given to a parameter. */
    String example(Parameter parameter) {
        return inputs.referencesOfType(parameter.type()).stream().findFirst().orElse("an input, or a value");
    }

    private Optional<Argument> input(YamlNode.Scalar scalar, Parameter parameter) {
        String name = reference(scalar.text()).orElseThrow();
        int dot = name.indexOf('.');
        if (dot > 0) {
            findings.add(
                    INVALID_TRANSACTION,
                    scalar.span(),
                    "this version does not know lookups such as " + Names.shown(scalar.text()) + " yet",
                    "declare an input for what is looked up, or use a version that knows lookups");
            return Optional.empty();
        }
        if (inputs.lacks(name)) {
            findings.add(
                    UNKNOWN_INPUT,
                    scalar.span(),
                    "there is no input " + Names.shown(name),
                    Names.didYouMean(name, inputs.names(), "inputs") + "; write $$ for a dollar sign");
            return Optional.empty();
        }
        return inputs.find(name).flatMap(input -> {
            if (input.type().name().equals(parameter.type())) {
                return Optional.of(new Argument.InputRef(input));
            }
            findings.add(
                    WRONG_TYPE,
                    scalar.span(),
                    parameter.name() + " is of type " + parameter.type() + ", and the input " + name + " of type "
                            + input.type().name(),
                    fitting(parameter));
            return Optional.empty();
        });
    }

    private String fitting(Parameter parameter) {
        var fitting = inputs.referencesOfType(parameter.type());
        return fitting.isEmpty()
                ? "declare an input of { type: " + parameter.type() + " }"
                : "inputs of type " + parameter.type() + ": " + String.join(", ", fitting);
    }

    private Optional<Argument> literal(YamlNode.Scalar scalar, Parameter parameter) {
        TypeEntry type = index.typeOf(parameter);
        if (!inputs.lacks(scalar.text()) && inputs.readable() && !type.accepts(scalar.text())) {
            findings.add(
                    INVALID_VALUE,
                    scalar.span(),
                    "the value of " + parameter.name() + " is not of type " + type.name(),
                    "write $" + scalar.text() + " for the input " + scalar.text());
            return Optional.empty();
        }
        return LiteralText.read(scalar, parameter.name(), type, findings).map(text -> new Argument.Literal(type, text));
    }
}
