package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
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
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real cluster with the generated manifests refuses: to everybody, but what was generated in the executors' namespace; to accounts of
 * audit mode, every change; and to generated accounts, what the shipped policies refuse to {@code executor}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedPoliciesTest {

    private static final Namespace OWN = new Namespace(ExecutorAccount.NAMESPACE);
    private static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);

    private static final Set<String> CHANGING =
            Set.of("Deployment", "Namespace", "CustomResourceDefinition", "ValidatingAdmissionPolicy");
    private static final String NO_LIST = "no params found";
    private static final List<String> ISOLATED = List.of("metadata", "labels", "runproof.dev/quarantine");

    private static final String TRANSACTION = """
            name: %s
            inputs: { source: { type: ip }, namespace: { type: namespace } }
            action: { block-ip: { address: $source, in: $namespace } }
            max-duration: 30s
            expires: never
            """;

    private KubernetesCluster admin;
    private KubernetesObject shop;
    private ExecutorAccount applying;
    private Installation installation;
    private KubernetesCluster acting;
    private KubernetesCluster auditing;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(GeneratedPoliciesTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        applying = new ExecutorAccount(admin);
        installation = new Installation(
                folder,
                """
                image: registry.example.com/executor:1
                may-act-in: [%s]
                enforce: [block-acting]
                node-probe-key: node-probe
                pagers: pagers
                protected: { addresses: [198.51.100.0/25] }
                widest: { ipv4: 28 }
                """.formatted(shop.ref().name()),
                List.of(TRANSACTION.formatted("block-acting"), TRANSACTION.formatted("block-audited")));
        // Everything else may be in it.
        applying.apply(installation.text("namespace.yaml"));
        installation.files().stream()
                .filter(path -> !path.startsWith("crd/")
                        && !path.startsWith("jobs/")
                        && !List.of("kustomization.yaml", "serve.yaml").contains(path))
                .map(installation::text)
                .forEach(applying::apply);
        acting = applying.connect(folder, "executor-run-block-acting");
        auditing = applying.connect(folder, "executor-audit-run-block-audited");
        // Policies and their parameters are in force a moment after they are written.
        await(
                "templates are compared",
                () -> refusal(admin, job("--mode=enforce", "--mode=audit"))
                        .contains("not the arguments of its template"));
        await(
                "accounts of audit mode are known",
                () -> refusal(auditing, policy("runproof-block-x", "203.0.113.7/32"))
                        .isEmpty());
        await(
                "other pods are refused",
                () -> refusal(admin, bare("v1", "Pod", "pods")).contains("made and changed by"));
        await(
                "the widest prefix is known",
                () -> refusal(acting, policy("runproof-block-x", "203.0.113.0/27"))
                        .contains("no wider than /28"));
    }

    @AfterAll
    void cleanUp() {
        if (shop != null) {
            Optional.ofNullable(installation).stream()
                    .flatMap(written -> written.files().stream())
                    .filter(path -> path.startsWith("accounts/"))
                    .flatMap(path -> objects(installation.text(path)).stream())
                    .forEach(object -> admin.get(object.ref())
                            .ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT)));
            applying.declare(Map.of("addresses", "198.51.100.0/25\n"));
            TestCluster.remove(admin, shop);
        }
        for (var open :
                List.of(Optional.ofNullable(acting), Optional.ofNullable(auditing), Optional.ofNullable(admin))) {
            open.ifPresent(KubernetesCluster::close);
        }
    }

    private static List<KubernetesObject> objects(String yaml) {
        var objects = new ArrayList<KubernetesObject>();
        ExecutorAccount.load(yaml).forEach(document -> objects.add(ExecutorAccount.object(document)));
        return objects;
    }

    /** The generated Job, filled in, with a part of its text changed. */
    private KubernetesObject job(String part, String changed) {
        String text = installation
                .text("jobs/run-block-acting.yaml")
                .replace("generateName: \"run-block-acting-\"", "name: block-acting-test")
                .replace("<source>", "203.0.113.7")
                .replace("<namespace>", shop.ref().name())
                .replace("<incident>", "INC-1");
        assertThat(text).contains(part);
        return objects(text.replace(part, changed)).get(0);
    }

    private KubernetesObject serve(String part, String changed) {
        String text = installation.text("serve.yaml");
        assertThat(text).contains(part);
        return objects(text.replace(part, changed)).stream()
                .filter(object -> object.ref().kind().kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    private static KubernetesObject bare(String apiVersion, String kind, String plural) {
        int slash = apiVersion.indexOf('/');
        var type = new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind, plural, true);
        var container = Map.of(
                "name",
                "x",
                "image",
                "x",
                "securityContext",
                Map.of("allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
        // As the restricted Pod Security Standard asks for, which would else refuse it first.
        var pod = Map.of(
                "containers",
                List.of(container),
                "securityContext",
                Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")),
                "restartPolicy",
                kind.equals("CronJob") ? "Never" : "Always");
        var labels = Map.of("app", "x");
        var template = Map.of("metadata", Map.of("labels", labels), "spec", pod);
        Map<String, ?> fields = switch (kind) {
            case "Pod" -> Map.of("spec", pod);
            case "PodTemplate" -> Map.of("template", template);
            case "CronJob" ->
                Map.of(
                        "spec",
                        Map.of("schedule", "* * * * *", "jobTemplate", Map.of("spec", Map.of("template", template))));
            case "ReplicationController" -> Map.of("spec", Map.of("selector", labels, "template", template));
            case "StatefulSet" ->
                Map.of(
                        "spec",
                        Map.of("serviceName", "x", "selector", Map.of("matchLabels", labels), "template", template));
            default -> Map.of("spec", Map.of("selector", Map.of("matchLabels", labels), "template", template));
        };
        return KubernetesObject.of(new ObjectRef(type, OWN.name(), "bare"), Map.of(), Map.of(), fields);
    }

    private KubernetesObject policy(String name, String range) {
        return KubernetesObject.of(
                new ObjectRef(POLICIES, shop.ref().name(), name),
                Map.of("app.kubernetes.io/managed-by", "runproof"),
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "endpointSelector", Map.of(),
                                "enableDefaultDeny", Map.of("ingress", false, "egress", false),
                                "ingressDeny", List.of(Map.of("fromCIDR", List.of(range))),
                                "egressDeny", List.of(Map.of("toCIDR", List.of(range))))));
    }

    /** Why it may not be there as it is, whether it is there already or not. */
    private static String refusal(Cluster as, KubernetesObject object) {
        return refusal(() -> {
            try {
                as.create(object, WriteMode.DRY_RUN);
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.ALREADY_EXISTS) {
                    throw e;
                }
                var stored = as.get(object.ref()).orElseThrow();
                as.replace(object.withMetadata(Map.of("resourceVersion", stored.resourceVersion())), WriteMode.DRY_RUN);
            }
        });
    }

    private static String refusal(Runnable write) {
        try {
            write.run();
            return "";
        } catch (ClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatWasGeneratedIsLetIn() {
        assertThat(refusal(admin, job("INC-1", "INC 1 of team ä"))).isEmpty();
        assertThat(
                        refusal(
                                admin,
                                job(
                                        "\"--incident=INC-1\"",
                                        "--incident=x\n            - \"--began=2026-11-02T10:00:00Z\"\n            - --attempt=2")))
                .isEmpty();
        assertThat(refusal(admin, serve("replicas: 2", "replicas: 3"))).isEmpty();
    }

    @Test
    void everyFileIsOneThatTheServerTakes() {
        for (String path : installation.files()) {
            if (path.equals("kustomization.yaml") || path.startsWith("crd/") || path.startsWith("jobs/")) {
                continue;
            }
            for (KubernetesObject object : objects(installation.text(path))) {
                assertThat(refusal(admin, object)).as("%s of %s", object, path).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runproof.dev/template: run-block-acting  | runproof.dev/template: run-block-acing     | nothing runs but what was generated
            runproof.dev/template: run-block-acting  | runproof.dev/x: y                          | nothing runs but what was generated
            runproof.dev/template: run-block-acting  | runproof.dev/template: image               | nothing runs but what was generated
            runproof.dev/template: run-block-acting  | runproof.dev/template: serve               | nothing runs but what was generated
            runproof.dev/template: run-block-acting  | runproof.dev/template: run-block-audited   | that is not the pod of its template
            backoffLimit: 3                          | backoffLimit: 4                            | when to try again
            activeDeadlineSeconds: 240               | activeDeadlineSeconds: 241                 | when to try again
            podReplacementPolicy: Failed             | parallelism: 2                             | when to try again
            action: Ignore                           | action: Count                              | when to try again
            2, 3, 5,                                 | 2, 5,                                      | when to try again
            serviceAccountName: executor-run-block-acting | serviceAccountName: executor          | that is not the pod of its template
            terminationGracePeriodSeconds: 45        | terminationGracePeriodSeconds: 46          | that is not the pod of its template
            enableServiceLinks: false                | hostNetwork: true                          | that is not the pod of its template
            enableServiceLinks: false                | hostPID: true                              | that is not the pod of its template
            enableServiceLinks: false                | nodeName: x                                | that is not the pod of its template
            enableServiceLinks: false                | initContainers: [{ name: x, image: x }]    | that is not the pod of its template
            secretName: node-probe                   | secretName: executor-token                 | that is not the pod of its template
            runAsNonRoot: true                       | runAsNonRoot: false                        | that is not the pod of its template
            runAsNonRoot: true                       | runAsUser: 0                               | that is not the pod of its template
            type: RuntimeDefault                     | type: Unconfined                           | that is not the pod of its template
            registry.example.com/executor:1          | registry.example.com/executor:2            | that is not the container of its template
            terminationMessagePolicy: FallbackToLogsOnError | command: [/bin/sh]                  | that is not the container of its template
            terminationMessagePolicy: FallbackToLogsOnError | env: [{ name: JDK_JAVA_OPTIONS, value: x }] | that is not the container of its template
            name: pagers                             | name: other                                | that is not the container of its template
            mountPath: "/node-probe-key"             | mountPath: /app                            | that is not the container of its template
            allowPrivilegeEscalation: false          | allowPrivilegeEscalation: true             | that is not the container of its template
            drop: [ALL]                              | add: [BPF]                                 | that is not the container of its template
            - run                                    | - respond                                  | not the arguments of its template
            - block-acting                           | - block-other                              | not the arguments of its template
            --mode=enforce                           | --mode=audit                               | not the arguments of its template
            --namespace=runproof                     | --namespace=other                          | not the arguments of its template
            --input=source=                          | --input=other=                             | not the arguments of its template
            --incident=INC-1                         | --mode=enforce                             | not the arguments of its template
            --incident=INC-1                         | --kubeconfig=/x                            | not the arguments of its template
            --incident=INC-1                         | --incident=x\\n--mode=enforce              | not the arguments of its template
            """)
    void aJobThatIsNotAsItWasGeneratedIsRefused(String part, String changed, String why) {
        assertThat(refusal(admin, job(part, changed))).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - serve                            | - release              | not the arguments of its template
            registry.example.com/executor:1    | x                      | not the container of its template
            serviceAccountName: executor       | serviceAccountName: default | not the pod of its template
            replicas: 2                        | minReadySeconds: 2     | ''
            """)
    void theResidentExecutorIsAsItWasGenerated(String part, String changed, String why) {
        assertThat(refusal(admin, serve(part, changed))).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "v1,Pod,pods",
        "v1,PodTemplate,podtemplates",
        "v1,ReplicationController,replicationcontrollers",
        "apps/v1,DaemonSet,daemonsets",
        "apps/v1,ReplicaSet,replicasets",
        "apps/v1,StatefulSet,statefulsets",
        "batch/v1,CronJob,cronjobs"
    })
    void nothingElseThatMakesPodsIsLetIn(String apiVersion, String kind, String plural) {
        assertThat(refusal(admin, bare(apiVersion, kind, plural)))
                .contains(plural + " are made and changed by its controllers only");
    }

    @Test
    void elsewhereOthersDoAsTheyLike() {
        var pod = bare("apps/v1", "StatefulSet", "statefulsets");
        var theirs = KubernetesObject.of(
                new ObjectRef(pod.ref().kind(), shop.ref().name(), "theirs"),
                Map.of(),
                Map.of(),
                Map.of("spec", pod.map("spec")));

        assertThat(refusal(admin, theirs)).isEmpty();
    }

    @Test
    void anAccountOfAuditModeWritesInDryRunsOnly() {
        var policy = policy("runproof-block-x", "203.0.113.7/32");

        assertThat(refusal(auditing, policy)).isEmpty();
        assertThat(refusal(() -> auditing.create(policy, WriteMode.COMMIT))).contains("writes in dry runs only");
        assertThat(admin.get(policy.ref())).isEmpty();

        admin.create(policy, WriteMode.COMMIT);
        try {
            var stored = admin.get(policy.ref()).orElseThrow();
            assertThat(refusal(() -> auditing.delete(stored.ref(), stored.uid(), WriteMode.DRY_RUN)))
                    .as("nothing is taken back that was never made")
                    .contains("cannot delete resource");
        } finally {
            admin.get(policy.ref()).ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT));
        }
    }

    @Test
    void anAccountOfAuditModeAuditsAndEnforcesNothing() {
        var engine = new Engine(auditing, EngineTime.real(), "policies-test", OWN, event -> {}, Sources.NONE);
        var texts = BlockSource.texts(shop.ref().name());

        var audit = engine.run(BlockSource.PLAIN, texts, Mode.AUDIT, new Incident("INC-1"));
        var enforce = engine.run(BlockSource.PLAIN, texts, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(audit.notes()).isEmpty();
        assertThat(enforce.outcome()).as("%s", enforce).isIn(Outcome.REFUSED, Outcome.FAILED);
        assertThat(admin.list(POLICIES, shop.ref().name())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/27", "198.51.100.7/32", "127.0.0.1/32"})
    void aGeneratedAccountIsHeldToItsEffects(String range) {
        assertThat(refusal(acting, policy("runproof-block-x", range))).contains("runproof-effects");
        assertThat(refusal(acting, policy("other", "203.0.113.7/32"))).contains("runproof-effects");
        assertThat(refusal(acting, policy("runproof-block-x", "203.0.113.0/28")))
                .isEmpty();
    }

    @Test
    void aGeneratedAccountDeletesNothingOfOthers() {
        var theirs = policy("theirs", "203.0.113.7/32");
        admin.create(theirs, WriteMode.COMMIT);
        var stored = admin.get(theirs.ref()).orElseThrow();

        assertThat(refusal(() -> acting.delete(stored.ref(), stored.uid(), WriteMode.DRY_RUN)))
                .contains("deletes what it has made, and nothing else");
        admin.delete(stored.ref(), stored.uid(), WriteMode.COMMIT);
    }

    @Test
    void whereAListIsMissingOnlyTheExecutorsAreStopped(@TempDir Path folder) {
        try (var executor = applying.connect(folder, Map.of("addresses", "198.51.100.0/25\n"))) {
            applying.letQuarantine();
            var shopper = admin.create(ContainPod.pod(shop.ref().name()), WriteMode.COMMIT)
                    .ref();
            var annotated = List.of("metadata", "annotations", "edit.runproof.dev/x");
            var block = policy("runproof-block-x", "203.0.113.7/32");
            await("a block is let in", () -> refusal(executor, block).isEmpty());
            await(
                    "isolating is let in",
                    () -> refusal(executor, shopper, ISOLATED).isEmpty());
            for (String list : List.of("runproof-protected", "runproof-templates")) {
                var ref = new ObjectRef(Simulation.CONFIG_MAPS, OWN.name(), list);
                admin.delete(ref, admin.get(ref).orElseThrow().uid(), WriteMode.COMMIT);
            }
            await(
                    "the executors are stopped",
                    () -> refusal(executor, block).contains(NO_LIST)
                            && refusal(executor, shopper, ISOLATED).contains(NO_LIST)
                            && refusal(admin, job("INC-1", "INC-2")).contains(NO_LIST));

            assertThat(refusal(executor, block.withMetadata(Map.of("labels", Map.of()))))
                    .contains("with the label app.kubernetes.io/managed-by=runproof only");
            assertThat(refusal(executor, shopper, annotated)).contains("changes no pod but");
            assertThat(refusal(admin, block.withMetadata(Map.of("labels", Map.of()))))
                    .as("policies of others")
                    .isEmpty();
            assertThat(refusal(admin, shopper, List.of("metadata", "labels", "x")))
                    .as("pods")
                    .isEmpty();
            assertThat(refusal(
                            admin,
                            job("INC-1", "INC-1")
                                    .withMetadata(Map.of("namespace", shop.ref().name()))))
                    .as("Jobs elsewhere")
                    .isEmpty();
        } finally {
            applying.apply(installation.text("protected.yaml"));
            applying.apply(installation.text("templates.yaml"));
            await(
                    "the lists are known again",
                    () -> refusal(acting, policy("runproof-block-x", "203.0.113.0/27"))
                                    .contains("no wider than /28")
                            && refusal(admin, job("INC-1", "INC-1")).isEmpty());
        }
    }

    /** Why a value may not be "true" in a pod, whoever writes its status meanwhile. */
    private String refusal(Cluster as, ObjectRef pod, List<String> path) {
        while (true) {
            try {
                as.replace(admin.get(pod).orElseThrow().withAt(path, Optional.of("true")), WriteMode.DRY_RUN);
                return "";
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
    }

    /** With {@code kubectl}; what other tests have written into the cluster is taken over. */
    @Test
    void allIsAppliedAtOnceAndASecondTimeChangesNothing() {
        try {
            apply();
            Map<String, String> first = versions();
            apply();

            assertThat(versions()).isEqualTo(first).hasSizeGreaterThan(30);
        } finally {
            for (var object : objects(installation.text("serve.yaml"))) {
                if (object.ref().kind().kind().equals("Deployment")) {
                    admin.get(object.ref())
                            .ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT));
                }
            }
        }
    }

    private void apply() {
        Kubectl.admin()
                .run(
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "-k",
                        installation.manifests().toString());
    }

    /** The version of each object that was generated, but for those whose status a controller writes. */
    private Map<String, String> versions() {
        var versions = new TreeMap<String, String>();
        for (String path : installation.files()) {
            if (path.equals("kustomization.yaml") || path.startsWith("jobs/")) {
                continue;
            }
            for (KubernetesObject object : objects(installation.text(path))) {
                KubernetesObject stored =
                        admin.get(object.ref()).orElseThrow(() -> new AssertionError(object.ref() + " is not there"));
                versions.put(
                        object.ref().toString(),
                        CHANGING.contains(object.ref().kind().kind())
                                ? String.valueOf(stored.at("metadata", "generation"))
                                : stored.resourceVersion());
            }
        }
        return versions;
    }
}
