package dev.runproof.runtime.check;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.Count;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Not too many containments are in force at once. Each block takes two entries in the policy map of each pod of its namespace, and
 * one more in those of all pods that may talk to the world, for each port of such a rule; maps take 16,384 unless configured
 * otherwise.
 *
 * <p>Counted are the records of the runtime, from the intent until the effect is gone, which nobody else can write. As a check
 * before the change it refuses where there are as many already. Several executors may then begin at the same moment: as a check
 * after the change it counts again, asking the API server itself, and what is too many is rolled back. With both there are never more
 * for longer than that takes.
 *
 * <p>Limits: the records of another installation, in another namespace, are not counted.
 *
 * @param inNamespace how many there may be in the namespace of the target
 * @param inAll how many there may be in all namespaces
 */
@RunbookCheck(
        name = ActiveBlocksBelow.NAME,
        moments = {Moment.PRE_CHECK, Moment.POST_CHECK},
        permissions =
                @Permission(
                        group = "runproof.dev",
                        resource = "containments",
                        verbs = "list",
                        scope = Scope.OWN_NAMESPACE))
public record ActiveBlocksBelow(
        @Default("250") Count inNamespace, @Default("1000") Count inAll) implements Check {

    static final String NAME = "active-blocks-below";

    /** The states in which there is no effect, or none any more. What is in another state, known or not, counts. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "RECEIVED",
            "WAITING",
            "REFUSED",
            "CANCELLED",
            "NOT_NEEDED",
            "SUPERSEDED",
            "AUDITED",
            "ROLLED_BACK",
            "UNDONE");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        boolean done = context.effect().isPresent();
        // What is around may be some seconds old, and would not have those that began just now.
        List<KubernetesObject> others = others(context, done ? context.cluster() : context.surroundings());
        String namespace = context.target().namespace().name();
        long inAllNow = others.size();
        long inNamespaceNow = others.stream()
                .filter(record -> record.text("spec", "effect", "namespace").equals(Optional.of(namespace)))
                .count();
        return tooMany(inNamespaceNow, inNamespace, " in namespace " + namespace)
                .or(() -> tooMany(inAllNow, inAll, ""))
                .<CheckResult>map(CheckResult.Failed::new)
                .orElseGet(() -> new CheckResult.Passed(inAllNow + " other containments are in force, " + inNamespaceNow
                        + " of them in namespace " + namespace));
    }

    private static List<KubernetesObject> others(CheckContext context, ClusterReads cluster) {
        return cluster.list(SurroundingKinds.RECORDS, context.ownNamespace().name()).stream()
                .filter(record -> !record.text("spec", "target")
                        .equals(Optional.of(context.target().key())))
                .filter(record ->
                        !WITHOUT_EFFECT.contains(record.text("spec", "state").orElse("")))
                .toList();
    }

    private static Optional<String> tooMany(long others, Count limit, String where) {
        return others >= limit.number()
                ? Optional.of(others + " other containments are in force" + where + ", and there may be " + limit
                        + " at once; executor list shows them, and executor release ID ends one that is not needed any"
                        + " more")
                : Optional.empty();
    }
}
