package dev.runproof.compiler.alertmanager;

import static dev.runproof.compiler.template.TemplateReader.INVALID_TEMPLATE;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.template.TemplateNode.Base;
import dev.runproof.compiler.template.TemplateNode.Command;
import dev.runproof.compiler.template.TemplateNode.Dot;
import dev.runproof.compiler.template.TemplateNode.Function;
import dev.runproof.compiler.template.TemplateNode.Literal;
import dev.runproof.compiler.template.TemplateNode.Nested;
import dev.runproof.compiler.template.TemplateNode.Operand;
import dev.runproof.compiler.template.TemplateNode.Path;
import dev.runproof.compiler.template.TemplateNode.Pipeline;
import dev.runproof.compiler.template.TemplateNode.Variable;
import dev.runproof.compiler.template.TemplateText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Works out what the values of one action may be, and notes what it asks for on the way. */
final class Evaluation {

    /** Those whose result says something about their arguments, and has none of them in it. */
    private static final Set<String> HIDING = Set.of(
            "len", "eq", "ne", "lt", "le", "gt", "ge", "not", "match", "date", "tz", "since", "humanizeDuration");

    private static final String OF_OTHERS = "leave it out";
    private static final String OF_RULES = "put the value into an annotation of the rule, where Prometheus has it";

    /** Those of Prometheus, Helm and Sprig that Alertmanager has not: it would send nothing. With what to write instead. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(
            Map.entry("default", "write or, with what counts first: {{ or .CommonLabels.x \"none\" }}"),
            Map.entry("coalesce", "write or"),
            Map.entry("upper", "write toUpper"),
            Map.entry("lower", "write toLower"),
            Map.entry("quote", "write printf \"%q\""),
            Map.entry("ternary", "write {{ if … }}…{{ else }}…{{ end }}"),
            Map.entry("include", "write {{ template \"name\" . }}"),
            Map.entry("nindent", OF_OTHERS),
            Map.entry("tpl", OF_OTHERS),
            Map.entry("query", OF_OTHERS),
            Map.entry("humanize", OF_RULES),
            Map.entry("humanize1024", OF_RULES),
            Map.entry("humanizePercentage", OF_RULES),
            Map.entry("humanizeTimestamp", OF_RULES));

    /** Those whose result is made of the texts of their arguments: Go's own, and those of Alertmanager 0.28. */
    private static final Set<String> SHOWING = Set.of(
            "print",
            "printf",
            "println",
            "html",
            "js",
            "urlquery",
            "toUpper",
            "toLower",
            "title",
            "trimSpace",
            "join",
            "safeHtml",
            "safeUrl",
            "urlUnescape",
            "reReplaceAll",
            "stringSlice",
            "toJson");

    private static final Set<String> METHODS_OF_MAPS = Set.of("SortedPairs", "Names", "Values", "Remove");

    private final Scope scope;
    private final TemplateText text;
    private final Set<String> links;
    private final Set<Located<String>> commonPlaces = new LinkedHashSet<>();
    private final List<GroupLabelUse> groupLabels = new ArrayList<>();
    private final List<Finding> misuses = new ArrayList<>();

    Evaluation(Scope scope, TemplateText text, Set<String> links) {
        this.scope = scope;
        this.text = text;
        this.links = links;
    }

    /** The group labels that it asks for. */
    List<GroupLabelUse> groupLabels() {
        return groupLabels;
    }

    /** The fields that it asks for where there are none, so that the message is never sent. */
    List<Finding> misuses() {
        return misuses;
    }

    /** The common annotations that it asks for, as evidence that says nothing else. */
    Evidence places() {
        return new Evidence(Certainty.NO, Certainty.NO, commonPlaces);
    }

