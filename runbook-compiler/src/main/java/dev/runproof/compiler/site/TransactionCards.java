package dev.runproof.compiler.site;

import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.machine.ResponseMachine;
import dev.runproof.compiler.machine.StateDiagram;
import dev.runproof.compiler.machine.TransactionMachine;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.ActionCall;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes the transactions of one page, and learns which values their commands need. Not thread-safe. */
final class TransactionCards {

    private final Map<String, InputField> fields = new LinkedHashMap<>();

    /**
     * Begins.
     *
     * @param declared the values that the page itself declares
     */
    TransactionCards(List<InputField> declared) {
        declared.forEach(field -> fields.putIfAbsent(field.name(), field));
    }

    /** All values that the page needs: those that it declares, and those of its transactions that it does not. */
    List<InputField> fields() {
        return List.copyOf(fields.values());
    }

    TransactionCard card(Transaction transaction) {
        ActionEntry action = transaction.action().entry();
        String inputs = transaction.inputs().stream()
                .filter(input -> input.defaultText().isEmpty())
                .map(input -> " --input " + input.name() + "=" + value(input))
                .collect(Collectors.joining());
        String run = "executor run " + transaction.name() + inputs;
        // Somebody has to be there to undo what ends by itself.
        String wait = transaction.expiry() instanceof Expiry.Undo ? " --wait" : "";
        return new TransactionCard(
                transaction.name(),
                Optional.of(StateDiagram.inline(TransactionMachine.of(transaction))),
                new TransactionCard.Named(
                        action.name(),
                        arguments(action.parameters(), transaction.action().arguments()),
                        action.documentation().summary()),
                target(transaction.action()),
                transaction.inputs().stream().map(TransactionCards::input).toList(),
                transaction.preChecks().stream().map(TransactionCards::check).toList(),
                transaction.postChecks().stream().map(TransactionCards::check).toList(),
                permissions(Stream.concat(
                        action.permissions().stream(),
                        Stream.concat(transaction.preChecks().stream(), transaction.postChecks().stream())
                                .flatMap(check -> check.entry().permissions().stream()))),
                action.inverse(),
                times(transaction),
                PageText.command(run + " --mode audit", names()),
                PageText.command(run + " --mode enforce" + wait, names()),
                PageText.command("executor release <CONTAINMENT>", names()),
                transaction.block().text());
    }

    ResponseCard card(Response response) {
        String inputs = response.about().stream()
                .map(input -> " --input " + input.name() + "=" + value(input))
                .collect(Collectors.joining());
        String run = "executor respond " + response.name() + inputs;
        var conditions = new ArrayList<String>();
        response.within().ifPresent(within -> conditions.add("All of that within " + words(within) + "."));
        response.grace()
                .ifPresent(grace -> conditions.add("Nothing is changed for " + words(grace.pause())
                        + ", and then all signals are looked at again; where nobody knows, "
                        + (grace.ifUnknown() == Grace.IfUnknown.ABORT
                                ? "it ends and a person is told."
                                : "it goes on.")));
        response.approval().ifPresent(approval -> conditions.add(sentence(approval)));
        if (conditions.isEmpty()) {
            conditions.add("Nothing else: it begins by itself.");
        }
        return new ResponseCard(
                response.name(),
                Optional.of(StateDiagram.inline(ResponseMachine.of(response))),
                response.about().stream().map(TransactionCards::input).toList(),
                response.signals().stream().map(TransactionCards::signal).toList(),
                conditions,
                response.steps().stream().map(TransactionCards::step).toList(),
                PageText.command(run + " --mode audit", names()),
                PageText.command(run + " --mode enforce", names()),
                response.block().text());
    }

    private static String sentence(Approval approval) {
        return approval.by() + " has to agree within " + words(approval.within()) + "; else "
                + (approval.otherwise() == Approval.Otherwise.PAGE
                        ? "it ends, what was done stays, and a person is paged."
                        : "the step fails.");
    }

    private static ResponseCard.Signal signal(Signal signal) {
        return new ResponseCard.Signal(
                signal.evidence().word(),
                signal.sources().stream()
                        .map(source ->
                                (source.kind() == Signal.Source.Kind.ALERT ? "alert " : "Falco rule ") + source.name())
                        .toList());
    }

    private static ResponseCard.Step step(Step step) {
        var rules = new ArrayList<String>();
        step.onlyIf()
                .forEach(check -> rules.add("only if " + check.entry().name() + ": "
                        + check.entry().documentation().summary()));
        step.approval().ifPresent(approval -> rules.add(sentence(approval)));
        rules.add(
                step.ifFails() == Step.IfFails.STOP
                        ? "If it fails, the response ends."
                        : "If it fails, the response goes on.");
        step.ifLaterFails()
                .ifPresent(later -> rules.add(
                        later == Step.IfLaterFails.KEEP
                                ? "If a later step fails, it stays."
                                : "If a later step fails, it is taken back."));
        return new ResponseCard.Step(step.name(), rules);
    }

