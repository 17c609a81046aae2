package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.Trigger.Grace.IfUnknown;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who may decide on a step, on a real cluster: whoever the operations page lets, under their own name, and nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionAccountTest {

    private static final Namespace OWN = new Namespace(ExecutorAccount.NAMESPACE);
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final Map<String, String> LIST = Map.of("addresses", "198.51.100.0/25");

    private final List<KubernetesObject> made = new ArrayList<>();
    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesCluster oncall;
    private KubernetesCluster onlooker;
    private KubernetesObject shop;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(DecisionAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, LIST);
        account.guardDecisions();
        oncall = account("oncall-" + shop.ref().name(), folder, true);
        onlooker = account("onlooker-" + shop.ref().name(), folder, false);
    }

    @AfterAll
    void cleanUp() {
        if (admin == null) {
            return;
        }
        // The last first: the token of an account goes with it.
        for (int i = made.size() - 1; i >= 0; i--) {
            admin.delete(made.get(i).ref(), made.get(i).uid(), WriteMode.COMMIT);
        }
        admin.list(ResponseRun.KIND, OWN.name()).stream()
                .filter(run -> run.at("spec", "inputs", "namespace")
                        .equals(Optional.of(shop.ref().name())))
                .forEach(run -> admin.delete(run.ref(), run.uid(), WriteMode.COMMIT));
        TestCluster.remove(admin, shop);
        for (var open : List.of(onlooker, oncall, executor, admin)) {
            open.close();
        }
    }

    private KubernetesCluster account(String name, Path folder, boolean mayApprove) {
        make(new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true), name, Map.of(), Map.of());
        var secrets = new ResourceKind("", "v1", "Secret", "secrets", true);
        var secret = make(
                secrets,
                name,
                Map.of("kubernetes.io/service-account.name", name),
                Map.of("type", "kubernetes.io/service-account-token"));
        var rules = new ArrayList<Map<String, ?>>();
        rules.add(rule("responseruns", List.of(), "get", "list", "update"));
        if (mayApprove) {
            rules.add(rule("responseruns", List.of(), "stand-down"));
            rules.add(rule("approvals", List.of("security-oncall"), "approve"));
        }
        make(new ResourceKind(RBAC, "v1", "Role", "roles", true), name, Map.of(), Map.of("rules", rules));
        make(
                new ResourceKind(RBAC, "v1", "RoleBinding", "rolebindings", true),
                name,
                Map.of(),
                Map.of(
                        "roleRef", Map.of("apiGroup", RBAC, "kind", "Role", "name", name),
                        "subjects", List.of(Map.of("kind", "ServiceAccount", "name", name, "namespace", OWN.name()))));
        await(name + " has a token", () -> token(secret).isPresent());
        try {
            var own = Files.createDirectory(folder.resolve(name));
            return KubernetesCluster.fromKubeconfig(ExecutorAccount.kubeconfig(
                    TestCluster.kubeconfig().orElseThrow(), own, token(secret).orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, ?> rule(String resource, List<String> names, String... verbs) {
        var rule = new HashMap<String, Object>(
                Map.of("apiGroups", List.of("runproof.dev"), "resources", List.of(resource), "verbs", List.of(verbs)));
        if (!names.isEmpty()) {
            rule.put("resourceNames", names);
        }
        return rule;
    }

    private ObjectRef make(ResourceKind kind, String name, Map<String, String> annotations, Map<String, ?> fields) {
        var ref = new ObjectRef(kind, OWN.name(), name);
        made.add(admin.create(KubernetesObject.of(ref, Map.of(), annotations, fields), WriteMode.COMMIT));
        return ref;
    }

    private Optional<String> token(ObjectRef secret) {
        return admin.get(secret)
                .flatMap(object -> object.text("data", "token"))
                .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
    }

    private static Responses by(KubernetesCluster cluster, Response response) {
        var engine = new Engine(cluster, EngineTime.real(), "decision-test", OWN, event -> {});
        return new Responses(engine, List.of(response), event -> {});
    }

    @Test
    void whoMayApproveDecidesUnderTheirOwnNameAndTheExecutorGoesOn() {
        var response = Saga.of(
                Saga.with(Saga.step("first", BlockSource.PLAIN), Saga.ONCALL), Saga.step("second", BlockSource.PLAIN));
        var waiting = by(executor, response)
                .run(response, Saga.inputs(shop.ref().name()), Mode.ENFORCE, new Incident("INC-1"));
        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        String run = waiting.run().orElseThrow();
        String self = oncall.userName();
        assertThat(self)
                .isEqualTo("system:serviceaccount:runproof:oncall-" + shop.ref().name());
        String who = "by those only who may approve";
        // In a dry run: what is decided before the policy is in force would be decided.
        await(
                "the policy is in force",
                () -> refusal(() -> forge(onlooker, run, WriteMode.DRY_RUN)).contains("and changes nothing else"));

        assertThat(refusal(() -> decide(onlooker, response, run, onlooker.userName())))
                .contains(who);
        assertThat(refusal(() -> decide(executor, response, run, executor.userName())))
                .contains(who);
        assertThat(refusal(() -> decide(oncall, response, run, "jane")))
                .contains("a decision carries the name of who makes it, which is " + self);
        assertThat(refusal(() -> forge(oncall, run, WriteMode.COMMIT))).contains("and changes nothing else");
        assertThat(refusal(() -> forge(onlooker, run, WriteMode.COMMIT))).contains("and changes nothing else");

        decide(oncall, response, run, self);
        var result = by(executor, response).recover(run, "serve").orElseThrow();

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.DONE);
        var record = by(admin, response).run(run).orElseThrow();
        assertThat(record.decisions().get("first")).extracting(Decision::by).isEqualTo(self);
        assertThatThrownBy(() -> decide(oncall, response, run, self)).isInstanceOf(IllegalStateException.class);
        new Engine(executor, EngineTime.real(), "decision-test", OWN, event -> {})
                .release(record.steps().get(0).containment(), "decision-test");
        assertThat(by(executor, response).patrol("serve", Duration.ZERO).problems())
                .isEmpty();
    }

    @Test
    void whoMayStandARunDownDoesItUnderTheirOwnName() {
        var response = Saga.waiting(Duration.ofHours(1), IfUnknown.ABORT);
        var waiting = by(executor, response)
                .run(response, Saga.inputs(shop.ref().name()), Mode.ENFORCE, new Incident("INC-2"));
        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        String run = waiting.run().orElseThrow();
        String self = oncall.userName();
        await(
                "the policy is in force",
                () -> refusal(() -> forge(onlooker, run, WriteMode.DRY_RUN)).contains("and changes nothing else"));

        assertThat(refusal(() -> by(onlooker, response).standDown(run, onlooker.userName())))
                .contains("a run is stood down by those only who may");
        assertThat(refusal(() -> by(executor, response).standDown(run, executor.userName())))
                .contains("a run is stood down by those only who may");
        assertThat(refusal(() -> by(oncall, response).standDown(run, "jane")))
                .contains("who stands a run down has their name in it, which is " + self);
        assertThat(refusal(() -> endGrace(oncall, run, "GONE"))).contains("and changes nothing else");
        assertThat(refusal(() -> endGrace(executor, run, "GOES_ON")))
                .contains("a run does not go on before its grace is over");

        assertThat(by(oncall, response).standDown(run, self)).isPresent();
        var result = by(executor, response).recover(run, "serve").orElseThrow();

        assertThat(result.reason()).contains("it was stood down by " + self);
        assertThat(result.steps())
                .extracting(step -> step.reached())
                .containsExactly("CONTAINED", "PENDING", "PENDING");
        new Engine(executor, EngineTime.real(), "decision-test", OWN, event -> {})
                .release(result.steps().get(0).containment(), "decision-test");
        assertThat(by(executor, response).patrol("serve", Duration.ZERO).problems())
                .isEmpty();
    }

    /** Says what has become of the grace. */
    private static void endGrace(KubernetesCluster cluster, String run, String verdict) {
        var stored =
                cluster.get(new ObjectRef(ResponseRun.KIND, OWN.name(), run)).orElseThrow();
        var spec = new HashMap<>(stored.map("spec"));
        var grace = new HashMap<>(stored.map("spec", "grace"));
        grace.put(
                "end", Map.of("verdict", verdict, "by", cluster.userName(), "at", "2026-01-01T00:00:00Z", "note", ""));
        spec.put("grace", grace);
        cluster.replace(stored.with("spec", spec), WriteMode.COMMIT);
    }

    private static void decide(KubernetesCluster cluster, Response response, String run, String name) {
        assertThat(by(cluster, response).decide(run, "first", Verdict.APPROVED, name))
                .isPresent();
    }

    /** Says that it need not be approved. */
    private static void forge(KubernetesCluster cluster, String run, WriteMode mode) {
        var stored =
                cluster.get(new ObjectRef(ResponseRun.KIND, OWN.name(), run)).orElseThrow();
        var spec = new HashMap<>(stored.map("spec"));
        spec.put("reason", "it need not");
        cluster.replace(stored.with("spec", spec), mode);
    }

    private static String refusal(Runnable write) {
        try {
            write.run();
            return "";
        } catch (ClusterException e) {
            return e.getMessage();
        }
    }
}
