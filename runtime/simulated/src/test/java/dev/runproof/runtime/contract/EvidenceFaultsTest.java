package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.EvidenceExists;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Evidence is captured in simulation, where the Job controller, kubelet and collector are of this test: each call of the engine × each thing
 * that can go wrong with it.
 */
class EvidenceFaultsTest {

    private static final String STORE = "forensics";
    private static final String MANIFEST = "a".repeat(64);
    private static final String COMPLETE =
            "{\"bytes\":20480,\"files\":11,\"gaps\":[],\"leftOut\":[\"flows\"],\"manifest\":\"" + MANIFEST
                    + "\",\"place\":\"evidence-1\"}";
    private static final String WITH_GAPS = COMPLETE.replace("[]", "[\"events: the API server answers 403\"]");

    @AutoClose
    private final Bench bench = Ground.SIMULATED.bench();

    private final Set<String> jobs = new HashSet<>();
    private String message = COMPLETE;
    private boolean fails;
    private boolean jobDeleted;

    /** What an executor does. */
    private enum EvidenceWork {
        CAPTURE,
        CAPTURE_AND_FAIL,
        RELEASE,
        TAKE_OVER
    }

    /** What happens at one call. */
    private sealed interface Mishap {

        record Fails(Fault fault) implements Mishap {}

        record Killed() implements Mishap {}

        record JobDeleted() implements Mishap {}

        record PodDeleted() implements Mishap {}

        record RecordDeleted() implements Mishap {}

        record Asleep() implements Mishap {}
    }

    private void declare() {
        var cluster = (SimulatedCluster) bench.cluster();
        cluster.addNamespace(STORE);
        KeepEvidence.declare(cluster, STORE, Map.of("claim", "vault"));
        cluster.create(ContainPod.pod(bench.shop()), WriteMode.COMMIT);
    }

    private Optional<KubernetesObject> pod() {
        return bench.cluster().get(ContainPod.pod(bench.shop()).ref());
    }

    private List<KubernetesObject> jobs() {
        return bench.cluster().list(Simulation.JOBS, STORE);
    }

    /** The Job controller and what runs in the Job: as soon as there is one, it is over. */
    private void runJobs() {
        for (KubernetesObject job : jobs()) {
            if (!jobs.add(job.uid())) {
                continue;
            }
            var container = Map.of(
                    "name",
                    "collect",
                    "state",
                    Map.of("terminated", Map.of("exitCode", fails ? 4 : 0, "message", message)));
            bench.cluster()
                    .create(
                            KubernetesObject.of(
                                            new ObjectRef(Simulation.PODS, STORE, "collector-" + job.uid()),
                                            Map.of(),
                                            Map.of(),
                                            Map.of("status", Map.of("containerStatuses", List.of(container))))
                                    .withMetadata(Map.of("ownerReferences", List.of(Map.of("uid", job.uid())))),
                            WriteMode.COMMIT);
            var condition =
                    Map.of("type", fails ? "Failed" : "Complete", "status", "True", "reason", "r", "message", "m");
            bench.cluster().replace(job.with("status", Map.of("conditions", List.of(condition))), WriteMode.COMMIT);
        }
    }

    private Engine engine() {
        return engine(0, new Mishap.Asleep());
    }

    private Engine engine(int number, Mishap mishap) {
        return bench.engine(call -> {
            runJobs();
            return call.number() == number ? happens(mishap) : Optional.empty();
        });
    }

    private TransactionResult capture(Engine engine, IfUnknown ifIncomplete, String incident) {
        return engine.run(
                new KeepEvidence(STORE, ifIncomplete),
                bench.records().isEmpty() && pod().isPresent()
                        ? ContainPod.texts(pod().orElseThrow())
                        : InputTexts.of(bench.record().request().inputs()),
                Mode.ENFORCE,
                new Incident(incident));
    }

    private CheckResult exists(PodRef of) {
        return exists(of, Optional.empty(), Set.of());
    }

    private CheckResult exists(PodRef of, Optional<Instant> began, Set<ContainmentTarget> foreseen) {
        Instant now = bench.time.instant();
        return new EvidenceExists(of)
                .run(new CheckContext(
                        new ContainmentTarget.Deployment(DeploymentRef.parse("shop/web/d1")),
                        bench.cluster(),
                        bench.own(),
                        now.plusSeconds(30),
                        Sources.NONE,
                        bench.time,
                        duration -> false,
                        Optional.empty(),
                        Baseline.NONE,
                        now,
                        began,
                        foreseen));
    }

    private PodRef ref() {
        return PodRef.parse(
                bench.shop() + "/" + ContainPod.NAME + "/" + pod().orElseThrow().uid());
    }

