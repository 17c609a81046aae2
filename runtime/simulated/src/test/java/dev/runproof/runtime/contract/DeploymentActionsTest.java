package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.CheckResult;
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
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deployments of a real cluster, with its own controllers: their pods are killed, and they are scaled and given back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentActionsTest {

    private static final ResourceKind AUTOSCALERS =
            new ResourceKind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
    private static final List<String> REPLICAS = List.of("spec", "replicas");

    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject own;
    private Engine engine;

    @BeforeAll
    void prepare() {
        cluster = TestCluster.real(DeploymentActionsTest.class);
        ContainmentDefinition.install(cluster);
        shop = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        engine = new Engine(
                cluster,
                EngineTime.real(),
                "deployment-test",
                new Namespace(own.ref().name()),
                event -> {},
                Sources.NONE);
    }

    @AfterAll
    void cleanUp() {
        if (own != null) {
            TestCluster.remove(cluster, shop);
            TestCluster.remove(cluster, own);
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void killsOfOneDeploymentCountAcrossItsRollouts() {
        var web = deploy("kills", 2, Map.of("nodeSelector", Map.of("example.com/nowhere", "yes")));
        await("two pods are there", () -> pods(web).size() == 2);
        var first = pods(web).get(0);

        assertThat(kill(first).outcome()).isEqualTo(Outcome.CONTAINED);
        await(
                "its controller has made another",
                () -> pods(web).size() == 2
                        && pods(web).stream().noneMatch(pod -> pod.uid().equals(first.uid())));

        change(
                web,
                found -> found.withAt(
                        List.of("spec", "template", "metadata", "annotations", "example.com/version"),
                        Optional.of("2")));
        await(
                "it is rolled out",
                () -> pods(web).stream()
                        .anyMatch(pod -> pod.annotation("example.com/version").isPresent()));
        var later = pods(web).stream()
                .filter(pod -> pod.annotation("example.com/version").isPresent())
                .findFirst()
                .orElseThrow();
        var refused = engine.run(new Kill(1), Kill.texts(later), Mode.ENFORCE, new Incident("INC-1"));

        assertThat(refused.outcome()).as("%s", refused).isEqualTo(Outcome.REFUSED);
        assertThat(refused.reason().orElseThrow()).contains("1 other pod of Deployment.apps/kills");
        assertThat(cluster.get(later.ref()).map(KubernetesObject::uid)).contains(later.uid());
    }

    @Test
    void aDeploymentIsScaledToZeroBesideAnAutoscalerAndGivenBack() {
        var web = deploy("scaled", 2, Map.of());
        autoscale("scaled");
        await("two pods are ready", () -> ready(web) == 2);

        var result = scale(new Scale(0), web);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).as("%s", result).contains(new Verification.Verified());
        await("no pod is left", () -> pods(web).isEmpty());
        var autoscaler = new ObjectRef(AUTOSCALERS, shop.ref().name(), "scaled");
        await(
                "the autoscaler says that it stands still",
                () -> cluster.get(autoscaler).orElseThrow().list("status", "conditions").stream()
                        .anyMatch(condition ->
                                condition instanceof Map<?, ?> map && "ScalingDisabled".equals(map.get("reason"))));
        assertThat(replicas(web)).isEqualTo(0);

        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(replicas(web)).isEqualTo(2);
        await("two pods are ready again", () -> ready(web) == 2);
    }

    @Test
    void whatSomebodyHasChangedSinceIsNotGivenBack() {
        var web = deploy("changed", 2, Map.of());

        var result = scale(new Scale(0), web);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        change(web, found -> found.withAt(REPLICAS, Optional.of(1)));
        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(replicas(web)).isEqualTo(1);
        assertThat(release.remaining().get(0).differences().get(0).sentence())
                .contains("spec.replicas: 0 was written, 1 is there");
    }

    @Test
    void whoPutsTheNumberBackIsNamed() {
        var web = deploy("gitops", 1, Map.of());
        change(
                web,
                found -> found.withAt(
                        List.of("metadata", "labels", "kustomize.toolkit.fluxcd.io/name"), Optional.of("shop")));
        assertThat(scale(new Scale(0), web).reason().orElseThrow())
                .contains("by the label kustomize.toolkit.fluxcd.io/name");

        var meddling = new BlockSource.Scripted("meddling", context -> {
            change(web, found -> found.withAt(REPLICAS, Optional.of(1)));
            return new CheckResult.Passed();
        });
        var result = scale(new Scale(0, IfUnknown.ALLOW, List.of(meddling)), web);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason().orElseThrow())
                .contains("replicas-are: spec.replicas: 0 was written, 1 is there, by ");
        assertThat(replicas(web)).isEqualTo(1);
        assertThat(cluster.get(web).orElseThrow().map("metadata", "annotations").keySet())
                .noneMatch(key -> key.startsWith("edit.runproof.dev/"));
    }

    private TransactionResult kill(KubernetesObject pod) {
        return engine.run(new Kill(3), Kill.texts(pod), Mode.ENFORCE, new Incident("INC-1"));
    }

    private TransactionResult scale(Scale transaction, ObjectRef deployment) {
        var texts = InputTexts.of(Map.of("deployment", deployment.namespace() + "/" + deployment.name()));
        return engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
    }

    private ObjectRef deploy(String name, int replicas, Map<String, Object> more) {
        var container = Map.of(
                "name", "a",
                "image", "testbed/busybox:1",
                "imagePullPolicy", "Never",
                "command", List.of("/bin/sh", "-c", "exec sleep 3600"));
        var spec = new HashMap<String, Object>(more);
        spec.put("containers", List.of(container));
        spec.put("terminationGracePeriodSeconds", 1);
        var labels = Map.of("app", name);
        var ref = new ObjectRef(Simulation.DEPLOYMENTS, shop.ref().name(), name);
        cluster.create(
                KubernetesObject.of(
                        ref,
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "replicas", replicas,
                                        "selector", Map.of("matchLabels", labels),
                                        "template", Map.of("metadata", Map.of("labels", labels), "spec", spec)))),
                WriteMode.COMMIT);
        return ref;
    }

    private void autoscale(String deployment) {
        var spec = Map.of(
                "minReplicas",
                2,
                "maxReplicas",
                3,
                "scaleTargetRef",
                Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", deployment),
                "metrics",
                List.of(Map.of(
                        "type",
                        "Resource",
                        "resource",
                        Map.of("name", "cpu", "target", Map.of("type", "Utilization", "averageUtilization", 50)))));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(AUTOSCALERS, shop.ref().name(), deployment),
                        Map.of(),
                        Map.of(),
                        Map.of("spec", spec)),
                WriteMode.COMMIT);
    }

    private void change(ObjectRef ref, UnaryOperator<KubernetesObject> change) {
        while (true) {
            try {
                cluster.replace(change.apply(cluster.get(ref).orElseThrow()), WriteMode.COMMIT);
                return;
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(ClusterException.Reason.CONFLICT);
            }
        }
    }

    private List<KubernetesObject> pods(ObjectRef deployment) {
        return cluster.list(Simulation.PODS, shop.ref().name()).stream()
                .filter(pod -> pod.label("app").equals(Optional.of(deployment.name())))
                .toList();
    }

    private long replicas(ObjectRef deployment) {
        return (Long)
                cluster.get(deployment).orElseThrow().at("spec", "replicas").orElseThrow();
    }

    private long ready(ObjectRef deployment) {
        return (Long) cluster.get(deployment)
                .orElseThrow()
                .at("status", "readyReplicas")
                .orElse(0L);
    }
}
