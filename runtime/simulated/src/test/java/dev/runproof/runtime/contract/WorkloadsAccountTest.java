package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The permissions that the operations page gives the executor for workloads, on a real cluster. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkloadsAccountTest {

    private final List<String> checked = new ArrayList<>();
    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesObject shop;
    private ObjectRef web;
    private Engine engine;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(WorkloadsAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        web = new ObjectRef(Simulation.DEPLOYMENTS, shop.ref().name(), "web");
        var labels = Map.of("app", "web");
        var template = Map.of(
                "metadata", Map.of("labels", labels),
                "spec", ContainPod.pod(shop.ref().name()).map("spec"));
        var spec = Map.of("replicas", 1, "selector", Map.of("matchLabels", labels), "template", template);
        admin.create(KubernetesObject.of(web, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, Map.of("addresses", "198.51.100.0/25\n"));
        account.letTouchWorkloads();
        await("the permissions are in force", this::mayGet);
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
        if (shop != null) {
            new ExecutorAccount(admin).keepFromWorkloads();
            TestCluster.remove(admin, shop);
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void theySufficeToKillAPod() {
        await("a pod is there", () -> pod().isPresent());
        var texts = Kill.texts(pod().orElseThrow());

        var audit = engine.run(new Kill(3), texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(new Kill(3), texts, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(checked).hasSize(4).noneMatch(seen -> seen.contains("answers 403"));
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

    private Optional<KubernetesObject> pod() {
        return admin.list(Simulation.PODS, web.namespace()).stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .findFirst();
    }
}
