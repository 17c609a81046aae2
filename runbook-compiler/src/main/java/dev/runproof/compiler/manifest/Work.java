package dev.runproof.compiler.manifest;

import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.index.Permission.Scope;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.response.Subject;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What an executor is started for.
 *
 * @param command what it is told to do: {@code run} or {@code respond}
 * @param name the name of the transaction or response
 * @param source the file of the runbook
 * @param actions the names of what it does
 * @param inputs the names of what it takes
 * @param longest the longest time in which one thing has to be contained
 * @param all the time in which everything has to be contained
 * @param goesOn whether somebody has to be there afterwards, to undo it, to ask a person or to go on
 * @param needs what its actions, checks and lookups need
 * @param toAudit what they need of that where nothing is stored: nothing is looked at afterwards then, and nothing taken back
 */
record Work(
        String command,
        String name,
        String source,
        SortedSet<String> actions,
        List<String> inputs,
        Duration longest,
        Duration all,
        boolean goesOn,
        Needs needs,
        Needs toAudit) {

    static final String RUN = "run";
    static final String RESPOND = "respond";

    Work {
        actions = new TreeSet<>(actions);
        inputs = List.copyOf(inputs);
    }

    static Work of(Transaction transaction) {
        return new Work(
                RUN,
                transaction.name(),
                transaction.block().file(),
                actions(List.of(transaction)),
                names(transaction.inputs()),
                transaction.maxDuration(),
                transaction.maxDuration(),
                expires(transaction),
                needs(transaction),
                toAudit(transaction));
    }

    static Work of(Response response) {
        Needs lookups = Needs.of(lookups(response.lookups()));
        String subject =
                response.subject().map(Subject::kind).map(Subject.Kind::type).orElse("");
        Needs needs = lookups;
        Needs toAudit = lookups;
        for (Step step : response.steps()) {
            Needs conditions = Needs.of(permissions(step.onlyIf().stream(), subject));
            needs = needs.and(conditions).and(needs(step.transaction()));
            toAudit = toAudit.and(conditions).and(toAudit(step.transaction()));
        }
        List<Transaction> transactions =
                response.steps().stream().map(Step::transaction).toList();
        return new Work(
                RESPOND,
                response.name(),
                response.block().file(),
                actions(transactions),
                names(response.about()),
                transactions.stream()
                        .map(Transaction::maxDuration)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                transactions.stream().map(Transaction::maxDuration).reduce(Duration.ZERO, Duration::plus),
                response.approval().isPresent()
                        || response.steps().stream()
                                .anyMatch(step -> step.approval().isPresent() || expires(step.transaction())),
                needs,
                toAudit);
    }

    private static SortedSet<String> actions(List<Transaction> transactions) {
        var names = new TreeSet<String>();
        transactions.forEach(
                transaction -> names.add(transaction.action().entry().name()));
        return names;
    }

    private static List<String> names(List<Input> inputs) {
        return inputs.stream().map(Input::name).toList();
    }

    private static boolean expires(Transaction transaction) {
        return !(transaction.expiry() instanceof Expiry.Never);
    }

    private static Needs needs(Transaction transaction) {
        ActionEntry action = transaction.action().entry();
        var permissions = new ArrayList<>(action.permissions());
        permissions.addAll(lookups(transaction.lookups()));
        permissions.addAll(permissions(
                Stream.concat(transaction.preChecks().stream(), transaction.postChecks().stream()),
                typeOfTarget(action)));
        return Needs.of(permissions, named(transaction));
    }

    private static Needs toAudit(Transaction transaction) {
        ActionEntry action = transaction.action().entry();
        var permissions = new ArrayList<>(lookups(transaction.lookups()));
        action.permissions().stream()
                .filter(permission -> !permission.afterwards())
                .forEach(permissions::add);
        permissions.addAll(permissions(transaction.preChecks().stream(), typeOfTarget(action)));
        return Needs.of(permissions, named(transaction));
    }

    /** The namespaces that stand in the block. */
    private static Map<Scope, String> named(Transaction transaction) {
        List<Parameter> parameters = transaction.action().entry().parameters();
        Map<Scope, String> named = new EnumMap<>(Scope.class);
        for (int i = 0; i < parameters.size(); i++) {
            if (transaction.action().arguments().get(i) instanceof Argument.Literal literal) {
                String parameter = parameters.get(i).name();
                Needs.NAMING.forEach((scope, naming) -> {
                    if (naming.equals(parameter)) {
                        named.put(scope, literal.text());
                    }
                });
            }
        }
        return named;
    }

    private static List<Permission> permissions(Stream<CheckCall> checks, String target) {
        return checks.flatMap(check -> check.entry().permissions().stream())
                .filter(permission -> permission.isFor(target))
                .toList();
    }

    private static List<Permission> lookups(Collection<Argument.Looked> lookups) {
        return lookups.stream()
                .flatMap(looked -> looked.lookup().permissions().stream())
                .toList();
    }

    private static String typeOfTarget(ActionEntry action) {
        return action.parameters().stream()
                .filter(parameter -> parameter.name().equals(action.target()))
                .map(Parameter::type)
                .findFirst()
                .orElseThrow();
    }
}
