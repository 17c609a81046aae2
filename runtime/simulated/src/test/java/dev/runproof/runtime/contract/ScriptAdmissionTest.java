package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.RunScript;
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
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** What the executor's account may do with Jobs on a real cluster: run scripts as the operations page says, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptAdmissionTest {

    private static final String SHAPE = "Jobs that run one script once";
    /** What a Job that is neither is refused by where that policy is there too and comes first. */
    private static final String OTHER_SHAPE = "Jobs that collect evidence once";

    private static final List<String> TEMPLATE = List.of("spec", "template", "spec");

    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesObject ops;
    private KubernetesObject elsewhere;
    private String sha256 = "";

    @BeforeAll
    void prepare(@TempDir Path folder) {
        World.orSkip(ScriptAdmissionTest.class);
        admin = TestCluster.real(ScriptAdmissionTest.class);
        ContainmentDefinition.install(admin);
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, Map.of("addresses", "198.51.100.0/25\n"));
        ops = namespace(Map.of("runproof.dev/for", "scripts", "pod-security.kubernetes.io/enforce", "restricted"));
        elsewhere = namespace(Map.of());
        account.guard();
        account.permitScripts(ops);
        account.permitScripts(elsewhere);
        sha256 = RunOneScript.declare(admin, ops.ref().name(), "exit 0");
        RunOneScript.declare(admin, elsewhere.ref().name(), "exit 0");
        await(
                "another Job is refused",
                () -> refusal(changed(job(ops), List.of("spec", "backoffLimit"), 6))
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
        if (ops != null) {
            TestCluster.remove(admin, ops);
            TestCluster.remove(admin, elsewhere);
            executor.close();
            admin.close();
        }
    }

    private static KubernetesObject changed(KubernetesObject job, List<String> path, Object value) {
        return job.withAt(path, Optional.of(value));
    }

    /** The Job as the executor writes it. */
    private KubernetesObject job(KubernetesObject namespace) {
        var action = new RunScript(
                new ScriptName(RunOneScript.NAME),
                new Sha256(sha256),
                new ScriptArgument("jane"),
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
    void thePermissionsOfTheOperationsPageSufficeForAWholeLife() {
        var engine = new Engine(
                executor,
                EngineTime.real(),
                "account-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> assertThat(event.toString()).doesNotContain("answers 403"));
        var transaction = new RunOneScript(ops.ref().name(), sha256);
        var texts = RunOneScript.texts("joe-" + UUID.randomUUID());

        var audit = engine.run(transaction, texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "account-test");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void whatTheActionWritesIsLetIn() {
        assertThat(refusal(job(ops))).isEmpty();
    }

    @Test
    void anotherNamespaceIsRefused() {
        assertThat(refusal(job(elsewhere))).containsAnyOf("with the label runproof.dev/for=scripts only", OTHER_SHAPE);
    }

    @Test
    void aJobOfAnotherNameIsRefused() {
        assertThat(refusal(changed(job(ops), List.of("metadata", "name"), "backup")))
                .containsAnyOf(SHAPE, OTHER_SHAPE);
    }

    static List<Arguments> otherShapes() {
        var shapes = new ArrayList<Arguments>();
        for (var entry : List.<Map.Entry<String, Object>>of(
                Map.entry("parallelism", 2),
                Map.entry("completions", 2),
                Map.entry("backoffLimit", 1),
                Map.entry("podFailurePolicy", Map.of("rules", List.of())))) {
            shapes.add(Arguments.of(List.of("spec", entry.getKey()), entry.getValue()));
        }
        for (var entry : List.<Map.Entry<String, Object>>of(
                Map.entry("serviceAccountName", "default"),
                Map.entry("restartPolicy", "OnFailure"),
                Map.entry("hostNetwork", true),
                Map.entry("hostPID", true),
                Map.entry("nodeName", "n1"),
                Map.entry("volumes", List.of(Map.of("name", "v", "emptyDir", Map.of()))),
                Map.entry("initContainers", List.of(Map.of("name", "i", "image", "i"))),
                Map.entry("imagePullSecrets", List.of(Map.of("name", "s"))),
                Map.entry("securityContext", Map.of()),
                Map.entry("containers", List.of(Map.of("name", "script", "image", "i"))))) {
            shapes.add(Arguments.of(under(entry.getKey()), entry.getValue()));
        }
        shapes.add(Arguments.of(List.of("spec", "template", "spec", "securityContext", "runAsNonRoot"), false));
        shapes.add(Arguments.of(List.of("spec", "template", "spec", "securityContext", "runAsUser"), 0));
        return shapes;
    }

    private static List<String> under(String key) {
        var path = new ArrayList<>(TEMPLATE);
        path.add(key);
        return path;
    }

    @ParameterizedTest
    @MethodSource("otherShapes")
    void aJobOfAnotherShapeIsRefused(List<String> path, Object value) {
        assertThat(refusal(changed(job(ops), path, value))).contains(SHAPE);
    }

    /** One that says which pods are its own could take, and delete, those of others. */
    @Test
    void aJobThatSelectsPodsIsRefused() {
        var selecting = changed(job(ops), List.of("spec", "manualSelector"), true);
        var selector = Map.of("matchLabels", Map.of("runproof.dev/script", RunOneScript.NAME));

        assertThat(refusal(changed(selecting, List.of("spec", "selector"), selector)))
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
        var root = new LinkedHashMap<>(plain);
        root.put("runAsUser", 0);
        var capable = new LinkedHashMap<>(plain);
        capable.put("capabilities", Map.of("drop", List.of("ALL"), "add", List.of("NET_ADMIN")));
        var writable = new LinkedHashMap<>(plain);
        writable.put("readOnlyRootFilesystem", false);
        return List.of(
                Arguments.of("env", List.of(Map.of("name", "A", "valueFrom", from))),
                Arguments.of("envFrom", List.of(Map.of("secretRef", Map.of("name", "s")))),
                Arguments.of("lifecycle", Map.of("preStop", Map.of("exec", Map.of("command", List.of("a"))))),
                Arguments.of("securityContext", Map.of()),
                Arguments.of("securityContext", root),
                Arguments.of("securityContext", capable),
                Arguments.of("securityContext", writable));
    }

    @ParameterizedTest
    @MethodSource("otherContainers")
    void aContainerOfAnotherShapeIsRefused(String key, Object value) {
        KubernetesObject job = job(ops);
        var container = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) job.list("spec", "template", "spec", "containers").get(0))
                .forEach((name, content) -> container.put((String) name, content));
        container.put(key, value);

        assertThat(refusal(changed(job, under("containers"), List.of(container))))
                .contains(SHAPE);
    }

    @Test
    void theJobsOfOthersAreNotDeleted() {
        var theirs = admin.create(
                changed(job(ops), List.of("metadata", "name"), "runproof-script-theirs")
                        .withAt(List.of("metadata", "labels"), Optional.of(Map.of())),
                WriteMode.COMMIT);

        await("it is not deleted", () -> deletion(theirs).contains("deletes what it has made, and nothing else"));
    }

    private String deletion(KubernetesObject job) {
        try {
            executor.delete(job.ref(), job.uid(), WriteMode.DRY_RUN);
            return "";
        } catch (ClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
