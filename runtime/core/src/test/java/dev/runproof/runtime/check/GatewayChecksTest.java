package dev.runproof.runtime.check;

import static dev.runproof.runtime.gateway.Envoys.OFFICE;
import static dev.runproof.runtime.gateway.Envoys.ancestor;
import static dev.runproof.runtime.gateway.Envoys.condition;
import static dev.runproof.runtime.gateway.Envoys.gateway;
import static dev.runproof.runtime.gateway.Envoys.policy;
import static dev.runproof.runtime.gateway.Envoys.rule;
import static dev.runproof.runtime.gateway.Envoys.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.gateway.Envoys;
import dev.runproof.runtime.metrics.OpenMetrics;
import dev.runproof.runtime.metrics.PrometheusServer;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.SecurityPolicyRef;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks about a Gateway, with what proxies tell a real Prometheus each 30 seconds. */
class GatewayChecksTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T09:50:00Z");
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    /** Seen by Prometheus 30 and 60 seconds later. */
    private static final Instant WRITTEN = Instant.parse("2026-11-02T09:59:00Z");

    private static final KubernetesObject GATEWAY = Envoys.gateway("HTTP", 0);
    private static final Map<String, Object> DENYING = rule("Deny", "203.0.113.7/32");
    private static final ContainmentTarget.GatewaySource SOURCE = new ContainmentTarget.GatewaySource(
            IpAddress.parse("203.0.113.7"),
            SecurityPolicyRef.parse("shop/sources/aa"),
            new Namespace(Envoys.NAMESPACE));

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var metrics = new OpenMetrics(BEGIN, NOW);
        routes(metrics, "good", "http", WRITTEN.plusMillis(250), 0);
        routes(metrics, "good", "other", WRITTEN.minusSeconds(60), 0);
        connected(metrics, "good", 1);
        routes(metrics, "at-once", "http", WRITTEN, 0);
        connected(metrics, "at-once", 1);
        routes(metrics, "behind", "http", WRITTEN.minusMillis(1), 0);
        connected(metrics, "behind", 1);
        routes(metrics, "deaf", "http", WRITTEN.plusMillis(250), 0);
        connected(metrics, "deaf", 0);
        routes(metrics, "silent", "http", WRITTEN.plusMillis(250), 0);
        routes(metrics, "unseen", "http", WRITTEN.plusMillis(250), 3);
        connected(metrics, "unseen", 1);
        server = PrometheusServer.start(folder, metrics.text());
    }

    private static String labels(String pod) {
        return "namespace=\"" + Envoys.NAMESPACE + "\",pod=\"" + pod + "\"";
    }

    private static void connected(OpenMetrics metrics, String pod, int state) {
        metrics.gauge("envoy_control_plane_connected_state", labels(pod), step -> state);
    }

    private static void routes(OpenMetrics metrics, String pod, String listener, Instant loaded, int missing) {
        int last = (int) Duration.between(BEGIN, NOW).toSeconds() / OpenMetrics.STEP - missing;
        metrics.gauge(
                "envoy_http_rds_config_reload_time_ms",
                labels(pod) + ",envoy_rds_route_config=\"shop/web/" + listener + "\"",
                step -> step > last
                        ? -1
                        : BEGIN.plusSeconds((long) step * OpenMetrics.STEP).isBefore(loaded)
                                ? BEGIN.toEpochMilli()
                                : loaded.toEpochMilli());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static CheckContext context(Sources sources, KubernetesObject... objects) {
        return new CheckContext(
                SOURCE,
                Shelf.of(objects),
                new Namespace("runproof"),
                NOW.plusSeconds(60),
                sources,
                () -> NOW,
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                NOW);
    }

    private static KubernetesObject written(KubernetesObject policy) {
        var rules = Map.of("f:spec", Map.of("f:authorization", Map.of("f:rules", Map.of())));
        return policy.withMetadata(Map.of(
                "managedFields",
                List.of(Map.of("manager", "runproof", "time", WRITTEN.toString(), "fieldsV1", rules))));
    }

    private static String denies(Sources sources, KubernetesObject policy, KubernetesObject at, String... pods) {
        var objects = new ArrayList<>(List.of(policy, at));
        List.of(pods).forEach(pod -> objects.add(Envoys.pod(pod)));
        return reason(new GatewayDenies(TimeSpan.parse("15s"))
                .run(context(sources, objects.toArray(KubernetesObject[]::new))));
    }

    private static String denies(KubernetesObject policy, String... pods) {
        return denies(Sources.NONE.with(server.metrics()), policy, GATEWAY, pods);
    }

    private static String denies(String... pods) {
        return denies(written(policy(DENYING, OFFICE)), pods);
    }

    private static String canDeny(KubernetesObject... objects) {
        return reason(new GatewayCanDeny().run(context(Sources.NONE, objects)));
    }

    private static String reason(CheckResult result) {
        if (result instanceof CheckResult.Failed failed) {
            return "failed: " + failed.reason();
        }
        return result instanceof CheckResult.Undetermined undetermined
                ? "undetermined: " + undetermined.reason()
                : "passed: " + ((CheckResult.Passed) result).note();
    }

    private static KubernetesObject service(String type, String policy) {
        return KubernetesObject.of(
                new ObjectRef(SurroundingKinds.SERVICES, Envoys.NAMESPACE, "envoy"),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("type", type, "externalTrafficPolicy", policy)));
    }

    private static KubernetesObject traffic(String key, Object value) {
        var kind = new ResourceKind(
                "gateway.envoyproxy.io", "v1alpha1", "ClientTrafficPolicy", "clienttrafficpolicies", true);
        return KubernetesObject.of(
                new ObjectRef(kind, "shop", "clients"), Map.of(), Map.of(), Map.of("spec", Map.of(key, value)));
    }

    @Test
    void whatEveryProxyHasLoadedIsInForce() {
        assertThat(denies("good")).startsWith("passed: each of 1 proxy has loaded its routes since");
        assertThat(denies("good", "at-once")).startsWith("passed: each of 2 proxies");
    }

    @Test
    void aProxyThatHasLoadedNothingThoughItWasToldLetsItIn() {
        assertThat(denies("good", "behind"))
                .startsWith("failed: ")
                .contains(
                        "behind in envoy-gateway-system has not loaded the routes shop/web/http since the rules were written at "
                                + WRITTEN);
        assertThat(denies(
                        Sources.NONE.with(server.metrics()),
                        written(policy(DENYING)),
                        Envoys.gateway("HTTPS", 2),
                        "good"))
                .as("another listener with routes")
                .startsWith("failed: ")
                .contains("routes shop/web/other");
    }

    @Test
    void whatNobodyTellsIsUndetermined() {
        assertThat(denies("deaf")).startsWith("undetermined: ").contains("does not hear its control plane");
        assertThat(denies("silent")).startsWith("undetermined: ").contains("does not hear its control plane");
        assertThat(denies("unseen")).startsWith("undetermined: ").contains("has seen nothing of");
        assertThat(denies("unknown")).startsWith("undetermined: ").contains("does not know when");
        assertThat(denies()).startsWith("undetermined: ").contains("no pod in namespace envoy-gateway-system serves");
        assertThat(denies(policy(DENYING), "good"))
                .startsWith("undetermined: the API server has not noted when the rules were written");
        assertThat(denies(Sources.NONE, written(policy(DENYING)), GATEWAY, "good"))
                .startsWith("undetermined: ")
                .contains("no Prometheus is given");
        assertThat(denies(written(policy(DENYING)).withMetadata(Map.of("generation", 4L)), "good"))
                .startsWith("undetermined: Envoy Gateway has not looked at the SecurityPolicy since");
    }

    @Test
    void whatHasNoRoutesOfHttpIsUndetermined() {
        var sources = Sources.NONE.with(server.metrics());
        var policy = written(policy(DENYING));

        assertThat(denies(sources, policy, Envoys.gateway("TCP", 1), "good"))
                .startsWith("undetermined: ")
                .contains("for its listener other, which is not of HTTP");
        assertThat(denies(sources, policy, Envoys.gateway("TCP", 0), "good")).startsWith("passed: ");
        assertThat(denies(
                        sources,
                        policy,
                        GATEWAY.withAt(List.of("status", "attachedListenerSets"), Optional.of(1L)),
                        "good"))
                .startsWith("undetermined: ")
                .contains("for its ListenerSets");
        assertThat(denies(sources, policy, GATEWAY.withAt(List.of("status"), Optional.empty()), "good"))
                .startsWith("undetermined: Gateway shop/web has no routes");
    }

    @Test
    void aRuleThatIsGoneOrComesTooLateLetsItIn() {
        assertThat(denies(written(policy(OFFICE)), "good")).startsWith("failed: no rule of the SecurityPolicy");
        assertThat(denies(written(policy(OFFICE, DENYING)), "good"))
                .startsWith("failed: no rule of the SecurityPolicy");
        assertThat(denies(written(policy(DENYING).withMetadata(Map.of("uid", "ab"))), "good"))
                .isEqualTo("failed: the SecurityPolicy is gone");
        assertThat(denies(
                        told(
                                written(policy(DENYING)),
                                ancestor(gateway("web"), condition("Accepted", true), condition("Overridden", true))),
                        "good"))
                .startsWith("failed: ")
                .contains("Overridden");
    }

    @Test
    void aGatewayWithProxiesThatSeeTheSourceCanDenyIt() {
        assertThat(canDeny(policy(OFFICE), GATEWAY, Envoys.pod("a"), service("LoadBalancer", "Local")))
                .isEqualTo("passed: ");
        assertThat(canDeny(policy(OFFICE), GATEWAY, Envoys.pod("a"), traffic("enableProxyProtocol", false)))
                .isEqualTo("passed: ");
    }

    @Test
    void whereOthersTellTheAddressThatIsNoted() {
        for (String key : List.of("clientIPDetection", "proxyProtocol")) {
            assertThat(canDeny(
                            policy(OFFICE),
                            GATEWAY,
                            Envoys.pod("a"),
                            service("LoadBalancer", "Cluster"),
                            traffic(key, Map.of())))
                    .startsWith("passed: the proxies take the address from what others tell them: " + key);
        }
        assertThat(canDeny(policy(OFFICE), GATEWAY, Envoys.pod("a"), traffic("enableProxyProtocol", true)))
                .contains("enableProxyProtocol of");
    }

    @Test
    void whoCannotDenyItIsNotTold() {
        assertThat(canDeny(GATEWAY, Envoys.pod("a"))).isEqualTo("failed: the SecurityPolicy is gone");
        assertThat(canDeny(told(policy()), GATEWAY, Envoys.pod("a"))).startsWith("failed: no controller");
        assertThat(canDeny(policy(), GATEWAY)).startsWith("failed: no pod in namespace envoy-gateway-system serves");
        assertThat(canDeny(
                        policy(),
                        GATEWAY,
                        Envoys.pod("a").withAt(List.of("status", "phase"), Optional.of("Succeeded"))))
                .startsWith("failed: no pod");
        assertThat(canDeny(policy(), GATEWAY, Envoys.pod("a"), service("LoadBalancer", "Cluster")))
                .startsWith("failed: ")
                .contains("externalTrafficPolicy is not Local");
    }

    @Test
    void otherTargetsAreNotForThem() {
        var context = context(Sources.NONE);
        var other = new CheckContext(
                new ContainmentTarget.Address(IpAddress.parse("203.0.113.7"), new Namespace("shop")),
                Shelf.of(),
                new Namespace("runproof"),
                NOW.plusSeconds(60),
                Sources.NONE,
                () -> NOW,
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                NOW);

        assertThat(context.target()).isEqualTo(SOURCE);
        assertThat(reason(new GatewayDenies(TimeSpan.parse("15s")).run(other))).startsWith("undetermined: this check");
        assertThat(reason(new GatewayCanDeny().run(other))).startsWith("undetermined: this check");
    }
}
