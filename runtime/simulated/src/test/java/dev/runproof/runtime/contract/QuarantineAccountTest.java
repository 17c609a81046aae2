package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.Namespace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the executor may do with pods on a real cluster, and who else may isolate or free one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarantineAccountTest {

    private static final Map<String, String> LIST = Map.of("addresses", "198.51.100.0/25\n");
    private static final List<String> LABEL = List.of("metadata", "labels", StandingQuarantine.LABEL);

    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesCluster tenant;
    private KubernetesObject shop;

    @BeforeAll
    void prepare(@TempDir Path folder, @TempDir Path other) {
        admin = TestCluster.real(QuarantineAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, LIST);
        account.guard();
        account.letQuarantine();
        tenant = tenant(other);
        var pod = pod("first", Map.of());
        await(
                "the policies are in force",
                () -> refusal(executor, isolated(with(pod, "example.com/x", "1")))
                        .contains("gives a pod no label but"));
        await(
                "so are those that need no list",
                () -> refusal(executor, with(pod, "example.com/x", "1")).contains("changes no pod but"));
        await(
                "and so for others",
                () -> refusal(tenant, pod.withAt(LABEL, Optional.of("true"))).contains("set by those only"));
    }

    @AfterAll
    void cleanUp() {
        for (var connection : List.of(Optional.ofNullable(executor), Optional.ofNullable(tenant))) {
            connection.ifPresent(KubernetesCluster::close);
        }
        if (shop != null) {
            TestCluster.remove(admin, shop);
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void thePermissionsOfTheOperationsPageSufficeForAWholeLife() {
        new WebServer(admin, shop.ref().name()).start();
        var unknown = new ArrayList<String>();
        var engine = new Engine(
                executor,
                EngineTime.real(),
                "quarantine-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> {
                    if (event instanceof Checked checked) {
                        unknown.add(checked.check() + " " + checked.result());
                    }
                },
                Sources.NONE);
        var texts = InputTexts.of(Map.of("pod", shop.ref().name() + "/web"));

        var audit = engine.run(new Quarantine(), texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(new Quarantine(), texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "quarantine-test");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(unknown.toString()).as("no read is forbidden").doesNotContain("answers 403");
    }

    @Test
    void theySufficeToCutAPodOffByItsLabels() {
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), "alone");
        var container = Map.of(
                "name", "a",
                "image", "testbed/busybox:1",
                "imagePullPolicy", "Never",
                "command", List.of("/bin/sh", "-c", "exec sleep 3600"));
        var spec = Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container));
        admin.create(
                KubernetesObject.of(ref, Map.of("app", "alone"), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
        var endpoints = new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);
        await(
                "Cilium knows it",
                () -> admin.get(new ObjectRef(endpoints, ref.namespace(), ref.name()))
                        .filter(endpoint ->
                                !endpoint.list("status", "identity", "labels").isEmpty())
                        .isPresent());
        var engine = new Engine(
                executor,
                EngineTime.real(),
                "cut-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> {},
                Sources.NONE);
        var texts = InputTexts.of(Map.of("pod", shop.ref().name() + "/alone"));

        var audit = engine.run(new CutLabels(), texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(new CutLabels(), texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.toString()).doesNotContain("answers 403");
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void whoMayDoEverythingInANamespaceNeitherIsolatesNorFreesAPod() {
        var pod = pod("theirs", Map.of());
        assertThat(refusal(tenant, pod.withAt(LABEL, Optional.of("true")))).contains("set by those only");
        assertThat(refusal(tenant, with(pod, "example.com/x", "1")))
                .as("anything else")
                .isEmpty();

        var isolated = pod("isolated", Map.of(StandingQuarantine.LABEL, "true"));
        assertThat(refusal(tenant, isolated.withAt(LABEL, Optional.of("false"))))
                .contains("changed and removed by those");
        assertThat(refusal(tenant, isolated.withAt(LABEL, Optional.empty()))).contains("changed and removed by those");
        assertThat(refusal(executor, isolated.withAt(LABEL, Optional.empty()))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            metadata.labels.example.com/x,                 1,     gives a pod no label but
            metadata.labels.runproof.dev/quarantine,       soon,  gives a pod no label but
            metadata.annotations.example.com/x,            1,     changes no annotation of a pod but its own
            metadata.annotations.example.com/note,         '',    changes no annotation of a pod but its own
            spec.activeDeadlineSeconds,                    1,     changes nothing of a pod but
            """)
    void theExecutorChangesNothingElse(String path, String value, String why) {
        var pod = pod("other", Map.of());
        var keys = List.of(path.split("\\.", path.startsWith("metadata") ? 3 : 2));
        Optional<Object> written = value.isEmpty()
                ? Optional.empty()
                : Optional.of(path.startsWith("spec") ? (Object) Long.valueOf(value) : value);

        assertThat(refusal(executor, isolated(pod).withAt(keys, written))).contains(why);
        assertThat(refusal(executor, pod.withAt(keys, written)))
                .as("nor this alone")
                .containsAnyOf("changes no pod but to give it the label", why);
    }

    @Test
    void whatIsProtectedIsLeftAlone() {
        var pod = pod("till", Map.of("safety", "whitelist"));

        assertThat(refusal(executor, pod.withAt(LABEL, Optional.of("true")))).contains("is protected");
    }

    private static KubernetesObject isolated(KubernetesObject pod) {
        return pod.withAt(LABEL, Optional.of(StandingQuarantine.VALUE));
    }

    private static KubernetesObject with(KubernetesObject pod, String label, String value) {
        return pod.withAt(List.of("metadata", "labels", label), Optional.of(value));
    }

    /** A pod that runs nowhere. */
    private KubernetesObject pod(String name, Map<String, String> labels) {
        var ref = new ObjectRef(Simulation.PODS, shop.ref().name(), name);
        var object = KubernetesObject.of(
                ref,
                labels,
                Map.of("example.com/note", "a note"),
                ContainPod.pod(shop.ref().name()).content().entrySet().stream()
                        .filter(field -> field.getKey().equals("spec"))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        await(name + " is created", () -> {
            try {
                admin.create(object, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == ClusterException.Reason.ALREADY_EXISTS;
            }
        });
        return admin.get(ref).orElseThrow();
    }

    /** Why a change is refused; whoever writes the pod's status meanwhile does not matter. */
    private String refusal(Cluster as, KubernetesObject object) {
        var changed = object;
        while (true) {
            try {
                as.replace(changed, WriteMode.DRY_RUN);
                return "";
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT) {
                    return String.valueOf(e.getMessage());
                }
                var now = admin.get(object.ref()).orElseThrow();
                changed = object.withMetadata(Map.of("resourceVersion", now.resourceVersion()));
            }
        }
    }

    /** Somebody who may do everything in the namespace. */
    private KubernetesCluster tenant(Path folder) {
        String where = shop.ref().name();
        var accounts = new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);
        var bindings = new ResourceKind("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);
        var secret = new ObjectRef(new ResourceKind("", "v1", "Secret", "secrets", true), where, "tenant-token");
        admin.create(
                KubernetesObject.of(new ObjectRef(accounts, where, "tenant"), Map.of(), Map.of(), Map.of()),
                WriteMode.COMMIT);
        admin.create(
                KubernetesObject.of(
                        secret,
                        Map.of(),
                        Map.of("kubernetes.io/service-account.name", "tenant"),
                        Map.of("type", "kubernetes.io/service-account-token")),
                WriteMode.COMMIT);
        admin.create(
                KubernetesObject.of(
                        new ObjectRef(bindings, where, "tenant"),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "roleRef",
                                Map.of(
                                        "apiGroup",
                                        "rbac.authorization.k8s.io",
                                        "kind",
                                        "ClusterRole",
                                        "name",
                                        "cluster-admin"),
                                "subjects",
                                List.of(Map.of("kind", "ServiceAccount", "name", "tenant", "namespace", where)))),
                WriteMode.COMMIT);
        await("the tenant has a token", () -> token(secret).isPresent());
        return KubernetesCluster.fromKubeconfig(ExecutorAccount.kubeconfig(
                TestCluster.kubeconfig().orElseThrow(), folder, token(secret).orElseThrow()));
    }

    private Optional<String> token(ObjectRef secret) {
        return admin.get(secret)
                .flatMap(object -> object.text("data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }
}
