package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_VALUE;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_INPUT;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_LOOKUP;
import static dev.runproof.compiler.transaction.TransactionRules.WRONG_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/** Reads what a parameter is given: an input, what is looked up where one stands, or a value that stands in the block. */
public final class ArgumentReader {

    private final Index index;
    private final DeclaredInputs inputs;
    private final Rule form;
    private final Findings findings;

    /**
     * Prepares.
     *
     * @param index what can be looked up
     * @param inputs what arguments can refer to
     * @param form what a mistake in the form of the block is
     * @param findings takes what is wrong
     */
    public ArgumentReader(Index index, DeclaredInputs inputs, Rule form, Findings findings) {
        this.index = index;
        this.inputs = inputs;
        this.form = form;
        this.findings = findings;
    }

    /**
     * Reads what a parameter is given.
     *
     * @param node what was written
     * @param parameter the parameter
     * @return the argument; empty if it is wrong, or is an input whose declaration is
     */
    public Optional<Argument> read(YamlNode node, Parameter parameter) {
        return Fields.text(node, parameter.name(), form, findings)
                .flatMap(scalar ->
                        reference(scalar.text()).isPresent() ? referred(scalar, parameter) : literal(scalar, parameter));
    }

    /** The name of the input that a value refers to; empty if it is a value that stands for itself. */
    public static Optional<String> reference(String text) {
        return text.startsWith("$") && !text.startsWith("$$") ? Optional.of(text.substring(1)) : Optional.empty();
    }

    /** What a parameter is given that is left out; empty if it may not be. */
    Optional<Argument> whereLeftOut(Parameter parameter) {
        return parameter.defaultText().map(text -> new Argument.Literal(index.typeOf(parameter), text));
    }

    /** What could be given to a parameter. */
    public String example(Parameter parameter) {
        return references(parameter.type()).stream().findFirst().orElse("an input, or a value");
    }

    private Optional<Argument> referred(YamlNode.Scalar scalar, Parameter parameter) {
        String name = reference(scalar.text()).orElseThrow();
        int dot = name.indexOf('.');
        String input = dot < 0 ? name : name.substring(0, dot);
        if (inputs.lacks(input)) {
            findings.add(
                    UNKNOWN_INPUT,
                    scalar.span(),
                    "there is no input " + Names.shown(input),
                    Names.didYouMean(input, inputs.names(), "inputs") + "; write $$ for a dollar sign");
            return Optional.empty();
        }
        Optional<Argument.Reference> value = inputs.find(input).map(Argument.InputRef::new);
        return value.flatMap(found -> dot < 0 ? Optional.of(found) : lookup(found, name.substring(dot + 1), scalar))
                .flatMap(found -> fitting(found, scalar, parameter));
    }

    private Optional<Argument.Reference> lookup(Argument.Reference value, String word, YamlNode.Scalar scalar) {
        var lookup = index.lookup(value.type(), word);
        if (lookup.isEmpty()) {
            String type = value.type().name();
            findings.add(
                    UNKNOWN_LOOKUP,
                    scalar.span(),
                    "nothing called " + Names.shown(word) + " can be looked up where a value of type " + type
                            + " stands",
                    word.indexOf('.') >= 0
                            ? "look up one thing at a time; declare an input for what stands before the last dot"
                            : Names.didYouMean(word, index.lookupsOf(value.type()), "lookups of " + type));
        }
        return lookup.map(found -> new Argument.Looked(value, found, index.typeOf(found)));
    }

    private Optional<Argument> fitting(Argument.Reference value, YamlNode.Scalar scalar, Parameter parameter) {
        if (value.type().name().equals(parameter.type())) {
            return Optional.of(value);
        }
        findings.add(
                WRONG_TYPE,
                scalar.span(),
                parameter.name() + " is of type " + parameter.type() + ", and "
                        + (value instanceof Argument.Looked ? "$" : "the input ") + value.name() + " of type "
                        + value.type().name(),
                fitting(parameter));
        return Optional.empty();
    }

    private String fitting(Parameter parameter) {
        var fitting = references(parameter.type());
        return fitting.isEmpty()
                ? "declare an input of { type: " + parameter.type() + " }"
                : "inputs of type " + parameter.type() + ": " + String.join(", ", fitting);
    }

    /** What can be written for a value of a type: an input, or what can be looked up where one stands. */
    private List<String> references(String type) {
        List<String> direct = inputs.referencesOfType(type);
        return direct.isEmpty()
                ? inputs.bound().stream()
                        .flatMap(input -> index.lookups().values().stream()
                                .filter(lookup -> lookup.from().equals(input.type().name())
                                        && lookup.to().equals(type))
                                .map(lookup -> "$" + input.name() + "." + lookup.word()))
                        .toList()
                : direct;
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
