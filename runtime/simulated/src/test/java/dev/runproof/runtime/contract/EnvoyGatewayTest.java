package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.GatewayCanDeny;
import dev.runproof.runtime.check.GatewayDenies;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a real Envoy Gateway makes of a rule, and what real packets come to at a real Envoy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnvoyGatewayTest {

    private static final String ATTACKER = "127.0.0.2";
    private static final String NEIGHBOUR = "127.0.0.3";
    private static final Map<String, Object> OFFICE = Map.of(
            "name", "office",
            "action", "Allow",
            "principal", Map.of("clientCIDRs", List.of("127.0.0.0/8")));

    private final List<String> checked = new ArrayList<>();
    private KubernetesCluster cluster;
    private KubernetesObject own;
    private KubernetesObject shop;
    private EnvoyGateway gateway;
    private ObjectRef policy;
    private Engine engine;

    @BeforeAll
    void start(@TempDir Path folder) {
        var programs = EnvoyGatewayPrograms.require(EnvoyGatewayTest.class);
        cluster = TestCluster.real(EnvoyGatewayTest.class);
        ContainmentDefinition.install(cluster);
        own = TestCluster.newNamespace(cluster);
        shop = TestCluster.newNamespace(cluster);
        gateway = EnvoyGateway.start(programs, cluster, folder, shop.ref().name());
        // Its default is to deny: what a rule of ours in front changes for others would be seen.
        policy = gateway.createPolicy("sources", "Gateway", "web", Map.of("rules", List.of(OFFICE)));
        await("the policy is accepted", this::isAccepted);
        await("the Gateway serves" + gateway.logs(), () -> status(ATTACKER) == 200);
        engine = new Engine(
                cluster,
                EngineTime.real(),
                "envoy-gateway-test",
                new Namespace(own.ref().name()),
                event -> {
                    if (event instanceof Checked check) {
                        checked.add(check.check() + " " + check.result());
                    }
                },
                Sources.NONE.with(gateway.metrics()));
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        for (KubernetesObject namespace : new KubernetesObject[] {shop, own}) {
            if (namespace != null) {
                TestCluster.remove(cluster, namespace);
            }
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    private SourcePolicy standing() {
        return new SourcePolicy(cluster.get(policy).orElseThrow());
    }

    private boolean isAccepted() {
        return standing().isAccepted();
    }

    private int status(String source, String... headers) {
        return LoopbackClient.status(source, gateway.port(), headers);
    }

    private TransactionResult deny(String address) {
        return deny(address, Duration.ofSeconds(60));
    }

    private TransactionResult deny(String address, Duration longest) {
        var transaction = new DenyGateway(
                gateway.system(),
                List.of(new GatewayCanDeny()),
                List.of(new GatewayDenies(TimeSpan.parse("2s"))),
                longest);
        return engine.run(
                transaction, DenyGateway.texts(address, shop.ref().name()), Mode.ENFORCE, new Incident("INC-1"));
    }

    private TransactionResult denied(String address) {
        var result = deny(address);
        assertThat(result.outcome())
                .as("%s %s%s", result, checked, gateway.logs())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification().orElseThrow()).as("%s", checked).isInstanceOf(Verification.Verified.class);
        return result;
    }

    private void release(TransactionResult result) {
        var release = engine.release(result.containment().orElseThrow(), "jane");
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(standing().object().list("spec", "authorization", "rules")).isEqualTo(List.of(OFFICE));
    }

    @Test
    void aSourceIsTurnedAwayAtOnceAndItsNeighboursAreNot() throws IOException {
        try (var open = new LoopbackClient(ATTACKER, gateway.port())) {
            assertThat(open.get()).isEqualTo(200);

            var result = denied(ATTACKER);

            assertThat(open.get()).as("in a connection that was open before").isEqualTo(403);
            assertThat(status(ATTACKER)).isEqualTo(403);
            assertThat(status(ATTACKER, "X-Forwarded-For: " + NEIGHBOUR)).isEqualTo(403);
            assertThat(status(NEIGHBOUR)).isEqualTo(200);
            assertThat(status(NEIGHBOUR, "X-Forwarded-For: " + ATTACKER)).isEqualTo(200);
            release(result);
        }
        await("the source is let in again", () -> status(ATTACKER) == 200);
    }

    @Test
    void severalAreTurnedAwayAndEachIsLetInAlone() {
        var first = denied(ATTACKER);
        var second = denied(NEIGHBOUR);
        assertThat(List.of(status(ATTACKER), status(NEIGHBOUR), status("127.0.0.4")))
                .containsExactly(403, 403, 200);

        var release = engine.release(first.containment().orElseThrow(), "jane");
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        await("the first is let in again", () -> status(ATTACKER) == 200);
        assertThat(status(NEIGHBOUR)).isEqualTo(403);

        release(second);
        await("the second is let in again", () -> status(NEIGHBOUR) == 200);
    }

    @Test
    void aRouteWithAPolicyOfItsOwnWouldLetItIn() {
        var route = gateway.createPolicy("of-route", "HTTPRoute", "web", Map.of("defaultAction", "Allow"));
        try {
            await("Envoy Gateway says so", () -> standing().objection().isPresent());

            var result = deny(ATTACKER);

            assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
            assertThat(result.reason().orElseThrow()).contains("is Overridden for some routes of Gateway web");
        } finally {
            gateway.delete(route);
            await("the policy is in force again", this::isAccepted);
        }
    }

    @Test
    void aSecondPolicyAtOneGatewayIsNone() {
        var second = gateway.createPolicy("second", "Gateway", "web", Map.of("defaultAction", "Allow"));
        try {
            await(
                    "Envoy Gateway says so",
                    () -> new SourcePolicy(cluster.get(second).orElseThrow())
                            .objection()
                            .orElse("")
                            .contains("reason Conflicted"));
            assertThat(isAccepted()).isTrue();
        } finally {
            gateway.delete(second);
        }
    }

    @Test
    void aPolicyAtNoGatewayIsNobodys() {
        var lost = gateway.createPolicy("lost", "Gateway", "wbe", Map.of("defaultAction", "Allow"));
        try {
            assertThat(new SourcePolicy(cluster.get(lost).orElseThrow())
                            .objection()
                            .orElseThrow())
                    .contains("no controller has accepted the SecurityPolicy for Gateway wbe");
        } finally {
            gateway.delete(lost);
        }
    }

    @Test
    void whatProxiesInFrontTellIsWhatTheRuleGoesBy() {
        var kind = new ResourceKind(
                "gateway.envoyproxy.io", "v1alpha1", "ClientTrafficPolicy", "clienttrafficpolicies", true);
        var told = new ObjectRef(kind, shop.ref().name(), "told");
        gateway.create(
                told,
                Map.of(
                        "targetRefs",
                                List.of(Map.of("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "web")),
                        "clientIPDetection", Map.of("xForwardedFor", Map.of("numTrustedHops", 1))));
        try {
            await("the header counts", () -> status(ATTACKER, "X-Forwarded-For: 203.0.113.7") == 403);

            var result = deny("127.0.0.7");

            assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
            assertThat(checked).anyMatch(seen -> seen.contains("what others tell them: clientIPDetection of"));
            await("it is denied by the header", () -> status(NEIGHBOUR, "X-Forwarded-For: 127.0.0.7") == 403);
            assertThat(status("127.0.0.7", "X-Forwarded-For: " + NEIGHBOUR)).isEqualTo(200);
            release(result);
        } finally {
            gateway.delete(told);
            await("the header does not count", () -> status(ATTACKER, "X-Forwarded-For: 203.0.113.7") == 200);
        }
    }

    @Test
    void whereEnvoyGatewayDoesNotAnswerItIsUnverified() {
        gateway.hold(true);
        TransactionResult result;
        try {
            result = deny("127.0.0.8", Duration.ofSeconds(6));
        } finally {
            gateway.hold(false);
        }
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification().orElseThrow().toString())
                .contains("has not looked at the SecurityPolicy since it was written");
        await("it is denied all the same, once Envoy Gateway goes on", () -> status("127.0.0.8") == 403);
        release(result);
    }
}