    @Test
    void theChecksumIsInTheRecordAndThePodIsAsItWas() {
        declare();
        var before = pod().orElseThrow();

        var audit = bench.engine()
                .run(
                        new KeepEvidence(STORE, IfUnknown.ALLOW),
                        ContainPod.texts(before),
                        Mode.AUDIT,
                        new Incident("INC-1"));
        var result = capture(engine(), IfUnknown.ALLOW, "INC-1");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification()).contains(new Verification.Verified());
        assertThat(lastNote())
                .contains("manifest sha256:" + MANIFEST + " at evidence-1; 11 files, 20480 bytes; no gaps");
        assertThat(pod()).contains(before);
        assertThat(exists(ref()).toString()).contains("manifest sha256:" + MANIFEST);
    }

    @Test
    void undoingDeletesTheJobAndNothingElse() {
        declare();
        var before = pod().orElseThrow();
        capture(engine(), IfUnknown.ALLOW, "INC-1");

        var release = engine().release(bench.name(), "jane");

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(jobs()).isEmpty();
        assertThat(pod()).contains(before);
        assertThat(exists(ref()).toString()).contains("is UNDONE and not CONTAINED");
    }

    @Test
    void anotherIncidentJoinsAndNothingIsCapturedTwice() {
        declare();
        capture(engine(), IfUnknown.ALLOW, "INC-1");

        var joined = capture(engine(), IfUnknown.ALLOW, "INC-2");

        assertThat(joined.outcome()).as("%s", joined).isEqualTo(Outcome.CONTAINED);
        assertThat(jobs).hasSize(1);
    }

    @Test
    void gapsAreNamedAndWillDoUnlessItIsSaidThatTheyWillNot() {
        declare();
        message = WITH_GAPS;

        var result = capture(engine(), IfUnknown.ALLOW, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(lastNote()).contains("gaps: events: the API server answers 403");
    }

    @Test
    void whereGapsWillNotDoTheCaptureIsTakenBackAndNoEvidenceCounts() {
        declare();
        message = WITH_GAPS;

        var result = capture(engine(), IfUnknown.REFUSE, "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.toString()).contains("not complete, as it was to be", "events: the API server answers 403");
        assertThat(exists(ref()).toString()).contains("Failed", "is ROLLED_BACK and not CONTAINED");
    }

    @Test
    void aCaptureThatFailedDoesNotStandInTheWayOfTheNext() {
        declare();
        fails = true;

        var failed = capture(engine(), IfUnknown.ALLOW, "INC-1");
        fails = false;
        var next = capture(engine(), IfUnknown.ALLOW, "INC-2");

        assertThat(failed.outcome()).as("%s", failed).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(failed.toString()).contains("collecting has failed with exit code 4");
        assertThat(next.outcome()).as("%s", next).isEqualTo(Outcome.CONTAINED);
        assertThat(exists(ref())).isInstanceOf(CheckResult.Passed.class);
    }

    @Test
    void whatWasCapturedBeforeAnIncidentIsNoEvidenceOfIt() {
        declare();
        Instant before = bench.time.instant();
        capture(engine(), IfUnknown.ALLOW, "INC-1");
        Instant captured = bench.record()
                .history()
                .get(bench.record().history().size() - 1)
                .at();

        assertThat(exists(ref(), Optional.of(before), Set.of())).isInstanceOf(CheckResult.Passed.class);
        assertThat(exists(ref(), Optional.of(captured), Set.of())).isInstanceOf(CheckResult.Passed.class);
        assertThat(exists(ref(), Optional.of(captured.plusMillis(1)), Set.of()).toString())
                .contains("Failed", "before the incident began", "release containment " + bench.name() + " first");
    }

    @Test
    void inARehearsalAStepThatWouldCaptureItCountsForThisPodAlone() {
        declare();
        Set<ContainmentTarget> foreseen = Set.of(new ContainmentTarget.Evidence(ref()));

        assertThat(exists(ref(), Optional.empty(), foreseen)).isInstanceOf(CheckResult.Passed.class);
        assertThat(exists(PodRef.parse(bench.shop() + "/web-0/" + "0".repeat(32)), Optional.empty(), foreseen))
                .isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void aCollectorThatSaysNothingThatCanBeReadIsNotVerified() {
        declare();
        message = "manifest sha256:" + "b".repeat(64) + " at my house";

        var result = capture(engine(), IfUnknown.ALLOW, "INC-1");

        assertThat(result.verification().orElseThrow().toString())
                .contains("what it said of the evidence cannot be read");
        assertThat(exists(ref()).toString()).contains("Failed", "has no checksum of a manifest");
    }

    @Test
    void withoutACaptureThereIsNoEvidenceNorOfASuccessor() {
        declare();

        assertThat(exists(ref()).toString()).contains("Failed", "no evidence of pod shop/web-0/");
        capture(engine(), IfUnknown.ALLOW, "INC-1");
        assertThat(exists(PodRef.parse("shop/web-0/" + "0".repeat(32)))).isInstanceOf(CheckResult.Failed.class);
        assertThat(exists(PodRef.parse("shop/web-0"))).isInstanceOf(CheckResult.Undetermined.class);
    }

    private String lastNote() {
        var history = bench.record().history();
        return history.get(history.size() - 1).note();
    }

    private void prepare(EvidenceWork work) {
        declare();
        if (work == EvidenceWork.RELEASE) {
            capture(engine(), IfUnknown.ALLOW, "INC-1");
        } else if (work == EvidenceWork.TAKE_OVER) {
            try {
                capture(
                        bench.engine(call -> {
                            if (Bench.record(Verb.REPLACE).test(call)) {
                                throw new Bench.Crash();
                            }
                            return Optional.empty();
                        }),
                        IfUnknown.ALLOW,
                        "INC-1");
                throw new AssertionError("it has not crashed");
            } catch (Bench.Crash e) {
                bench.time.pass(Bench.LONG_ENOUGH.multipliedBy(3));
            }
        }
        fails = work == EvidenceWork.CAPTURE_AND_FAIL;
    }

    private TransactionResult by(EvidenceWork work, Engine engine) {
        return work == EvidenceWork.RELEASE
                ? engine.release(bench.name(), "jane")
                : capture(engine, IfUnknown.ALLOW, "INC-1");
    }

    private static int calls(EvidenceWork work) {
        var test = new EvidenceFaultsTest();
        test.prepare(work);
        var calls = new ArrayList<Integer>();
        test.by(work, test.bench.engine(call -> {
            test.runJobs();
            calls.add(call.number());
            return Optional.empty();
        }));
        test.bench.close();
        return calls.size();
    }

    static Stream<Arguments> everything() {
        var mishaps = new ArrayList<Mishap>();
        Fault.each().forEach(fault -> mishaps.add(new Mishap.Fails(fault)));
        mishaps.addAll(List.of(
                new Mishap.Killed(),
                new Mishap.JobDeleted(),
                new Mishap.PodDeleted(),
                new Mishap.RecordDeleted(),
                new Mishap.Asleep()));
        var cases = new ArrayList<Arguments>();
        for (EvidenceWork work : EvidenceWork.values()) {
            for (int call = 1; call <= calls(work) + 1; call++) {
                for (Mishap mishap : mishaps) {
                    cases.add(Arguments.of(work, call, mishap));
                }
            }
        }
        System.out.println("single faults of capturing evidence: " + cases.size());
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, call {1}: {2}")
    @MethodSource("everything")
    void itIsCapturedOnceAndTheRecordSaysWhatIsThere(EvidenceWork work, int number, Mishap mishap) {
        prepare(work);
        var before = pod().orElseThrow();

        try {
            assertHonest(by(work, engine(number, mishap)));
        } catch (Bench.Crash e) {
            assertThat(mishap).isEqualTo(new Mishap.Killed());
        }
        bench.time.pass(Bench.LONG_ENOUGH.multipliedBy(3));
        var round = bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(round.problems()).isEmpty();
        assertThat(pod().stream().toList()).allSatisfy(pod -> assertThat(pod).isEqualTo(before));
        if (!jobDeleted && !(mishap instanceof Mishap.RecordDeleted)) {
            assertThat(jobs).as("Jobs that were ever made").hasSizeLessThan(2);
        }
        if (!bench.records().isEmpty()) {
            assertAsTheRecordSays(before);
        }
    }

    private void assertHonest(TransactionResult result) {
        if (result.outcome() == Outcome.ROLLED_BACK || result.outcome() == Outcome.RELEASED) {
            assertThat(jobs()).isEmpty();
        }
        if (result.outcome() == Outcome.CONTAINED) {
            assertThat(fails).isFalse();
        }
    }

    private void assertAsTheRecordSays(KubernetesObject pod) {
        Containment record = bench.record();
        var target = PodRef.parse(bench.shop() + "/" + ContainPod.NAME + "/" + pod.uid());
        boolean counts = exists(target) instanceof CheckResult.Passed;
        if (record.state() == ContainmentState.CONTAINED) {
            boolean verified = record.progress().verification().orElseThrow() instanceof Verification.Verified;
            // Whatever has become of the Job since: what was stored is stored.
            assertThat(counts).isEqualTo(verified);
        } else {
            assertThat(counts).isFalse();
            assertThat(record.state().ended() || record.state() == ContainmentState.MANUAL_INTERVENTION)
                    .as("%s", record.state())
                    .isTrue();
            if (record.state() != ContainmentState.MANUAL_INTERVENTION) {
                assertThat(jobs()).isEmpty();
            }
        }
    }

    private Optional<Fault> happens(Mishap mishap) {
        if (mishap instanceof Mishap.Fails failing) {
            return Optional.of(failing.fault());
        }
        if (mishap instanceof Mishap.Killed) {
            throw new Bench.Crash();
        }
        if (mishap instanceof Mishap.JobDeleted) {
            for (KubernetesObject job : jobs()) {
                bench.cluster().delete(job.ref(), job.uid(), WriteMode.COMMIT);
                jobDeleted = true;
            }
        } else if (mishap instanceof Mishap.PodDeleted) {
            pod().ifPresent(pod -> bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
        } else if (mishap instanceof Mishap.RecordDeleted) {
            bench.records().forEach(record -> bench.cluster().delete(record, WriteMode.COMMIT));
        } else {
            bench.time.pass(Bench.LONG_ENOUGH.multipliedBy(3));
        }
        return Optional.empty();
    }
}