    Evidence printed(Set<Shape> value) {
        Certainty each = Certainty.NO;
        Certainty common = Certainty.NO;
        for (Shape shape : value) {
            switch (shape) {
                case LINK, MESSAGE, ALERTS, ALERT, ANNOTATIONS, ANNOTATION_PAIRS, ANNOTATION_PAIR ->
                    each = each.or(Certainty.YES);
                case VALUE -> each = each.or(scope.valueIsLink());
                case UNKNOWN -> each = each.or(Certainty.UNKNOWN);
                case COMMON_LINK, COMMON_ANNOTATIONS, COMMON_PAIRS, COMMON_PAIR -> common = common.or(Certainty.YES);
                case COMMON_VALUE -> common = common.or(scope.valueIsLink());
                default -> {}
            }
        }
        if (value.contains(Shape.PLAIN) || value.contains(Shape.UNKNOWN)) {
            // One of several, and not all of them are links.
            each = each == Certainty.YES ? Certainty.UNKNOWN : each;
            common = common == Certainty.YES ? Certainty.UNKNOWN : common;
        }
        return new Evidence(each, common, commonPlaces);
    }

    Set<Shape> pipeline(Pipeline pipeline) {
        Optional<Set<Shape>> piped = Optional.empty();
        for (Command command : pipeline.commands()) {
            piped = Optional.of(command(command, piped));
        }
        return piped.orElseThrow();
    }

    private Set<Shape> command(Command command, Optional<Set<Shape>> piped) {
        Operand first = command.operands().get(0);
        if (first instanceof Function function) {
            return function(function.name(), command, piped);
        }
        if (first instanceof Path path) {
            boolean method = command.operands().size() > 1 || piped.isPresent();
            return method ? method(path, command, piped) : path(path);
        }
        return operand(first);
    }

    private Set<Shape> operand(Operand operand) {
        if (operand instanceof Path path) {
            return path(path);
        }
        if (operand instanceof Literal literal) {
            // An empty text is what variables begin with, and says nothing.
            return literal.string() && literal.text().isEmpty() ? EnumSet.noneOf(Shape.class) : EnumSet.of(Shape.PLAIN);
        }
        return function(((Function) operand).name(), new Command(List.of(operand)), Optional.empty());
    }

    private List<Set<Shape>> arguments(Command command, Optional<Set<Shape>> piped) {
        var arguments = new ArrayList<Set<Shape>>();
        for (Operand operand : command.operands().subList(1, command.operands().size())) {
            arguments.add(operand(operand));
        }
        piped.ifPresent(arguments::add);
        return arguments;
    }

    private Set<Shape> function(String name, Command command, Optional<Set<Shape>> piped) {
        List<Set<Shape>> arguments = arguments(command, piped);
        Optional.ofNullable(FOREIGN.get(name)).ifPresent(help -> foreign(name, help));
        if (HIDING.contains(name)) {
            return EnumSet.of(Shape.PLAIN);
        }
        if (name.equals("index")) {
            return index(command, arguments);
        }
        Set<Shape> all = EnumSet.noneOf(Shape.class);
        if (name.equals("and") || name.equals("or")) {
            boolean last = name.equals("and") && !arguments.isEmpty();
            (last ? arguments.subList(arguments.size() - 1, arguments.size()) : arguments).forEach(all::addAll);
            if (!last && !arguments.isEmpty() && !arguments.get(0).contains(Shape.PLAIN)) {
                // What stands in for a link that is not there takes none away.
                all.remove(Shape.PLAIN);
            }
            return all;
        }
        arguments.stream().map(this::shown).forEach(all::addAll);
        if (all.contains(Shape.LINK) || all.contains(Shape.COMMON_LINK)) {
            all.remove(Shape.PLAIN);
        }
        boolean known = SHOWING.contains(name) || all.equals(EnumSet.of(Shape.PLAIN));
        return known && !all.isEmpty() ? all : known ? EnumSet.of(Shape.PLAIN) : EnumSet.of(Shape.UNKNOWN);
    }

