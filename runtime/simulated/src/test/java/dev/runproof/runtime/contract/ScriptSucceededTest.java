package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.ScriptSucceeded;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a script, by the status of its Job and its pod. */
class ScriptSucceededTest {

    private static final Namespace OPS = new Namespace("ops");
    private static final ContainmentTarget TARGET =
            new ContainmentTarget.Script(new ScriptName("x"), new ScriptArgument("jane"), OPS);

    private final VirtualTime time = new VirtualTime();
    private final SimulatedCluster cluster = Simulation.cluster(time);
    private KubernetesObject job = KubernetesObject.of(
            new ObjectRef(Simulation.JOBS, "ops", "runproof-script-x"), Map.of(), Map.of(), Map.of());

    @BeforeEach
    void start() {
        cluster.addNamespace("ops");
        job = cluster.create(job, WriteMode.COMMIT);
    }

    private void ends(String type, String reason, String message) {
        var condition = Map.of("type", type, "status", "True", "reason", reason, "message", message);
        var now = cluster.get(job.ref()).orElseThrow();
        cluster.replace(now.with("status", Map.of("conditions", List.of(condition))), WriteMode.COMMIT);
    }

    /** A pod, of the Job or of another, whose container of a name is in a state. */
    private void pod(String owner, String container, Map<String, ?> state) {
        var ref = new ObjectRef(Simulation.PODS, "ops", "p-" + UUID.randomUUID());
        var pod = KubernetesObject.of(
                        ref,
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "status",
                                Map.of("containerStatuses", List.of(Map.of("name", container, "state", state)))))
                .withMetadata(Map.of("ownerReferences", List.of(Map.of("uid", owner))));
        cluster.create(pod, WriteMode.COMMIT);
    }

    private static Map<String, ?> ended(int code, String message) {
        return Map.of("terminated", Map.of("exitCode", code, "message", message));
    }

    private CheckResult run() {
        return run(cluster);
    }

    private CheckResult run(ClusterReads reads) {
        return new ScriptSucceeded()
                .run(new CheckContext(
                        TARGET,
                        reads,
                        new Namespace("runproof"),
                        time.instant().plusSeconds(30),
                        Sources.NONE,
                        time,
                        duration -> {
                            time.pass(duration);
                            return true;
                        },
                        Optional.of(job),
                        Baseline.NONE,
                        time.instant()));
    }

    @Test
    void itHasSucceeded() {
        ends("Complete", "CompletionsReached", "done");

        assertThat(run()).isEqualTo(new CheckResult.Passed("exit code 0"));
    }

    @ParameterizedTest
    @CsvSource({
        "'one\ntwo\n', two",
        "'\u001b[2Jgone', \\u001b[2Jgone",
        "'a\rb', b",
        "'\u202eevil', \\u202eevil",
        "'\ud83d\udca5', \\u{1f4a5}"
    })
    void itHasFailedAndSaidWhy(String message, String last) {
        ends("Failed", "BackoffLimitExceeded", "limit");
        pod("another", "script", ended(9, "of another Job"));
        pod(job.uid(), "sidecar", ended(8, "of another container"));
        pod(job.uid(), "script", ended(3, message));

        assertThat(run())
                .isEqualTo(new CheckResult.Failed(
                        "the script has failed with exit code 3; the last that it said: " + last));
    }

    @Test
    void whatItSaidIsCut() {
        ends("Failed", "BackoffLimitExceeded", "limit");
        pod(job.uid(), "script", ended(1, "x".repeat(5000)));

        assertThat(run().toString()).contains("x".repeat(200) + "...").doesNotContain("x".repeat(201));
    }

    @Test
    void withoutAPodTheJobSaysWhy() {
        ends("Failed", "DeadlineExceeded", "Job was active longer than specified deadline");

        assertThat(run())
                .isEqualTo(new CheckResult.Failed(
                        "the script has failed: DeadlineExceeded: Job was active longer than specified deadline"));
    }

    @Test
    void oneThatCannotBeginSaysWhatItWaitsFor() {
        pod(job.uid(), "script", Map.of("waiting", Map.of("reason", "ErrImagePull", "message", "no such image")));
        var begun = time.instant();

        assertThat(run().toString())
                .contains("the script is still running")
                .contains("its container waits: ErrImagePull: no such image");
        assertThat(Duration.between(begun, time.instant())).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
    }

    @Test
    void aJobThatIsDeletedHasFailed() {
        cluster.delete(job.ref(), job.uid(), WriteMode.COMMIT);
        cluster.create(
                KubernetesObject.of(job.ref(), Map.of(), Map.of(), Map.of()).with("status", Map.of()),
                WriteMode.COMMIT);
        ends("Complete", "CompletionsReached", "another of the name");

        assertThat(run().toString()).contains("has been deleted by somebody");
    }

    @Test
    void oneUnansweredLookIsNoReason() {
        ends("Complete", "CompletionsReached", "done");
        Faults once = Faults.nth(Verb.GET, Simulation.JOBS, 1, Fault.before(Reason.UNREACHABLE));

        assertThat(run(new FaultyCluster(cluster, once))).isInstanceOf(CheckResult.Passed.class);
    }

    @Test
    void whatCannotBeReadIsNotKnown() {
        Faults never = call ->
                Optional.of(new Fault(Fault.Moment.BEFORE, new ClusterException(Reason.FORBIDDEN, "no permission")));

        assertThat(run(new FaultyCluster(cluster, never))).isEqualTo(new CheckResult.Undetermined("no permission"));
    }
}
