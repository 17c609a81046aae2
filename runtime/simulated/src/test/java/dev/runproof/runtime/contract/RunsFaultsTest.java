package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An effect that acts by itself is made once, is stopped when it is taken back, and is never said to be rolled back. */
class RunsFaultsTest {

    private static final Check PASSING = BlockSource.passing("script-succeeded");

    private Bench bench;
    private KubernetesObject pod;

    @BeforeEach
    void open() {
        bench = Ground.SIMULATED.bench();
        pod = bench.cluster().create(ContainPod.pod(bench.shop()), WriteMode.COMMIT);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private ObjectRef job() {
        return new ObjectRef(Simulation.JOBS, bench.shop(), "runproof-script-x");
    }

    private ContainPod transaction(Check check) {
        return ContainPod.DELETED
                .does(found -> new Change.Run(
                        KubernetesObject.of(job(), Map.of(), Map.of(), Map.of("spec", Map.of("backoffLimit", 0)))))
                .after(check);
    }

    private TransactionResult run(Cluster way, Check check, String incident) {
        return run(bench.engine(way), check, incident);
    }

    private TransactionResult run(Engine engine, Check check, String incident) {
        return engine.run(transaction(check), ContainPod.texts(pod), Mode.ENFORCE, new Incident(incident));
    }

    private Optional<KubernetesObject> found() {
        return bench.cluster().get(job());
    }

    private static Predicate<Call> job(Verb verb) {
        return call -> call.verb() == verb && call.kind().equals(Simulation.JOBS);
    }

    /** Ends an executor before a call reaches the server, the first one of its kind. */
    private void crashBefore(Predicate<Call> call) {
        Faults crash = seen -> {
            if (call.test(seen)) {
                throw new Bench.Crash();
            }
            return Optional.empty();
        };
        assertThatThrownBy(() -> run(new FaultyCluster(bench.cluster(), crash), PASSING, "INC-1"))
                .isInstanceOf(Bench.Crash.class);
        bench.time.pass(Bench.LONG_ENOUGH);
    }

    @Test
    void itIsMadeAndJoinedAndStoppedAtTheEnd() {
        var result = run(bench.cluster(), PASSING, "INC-1");
        String uid = found().orElseThrow().uid();
        var joined = run(bench.cluster(), PASSING, "INC-2");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(joined.outcome()).as("%s", joined).isEqualTo(Outcome.CONTAINED);
        assertThat(found().orElseThrow().uid()).isEqualTo(uid);

        var release = bench.engine().release(bench.name(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(release.notes()).anyMatch(note -> note.contains("stays done"));
        assertThat(found()).isEmpty();
        assertThat(run(bench.cluster(), PASSING, "INC-3").outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(found().orElseThrow().uid()).isNotEqualTo(uid);
    }

    @Test
    void whatFailsIsStoppedAndLeftToAPerson() {
        var result = run(bench.cluster(), BlockSource.failing("script-succeeded"), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(found()).isEmpty();
        assertThat(result.remaining()).extracting(Remainder::object).first().isEqualTo(job());
        assertThat(result.remaining().get(0).reason()).contains("stays done");
        assertThat(result.remaining().get(0).command())
                .isEqualTo("kubectl get events --namespace=shop --field-selector="
                        + "'involvedObject.name=runproof-script-x'");
    }

    @Test
    void whatWasNeverMadeIsRolledBack() {
        crashBefore(job(Verb.CREATE));

        bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
    }

    @Test
    void whatWasMadeAndNotRecordedIsStoppedAndLeftToAPerson() {
        crashBefore(Bench.record(Verb.REPLACE));
        assertThat(bench.record().state()).isEqualTo(ContainmentState.INTENT);
        assertThat(found()).isPresent();

        bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(bench.record().state()).isEqualTo(ContainmentState.MANUAL_INTERVENTION);
        assertThat(found()).isEmpty();
    }

    @Test
    void whoGoesOnTakesTheOneThatIsThere() {
        crashBefore(Bench.record(Verb.REPLACE));
        String uid = found().orElseThrow().uid();

        var result = run(bench.cluster(), PASSING, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(found().orElseThrow().uid()).isEqualTo(uid);
    }

    @Test
    void whatWasRecordedAndIsGoneIsNotMadeAgain() {
        var calls = new int[1];
        crashBefore(Bench.record(Verb.REPLACE).and(call -> ++calls[0] == 2));
        assertThat(bench.record().state()).isEqualTo(ContainmentState.APPLIED);
        // As a Job whose time to live is over.
        bench.cluster().delete(job(), found().orElseThrow().uid(), WriteMode.COMMIT);

        var result = run(bench.cluster(), PASSING, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(found()).isEmpty();
    }

    @Test
    void aJobWhoseTimeIsOverIsNoDrift() {
        run(bench.cluster(), PASSING, "INC-1");
        var before = bench.record();
        bench.cluster().delete(job(), found().orElseThrow().uid(), WriteMode.COMMIT);

        bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(bench.record()).isEqualTo(before);
        assertThat(run(bench.cluster(), PASSING, "INC-1").outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(found()).isEmpty();
        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
    }

    @Test
    void aJobOfSomebodyElseIsLeft() {
        var theirs = bench.cluster()
                .create(
                        KubernetesObject.of(job(), Map.of(), Map.of(), Map.of("spec", Map.of("backoffLimit", 6))),
                        WriteMode.COMMIT);

        var result = run(bench.cluster(), PASSING, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONFLICT);
        assertThat(found()).map(KubernetesObject::uid).contains(theirs.uid());
    }

    @Test
    void aLostAnswerDoesNotMakeItTwice() {
        for (var fault : List.of(
                Fault.before(Reason.UNREACHABLE),
                Fault.before(Reason.UNKNOWN_OUTCOME),
                Fault.after(Reason.UNKNOWN_OUTCOME),
                Fault.before(Reason.TOO_MANY_REQUESTS))) {
            close();
            open();
            var once = new boolean[1];
            Faults faults = call -> {
                if (once[0] || !job(Verb.CREATE).test(call)) {
                    return Optional.empty();
                }
                once[0] = true;
                return Optional.of(fault);
            };
            var made = new int[1];
            Faults counted = call -> {
                made[0] += job(Verb.CREATE).test(call) ? 1 : 0;
                return Optional.empty();
            };

            var result = run(new FaultyCluster(new FaultyCluster(bench.cluster(), counted), faults), PASSING, "INC-1");

            assertThat(result.outcome()).as("%s: %s", fault, result).isEqualTo(Outcome.CONTAINED);
            assertThat(found()).as("%s", fault).isPresent();
            assertThat(made[0])
                    .as("how often the server was asked to make it, %s", fault)
                    .isEqualTo(1);
        }
    }
}