    private void foreign(String name, String help) {
        java.util.regex.Matcher place =
                Pattern.compile("(?<![\\w.$])" + name + "(?!\\w)").matcher(text.text());
        misuses.add(Finding.of(
                INVALID_TEMPLATE,
                place.find() ? text.place(place.start(), place.end()) : text.written(),
                "Alertmanager has no function " + name + ", so that nothing is sent",
                help));
    }

    /** What a text is that has a value in it. */
    private Set<Shape> shown(Set<Shape> value) {
        Evidence evidence = printed(value);
        Set<Shape> shapes = EnumSet.noneOf(Shape.class);
        if (evidence.each() == Certainty.YES) {
            shapes.add(Shape.LINK);
        }
        if (evidence.common() == Certainty.YES) {
            shapes.add(Shape.COMMON_LINK);
        }
        if (shapes.isEmpty()) {
            shapes.add(evidence.each().or(evidence.common()) == Certainty.UNKNOWN ? Shape.UNKNOWN : Shape.PLAIN);
        }
        return shapes;
    }

    private Set<Shape> index(Command command, List<Set<Shape>> arguments) {
        if (arguments.isEmpty()) {
            return EnumSet.of(Shape.UNKNOWN);
        }
        Set<Shape> value = arguments.get(0);
        for (int i = 2; i < command.operands().size(); i++) {
            Operand key = command.operands().get(i);
            Set<Shape> items = EnumSet.noneOf(Shape.class);
            for (Shape shape : value) {
                items.add(item(shape, key));
            }
            value = items;
        }
        return command.operands().size() > 2 ? value : EnumSet.of(Shape.UNKNOWN);
    }

    private Shape item(Shape shape, Operand key) {
        boolean map = shape == Shape.ANNOTATIONS || shape == Shape.COMMON_ANNOTATIONS || shape == Shape.GROUP_LABELS;
        if (!map) {
            return shape.item();
        }
        if (key instanceof Literal literal && literal.string()) {
            return entry(shape, literal.text(), literal.start(), literal.end());
        }
        return shape == Shape.GROUP_LABELS ? Shape.PLAIN : Shape.UNKNOWN;
    }

    /** The value of a key of a map, which is asked for between two offsets. */
    private Shape entry(Shape map, String name, int start, int end) {
        boolean link = links.contains(name);
        if (map == Shape.ANNOTATIONS) {
            return link ? Shape.LINK : Shape.PLAIN;
        }
        if (map == Shape.GROUP_LABELS) {
            groupLabels.add(new GroupLabelUse(name, text.place(start, end)));
        } else if (link) {
            commonPlaces.add(new Located<>(name, text.place(start, end)));
            return Shape.COMMON_LINK;
        }
        return Shape.PLAIN;
    }

    /** A call such as {@code .Annotations.Remove (stringSlice "summary")}. */
    private Set<Shape> method(Path path, Command command, Optional<Set<Shape>> piped) {
        List<Set<Shape>> arguments = arguments(command, piped);
        if (!path.fields().isEmpty()
                && path.fields().get(path.fields().size() - 1).equals("Remove")) {
            Path map =
                    new Path(path.base(), path.fields().subList(0, path.fields().size() - 1), path.start(), path.end());
            Set<Shape> value = path(map);
            Optional<Set<String>> removed = piped.isPresent() ? Optional.empty() : constants(command);
            Set<Shape> rest = EnumSet.noneOf(Shape.class);
            for (Shape shape : value) {
                boolean ofLinks = shape == Shape.ANNOTATIONS || shape == Shape.COMMON_ANNOTATIONS;
                rest.add(
                        !ofLinks
                                ? Shape.PLAIN
                                : removed.map(names -> without(shape, names)).orElse(Shape.UNKNOWN));
            }
            return rest;
        }
        Set<Shape> value = path(path);
        boolean plain = value.equals(EnumSet.of(Shape.PLAIN))
                && arguments.stream().allMatch(argument -> argument.equals(EnumSet.of(Shape.PLAIN)));
        return plain ? value : EnumSet.of(Shape.UNKNOWN);
    }

