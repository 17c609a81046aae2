package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A pod of a Deployment with a Service is cut off with real packets, and runs on; nobody else notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarantinePacketTest {

    private static final String HOST = "203.0.113.10";
    private static final int HOST_PORT = 18080;
    private static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject own;
    private Engine engine;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        world = World.orSkip(QuarantinePacketTest.class);
        cluster = TestCluster.real(QuarantinePacketTest.class);
        node = Node.probeOrSkip(QuarantinePacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        if (cluster.get(StandingQuarantine.policy().ref()).isEmpty()) {
            cluster.create(StandingQuarantine.policy(), WriteMode.COMMIT);
        }
        shop = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        engine = new Engine(
                cluster,
                EngineTime.real(),
                "quarantine-test",
                new Namespace(own.ref().name()),
                event -> {},
                Sources.NONE.with(node.probes()));
    }

    @AfterAll
    void cleanUp() {
        if (node != null) {
            node.close();
        }
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    @Test
    void itIsCutOffAndRunsOnAndItsServiceDoesNotNotice() {
        String peer = new WebServer(cluster, shop.ref().name()).start();
        deploy(peer);
        await(
                "two pods answer, and are the Service",
                () -> pods().stream()
                                .filter(pod -> answers(pod) && endpoints().contains(address(pod)))
                                .count()
                        == 2);
        KubernetesObject pod = pods().get(0);
        await("it reaches others", () -> world.reaches(HOST, url(pod, "works")));
        assertThat(world.reaches(HOST, url(pod, "failed"))).isFalse();

        var result = engine.run(new Quarantine(), texts(pod), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).as("%s", result).contains(new Verification.Verified());
        assertThat(answers(pod)).as("it is cut off").isFalse();
        await("another pod takes its place in the Service", () -> {
            var served = endpoints();
            return served.size() == 2 && !served.contains(address(pod));
        });
        assertProbesComeThrough(pod);
        assertNoLaterStepDeletesIt(pod);

        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        await("packets pass again", () -> answers(pod));
        await("it reaches others again, and has not meanwhile", () -> world.reaches(HOST, url(pod, "failed")));
        var free = cluster.get(pod.ref()).orElseThrow();
        assertThat(free.uid()).isEqualTo(pod.uid());
        assertThat(free.list("metadata", "ownerReferences")).isEmpty();
        assertThat(free.map("metadata", "labels")).isEqualTo(Map.of("team", "shop"));
        assertThat(free.map("metadata", "annotations")).isEmpty();
        assertThat(endpoints()).doesNotContain(address(pod));
    }

    /** There the node is {@code kube-apiserver} too, which is not to be mistaken for somebody else. */
    @Test
    void onANodeWithTheApiServerItsProbesComeThroughAndItDoesNotReachThatServer() {
        String serve = "mkdir -p /www; echo hello > /www/index.html; httpd -p %d -h /www; %s";
        var onHost = new LinkedHashMap<String, Object>();
        onHost.put("hostNetwork", true);
        onHost.put("terminationGracePeriodSeconds", 1);
        onHost.put("containers", List.of(container(serve.formatted(HOST_PORT, "exec sleep 3600"), Map.of())));
        var server = new ObjectRef(Simulation.PODS, shop.ref().name(), "api-server");
        create(KubernetesObject.of(server, Map.of(), Map.of(), Map.of("spec", onHost)));
        await(
                "the node has a server",
                () -> !address(cluster.get(server).orElseThrow()).isEmpty());
        String node = address(cluster.get(server).orElseThrow());
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), "beside");
        new Pod(cluster, shop.ref().name(), "beside")
                .start(serve.formatted(8080, asking(node + ":" + HOST_PORT)), Map.of("app", "beside"), probe());
        try (var made = ApiServerOnNode.at(cluster, node)) {
            var pod = cluster.get(ref).orElseThrow();
            await("it reaches the server on its node", () -> world.reaches(HOST, url(pod, "works")));

            var result = engine.run(new Quarantine(), texts(pod), Mode.ENFORCE, new Incident("INC-1"));

            assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
            assertThat(result.verification()).as("%s", result).contains(new Verification.Verified());
            assertThat(answers(pod)).as("it is cut off").isFalse();
            keepApiServerFrom("other");
            var other = new ObjectRef(Simulation.PODS, shop.ref().name(), "other");
            new Pod(cluster, shop.ref().name(), "other")
                    .start(serve.formatted(8080, "exec sleep 3600"), Map.of("app", "other"), probe());
            await("a pod that kube-apiserver is kept from is restarted", () -> starts(other) >= 1);
            assertThat(starts(ref)).isEqualTo(0);
            made.leave();

            var release = engine.release(result.containment().orElseThrow(), "jane");

            assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
            await("it has not reached the server meanwhile", () -> world.reaches(HOST, url(pod, "failed")));
        }
    }

    @Test
    void aPodOnTheNetworkOfItsNodeIsRefused() {
        var spec = Map.of("hostNetwork", true, "containers", List.of(container("exec sleep 3600", Map.of())));
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), "on-the-host");
        var pod = create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)));

        var result = engine.run(new Quarantine(), texts(pod), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("network of its node");
        assertThat(cluster.get(ref).orElseThrow().label(StandingQuarantine.LABEL))
                .isEmpty();
    }

    @Test
    void aTransactionWithoutTimeForANewIdentityIsRefused() {
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), "short");
        var pod = create(KubernetesObject.of(
                ref,
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("containers", List.of(container("exec sleep 3600", Map.of()))))));

        var result =
                engine.run(new Quarantine(Duration.ofSeconds(30)), texts(pod), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("give it a longer max-duration");
    }

    private void keepApiServerFrom(String app) {
        var spec = Map.of(
                "endpointSelector",
                Map.of("matchLabels", Map.of("app", app)),
                "ingressDeny",
                List.of(Map.of("fromEntities", List.of("kube-apiserver"))),
                "enableDefaultDeny",
                Map.of("ingress", false, "egress", false));
        create(KubernetesObject.of(
                new ObjectRef(Simulation.POLICIES, shop.ref().name(), app), Map.of(), Map.of(), Map.of("spec", spec)));
    }

    /** A container that never answers is restarted meanwhile, and this one, probed as often, is not. */
    private void assertProbesComeThrough(KubernetesObject pod) {
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), "deaf");
        var spec = Map.of(
                "terminationGracePeriodSeconds", 1, "containers", List.of(container("exec sleep 3600", probe())));
        create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)));
        await("a container that does not answer is restarted twice", () -> starts(ref) >= 2);
        assertThat(starts(pod.ref())).isEqualTo(0);
    }

    private void assertNoLaterStepDeletesIt(KubernetesObject pod) {
        while (true) {
            var found = cluster.get(new ObjectRef(DEPLOYMENTS, shop.ref().name(), "shop"))
                    .orElseThrow();
            try {
                cluster.replace(found.withAt(List.of("spec", "replicas"), Optional.of(0)), WriteMode.COMMIT);
                break;
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(ClusterException.Reason.CONFLICT);
            }
        }
        await("the others are gone", () -> pods().isEmpty());
        assertThat(cluster.get(pod.ref()).map(KubernetesObject::uid)).contains(pod.uid());
        assertThat(cluster.get(pod.ref()).orElseThrow().text("metadata", "deletionTimestamp"))
                .isEmpty();
    }

    private static InputTexts texts(KubernetesObject pod) {
        return InputTexts.of(
                Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name()));
    }

    /** Two pods that answer, and ask another one all the time. */
    private void deploy(String peer) {
        var labels = Map.of("app", "shop", "team", "shop");
        String script = "mkdir -p /www; echo hello > /www/index.html; httpd -p 8080 -h /www; " + asking(peer + ":8080");
        var template = Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container(script, probe()))));
        create(KubernetesObject.of(
                new ObjectRef(DEPLOYMENTS, shop.ref().name(), "shop"),
                Map.of(),
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "replicas",
                                2,
                                "selector",
                                Map.of("matchLabels", Map.of("app", "shop")),
                                "template",
                                template))));
        create(KubernetesObject.of(
                new ObjectRef(Simulation.SERVICES, shop.ref().name(), "shop"),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("selector", Map.of("app", "shop"), "ports", List.of(Map.of("port", 8080))))));
    }

    /** Asks a server all the time: once it has answered, there is a note of when it did not. */
    private static String asking(String server) {
        return "while true; do if timeout 1 wget -q -O /dev/null http://" + server + "/;"
                + " then touch /www/works; [ -e /www/failing ] && mv /www/failing /www/failed;"
                + " elif [ -e /www/works ]; then touch /www/failing; fi; sleep 0.2; done";
    }

    private static Map<String, Object> probe() {
        return Map.of(
                "livenessProbe",
                Map.of(
                        "httpGet",
                        Map.of("path", "/", "port", 8080),
                        "periodSeconds",
                        1,
                        "failureThreshold",
                        2,
                        "initialDelaySeconds",
                        1));
    }

    private static Map<String, Object> container(String script, Map<String, Object> more) {
        var container = new LinkedHashMap<String, Object>(more);
        container.put("name", "web");
        container.put("image", "testbed/busybox:1");
        container.put("imagePullPolicy", "Never");
        container.put("command", List.of("/bin/sh", "-c", script));
        return container;
    }

    private KubernetesObject create(KubernetesObject object) {
        // The service account of a new namespace takes a moment.
        await(object.ref() + " is created", () -> {
            try {
                cluster.create(object, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == ClusterException.Reason.ALREADY_EXISTS;
            }
        });
        return cluster.get(object.ref()).orElseThrow();
    }

    private List<KubernetesObject> pods() {
        return cluster.list(Simulation.PODS, shop.ref().name()).stream()
                .filter(pod -> pod.label("app").equals(Optional.of("shop")))
                .toList();
    }

    private static String address(KubernetesObject pod) {
        return pod.text("status", "podIP").orElse("");
    }

    private static String url(KubernetesObject pod, String path) {
        return "http://" + address(pod) + ":8080/" + path;
    }

    private boolean answers(KubernetesObject pod) {
        return !address(pod).isEmpty() && world.reaches(HOST, url(pod, ""));
    }

    /** The addresses that the Service sends users to. */
    private Set<String> endpoints() {
        return cluster.list(Simulation.ENDPOINT_SLICES, shop.ref().name()).stream()
                .filter(slice -> slice.label("kubernetes.io/service-name").equals(Optional.of("shop")))
                .flatMap(slice -> slice.list("endpoints").stream())
                .filter(endpoint -> endpoint instanceof Map<?, ?> map
                        && map.get("conditions") instanceof Map<?, ?> conditions
                        && Boolean.TRUE.equals(conditions.get("ready")))
                .flatMap(endpoint -> endpoint instanceof Map<?, ?> map && map.get("addresses") instanceof List<?> list
                        ? list.stream()
                        : Stream.empty())
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private long starts(ObjectRef pod) {
        return cluster.get(pod).orElseThrow().list("status", "containerStatuses").stream()
                .mapToLong(status ->
                        status instanceof Map<?, ?> map && map.get("restartCount") instanceof Long count ? count : 0)
                .sum();
    }
}
