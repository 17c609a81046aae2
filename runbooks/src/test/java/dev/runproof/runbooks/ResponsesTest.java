package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Pause;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.RunRules;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The responses of our runbooks, as the compiler has made them, on a simulated cluster. */
class ResponsesTest {

    private static final String SHOP = "shop";
    private static final String FORENSICS = "forensics";
    private static final String MANIFEST = "a".repeat(64);
    private static final String OF_POD = "10.244.0.7";
    private static final String OUTSIDE = "203.0.113.7";
    private static final String OF_NODE = "198.51.100.7";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final ResourceKind CONFIG_MAPS = kind("", "v1", "ConfigMap", "configmaps");
    private static final ResourceKind SERVICE_ACCOUNTS = kind("", "v1", "ServiceAccount", "serviceaccounts");
    private static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);
    private static final ResourceKind SERVICES = kind("", "v1", "Service", "services");
    private static final ResourceKind DEPLOYMENTS = kind("apps", "v1", "Deployment", "deployments");
    private static final ResourceKind REPLICA_SETS = kind("apps", "v1", "ReplicaSet", "replicasets");
    private static final ResourceKind ENDPOINT_SLICES =
            kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    private final Clock clock = new Clock();
    private final SimulatedCluster cluster = new SimulatedCluster(
            clock,
            List.of(
                    Containment.KIND,
                    ResponseRun.KIND,
                    Ground.PODS,
                    Ground.POLICIES,
                    Ground.LEASES,
                    CONFIG_MAPS,
                    NODES,
                    SERVICES,
                    DEPLOYMENTS,
                    REPLICA_SETS,
                    ENDPOINT_SLICES,
                    StandingQuarantine.policy().ref().kind(),
                    kind("", "v1", "ReplicationController", "replicationcontrollers"),
                    kind("apps", "v1", "StatefulSet", "statefulsets"),
                    kind("apps", "v1", "DaemonSet", "daemonsets"),
                    Ground.JOBS,
                    SERVICE_ACCOUNTS,
                    kind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers"),
                    kind("networking.k8s.io", "v1", "Ingress", "ingresses"),
                    kind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints")),
            List.of(ContainmentRules::refusal, RunRules::refusal));
    /** The alert goes on about one pod. */
    private static final Metrics FIRING = (query, at, timeout) -> new Answer.Samples(List.of(
            new Sample(Map.of("alertname", "CorrelatedCompromiseIndicator", "namespace", SHOP, "pod", "web-0"), 1)));

    private final Engine engine = new Engine(
            cluster,
            EngineTime.of(clock, pause -> {
                runJobs();
                clock.pass(pause);
            }),
            "test",
            new Namespace("runproof"),
            event -> {},
            Sources.NONE.with(FIRING));

    private static ResourceKind kind(String group, String version, String name, String plural) {
        return new ResourceKind(group, version, name, plural, true);
    }

    @BeforeEach
    void populate() {
        List.of("runproof", SHOP, FORENSICS).forEach(cluster::addNamespace);
        create(
                CONFIG_MAPS,
                FORENSICS,
                "evidence-vault",
                Map.of(
                        "data",
                        Map.of("image", "executor:1", "service-account", "evidence-collector", "claim", "vault")));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(SERVICE_ACCOUNTS, FORENSICS, "evidence-collector"),
                        Map.of("runproof.dev/for", "evidence"),
                        Map.of(),
                        Map.of()),
                WriteMode.COMMIT);
        create(CONFIG_MAPS, "runproof", "runproof-protected", Map.of("data", Map.of("addresses", "192.0.2.0/24\n")));
        create(CONFIG_MAPS, "kube-system", "cilium-config", Map.of("data", Map.of("enable-policy", "default")));
        create(
                ENDPOINT_SLICES,
                "default",
                "kubernetes",
                Map.of("endpoints", List.of(Map.of("addresses", List.of("198.51.100.6")))));
        create(
                NODES,
                "",
                "node-1",
                Map.of("status", Map.of("addresses", List.of(Map.of("type", "InternalIP", "address", OF_NODE)))));
        cluster.create(StandingQuarantine.policy(), WriteMode.COMMIT);
        var deployment = create(DEPLOYMENTS, SHOP, "web", Map.of("spec", Map.of("replicas", 2)));
        var set = cluster.create(
                object(REPLICA_SETS, "web-5d4", Map.of("spec", Map.of("selector", selecting())))
                        .withMetadata(owner("Deployment", deployment)),
                WriteMode.COMMIT);
        clock.pass(Duration.ofMinutes(5));
        cluster.create(
                object(
                                Ground.PODS,
                                "web-0",
                                Map.of(
                                        "spec",
                                        Map.of("nodeName", "node-1"),
                                        "status",
                                        Map.of("phase", "Running", "podIP", OF_POD)))
                        .withMetadata(Map.of(
                                "labels",
                                Map.of("app", "web"),
                                "ownerReferences",
                                owner("ReplicaSet", set).get("ownerReferences"))),
                WriteMode.COMMIT);
        clock.pass(Duration.ofMinutes(5));
    }

    private static Map<String, ?> selecting() {
        return Map.of("matchLabels", Map.of("app", "web"));
    }

    private static Map<String, ?> owner(String kind, KubernetesObject of) {
        return Map.of(
                "ownerReferences",
                List.of(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        kind,
                        "name",
                        of.ref().name(),
                        "uid",
                        of.uid(),
                        "controller",
                        true)));
    }

    private static KubernetesObject object(ResourceKind kind, String name, Map<String, ?> fields) {
        return KubernetesObject.of(new ObjectRef(kind, SHOP, name), Map.of(), Map.of(), fields);
    }

    private KubernetesObject create(ResourceKind kind, String namespace, String name, Map<String, ?> fields) {
        return cluster.create(
                KubernetesObject.of(new ObjectRef(kind, namespace, name), Map.of(), Map.of(), fields),
                WriteMode.COMMIT);
    }

    /** The Job controller, and the collector that a Job runs. */
    private void runJobs() {
        for (KubernetesObject job : cluster.list(Ground.JOBS, FORENSICS)) {
            if (!job.list("status", "conditions").isEmpty()) {
                continue;
            }
            String said = "{\"bytes\":20480,\"files\":11,\"gaps\":[],\"leftOut\":[],\"manifest\":\"" + MANIFEST
                    + "\",\"place\":\"evidence-1\"}";
            var ended =
                    Map.of("name", "collect", "state", Map.of("terminated", Map.of("exitCode", 0, "message", said)));
            cluster.create(
                    KubernetesObject.of(
                                    new ObjectRef(Ground.PODS, FORENSICS, "collector"),
                                    Map.of(),
                                    Map.of(),
                                    Map.of("status", Map.of("containerStatuses", List.of(ended))))
                            .withMetadata(owner("Job", job)),
                    WriteMode.COMMIT);
            cluster.replace(
                    job.with("status", Map.of("conditions", List.of(Map.of("type", "Complete", "status", "True")))),
                    WriteMode.COMMIT);
        }
    }

    private static List<Response> all() {
        return ServiceLoader.load(ResponseCatalogue.class).stream()
                .flatMap(catalogue -> catalogue.get().responses().stream())
                .toList();
    }

    private static Response response(String name) {
        return all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private ResponseResult run(String name, Map<String, String> inputs, Mode mode, Instant began) {
        return new Responses(engine, all(), event -> {})
                .run(response(name), inputs, mode, new Incident("INC-1", Optional.of(began)));
    }

    private ResponseResult source(String address, Mode mode, Instant began) {
        return run("block-brute-force-source", Map.of("source", address, "namespace", SHOP), mode, began);
    }

    /** Says yes where a run waits, and goes on with it. */
    private ResponseResult approved(ResponseResult waiting, String step) {
        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        var responses = new Responses(engine, all(), event -> {});
        responses.decide(waiting.run().orElseThrow(), step, Verdict.APPROVED, "jane");
        return responses.recover(waiting.run().orElseThrow(), "serve").orElseThrow();
    }

    /** Waits until its grace is over, and goes on with it. */
    private ResponseResult afterItsGrace(ResponseResult waiting, String evidence) {
        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        assertThat(reached(waiting))
                .as("%s", waiting)
                .containsExactly("capture-pod-evidence " + evidence, "quarantine-pod PENDING", "stop-workload PENDING");
        assertThat(label()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        return new Responses(engine, all(), event -> {})
                .recover(waiting.run().orElseThrow(), "serve")
                .orElseThrow();
    }

    private static List<String> reached(ResponseResult result) {
        return result.steps().stream()
                .map(step -> step.name() + " " + step.reached())
                .toList();
    }

    private Optional<String> label() {
        return cluster.get(new ObjectRef(Ground.PODS, SHOP, "web-0"))
                .orElseThrow()
                .label(StandingQuarantine.LABEL);
    }

    private List<KubernetesObject> policies() {
        return cluster.list(Ground.POLICIES, SHOP);
    }

    @Test
    void eachResponseSaysWhatStartsIt() {
        assertThat(all())
                .extracting(Response::name)
                .containsExactly("block-brute-force-source", "contain-compromised-pod");
        assertThat(response("contain-compromised-pod").trigger())
                .isEqualTo(new Trigger(
                        List.of(joined(Trigger.Evidence.PROCESS), joined(Trigger.Evidence.NETWORK)),
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(new Trigger.Grace(Duration.ofMinutes(1), Trigger.Grace.IfUnknown.ABORT, 1))));
    }

    private static Trigger.Signal joined(Trigger.Evidence evidence) {
        return new Trigger.Signal(evidence, List.of(new Trigger.Source.Alert("CorrelatedCompromiseIndicator")));
    }

    @Test
    void aSourceThatIsAPodIsQuarantined() {
        var result = approved(source(OF_POD, Mode.ENFORCE, clock.instant()), "quarantine-source-pod");

        assertThat(reached(result))
                .as("%s", result)
                .containsExactly("quarantine-source-pod CONTAINED", "block-source SKIPPED");
        assertThat(label()).contains("true");
        assertThat(policies()).isEmpty();
    }

    @Test
    void aSourceOutsideIsBlocked() {
        var result = approved(source(OUTSIDE, Mode.ENFORCE, clock.instant()), "block-source");

        assertThat(reached(result))
                .as("%s", result)
                .containsExactly("quarantine-source-pod SKIPPED", "block-source CONTAINED");
        assertThat(label()).isEmpty();
        assertThat(policies()).hasSize(1);
    }

    @Test
    void nothingIsDoneAboutAPodThatCameLaterOrANode() {
        assertThat(source(OF_POD, Mode.ENFORCE, clock.instant().minus(Duration.ofMinutes(7)))
                        .outcome())
                .isEqualTo(RunOutcome.STOPPED);
        assertThat(source(OF_NODE, Mode.ENFORCE, clock.instant()).outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(label()).isEmpty();
        assertThat(policies()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        OF_POD + ", quarantine-source-pod AUDITED, block-source SKIPPED",
        OUTSIDE + ", quarantine-source-pod SKIPPED, block-source AUDITED",
        OF_NODE + ", quarantine-source-pod SKIPPED, block-source SKIPPED"
    })
    void inAuditModeTheSameBranchIsTakenAndNothingIsChanged(String address, String first, String second) {
        var result = source(address, Mode.AUDIT, clock.instant());

        assertThat(reached(result)).as("%s", result).containsExactly(first, second);
        assertThat(label()).isEmpty();
        assertThat(policies()).isEmpty();
        assertThat(cluster.list(ResponseRun.KIND, "runproof")).isEmpty();
    }

    @Test
    void theWorkloadOfAQuarantinedPodIsStoppedOnceSomebodyAgrees() {
        var inputs = Map.of("pod", SHOP + "/web-0");

        var audited = run("contain-compromised-pod", inputs, Mode.AUDIT, clock.instant());
        assertThat(reached(audited))
                .as("%s", audited)
                .containsExactly("capture-pod-evidence AUDITED", "quarantine-pod AUDITED", "stop-workload AUDITED");
        assertThat(label()).isEmpty();
        assertThat(cluster.list(Ground.JOBS, FORENSICS)).isEmpty();

        var waiting = afterItsGrace(run("contain-compromised-pod", inputs, Mode.ENFORCE, clock.instant()), "CONTAINED");
        assertThat(reached(waiting))
                .as("%s", waiting)
                .containsExactly("capture-pod-evidence CONTAINED", "quarantine-pod CONTAINED", "stop-workload WAITING");
        assertThat(label()).contains("true");
        assertThat(cluster.get(new ObjectRef(Ground.PODS, SHOP, "web-0"))
                        .orElseThrow()
                        .map("metadata"))
                .as("the pod does not tell any more whose it was")
                .doesNotContainKey("ownerReferences");

        var result = approved(waiting, "stop-workload");
        assertThat(reached(result))
                .as("%s", result)
                .containsExactly(
                        "capture-pod-evidence CONTAINED", "quarantine-pod CONTAINED", "stop-workload CONTAINED");
        assertThat(replicas()).isZero();
    }

    @Test
    void whereNoEvidenceCanBeSavedThePodIsIsolatedAndNothingIsStopped() {
        var store = new ObjectRef(CONFIG_MAPS, FORENSICS, "evidence-vault");
        cluster.delete(store, cluster.get(store).orElseThrow().uid(), WriteMode.COMMIT);
        var inputs = Map.of("pod", SHOP + "/web-0");

        var waiting = afterItsGrace(run("contain-compromised-pod", inputs, Mode.ENFORCE, clock.instant()), "FAILED");
        assertThat(reached(waiting))
                .as("%s", waiting)
                .containsExactly("capture-pod-evidence FAILED", "quarantine-pod CONTAINED", "stop-workload WAITING");
        assertThat(label()).contains("true");

        var result = approved(waiting, "stop-workload");
        assertThat(reached(result)).as("%s", result).endsWith("quarantine-pod CONTAINED", "stop-workload FAILED");
        assertThat(result.toString()).contains("evidence-exists: no evidence of pod shop/web-0/");
        assertThat(label()).as("it stays isolated").contains("true");
        assertThat(replicas()).isEqualTo(2);
    }

    private long replicas() {
        return cluster.get(new ObjectRef(DEPLOYMENTS, SHOP, "web"))
                .flatMap(deployment -> deployment.at("spec", "replicas"))
                .map(Long.class::cast)
                .orElseThrow();
    }

    /** A clock that stands still until somebody waits. */
    private static final class Clock implements InstantSource, Pause {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public void pause(Duration duration) {
            pass(duration);
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }
    }
}
