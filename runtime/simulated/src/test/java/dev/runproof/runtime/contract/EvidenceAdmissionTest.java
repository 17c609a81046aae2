package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.CaptureEvidence;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.EvidenceStoreName;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the executor's account may do with Jobs that collect evidence, on a real cluster: as the operations page says, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceAdmissionTest {

    private static final String SHAPE = "Jobs that collect evidence once";
    /** What a Job that is neither is refused by, whichever of both policies comes first. */
    private static final String OTHER_SHAPE = "Jobs that run one script once";

    private static final List<String> TEMPLATE = List.of("spec", "template", "spec");
    private static final String ENFORCE = "pod-security.kubernetes.io/enforce";

    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesObject restricted;
    private KubernetesObject privileged;
    private KubernetesObject elsewhere;
    private KubernetesObject pod;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        World.orSkip(EvidenceAdmissionTest.class);
        admin = TestCluster.real(EvidenceAdmissionTest.class);
        ContainmentDefinition.install(admin);
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, Map.of("addresses", "198.51.100.0/25\n"));
        account.letQuarantine();
        restricted = namespace(Map.of("runproof.dev/for", "evidence", ENFORCE, "restricted"));
        privileged = namespace(Map.of("runproof.dev/for", "evidence", ENFORCE, "privileged"));
        elsewhere = namespace(Map.of());
        for (KubernetesObject namespace : List.of(restricted, privileged, elsewhere)) {
            account.permitEvidence(namespace);
            account.permitScripts(namespace);
            KeepEvidence.declare(
                    admin,
                    namespace.ref().name(),
                    namespace.equals(privileged)
                            ? Map.of("claim", "vault", "node", "true", "flows", "hubble-relay.kube-system:80")
                            : Map.of("claim", "vault"));
        }
        new Pod(admin, elsewhere.ref().name(), "web").start("exec sleep 1000");
        pod = admin.get(new ObjectRef(Simulation.PODS, elsewhere.ref().name(), "web"))
                .orElseThrow();
        await(
                "another Job is refused",
                () -> refusal(changed(job(restricted), List.of("spec", "backoffLimit"), 6))
                        .contains(SHAPE));
    }

    private KubernetesObject namespace(Map<String, String> labels) {
        var kind = new ResourceKind("", "v1", "Namespace", "namespaces", false);
        return admin.create(
                KubernetesObject.of(
                        new ObjectRef(kind, "", "runproof-test-" + UUID.randomUUID()), labels, Map.of(), Map.of()),
                WriteMode.COMMIT);
    }

    @AfterAll
    void cleanUp() {
        for (KubernetesObject namespace : Arrays.asList(restricted, privileged, elsewhere)) {
            if (namespace != null) {
                TestCluster.remove(admin, namespace);
            }
        }
        if (executor != null) {
            executor.close();
        }
        if (admin != null) {
            admin.close();
        }
    }

    private static KubernetesObject changed(KubernetesObject job, List<String> path, Object value) {
        return job.withAt(path, Optional.of(value));
    }

    /** The Job as the executor writes it. */
    private KubernetesObject job(KubernetesObject namespace) {
        var action = new CaptureEvidence(
                PodRef.parse(pod.ref().namespace() + "/web/" + pod.uid()),
                new EvidenceStoreName("vault"),
                new Namespace(namespace.ref().name()),
                TimeSpan.parse("20s"));
        var job = ((Change.Run) action.change(admin)).object();
        return job.withAt(List.of("metadata", "labels", "app.kubernetes.io/managed-by"), Optional.of("runproof"));
    }

    private String refusal(KubernetesObject job) {
        try {
            executor.create(job, WriteMode.DRY_RUN);
            return "";
        } catch (ClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void thePermissionsOfTheOperationsPageSufficeAndAFailureIsNamed() {
        var engine = new Engine(
                executor,
                EngineTime.real(),
                "account-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> assertThat(event.toString()).doesNotContain("answers 403"));
        var transaction = new KeepEvidence(privileged.ref().name(), IfUnknown.ALLOW);
        var texts = InputTexts.of(
                Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name()));

        var audit = engine.run(transaction, texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        // The image of this store collects nothing, and there is no volume.
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.toString())
                .containsPattern("evidence-captured: (collecting has failed|the collector is still)");
        assertThat(admin.list(Simulation.JOBS, privileged.ref().name())).isEmpty();
        var record = new ObjectRef(
                Containment.KIND,
                ExecutorAccount.NAMESPACE,
                result.containment().orElseThrow());
        admin.get(record).ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT));
    }

    @Test
    void whatTheActionWritesIsLetIn() {
        assertThat(refusal(job(restricted))).isEmpty();
        assertThat(refusal(job(privileged))).isEmpty();
    }

    @Test
    void rightsOnTheNodeAreRefusedWhereTheNamespaceDoesNotSayThatTheyAre() {
        var onNode = changed(
                job(privileged),
                List.of("metadata", "namespace"),
                restricted.ref().name());

        assertThat(refusal(KubernetesObject.of(Simulation.JOBS, onNode.content())))
                .contains("with the label pod-security.kubernetes.io/enforce=privileged");
    }

    @Test
    void anotherNamespaceIsRefused() {
        assertThat(refusal(job(elsewhere))).containsAnyOf("with the label runproof.dev/for=evidence only", OTHER_SHAPE);
    }

    @Test
    void aJobOfAnotherNameIsRefused() {
        assertThat(refusal(changed(job(restricted), List.of("metadata", "name"), "backup")))
                .containsAnyOf(SHAPE, OTHER_SHAPE);
        assertThat(refusal(changed(job(restricted), List.of("metadata", "name"), "runproof-script-x")))
                .containsAnyOf(SHAPE, OTHER_SHAPE);
    }

    static List<Arguments> otherShapes() {
        var shapes = new ArrayList<Arguments>();
        shapes.add(Arguments.of(List.of("spec", "parallelism"), 2));
        shapes.add(Arguments.of(List.of("spec", "backoffLimit"), 1));
        var host = Map.of("name", "evidence", "hostPath", Map.of("path", "/"));
        var secret = Map.of("name", "evidence", "secret", Map.of("secretName", "s"));
        var claim = Map.of("name", "evidence", "persistentVolumeClaim", Map.of("claimName", "vault"));
        var token = Map.of(
                "name",
                "upload",
                "projected",
                Map.of("sources", List.of(Map.of("serviceAccountToken", Map.of("path", "t")))));
        for (var entry : List.<Map.Entry<String, Object>>of(
                Map.entry("serviceAccountName", "default"),
                Map.entry("serviceAccountName", "script-sessions"),
                Map.entry("restartPolicy", "OnFailure"),
                Map.entry("hostNetwork", true),
                Map.entry("hostIPC", true),
                Map.entry("volumes", List.of(host)),
                Map.entry("volumes", List.of(secret)),
                Map.entry("volumes", List.of(claim, token)),
                Map.entry("initContainers", List.of(Map.of("name", "i", "image", "i"))),
                Map.entry("securityContext", Map.of()),
                Map.entry("containers", List.of(Map.of("name", "collect", "image", "i"))))) {
            var path = new ArrayList<>(TEMPLATE);
            path.add(entry.getKey());
            shapes.add(Arguments.of(path, entry.getValue()));
        }
        return shapes;
    }

    @ParameterizedTest
    @MethodSource("otherShapes")
    void aJobOfAnotherShapeIsRefused(List<String> path, Object value) {
        assertThat(refusal(changed(job(restricted), path, value))).contains(SHAPE);
        assertThat(refusal(changed(job(privileged), path, value))).contains(SHAPE);
    }

    @Test
    void rightsOfTheOneShapeAreNotThoseOfTheOther() {
        assertThat(refusal(changed(job(restricted), List.of("spec", "template", "spec", "nodeName"), "n1")))
                .contains(SHAPE);
        assertThat(refusal(changed(
                        job(restricted), List.of("spec", "template", "spec", "securityContext", "runAsUser"), 0)))
                .contains(SHAPE);
    }

    static List<Arguments> otherContainers() {
        var from = Map.of("secretKeyRef", Map.of("name", "s", "key", "k"));
        var plain = Map.<String, Object>of(
                "allowPrivilegeEscalation",
                false,
                "readOnlyRootFilesystem",
                true,
                "capabilities",
                Map.of("drop", List.of("ALL")));
        var full = new LinkedHashMap<>(plain);
        full.put("privileged", true);
        full.put("allowPrivilegeEscalation", true);
        var capable = new LinkedHashMap<>(plain);
        capable.put("capabilities", Map.of("drop", List.of("ALL"), "add", List.of("SYS_ADMIN")));
        return List.of(
                Arguments.of("command", List.of("/bin/sh")),
                Arguments.of("args", List.of("serve")),
                Arguments.of("args", List.of("collect", "--kubeconfig=/x")),
                Arguments.of("args", List.of("collect", "--to=/")),
                Arguments.of("args", List.of("collect", "--flows=relay:80/x")),
                Arguments.of("args", List.of("collect", "--flows=@/etc/passwd:80")),
                Arguments.of("env", List.of(Map.of("name", "RUNPROOF_A", "valueFrom", from))),
                Arguments.of("env", List.of(Map.of("name", "JAVA_TOOL_OPTIONS", "value", "-javaagent:x"))),
                Arguments.of("envFrom", List.of(Map.of("secretRef", Map.of("name", "s")))),
                Arguments.of("lifecycle", Map.of("preStop", Map.of("exec", Map.of("command", List.of("a"))))),
                Arguments.of("securityContext", Map.of()),
                Arguments.of("securityContext", full),
                Arguments.of("securityContext", capable));
    }

    @ParameterizedTest
    @MethodSource("otherContainers")
    void aContainerOfAnotherShapeIsRefused(String key, Object value) {
        for (KubernetesObject job : List.of(job(restricted), job(privileged))) {
            var container = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) job.list("spec", "template", "spec", "containers").get(0))
                    .forEach((name, content) -> container.put((String) name, content));
            container.put(key, value);
            var path = new ArrayList<>(TEMPLATE);
            path.add("containers");

            assertThat(refusal(changed(job, path, List.of(container)))).contains(SHAPE);
        }
    }
}
