package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.alertmanager.Guard.When;
import dev.runproof.compiler.template.TemplateNode.Command;
import dev.runproof.compiler.template.TemplateNode.Function;
import dev.runproof.compiler.template.TemplateNode.Literal;
import dev.runproof.compiler.template.TemplateNode.Nested;
import dev.runproof.compiler.template.TemplateNode.Operand;
import dev.runproof.compiler.template.TemplateNode.Path;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads conditions of branches as far as they decide about links: whether there are any, of what name, and firing or not. */
final class Conditions {

    private final Set<String> links;
    private final Evaluation evaluation;

    Conditions(Set<String> links, Evaluation evaluation) {
        this.links = links;
        this.evaluation = evaluation;
    }

    Guard guard(Pipeline pipeline, Set<Shape> value) {
        List<Operand> operands = flat(pipeline);
        if (!operands.isEmpty() && operands.get(0) instanceof Function function) {
            List<Operand> arguments = operands.subList(1, operands.size());
            return switch (function.name()) {
                case "not" -> arguments.size() == 1 ? of(arguments.get(0)).negated() : Guard.UNDECIDED;
                case "and" ->
                    arguments.stream().map(this::of).reduce(Guard::and).orElse(Guard.UNDECIDED);
                case "or" ->
                    arguments.stream()
                            .map(this::of)
                            .reduce((a, b) -> a.equals(b) ? a : Guard.UNDECIDED)
                            .orElse(Guard.UNDECIDED);
                case "eq" -> equal(arguments);
                case "ne" -> equal(arguments).negated();
                default -> counts(function.name(), arguments) ? Guard.of(When.LINKS) : other(operands, value);
            };
        }
        return present(value);
    }

    private Guard other(List<Operand> operands, Set<Shape> value) {
        Guard present = present(value);
        return present.equals(Guard.UNDECIDED) ? unclear(operands, value) : present;
    }

    /** A condition in one command: what is piped is its last argument. */
    private static List<Operand> flat(Pipeline pipeline) {
        List<Command> commands = pipeline.commands();
        Command last = commands.get(commands.size() - 1);
        if (commands.size() == 1) {
            return last.operands();
        }
        var operands = new ArrayList<>(last.operands());
        operands.add(new Path(
                new Nested(new Pipeline(List.of(), false, commands.subList(0, commands.size() - 1))), List.of(), 0, 0));
        return operands;
    }

    private Guard of(Operand operand) {
        if (operand instanceof Path path
                && path.base() instanceof Nested nested
                && path.fields().isEmpty()) {
            return guard(nested.pipeline(), evaluation.pipeline(nested.pipeline()));
        }
        return present(value(operand));
    }

    private Set<Shape> value(Operand operand) {
        return evaluation.pipeline(new Pipeline(List.of(), false, List.of(new Command(List.of(operand)))));
    }

    private static Guard present(Set<Shape> value) {
        if (value.isEmpty()) {
            return Guard.UNDECIDED;
        }
        if (value.stream().allMatch(Shape::isThereWithLinks)) {
            return Guard.of(When.LINKS);
        }
        return value.stream().allMatch(Shape::isCommon) ? Guard.of(When.COMMON_LINK) : Guard.UNDECIDED;
    }

    private Guard equal(List<Operand> arguments) {
        Set<String> constants = new LinkedHashSet<>();
        Set<Shape> compared = EnumSet.noneOf(Shape.class);
        for (Operand argument : arguments) {
            if (argument instanceof Literal literal) {
                constants.add(literal.text());
            } else {
                compared.addAll(value(argument));
            }
        }
        if (compared.equals(EnumSet.of(Shape.STATUS)) && constants.equals(Set.of("firing"))) {
            return Guard.of(When.LINKS);
        }
        if (compared.equals(EnumSet.of(Shape.STATUS)) && constants.equals(Set.of("resolved"))) {
            return Guard.of(When.NO_LINKS);
        }
        if (compared.equals(EnumSet.of(Shape.NAME)) && !constants.isEmpty()) {
            boolean any = links.stream().anyMatch(constants::contains);
            Certainty left = !any ? Certainty.YES : constants.containsAll(links) ? Certainty.NO : Certainty.UNKNOWN;
            return Guard.names(
                    Optional.of(any ? Certainty.YES : Certainty.NO),
                    left == Certainty.YES ? Optional.empty() : Optional.of(left));
        }
        return unclear(arguments, Set.of());
    }

    /** {@code gt (len .Alerts) 0} and the like: that there is anything. */
    private boolean counts(String function, List<Operand> arguments) {
        if (arguments.size() != 2 || !(arguments.get(1) instanceof Literal limit)) {
            return false;
        }
        boolean any = (function.equals("gt") && limit.text().equals("0"))
                || (function.equals("ge") && limit.text().equals("1"));
        if (!any || !(arguments.get(0) instanceof Path path) || !(path.base() instanceof Nested nested)) {
            return false;
        }
        List<Operand> counted = flat(nested.pipeline());
        return counted.size() == 2
                && counted.get(0) instanceof Function length
                && length.name().equals("len")
                && present(value(counted.get(1))).equals(Guard.of(When.LINKS));
    }

    /** A test of names that is not understood may let any of them pass. */
    private Guard unclear(List<Operand> operands, Set<Shape> value) {
        boolean ofNames = value.contains(Shape.NAME)
                || operands.stream()
                        .filter(operand -> !(operand instanceof Function))
                        .anyMatch(operand -> value(operand).contains(Shape.NAME));
        return ofNames ? Guard.names(Optional.of(Certainty.UNKNOWN), Optional.of(Certainty.UNKNOWN)) : Guard.UNDECIDED;
    }
}
