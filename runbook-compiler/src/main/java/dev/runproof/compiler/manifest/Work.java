package dev.runproof.compiler.manifest;

import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an executor is started for.
 *
 * @param command what it is told to do: {@code run} or {@code respond}
 * @param name the name of the transaction or response
 * @param source the file of the runbook
 * @param inputs the names of what it takes
 * @param longest the time in which it has to be contained
 * @param goesOn whether somebody has to be there afterwards, to undo it, to ask a person or to go on
 * @param permissions what its actions, checks and lookups need
 */
record Work(
        String command,
        String name,
        String source,
        List<String> inputs,
        Duration longest,
        boolean goesOn,
        List<Permission> permissions) {

    static final String RUN = "run";
    static final String RESPOND = "respond";

    Work {
        inputs = List.copyOf(inputs);
        permissions = List.copyOf(permissions);
    }

    static Work of(Transaction transaction) {
        return new Work(
                RUN,
                transaction.name(),
                transaction.block().file(),
                transaction.inputs().stream().map(Input::name).toList(),
                transaction.maxDuration(),
                !(transaction.expiry() instanceof Expiry.Never),
                permissions(transaction));
    }

    /** What a transaction needs. */
    static List<Permission> permissions(Transaction transaction) {
        ActionEntry action = transaction.action().entry();
        var permissions = new ArrayList<>(action.permissions());
        String target = typeOfTarget(action);
        Stream.concat(transaction.preChecks().stream(), transaction.postChecks().stream())
                .flatMap(check -> check.entry().permissions().stream())
                .filter(permission -> permission.isFor(target))
                .forEach(permissions::add);
        return permissions;
    }

    private static String typeOfTarget(ActionEntry action) {
        return action.parameters().stream()
                .filter(parameter -> parameter.name().equals(action.target()))
                .map(Parameter::type)
                .findFirst()
                .orElseThrow();
    }
}
