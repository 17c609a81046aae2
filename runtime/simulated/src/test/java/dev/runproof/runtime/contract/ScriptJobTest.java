package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.contract.ExecutorProcess.Task;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Scripts run in Jobs of a real cluster, in a namespace that lets in restricted pods only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptJobTest {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private KubernetesCluster cluster;
    private KubernetesObject ops;
    private KubernetesObject own;
    private Engine engine;

    @BeforeAll
    void prepare() {
        World.orSkip(ScriptJobTest.class);
        cluster = TestCluster.real(ScriptJobTest.class);
        ContainmentDefinition.install(cluster);
        ops = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        restrict();
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.SERVICE_ACCOUNTS, ops.ref().name(), "script-sessions"),
                        Map.of("runproof.dev/for", "scripts"),
                        Map.of(),
                        Map.of()),
                WriteMode.COMMIT);
        engine = engine(cluster);
    }

    private void restrict() {
        await("the namespace lets in restricted pods only", () -> {
            var found = cluster.get(ops.ref()).orElseThrow();
            try {
                cluster.replace(
                        found.withAt(
                                List.of("metadata", "labels", "pod-security.kubernetes.io/enforce"),
                                Optional.of("restricted")),
                        WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }

    private Engine engine(Cluster way) {
        return new Engine(
                way, EngineTime.real(), "script-test", new Namespace(own.ref().name()), event -> {});
    }

    @AfterEach
    void empty() {
        for (var kind : List.of(Simulation.JOBS, Simulation.CONFIG_MAPS)) {
            cluster.list(kind, ops.ref().name()).stream()
                    .filter(object -> !object.ref().name().equals("kube-root-ca.crt"))
                    .forEach(object -> cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT));
        }
        cluster.list(Containment.KIND, own.ref().name())
                .forEach(record -> cluster.delete(record.ref(), record.uid(), WriteMode.COMMIT));
    }

    @AfterAll
    void cleanUp() {
        if (own != null) {
            TestCluster.remove(cluster, ops);
            TestCluster.remove(cluster, own);
            cluster.close();
        }
    }

    @Test
    void itRunsAsItWasComparedAndJoinsAndIsUndone() {
        String sha256 = declare("""
                test "$RUNPROOF_ARGUMENT" = jane.doe+1@example.com
                test "$RUNPROOF_SCRIPT" = revoke-sessions
                test "$(id -u)" = 65534
                test ! -e /var/run/secrets/kubernetes.io/serviceaccount
                ! touch /x
                kill -0 $$
                : '$(RUNPROOF_ARGUMENT)' '$$(RUNPROOF_ARGUMENT)'
                case '$(RUNPROOF_ARGUMENT)' in *jane*) exit 9;; esac
                """);

        var audit = run(sha256, "jane.doe+1@example.com", Mode.AUDIT);
        var result = run(sha256, "jane.doe+1@example.com");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        var again = run(sha256, "jane.doe+1@example.com");
        assertThat(again.outcome()).as("%s", again).isEqualTo(Outcome.CONTAINED);
        assertThat(jobs()).hasSize(1);

        var release = engine.release(result.containment().orElseThrow(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(release.toString()).contains("stays done");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void aFailureIsNamedAndLeftToAPerson() {
        String sha256 = declare("echo first\nprintf 'no such account: \\033[31m%s' \"$RUNPROOF_ARGUMENT\"\nexit 3\n");

        var result = run(sha256, "jane");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.toString())
                .contains(
                        "the script has failed with exit code 3; the last that it said: no such account: \\u001b[31mjane");
        assertThat(result.remaining().stream().map(Remainder::command))
                .anyMatch(command -> command.startsWith("kubectl get events "));
        assertThat(jobs()).isEmpty();
        await("its pod goes with it", () -> pods().isEmpty());
        assertThat(record().state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
    }

    @Test
    void oneThatTakesLongerThanItMayIsStopped() {
        String sha256 = declare("exec sleep 600");

        var result = engine.run(
                new RunOneScript(ops.ref().name(), sha256, "3s", Duration.ofSeconds(60)),
                RunOneScript.texts("jane"),
                Mode.ENFORCE,
                new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.toString()).contains("DeadlineExceeded");
        await("its pod is gone", () -> pods().isEmpty());
    }

    @Test
    void oneThatStillRunsAtTheDeadlineIsStopped() {
        String sha256 = declare("exec sleep 600");

        var result = engine.run(
                new RunOneScript(ops.ref().name(), sha256, "5m", Duration.ofSeconds(12)),
                RunOneScript.texts("jane"),
                Mode.ENFORCE,
                new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(result.toString()).contains("the script is still running");
        assertThat(jobs()).isEmpty();
        await("its pod is gone", () -> pods().isEmpty());
    }

    @Test
    void anotherTextIsRefused() {
        String sha256 = declare("exit 0");
        declare("exit 1");

        var result = run(sha256, "jane");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.toString()).contains("one of them has been changed");
        assertThat(jobs()).isEmpty();
        assertThat(cluster.list(Containment.KIND, own.ref().name())).isEmpty();
    }

    @Test
    void whatIsEditedMeanwhileDoesNotRun() {
        String sha256 = declare("exit 0");
        // After it was read and compared, and before the Job is made.
        Faults edited = call -> {
            if (call.verb() == Faults.Verb.CREATE && call.kind().equals(Simulation.JOBS)) {
                declare("exit 1");
            }
            return Optional.empty();
        };

        var result = engine(new FaultyCluster(cluster, edited))
                .run(
                        new RunOneScript(ops.ref().name(), sha256),
                        RunOneScript.texts("jane"),
                        Mode.ENFORCE,
                        new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
    }

    @Test
    void whatAKilledExecutorHasStartedIsStoppedAndSaidToHaveRun(@TempDir Path folder) throws InterruptedException {
        String sha256 = declare("exec sleep 600");

        kill(sha256, 2, folder);

        assertThat(record().state()).isEqualTo(ContainmentState.INTENT);
        assertThat(jobs()).hasSize(1);
        var later = new VirtualTime();
        later.pass(Duration.between(VirtualTime.START, Instant.now().plusSeconds(180)));
        var other = new Engine(
                cluster,
                EngineTime.of(later, later),
                "other",
                new Namespace(own.ref().name()),
                event -> {});

        other.patrol("serve", Duration.ofDays(7));

        assertThat(record().state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
        assertThat(record().history().get(record().history().size() - 1).note()).contains("stays done");
        assertThat(jobs()).isEmpty();
        await("its pod is gone", () -> pods().isEmpty());
    }

    @Test
    void whatAKilledExecutorHasStartedIsNotStartedAgainByWhoGoesOn(@TempDir Path folder) throws InterruptedException {
        String sha256 = declare("exit 0");

        kill(sha256, 2, folder);
        String job = jobs().get(0).uid();
        await("it has run", () -> jobs().get(0).text("status", "completionTime").isPresent());
        var later = new VirtualTime();
        later.pass(Duration.between(VirtualTime.START, Instant.now().plusSeconds(180)));
        var other = new Engine(
                cluster,
                EngineTime.of(later, later),
                "other",
                new Namespace(own.ref().name()),
                event -> {});

        var result = other.run(
                new RunOneScript(ops.ref().name(), sha256),
                RunOneScript.texts("jane"),
                Mode.ENFORCE,
                new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(jobs()).extracting(KubernetesObject::uid).containsExactly(job);
    }

    /** Kills an executor when the server has done a write and nobody has heard of it. */
    private void kill(String sha256, int write, Path folder) throws InterruptedException {
        var reached = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        try (var way = Way.open()) {
            way.follow((call, server) -> {
                if (call.write() != write) {
                    return server.answer();
                }
                server.answer();
                reached.countDown();
                killed.await();
                return Way.NO_ANSWER;
            });
            var process = ExecutorProcess.start(
                    Task.RUN_SCRIPT,
                    way.kubeconfig(folder),
                    own.ref().name(),
                    ops.ref().name(),
                    sha256);
            try {
                assertThat(reached.await(LONGEST.toSeconds(), TimeUnit.SECONDS))
                        .as("it has come to write %s", write)
                        .isTrue();
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                killed.countDown();
            }
        }
    }

    private TransactionResult run(String sha256, String argument) {
        return run(sha256, argument, Mode.ENFORCE);
    }

    private TransactionResult run(String sha256, String argument, Mode mode) {
        return engine.run(
                new RunOneScript(ops.ref().name(), sha256), RunOneScript.texts(argument), mode, new Incident("INC-1"));
    }

    private String declare(String script) {
        return RunOneScript.declare(cluster, ops.ref().name(), script);
    }

    private Containment record() {
        return Containment.of(cluster.list(Containment.KIND, own.ref().name()).get(0));
    }

    private List<KubernetesObject> jobs() {
        return cluster.list(Simulation.JOBS, ops.ref().name());
    }

    private List<KubernetesObject> pods() {
        return cluster.list(Simulation.PODS, ops.ref().name());
    }
}
