package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.gateway.GatewayProxies;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The Gateways turn the source away: a rule of the SecurityPolicy says so and none before it lets anybody in, Envoy Gateway has accepted the
 * policy as it is now, and every proxy has loaded its routes since the rules were written.
 *
 * <p>The proxies tell when they last loaded routes by their metrics, for which it asks a Prometheus. It looks for two thirds of the time
 * that the transaction has left, so that has to be longer than what lies between two scrapes. It fails, so that the containment is rolled back,
 * if others have taken the rule out or put another in front of it that lets sources in, if the policy is not accepted or some route puts it
 * aside, or if a proxy that hears its control plane has loaded nothing since. What nobody can tell, such as without a Prometheus, leaves it
 * undetermined.
 *
 * <p>Limits: nobody sees the rule itself in a proxy. What one has loaded in the second of the write and before it would be taken for the
 * rule, if the next takes longer than {@code settled}; and the clocks of nodes and API server are taken to agree to the second.
 * Listeners of another protocol than HTTP, and ListenerSets, leave it undetermined.
 *
 * @param settled how long after the write Prometheus has to have seen a proxy, longer than Envoy Gateway takes to tell it something
 */
@RunbookCheck(
        name = GatewayDenies.NAME,
        moments = Moment.POST_CHECK,
        permissions = {
            @Permission(
                    group = "gateway.envoyproxy.io",
                    resource = "securitypolicies",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "gateway.networking.k8s.io",
                    resource = "gateways",
                    verbs = "get",
                    scope = Scope.TARGET_NAMESPACE),
            @Permission(group = "", resource = "pods", verbs = "list", scope = Scope.CONTROLLER_NAMESPACE)
        })
public record GatewayDenies(@Default("15s") TimeSpan settled) implements Check {

    static final String NAME = "gateway-denies";

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** What a look saw, and whether another may see something else. */
    private record Look(CheckResult result, boolean last) {

        static Look unknown(String reason) {
            return new Look(new CheckResult.Undetermined(reason), false);
        }

        static Look failed(String reason) {
            return new Look(new CheckResult.Failed(reason), false);
        }

        Look andNoMore() {
            return new Look(result, true);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.GatewaySource target)) {
            return new CheckResult.Undetermined("this check looks at sources of a Gateway");
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

    private Look look(ContainmentTarget.GatewaySource target, CheckContext context) {
        try {
            Optional<KubernetesObject> found = TargetKinds.find(target.policy(), context.cluster());
            return found.isPresent()
                    ? stated(target, new SourcePolicy(found.get()), context)
                    : Look.failed("the SecurityPolicy is gone").andNoMore();
        } catch (ClusterException e) {
            return Look.unknown(e.getMessage());
        }
    }

    private Look stated(ContainmentTarget.GatewaySource target, SourcePolicy policy, CheckContext context) {
        if (policy.denying(target.address()).isEmpty()) {
            return Look.failed(
                            "no rule of the SecurityPolicy turns the source away any more, or one before it lets sources in")
                    .andNoMore();
        }
        Optional<String> objection = policy.objection();
        if (objection.isPresent()) {
            return Look.failed(objection.get());
        }
        if (!policy.isAccepted()) {
            return Look.unknown("Envoy Gateway has not looked at the SecurityPolicy since it was written");
        }
        Optional<Instant> written = policy.object().lastWritten(SourcePolicy.RULES);
        if (written.isEmpty()) {
            return Look.unknown("the API server has not noted when the rules were written")
                    .andNoMore();
        }
        if (context.sources().metrics().isEmpty()) {
            return Look.unknown(
                            "Envoy Gateway has accepted it; whether the proxies do it cannot be seen, as no Prometheus is"
                                    + " given to ask for their metrics")
                    .andNoMore();
        }
        var gateways = GatewayProxies.of(policy, target.controllers(), context.cluster());
        return unseen(gateways, target).orElseGet(() -> realised(gateways, target, written.get(), context));
    }

    private static Optional<Look> unseen(List<GatewayProxies> gateways, ContainmentTarget.GatewaySource target) {
        for (GatewayProxies gateway : gateways) {
            if (gateway.pods().isEmpty()) {
                return Optional.of(Look.unknown("no pod in namespace " + target.controllers() + " serves Gateway "
                        + gateway.gateway() + " alone, by its labels"));
            }
            if (gateway.unseen().isPresent()) {
                return Optional.of(Look.unknown("nobody tells whether Gateway " + gateway.gateway() + " does it for "
                                + gateway.unseen().get())
                        .andNoMore());
            }
            if (gateway.routes().isEmpty()) {
                return Optional.of(Look.unknown("Gateway " + gateway.gateway() + " has no routes")
                        .andNoMore());
            }
        }
        return Optional.empty();
    }

    private Look realised(
            List<GatewayProxies> gateways,
            ContainmentTarget.GatewaySource target,
            Instant written,
            CheckContext context) {
        var question = new RouteQuestion(target.controllers());
        var answer =
                context.measured(question.text(gateways), context.clock().instant(), "what its proxies have loaded");
        if (answer instanceof Metrics.Answer.Unknown unknown) {
            return Look.unknown(unknown.reason());
        }
        var loads = RouteQuestion.read((Metrics.Answer.Samples) answer);
        int pods = 0;
        for (GatewayProxies gateway : gateways) {
            for (KubernetesObject pod : gateway.pods()) {
                pods++;
                for (String routes : gateway.routes()) {
                    Optional<Look> objection = objection(pod, routes, loads, written);
                    if (objection.isPresent()) {
                        return objection.get();
                    }
                }
            }
        }
        return new Look(
                new CheckResult.Passed("each of " + pods + (pods == 1 ? " proxy" : " proxies")
                        + " has loaded its routes since, and Envoy Gateway has accepted the policy as it is"),
                true);
    }

    /** Why a pod is not known to have loaded it; empty if it is. */
    private Optional<Look> objection(KubernetesObject pod, String routes, RouteQuestion.Loads loads, Instant written) {
        Optional<RouteQuestion.Load> known = loads.of(pod.ref().name(), routes);
        if (known.isEmpty()) {
            return Optional.of(
                    Look.unknown("Prometheus does not know when " + pod.ref() + " last loaded the routes " + routes));
        }
        RouteQuestion.Load load = known.get();
        Instant quiet = written.plus(settled.duration());
        if (load.scraped().isBefore(quiet)) {
            return Optional.of(Look.unknown("Prometheus has seen nothing of " + pod.ref() + " since " + quiet));
        }
        if (!load.connected()) {
            return Optional.of(Look.unknown(pod.ref() + " does not hear its control plane"));
        }
        return load.loaded().isBefore(written)
                ? Optional.of(Look.failed(pod.ref() + " has not loaded the routes " + routes
                        + " since the rules were written at " + written + ", though it hears its control plane"))
                : Optional.empty();
    }
}
