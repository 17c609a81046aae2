package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.ingress.IngressController;
import dev.runproof.runtime.ingress.Rule;
import dev.runproof.runtime.ingress.Serving;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The controller of the Ingress turns the source away: the Ingress says so still, and every pod of the controller has loaded a
 * configuration since that was written, and has had no other to load for a while.
 *
 * <p>The pods of ingress-nginx tell when they last loaded one by their metrics, for which it asks a Prometheus. It looks for two
 * thirds of the time that the transaction has left, so that has to be longer than what lies between two scrapes. It fails, so that the
 * containment is rolled back, if others have taken the address out, if a pod could not load its last configuration, or if one has
 * loaded none although it was told: it then ignores the Ingress, or an older Ingress has the same host and path. What nobody can
 * tell, such as without a Prometheus, leaves it undetermined.
 *
 * <p>Limits: nobody sees the rule itself, which only the controller has. Who has loaded a configuration that was read before the
 * address was written would be taken for one who has loaded it, if the next takes longer than {@code settled}; and the clocks of
 * nodes and API server are taken to agree to the second.
 *
 * @param settled how long a pod has to have had nothing to load, longer than one takes to load it
 */
@RunbookCheck(
        name = IngressDenies.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(
                    group = "networking.k8s.io",
                    resource = "ingresses",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "networking.k8s.io", resource = "ingressclasses", verbs = "get", scope = Scope.CLUSTER),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.CONTROLLER_NAMESPACE)
        })
public record IngressDenies(@Default("15s") TimeSpan settled) implements Check {

    static final String NAME = "ingress-denies";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What a look saw, and whether another may see something else. */
    private record Look(CheckResult result, boolean last) {

        static Look unknown(String reason) {
            return new Look(new CheckResult.Undetermined(reason), false);
        }

        static Look failed(String reason) {
            return new Look(new CheckResult.Failed(reason), false);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.IngressSource target)) {
            return new CheckResult.Undetermined("this check looks at sources of an Ingress");
        }
        Instant until = context.patience();
        while (true) {
            Look look = look(target, context);
            if (look.last()
                    || context.clock().instant().plus(PAUSE).isAfter(until)
                    || !context.waiting().pause(PAUSE)) {
                return look.result();
            }
        }
    }

    private Look look(ContainmentTarget.IngressSource target, CheckContext context) {
        try {
            Optional<KubernetesObject> ingress = TargetKinds.find(target.ingress(), context.cluster());
            if (ingress.isEmpty()) {
                return new Look(new CheckResult.Failed("the Ingress is gone"), true);
            }
            Serving serving = IngressController.serving(ingress.get(), target.controllers(), context.cluster());
            return serving instanceof Serving.By by
                    ? stated(target, ingress.get(), by.controller(), context)
                    : Look.unknown(((Serving.Unknown) serving).reason());
        } catch (ClusterException e) {
            return Look.unknown(e.getMessage());
        }
    }

    private Look stated(
            ContainmentTarget.IngressSource target,
            KubernetesObject ingress,
            IngressController controller,
            CheckContext context) {
        Rule rule = controller.ruleFor(target.address(), ingress);
        if (!(rule instanceof Rule.TurnsAway)) {
            return new Look(
                    new CheckResult.Failed(
                            rule instanceof Rule.Unusable unusable
                                    ? unusable.reason()
                                    : "the list in " + controller.annotation() + " does not have the address any more"),
                    true);
        }
        Optional<Instant> written = ingress.lastWritten(List.of("metadata", "annotations", controller.annotation()));
        if (written.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined("the API server has not noted when the list was written"), true);
        }
        if (context.sources().metrics().isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined("the Ingress says so; whether " + controller.name()
                            + " does it cannot be seen, as no Prometheus is given to ask for its metrics"),
                    true);
        }
        return realised(controller.pods(), target, written.get(), context);
    }

    private Look realised(
            List<KubernetesObject> pods,
            ContainmentTarget.IngressSource target,
            Instant written,
            CheckContext context) {
        var question = new ReloadQuestion(target.controllers());
        var answer = context.measured(question.text(), context.clock().instant(), "what its controller has loaded");
        if (answer instanceof Metrics.Answer.Unknown unknown) {
            return Look.unknown(unknown.reason());
        }
        var reloads = ReloadQuestion.read((Metrics.Answer.Samples) answer);
        for (KubernetesObject pod : pods) {
            var reload = Optional.ofNullable(reloads.get(pod.ref().name()));
            Optional<Look> objection = reload.map(seen -> objection(pod, seen, written))
                    .orElseGet(() -> Optional.of(Look.unknown(
                            "Prometheus does not know when " + pod.ref() + " last loaded its configuration")));
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        return new Look(
                new CheckResult.Passed("each of " + pods.size() + (pods.size() == 1 ? " pod" : " pods")
                        + " of the controller has loaded its configuration since, and nothing for " + settled
                        + " after that"),
                true);
    }

    /** Why a pod is not known to have loaded it; empty if it is. */
    private Optional<Look> objection(KubernetesObject pod, ReloadQuestion.Reload seen, Instant written) {
        Duration quiet = settled.duration();
        boolean late = seen.scraped().isBefore(written.plus(quiet));
        if (late) {
            return Optional.of(
                    Look.unknown("Prometheus has seen nothing of " + pod.ref() + " since " + written.plus(quiet)));
        }
        if (!seen.successful()) {
            return Optional.of(Look.failed(pod.ref() + " could not load its configuration, as its log says"));
        }
        if (seen.loaded().isBefore(written)) {
            return Optional.of(Look.failed(pod.ref() + " has loaded no configuration since the list was written at "
                    + written + ": it ignores the Ingress, or another one has its host and path"));
        }
        return seen.scraped().isBefore(seen.loaded().plus(quiet))
                ? Optional.of(Look.unknown(pod.ref() + " has loaded a configuration at " + seen.loaded()
                        + ", and Prometheus has not seen yet that it was the last one"))
                : Optional.empty();
    }
}
