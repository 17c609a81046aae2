package dev.runproof.compiler.template;

import java.util.List;
import java.util.Optional;

/** A part of a template that does something; the text between is left out. Immutable. */
public sealed interface TemplateNode {

    /**
     * Prints a value, or sets a variable.
     *
     * @param pipeline what is worked out
     */
    record Action(Pipeline pipeline) implements TemplateNode {}

    /**
     * Decides by a value, or repeats for each of its items.
     *
     * @param kind which of the three it is
     * @param pipeline the value
     * @param body what is done if the value is not empty
     * @param otherwise what is done if it is
     */
    record Branch(Kind kind, Pipeline pipeline, List<TemplateNode> body, List<TemplateNode> otherwise)
            implements TemplateNode {

        /** Takes the lists as they are now. */
        public Branch {
            body = List.copyOf(body);
            otherwise = List.copyOf(otherwise);
        }

        /** How a branch treats its value. */
        public enum Kind {
            /** {@code if}: leaves the dot as it is. */
            IF,
            /** {@code with}: the value is the dot. */
            WITH,
            /** {@code range}: each item is the dot. */
            RANGE
        }
    }

    /**
     * Does what another template does.
     *
     * @param name its name
     * @param nameStart the offset of the name, with its quotes
     * @param nameEnd the offset behind it
     * @param dot what it gets as its dot; without it nothing
     */
    record Call(String name, int nameStart, int nameEnd, Optional<Pipeline> dot) implements TemplateNode {}

    /**
     * A value, handed on from command to command.
     *
     * @param variables the variables that it sets, without the dollar sign
     * @param declares whether it declares them
     * @param commands the commands; at least one
     */
    record Pipeline(List<String> variables, boolean declares, List<Command> commands) {

        /** Takes the lists as they are now. */
        public Pipeline {
            variables = List.copyOf(variables);
            commands = List.copyOf(commands);
        }
    }

    /**
     * A value, or a function or method with its arguments.
     *
     * @param operands the operands; at least one
     */
    record Command(List<Operand> operands) {

        /** Takes the list as it is now. */
        public Command {
            operands = List.copyOf(operands);
        }
    }

    /** What a command is made of. */
    sealed interface Operand {}

    /**
     * Fields of a value, such as {@code .Annotations.summary}, {@code $alert.Labels} or {@code (index .Alerts 0).Labels}.
     *
     * @param base the value
     * @param fields its fields, from the outside in; none for the value itself
     * @param start the offset of its first character
     * @param end the offset behind its last one
     */
    record Path(Base base, List<String> fields, int start, int end) implements Operand {

        /** Takes the list as it is now. */
        public Path {
            fields = List.copyOf(fields);
        }
    }

    /** Where a path begins. */
    sealed interface Base {}

    /** {@code .}. */
    record Dot() implements Base {}

    /**
     * A variable.
     *
     * @param name without the dollar sign; empty for {@code $}, the dot with which the template began
     */
    record Variable(String name) implements Base {}

    /**
     * What stands in parentheses.
     *
     * @param pipeline the value
     */
    record Nested(Pipeline pipeline) implements Base {}

    /**
     * The name of a function.
     *
     * @param name the name
     */
    record Function(String name) implements Operand {}

    /**
     * A constant.
     *
     * @param text its text; that of a string without quotes and escapes
     * @param string whether it is a string
     * @param start the offset of its first character in the text of the template, a quote if it is a string
     * @param end the offset behind its last one
     */
    record Literal(String text, boolean string, int start, int end) implements Operand {}
}
