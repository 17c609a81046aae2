package dev.runproof.compiler.guard;

import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.Expiry;
import dev.runproof.compiler.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares two states of a transaction: in what the second one may do more, or checks less. */
final class WidenedTransaction {

    private WidenedTransaction() {}

    /** What a new transaction may do. */
    static String added(Transaction transaction) {
        ActionEntry action = transaction.action().entry();
        return "it is new, and may " + action.name() + allowed(permissions(transaction));
    }

    /** In what the second one is wider, as clauses. */
    static List<String> between(Transaction before, Transaction after) {
        var wider = new ArrayList<String>();
        String action = after.action().entry().name();
        if (!before.action().entry().name().equals(action)) {
            wider.add("it may " + action + ", and could "
                    + before.action().entry().name());
        } else if (!written(before.action().arguments())
                .equals(written(after.action().arguments()))) {
            wider.add("it does " + action + " with other values");
        }
        Set<String> permissions = new LinkedHashSet<>(permissions(after));
        permissions.removeAll(permissions(before));
        if (!permissions.isEmpty()) {
            wider.add("it is" + allowed(permissions).replace(", which is", "") + " too");
        }
        checks("before it acts", before.preChecks(), after.preChecks(), wider);
        checks("after it has acted", before.postChecks(), after.postChecks(), wider);
        if (after.maxDuration().compareTo(before.maxDuration()) > 0) {
            wider.add("it may take " + text(after.maxDuration()) + ", and could " + text(before.maxDuration()));
        }
        Optional<Duration> was = end(before.expiry());
        Optional<Duration> is = end(after.expiry());
        if (was.isPresent() && (is.isEmpty() || is.get().compareTo(was.get()) > 0)) {
            wider.add("its effect is undone "
                    + is.map(end -> "after " + text(end)).orElse("by a person only") + ", and was after "
                    + text(was.get()));
        }
        return wider;
    }

    private static void checks(String when, List<CheckCall> before, List<CheckCall> after, List<String> wider) {
        for (CheckCall check : before) {
            String name = check.entry().name();
            List<CheckCall> now = after.stream()
                    .filter(other -> other.entry().name().equals(name))
                    .toList();
            if (now.isEmpty()) {
                wider.add("it no longer checks " + name + " " + when);
            } else if (now.stream()
                    .noneMatch(other -> written(other.arguments()).equals(written(check.arguments())))) {
                wider.add("it checks " + name + " " + when + " with other values");
            }
        }
    }

    private static Set<String> permissions(Transaction transaction) {
        Set<String> all = new LinkedHashSet<>();
        for (Permission permission : transaction.action().entry().permissions()) {
            String where = permission.scope().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            permission.verbs().forEach(verb -> all.add(verb + " " + permission.resource() + " (" + where + ")"));
        }
        return all;
    }

    private static String allowed(Set<String> permissions) {
        return permissions.isEmpty() ? "" : ", which is allowed to " + String.join(", ", permissions);
    }

    private static String written(List<Argument> arguments) {
        return arguments.stream().map(WidenedTransaction::written).collect(Collectors.joining("\0"));
    }

    /** A value as it stands in a block. */
    static String written(Argument argument) {
        return argument instanceof Argument.Reference value
                ? "$" + value.name() + ":" + value.type().name()
                : "=" + ((Argument.Literal) argument).text();
    }

    private static Optional<Duration> end(Expiry expiry) {
        return expiry instanceof Expiry.Undo undo ? Optional.of(undo.after()) : Optional.empty();
    }

    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
