package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.check.IngressCanDeny;
import dev.runproof.runtime.check.IngressDenies;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
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
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the executor may do with workloads and Ingresses on a real cluster, by the permissions and policies of the operations page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadsAccountTest {

    private static final List<String> REPLICAS = List.of("spec", "replicas");
    private static final List<String> LIST = List.of("metadata", "annotations", IngressGround.LIST);

    private final List<String> checked = new ArrayList<>();
    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesObject shop;
    private KubernetesObject other;
    private IngressGround ingress;
    private ObjectRef web;
    private Engine engine;
    private Kubectl kubectl;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(WorkloadsAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        other = TestCluster.newNamespace(admin);
        web = deploy(shop);
        deploy(other);
        ingress = new IngressGround(admin, shop.ref().name());
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, Map.of("addresses", "198.51.100.0/25\n203.0.113.99\n"));
        kubectl = new Kubectl(folder.resolve("executor.kubeconfig"));
        String here = "bank, " + shop.ref().name();
        account.letTouchWorkloads(
                Map.of(
                        "runproof.dev/kill-pod", here,
                        "runproof.dev/scale-deployment", here,
                        "runproof.dev/deny-ingress-source", here),
                shop.ref().name());
        await("the permissions are in force", this::mayGet);
        var labelled = admin.get(web).orElseThrow().withAt(label("example.com/x"), Optional.of("1"));
        await(
                "the policies are in force",
                () -> refusal(labelled).contains("but its number of replicas")
                        && refusal(listing(list -> list + ",web")).contains("single addresses")
                        && refusal(listing(list -> list + ",203.0.113.99")).contains("has that address"));
        engine = new Engine(
                executor,
                EngineTime.real(),
                "workloads-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> {
                    if (event instanceof Checked check) {
                        checked.add(check.check() + " " + check.result());
                    }
                },
                Sources.NONE);
    }

    private boolean mayGet() {
        try {
            return executor.get(web).isPresent();
        } catch (ClusterException e) {
            return false;
        }
    }

    @AfterAll
    void cleanUp() {
        if (executor != null) {
            executor.close();
        }
        if (ingress != null) {
            new ExecutorAccount(admin).keepFromWorkloads(shop.ref().name());
            ingress.close();
        }
        for (var namespace : List.of(Optional.ofNullable(shop), Optional.ofNullable(other))) {
            namespace.ifPresent(made -> TestCluster.remove(admin, made));
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void theySufficeToKillAPod() {
        await("a pod is there", () -> pod(shop).isPresent());
        var texts = Kill.texts(pod(shop).orElseThrow());

        var audit = engine.run(new Kill(3), texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(new Kill(3), texts, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(checked).isNotEmpty().noneMatch(seen -> seen.contains("answers 403"));
    }

    @Test
    void theySufficeToScaleADeploymentAndGiveBackWhatItHad() {
        var texts = InputTexts.of(Map.of("deployment", web.namespace() + "/" + web.name()));

        var audit = engine.run(new Scale(0), texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(new Scale(0), texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(admin.get(web).orElseThrow().at("spec", "replicas")).contains(1L);
    }

    @Test
    void theySufficeToTurnASourceAwayAndLetItInAgain() {
        var transaction =
                new DenyIngress(shop.ref().name(), List.of(), List.of(new IngressDenies(TimeSpan.parse("15s"))));
        var texts = DenyIngress.texts(DenyIngress.ATTACKER, shop.ref().name());

        var audit = engine.run(transaction, texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(ingress.list()).contains(IngressGround.THEIRS);
        assertThat(checked).noneMatch(seen -> seen.contains("answers 403"));
    }

    @Test
    void theySufficeToFindOutWhetherTheControllerObeys() {
        var transaction = new DenyIngress(shop.ref().name(), List.of(new IngressCanDeny()), List.of());
        var texts = DenyIngress.texts(DenyIngress.ATTACKER, shop.ref().name());

        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("no pod of ingress-nginx is ready");
    }

    @Test
    void itActsInNoNamespaceThatIsNotListed() {
        String refused = "the account of the executor does not list namespace "
                + other.ref().name() + " in its annotation runproof.dev/";
        await("a pod is there", () -> pod(other).isPresent());
        var pod = pod(other).orElseThrow();
        var deployment = admin.get(
                        new ObjectRef(Simulation.DEPLOYMENTS, other.ref().name(), "web"))
                .orElseThrow();

        assertThatThrownBy(() -> executor.delete(pod.ref(), pod.uid(), WriteMode.DRY_RUN))
                .hasMessageContaining(refused + "kill-pod");
        assertThat(refusal(deployment.withAt(REPLICAS, Optional.of(0)))).contains(refused + "scale-deployment");
        try (var elsewhere = new IngressGround(admin, other.ref().name())) {
            var denied =
                    elsewhere.ingress().orElseThrow().withAt(LIST, Optional.of(IngressGround.THEIRS + ",203.0.113.7"));
            assertThat(refusal(denied)).contains(refused + "deny-ingress-source");
        }
    }

    @Test
    void itKillsAPodByItsUidAndLeavesItItsTime(@TempDir Path folder) throws IOException {
        var spec = new HashMap<>(ContainPod.pod(shop.ref().name()).map("spec"));
        spec.put("nodeName", "nowhere");
        spec.put("terminationGracePeriodSeconds", 20);
        var slow = admin.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.PODS, shop.ref().name(), "slow"),
                        Map.of(),
                        Map.of(),
                        Map.of("spec", spec)),
                WriteMode.COMMIT);
        String uid = "\"preconditions\":{\"uid\":\"" + slow.uid() + "\"}";

        assertThat(deletion(slow, folder, "")).contains("the executor deletes a pod by its UID");
        assertThat(deletion(
                        slow, folder, ",\"preconditions\":{\"resourceVersion\":\"" + slow.resourceVersion() + "\"}"))
                .contains("the executor deletes a pod by its UID");
        assertThat(deletion(slow, folder, "," + uid + ",\"gracePeriodSeconds\":19"))
                .contains("leaves a pod the time that it has to end");
        assertThat(deletion(slow, folder, "," + uid + ",\"gracePeriodSeconds\":20"))
                .isEmpty();
        assertThat(deletion(slow, folder, "," + uid)).isEmpty();
    }

    /** Why a pod may not be deleted with these options. */
    private String deletion(KubernetesObject pod, Path folder, String options) throws IOException {
        var body = folder.resolve("options.json");
        Files.writeString(
                body, "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"dryRun\":[\"All\"]" + options + "}");
        return kubectl.refusal(
                "delete",
                "--raw=/api/v1/namespaces/" + pod.ref().namespace() + "/pods/"
                        + pod.ref().name(),
                "--filename=" + body);
    }

    @Test
    void whatIsProtectedIsLeftAloneThoughItIsListed() {
        var till = KubernetesObject.of(
                new ObjectRef(Simulation.PODS, shop.ref().name(), "till"),
                Map.of("safety", "whitelist"),
                Map.of(),
                Map.of("spec", ContainPod.pod(shop.ref().name()).map("spec")));
        var made = admin.create(till, WriteMode.COMMIT);

        assertThatThrownBy(() -> executor.delete(made.ref(), made.uid(), WriteMode.DRY_RUN))
                .hasMessageContaining("is protected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metadata/labels/example.com~1x            | 1 | but its number of replicas
            spec/paused                               |   | but its number of replicas
            spec/minReadySeconds                      | 7 | but its number of replicas
            spec/template/metadata/annotations/a      | 1 | but its number of replicas
            metadata/annotations/example.com~1x       | 1 | no annotation of a Deployment but its own
            metadata/annotations/edit.runproof.dev~1x | 1 |
            spec/replicas                             | 5 |
            """)
    void itChangesNothingElseOfADeployment(String path, String value, String why) {
        var keys = Arrays.stream(path.split("/", -1))
                .map(key -> key.replace("~1", "/"))
                .toList();
        Object written = value == null
                ? true
                : path.startsWith("spec/") && !path.contains("template") ? Long.valueOf(value) : value;

        assertThat(refusal(admin.get(web).orElseThrow().withAt(keys, Optional.of(written))))
                .contains(why == null ? "" : why)
                .matches(text -> why != null || text.isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            THEIRS,203.0.113.7              |
            THEIRS,2001:db8::7              |
            THEIRS,203.0.113.0/24           | adds single addresses
            THEIRS,0.0.0.0/0                | adds single addresses
            THEIRS,                         | adds single addresses
            THEIRS,web                      | adds single addresses
            THEIRS,203.0.113.99             | has that address
            198.51.100.1                    | takes single addresses out
            198.51.100.0/25                 |
            """)
    void itWritesNothingElseIntoTheListOfAnIngress(String list, String why) {
        String refusal = refusal(listing(theirs -> list.replace("THEIRS", theirs)));

        assertThat(refusal).contains(why == null ? "" : why).matches(text -> why != null || text.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.labels.example.com/x, but its list of sources",
        "spec.ingressClassName, but its list of sources",
        "metadata.annotations.nginx.ingress.kubernetes.io/whitelist-source-range, no annotation of an Ingress but"
    })
    void itChangesNothingElseOfAnIngress(String path, String why) {
        var keys = List.of(path.split("\\.", path.startsWith("metadata") ? 3 : 2));

        assertThat(refusal(ingress.ingress().orElseThrow().withAt(keys, Optional.of("x"))))
                .contains(why);
    }

    private static List<String> label(String key) {
        return List.of("metadata", "labels", key);
    }

    private KubernetesObject listing(UnaryOperator<String> change) {
        return ingress.ingress().orElseThrow().withAt(LIST, Optional.of(change.apply(IngressGround.THEIRS)));
    }

    /** Why a change by the executor is refused; whoever writes the status meanwhile does not matter. */
    private String refusal(KubernetesObject changed) {
        while (true) {
            try {
                var now = admin.get(changed.ref()).orElseThrow();
                executor.replace(
                        changed.withMetadata(Map.of("resourceVersion", now.resourceVersion())), WriteMode.DRY_RUN);
                return "";
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
    }

    private ObjectRef deploy(KubernetesObject namespace) {
        var ref = new ObjectRef(Simulation.DEPLOYMENTS, namespace.ref().name(), "web");
        var labels = Map.of("app", "web");
        var template = Map.of(
                "metadata", Map.of("labels", labels),
                "spec", ContainPod.pod(namespace.ref().name()).map("spec"));
        var spec = Map.of("replicas", 1, "selector", Map.of("matchLabels", labels), "template", template);
        admin.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
        return ref;
    }

    private Optional<KubernetesObject> pod(KubernetesObject namespace) {
        return admin.list(Simulation.PODS, namespace.ref().name()).stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .filter(pod -> pod.label("app").equals(Optional.of("web")))
                .findFirst();
    }
}