    private Set<String> names() {
        return fields.keySet();
    }

    /** The placeholder for an input: one that the page declares for it, or else one of its own. */
    private String value(Input input) {
        List<String> labels = input.label().isEmpty()
                ? List.of()
                : Arrays.asList(input.label().split("/", -1));
        for (String name : Stream.of(input.label(), input.name())
                .map(TransactionCards::folded)
                .toList()) {
            InputField field = fields.get(name);
            if (field != null && field.type().equals(input.type().name())) {
                return "<" + name + ">";
            }
        }
        List<String> parts = labels.stream().map(TransactionCards::folded).toList();
        if (parts.size() > 1 && fields.keySet().containsAll(parts)) {
            return parts.stream().map(part -> "<" + part + ">").collect(Collectors.joining("/"));
        }
        String name = fields.containsKey(folded(input.name())) ? "INPUT_" + folded(input.name()) : folded(input.name());
        fields.put(name, InputField.of(name, labels.isEmpty() ? List.of(input.name()) : labels, input.type()));
        return "<" + name + ">";
    }

    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^[_0-9]+", "");
    }

    private static TransactionCard.Input input(Input input) {
        var from = new ArrayList<String>();
        if (!input.label().isEmpty()) {
            from.add("label " + input.label().replace("/", " and "));
        }
        if (!input.falcoField().isEmpty()) {
            from.add("Falco " + input.falcoField().replace("/", " and "));
        }
        return new TransactionCard.Input(
                input.name(), input.type().name(), String.join(", ", from), input.defaultText());
    }

    private static TransactionCard.Named check(CheckCall check) {
        return new TransactionCard.Named(
                check.entry().name(),
                arguments(check.entry().parameters(), check.arguments()),
                check.entry().documentation().summary());
    }

    private static String arguments(List<Parameter> parameters, List<Argument> arguments) {
        var text = new ArrayList<String>();
        for (int i = 0; i < Math.min(parameters.size(), arguments.size()); i++) {
            text.add(parameters.get(i).name() + ": " + text(arguments.get(i)));
        }
        return String.join(", ", text);
    }

    private static String text(Argument argument) {
        return argument instanceof Argument.Literal literal
                ? literal.text()
                : "$" + ((Argument.Reference) argument).name();
    }

    private static String target(ActionCall action) {
        for (int i = 0; i < action.arguments().size(); i++) {
            if (action.entry().parameters().get(i).name().equals(action.entry().target())) {
                return text(action.arguments().get(i));
            }
        }
        return action.entry().target();
    }

    /** One line for each resource and place, with all verbs. */
    static List<String> permissions(Stream<Permission> permissions) {
        Map<String, Set<String>> verbs = new LinkedHashMap<>();
        permissions.forEach(permission -> verbs.computeIfAbsent(
                        permission.resource()
                                + (permission.group().isEmpty() ? "" : "." + permission.group())
                                + switch (permission.scope()) {
                                    case TARGET_NAMESPACE -> " in the target's namespace";
                                    case NAMED_NAMESPACE -> " in the namespace that it names";
                                    case OWN_NAMESPACE -> " in the executor's namespace";
                                    case CILIUM_NAMESPACE -> " in Cilium's namespace";
                                    case CONTROLLER_NAMESPACE -> " in the Ingress controller's namespace";
                                    case CLUSTER -> " in the whole cluster";
                                },
                        key -> new LinkedHashSet<>())
                .addAll(permission.verbs()));
        return verbs.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " " + entry.getKey())
                .toList();
    }

    private static String times(Transaction transaction) {
        String end;
        if (transaction.expiry() instanceof Expiry.Undo undo) {
            end = "It is undone by itself after " + words(undo.after()) + ".";
        } else if (transaction.expiry() instanceof Expiry.Page page) {
            end = "It stays, and a person is paged after " + words(page.after()) + ".";
        } else {
            end = "It stays until a person releases it.";
        }
        return "It has " + words(transaction.maxDuration()) + " to contain, and as much again to undo. " + end;
    }

    static String words(Duration duration) {
        var words = new ArrayList<String>();
        add(duration.toDaysPart(), "day", words);
        add(duration.toHoursPart(), "hour", words);
        add(duration.toMinutesPart(), "minute", words);
        add(duration.toSecondsPart(), "second", words);
        return words.isEmpty() ? "no time" : String.join(" ", words);
    }

    private static void add(long count, String unit, List<String> words) {
        if (count > 0) {
            words.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
