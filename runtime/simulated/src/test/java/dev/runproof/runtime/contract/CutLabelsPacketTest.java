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
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A pod is cut off by the labels that it has, with real packets, before Cilium knows the one by which it is quarantined. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutLabelsPacketTest {

    private static final String HOST = "203.0.113.10";
    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject bank;
    private KubernetesObject own;
    private Engine engine;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        world = World.orSkip(CutLabelsPacketTest.class);
        cluster = TestCluster.real(CutLabelsPacketTest.class);
        node = Node.probeOrSkip(CutLabelsPacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        if (cluster.get(StandingQuarantine.policy().ref()).isEmpty()) {
            cluster.create(StandingQuarantine.policy(), WriteMode.COMMIT);
        }
        shop = TestCluster.newNamespace(cluster);
        bank = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        engine = new Engine(
                cluster,
                EngineTime.real(),
                "cut-test",
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
            List.of(shop, bank, own).forEach(namespace -> TestCluster.remove(cluster, namespace));
            cluster.close();
        }
    }

    @Test
    void itIsCutOffBeforeItsNewIdentityIsThereAndNobodyElseIs() {
        String serve = "mkdir -p /www; echo hello > /www/index.html; httpd -p 8080 -h /www; ";
        var neighbour = start(shop, "neighbour", "api", serve + "exec sleep 3600");
        var web = start(shop, "web", "web", serve + asks(address(neighbour)));
        var peer = start(bank, "peer", "web", serve + asks(address(web)));
        await("all is well", () -> answers(web) && isWell(web) && isWell(peer) && answers(neighbour));
        allowEverything();
        String identity = identity(web);

        var cut = run(new CutLabels(), web);

        assertThat(cut.outcome()).as("%s", cut).isEqualTo(Outcome.CONTAINED);
        assertThat(cut.verification()).as("%s", cut).contains(new Verification.Verified());
        assertThat(answers(web)).as("the host outside is answered").isFalse();
        await("a pod of another namespace is not answered either", () -> isFailing(peer));
        assertThat(identity(web)).as("its identity").isEqualTo(identity);
        assertThat(answers(neighbour)).as("the neighbour").isTrue();

        var quarantine = run(new Quarantine(), web);
        assertThat(quarantine.outcome()).as("%s", quarantine).isEqualTo(Outcome.CONTAINED);
        assertThat(quarantine.verification()).as("%s", quarantine).contains(new Verification.Verified());
        assertThat(identity(web)).as("its identity").isNotEqualTo(identity);
        release(cut);

        assertThat(answers(web)).as("the host outside is answered").isFalse();
        assertThat(isFailing(peer)).isTrue();
        assertThat(answers(neighbour)).as("the neighbour").isTrue();
        release(quarantine);
        await("it is free again, and noticed meanwhile that it was not", () -> world.reaches(HOST, url(web, "failed")));
        await("the other namespace too", () -> isWell(peer));
    }

    @Test
    void whoHasTheSameLabelsAsOthersIsRefused() {
        var twin = start(shop, "twin-a", "twin", "exec sleep 3600");
        start(shop, "twin-b", "twin", "exec sleep 3600");

        var result = run(new CutLabels(), twin);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("twin-b");
    }

    /** Somebody's policy, over which the denial has to win. */
    private void allowEverything() {
        var spec = Map.of(
                "endpointSelector", Map.of(),
                "ingress", List.of(Map.of("fromEntities", List.of("all"))),
                "egress", List.of(Map.of("toEntities", List.of("all"))));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.POLICIES, shop.ref().name(), "everything"),
                        Map.of(),
                        Map.of(),
                        Map.of("spec", spec)),
                WriteMode.COMMIT);
    }

    private TransactionResult run(SafetyTransaction<?> transaction, KubernetesObject pod) {
        var texts = InputTexts.of(
                Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name()));
        return engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
    }

    private void release(TransactionResult result) {
        var released = engine.release(result.containment().orElseThrow(), "jane");
        assertThat(released.outcome()).as("%s", released).isEqualTo(Outcome.RELEASED);
    }

    /** Asks another pod all the time, and has a file for how it is now, and one for that it failed once. */
    private static String asks(String other) {
        return "while true; do if timeout 1 wget -q -O /dev/null http://" + other + ":8080/;"
                + " then touch /www/well; rm -f /www/failing;"
                + " else rm -f /www/well; touch /www/failing /www/failed; fi; sleep 0.2; done";
    }

    private KubernetesObject start(KubernetesObject namespace, String name, String app, String script) {
        var container = Map.of(
                "name", "web",
                "image", "testbed/busybox:1",
                "imagePullPolicy", "Never",
                "command", List.of("/bin/sh", "-c", script));
        var ref = new ObjectRef(Simulation.PODS, namespace.ref().name(), name);
        var object = KubernetesObject.of(
                ref,
                Map.of("app", app),
                Map.of(),
                Map.of("spec", Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container))));
        // The service account of a new namespace takes a moment.
        await(name + " is created", () -> {
            try {
                cluster.create(object, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == ClusterException.Reason.ALREADY_EXISTS;
            }
        });
        await(
                name + " has an identity",
                () -> !identityOf(ref).isEmpty() && !addressOf(ref).isEmpty());
        return cluster.get(ref).orElseThrow();
    }

    private String identity(KubernetesObject pod) {
        return identityOf(pod.ref());
    }

    private String identityOf(ObjectRef pod) {
        return cluster.get(new ObjectRef(ENDPOINTS, pod.namespace(), pod.name()))
                .flatMap(endpoint -> endpoint.at("status", "identity", "id"))
                .map(String::valueOf)
                .orElse("");
    }

    private String addressOf(ObjectRef pod) {
        return cluster.get(pod).flatMap(found -> found.text("status", "podIP")).orElse("");
    }

    private static String address(KubernetesObject pod) {
        return pod.text("status", "podIP").orElseThrow();
    }

    private static String url(KubernetesObject pod, String path) {
        return "http://" + address(pod) + ":8080/" + path;
    }

    private boolean answers(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, ""));
    }

    private boolean isWell(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, "well"));
    }

    private boolean isFailing(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, "failing"));
    }
}