    private Shape without(Shape map, Set<String> names) {
        if (names.containsAll(links)) {
            return Shape.PLAIN;
        }
        return links.stream().anyMatch(names::contains) ? Shape.UNKNOWN : map;
    }

    /** The texts of {@code (stringSlice "a" "b")}; nothing if it is anything else. */
    private static Optional<Set<String>> constants(Command command) {
        if (command.operands().size() == 2
                && command.operands().get(1) instanceof Path path
                && path.base() instanceof Nested nested
                && path.fields().isEmpty()
                && nested.pipeline().commands().size() == 1) {
            List<Operand> operands = nested.pipeline().commands().get(0).operands();
            Set<String> names = new LinkedHashSet<>();
            for (Operand operand : operands.subList(1, operands.size())) {
                if (!(operand instanceof Literal literal)) {
                    return Optional.empty();
                }
                names.add(literal.text());
            }
            return operands.get(0) instanceof Function function
                            && function.name().equals("stringSlice")
                    ? Optional.of(names)
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private Set<Shape> path(Path path) {
        Set<Shape> value = base(path.base());
        for (int i = 0; i < path.fields().size(); i++) {
            String field = path.fields().get(i);
            if (value.size() == 1) {
                misuse(value.iterator().next(), i, path);
            }
            Set<Shape> next = EnumSet.noneOf(Shape.class);
            for (Shape shape : value) {
                next.add(field(shape, field, path));
            }
            value = next;
        }
        return value;
    }

    private Shape field(Shape shape, String name, Path path) {
        return switch (shape) {
            case ANNOTATIONS, COMMON_ANNOTATIONS -> {
                boolean common = shape == Shape.COMMON_ANNOTATIONS;
                yield switch (name) {
                    case "SortedPairs" -> common ? Shape.COMMON_PAIRS : Shape.ANNOTATION_PAIRS;
                    case "Values" -> common ? Shape.COMMON_LINK : Shape.LINK;
                    case "Names" -> Shape.PLAIN;
                    default -> entry(shape, name, path.start(), path.end());
                };
            }
            case GROUP_LABELS ->
                METHODS_OF_MAPS.contains(name) ? Shape.PLAIN : entry(shape, name, path.start(), path.end());
            default -> shape.field(name);
        };
    }

    private Set<Shape> base(Base base) {
        if (base instanceof Dot) {
            return scope.dot();
        }
        if (base instanceof Variable variable) {
            return scope.variable(variable.name());
        }
        return pipeline(((Nested) base).pipeline());
    }

    /** Fields of the other kind of value, and misspelt ones: Alertmanager then fails to send anything. */
    private void misuse(Shape shape, int index, Path path) {
        String field = path.fields().get(index);
        Set<String> fields = shape.fields();
        if (fields.isEmpty() || fields.contains(field)) {
            return;
        }
        Shape other = shape == Shape.ALERT ? Shape.MESSAGE : Shape.ALERT;
        Optional<String> near = Suggestion.nearest(field, fields);
        if (!other.fields().contains(field) && near.isEmpty()) {
            return;
        }
        String rest =
                String.join(".", path.fields().subList(index, path.fields().size()));
        String message = (shape == Shape.ALERT ? "an alert" : "the message") + " has no field " + field
                + ", so that nothing is sent";
        String help = !other.fields().contains(field)
                ? "did you mean ." + near.orElseThrow() + "?"
                : shape == Shape.ALERT
                        ? "the message has it: write $." + rest
                        : "each alert has it: write {{ range .Alerts }}{{ ." + rest + " }}{{ end }}";
        misuses.add(Finding.of(INVALID_TEMPLATE, text.place(path.start(), path.end()), message, help));
    }

    /** What the condition of a branch says. */
    Guard guard(Pipeline pipeline, Set<Shape> value) {
        return new Conditions(links, this).guard(pipeline, value);
    }
}
