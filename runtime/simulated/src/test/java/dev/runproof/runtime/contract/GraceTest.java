package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.response.Grace;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.RunRound;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.response.StepState;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.response.Trigger.Evidence;
import dev.runproof.runtime.response.Trigger.Grace.IfUnknown;
import dev.runproof.runtime.response.Trigger.Signal;
import dev.runproof.runtime.response.Trigger.Source;
import dev.runproof.runtime.simulated.Faults.Call;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A run waits before it changes anything, and looks whether its signals are still there; what only looks does not wait. */
class GraceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Response RESPONSE = Saga.waiting(MINUTE, IfUnknown.ABORT);

    private final List<String> asked = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    @AutoClose
    private Bench bench = Ground.SIMULATED.bench();

    GraceTest() {
        measure();
    }

    private void on(Ground ground) {
        if (ground != Ground.SIMULATED) {
            bench.close();
            bench = ground.bench();
            measure();
        }
    }

    /** The last answer is that to all later questions. */
    private void measure() {
        Metrics metrics = (query, at, timeout) -> {
            asked.add(query);
            return answers.size() > 1 ? answers.remove() : answers.element();
        };
        bench.metrics = Optional.of(metrics);
        answersWith(RunWork.firing(bench.shop()));
    }

    private void answersWith(Sample... samples) {
        answers.clear();
        answers.add(new Answer.Samples(List.of(samples)));
    }

    private ResponseResult run(Engine engine, Response response, Mode mode) {
        return bench.responses(engine, response).run(response, Saga.inputs(bench.shop()), mode, new Incident("INC-1"));
    }

    private ResponseResult run() {
        return run(bench.engine(), RESPONSE, Mode.ENFORCE);
    }

    private RunRound patrol(Response response) {
        var round = bench.responses(bench.engine(), response).patrol("serve", WEEK);
        assertThat(round.problems()).isEmpty();
        return round;
    }

    /** What comes of it a minute after it began. */
    private ResponseResult afterwards(Response response) {
        run(bench.engine(), response, Mode.ENFORCE);
        bench.time.pass(MINUTE);
        return patrol(response).results().get(0);
    }

    private void standDown() {
        assertThat(bench.responses(bench.engine())
                        .standDown(bench.runs().get(0).ref().name(), "jane"))
                .isPresent();
    }

    private static List<String> reached(ResponseResult result) {
        return result.steps().stream().map(StepResult::reached).toList();
    }

    private Grace.Verdict verdict() {
        return bench.theRun().grace().flatMap(Grace::end).orElseThrow().verdict();
    }

    private boolean isTold() {
        return bench.told.stream()
                .filter(ResponseEvent.Ended.class::isInstance)
                .map(event -> (ResponseEvent.Ended) event)
                .reduce((one, next) -> next)
                .orElseThrow()
                .told();
    }

    private void assertEvidenceAloneIsThere(ResponseResult result) {
        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly("CONTAINED", "PENDING", "PENDING");
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.theRun().state()).isEqualTo(RunState.STOPPED);
        bench.time.pass(MINUTE);
        assertThat(patrol(RESPONSE).results()).as("it is over").isEmpty();
        assertThat(bench.policies()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whatOnlyLooksBeginsAtOnceAndNothingElseBeforeTheTimeIsOver(Ground ground) {
        on(ground);
        Instant until = bench.time.instant().plus(MINUTE);

        var waiting = run();

        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        assertThat(waiting.reason().orElseThrow()).contains(until.toString());
        assertThat(reached(waiting)).containsExactly("CONTAINED", "PENDING", "PENDING");
        assertThat(bench.policies()).hasSize(1);
        var run = bench.theRun();
        assertThat(run.grace().orElseThrow()).isEqualTo(new Grace(until, List.of("first"), Optional.empty()));
        assertThat(run.progress().next()).contains(new ResponseRun.Due(ResponseRun.Due.What.GRACE_ENDS, until));
        assertThat(run.progress().holder()).isEmpty();
        assertThat(bench.told)
                .filteredOn(ResponseEvent.InGrace.class::isInstance)
                .singleElement()
                .extracting(event -> ((ResponseEvent.InGrace) event).until())
                .isEqualTo(until);

        bench.time.pass(MINUTE.minusMillis(1));
        assertThat(run().outcome()).as("whoever starts it again").isEqualTo(RunOutcome.WAITING);
        var round = patrol(RESPONSE);
        assertThat(round.results()).isEmpty();
        assertThat(round.next()).contains(until);
        assertThat(bench.policies()).hasSize(1);
        assertThat(asked).isEmpty();

        bench.time.pass(Duration.ofMillis(1));
        var result = patrol(RESPONSE).results().get(0);

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.DONE);
        assertThat(reached(result)).containsOnly("CONTAINED");
        assertThat(verdict()).isEqualTo(Grace.Verdict.GOES_ON);
        assertThat(asked).containsExactly("ALERTS{alertstate=\"firing\",alertname=~\"BruteForceDetected\"}");
    }

    @Test
    void anExecutorThatComesLateGoesOn() {
        run();
        bench.time.pass(Duration.ofMinutes(10));

        assertThat(patrol(RESPONSE).results().get(0).outcome()).isEqualTo(RunOutcome.DONE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whereASignalIsGoneNothingIsChangedAndAPersonIsTold(Ground ground) {
        on(ground);
        answersWith();

        var result = afterwards(RESPONSE);

        assertThat(result.reason().orElseThrow())
                .isEqualTo("it was stood down: BruteForceDetected does not fire any more about this");
        assertThat(verdict()).isEqualTo(Grace.Verdict.GONE);
        assertThat(isTold()).isTrue();
        assertEvidenceAloneIsThere(result);
        assertThat(asked).hasSize(1);
    }

    @Test
    void anAlertAboutSomebodyElseIsNoneAboutThis() {
        var other = new HashMap<>(RunWork.firing(bench.shop()).labels());
        other.put("source", "203.0.113.99");
        var elsewhere = new HashMap<>(RunWork.firing("bank").labels());
        var nameless = new HashMap<>(RunWork.firing(bench.shop()).labels());
        nameless.remove("source");
        var hostile = new HashMap<>(RunWork.firing(bench.shop()).labels());
        hostile.put("source", "203.0.113.7/0 or vector(1)");
        var another = new HashMap<>(RunWork.firing(bench.shop()).labels());
        another.put("alertname", "AnotherAlert");
        answersWith(sample(other), sample(elsewhere), sample(nameless), sample(hostile), sample(another));

        assertEvidenceAloneIsThere(afterwards(RESPONSE));
    }

    private static Sample sample(Map<String, String> labels) {
        return new Sample(labels, 1);
    }

    @ParameterizedTest
    @CsvSource({"ABORT, STOPPED, UNKNOWN, true", "PROCEED, DONE, GOES_ON, false"})
    void whereNobodyKnowsItEndsOrGoesOnAsItSays(
            IfUnknown ifUnknown, RunOutcome outcome, Grace.Verdict verdict, boolean told) {
        answers.clear();
        answers.add(new Answer.Unknown("Prometheus answers 503"));
        var response = Saga.waiting(MINUTE, ifUnknown);

        var result = afterwards(response);

        assertThat(result.outcome()).as("%s", result).isEqualTo(outcome);
        assertThat(verdict()).isEqualTo(verdict);
        assertThat(bench.theRun().grace().flatMap(Grace::end).orElseThrow().note())
                .contains("Prometheus answers 503");
        assertThat(isTold()).isEqualTo(told);
        assertThat(asked).as("it is asked a few times").hasSize(3);
    }

    @Test
    void oneThatDoesNotAnswerAtOnceIsAskedAgain() {
        answers.clear();
        answers.add(new Answer.Unknown("Prometheus does not answer in time"));
        answers.add(new Answer.Samples(List.of(RunWork.firing(bench.shop()))));

        assertThat(afterwards(RESPONSE).outcome()).isEqualTo(RunOutcome.DONE);
    }

    @Test
    void withoutPrometheusNobodyKnows() {
        bench.metrics = Optional.empty();

        var result = afterwards(RESPONSE);

        assertThat(result.reason().orElseThrow()).contains("there is no Prometheus to ask which alerts fire");
        assertEvidenceAloneIsThere(result);
    }

    @Test
    void ofEachClassOneSourceIsStillThere() {
        var alert = new Source.Alert(Saga.ALERT);
        var falco = new Source.FalcoRule("Unexpected Process");
        var other = new Source.Alert("Another.Alert");
        assertThat(verdictOf(new Signal(Evidence.RATE, List.of(other, falco, alert))))
                .isEqualTo(Grace.Verdict.GOES_ON);
        assertThat(verdictOf(new Signal(Evidence.RATE, List.of(alert)), new Signal(Evidence.PROCESS, List.of(falco))))
                .isEqualTo(Grace.Verdict.UNKNOWN);
        assertThat(verdictOf(
                        new Signal(Evidence.PROCESS, List.of(falco)), new Signal(Evidence.NETWORK, List.of(other))))
                .isEqualTo(Grace.Verdict.GONE);
        assertThat(asked).contains("ALERTS{alertstate=\"firing\",alertname=~\"Another\\\\.Alert|BruteForceDetected\"}");
        asked.clear();
        assertThat(verdictOf(new Signal(Evidence.PROCESS, List.of(falco)))).isEqualTo(Grace.Verdict.UNKNOWN);
        assertThat(asked).as("nothing that Prometheus knows").isEmpty();
    }

    private Grace.Verdict verdictOf(Signal... signals) {
        bench.close();
        var grace = new Trigger.Grace(MINUTE, IfUnknown.ABORT, 1);
        afterwards(Saga.triggered(RESPONSE, List.of(signals), Optional.of(grace)));
        return verdict();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whoStandsItDownStopsItAtOnceAndIsNotPagedForThat(Ground ground) {
        on(ground);
        run();
        standDown();

        var result = patrol(RESPONSE).results().get(0);

        assertThat(result.reason()).contains("it was stood down by jane");
        assertThat(isTold()).isFalse();
        assertEvidenceAloneIsThere(result);
        assertThat(asked).isEmpty();
        assertThatThrownBy(this::standDown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("STOOD_DOWN by jane");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void whoStandsItDownWhileEvidenceIsKeptStopsItAfterThat(Ground ground) {
        on(ground);

        var result =
                run(bench.engine(Bench.asleep(Bench.policy(Verb.CREATE), this::standDown)), RESPONSE, Mode.ENFORCE);

        assertThat(result.reason()).contains("it was stood down by jane");
        assertEvidenceAloneIsThere(result);
    }

    @Test
    void whoStandsItDownWhileEvidenceIsKeptStopsFurtherEvidenceToo() {
        var two = Saga.triggered(
                RESPONSE, RESPONSE.trigger().signals(), Optional.of(new Trigger.Grace(MINUTE, IfUnknown.ABORT, 2)));

        var result = run(bench.engine(Bench.asleep(Bench.policy(Verb.CREATE), this::standDown)), two, Mode.ENFORCE);

        assertEvidenceAloneIsThere(result);
    }

    @Test
    void whoStandsItDownWhilePrometheusAnswersIsFirst() {
        run();
        bench.time.pass(MINUTE);
        Metrics meanwhile = (query, at, timeout) -> {
            standDown();
            return new Answer.Samples(List.of(RunWork.firing(bench.shop())));
        };
        bench.metrics = Optional.of(meanwhile);

        var result = patrol(RESPONSE).results().get(0);

        assertThat(result.reason()).contains("it was stood down by jane");
        assertEvidenceAloneIsThere(result);
    }

    /** Whatever an executor thinks, the API server holds it to its grace. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"SIMULATED", "KUBERNETES"})
    void theServerLetsNothingBeginBeforeAndNobodyChangeTheTime(Ground ground) {
        on(ground);
        run();
        Map<String, Object> begun = new HashMap<>(step(1));
        begun.put("state", "BEGUN");
        Map<String, Object> skipped = new HashMap<>(step(1));
        skipped.put("state", "SKIPPED");
        var sooner = Map.of("until", bench.time.instant().toString(), "atOnce", List.of("first"));
        var more = Map.of("until", end().toString(), "atOnce", List.of("first", "second"));
        var over = Map.of(
                "verdict",
                "GOES_ON",
                "by",
                "executor",
                "at",
                end().minusMillis(1).toString(),
                "note",
                "");

        assertRefused(Map.of("steps", List.of(step(0), begun, step(2))), "begins nothing but what only looks");
        assertRefused(Map.of("steps", List.of(step(0), skipped, step(2))), "begins nothing but what only looks");
        assertRefused(Map.of("grace", sooner), "how long a run waits never changes");
        assertRefused(Map.of("grace", more), "how long a run waits never changes");
        assertRefused(
                Map.of("grace", Map.of("until", end().toString(), "atOnce", List.of("first"), "end", over)),
                "does not go on before its grace is over");
        standDown();
        assertRefused(
                Map.of("grace", Map.of("until", end().toString(), "atOnce", List.of("first"))),
                "nor what became of that");
    }

    private Instant end() {
        return bench.theRun().grace().orElseThrow().until();
    }

    private Map<String, Object> step(int number) {
        var written = new HashMap<String, Object>();
        ((Map<?, ?>) bench.runs().get(0).list("spec", "steps").get(number))
                .forEach((key, value) -> written.put(String.valueOf(key), value));
        return written;
    }

    private void assertRefused(Map<String, ?> fields, String why) {
        var stored = bench.runs().get(0);
        var spec = new HashMap<>(stored.map("spec"));
        spec.putAll(fields);
        assertThatThrownBy(() -> bench.cluster().replace(stored.with("spec", spec), WriteMode.COMMIT))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsOverOrNeverWaitedIsNotStoodDown() {
        afterwards(RESPONSE);
        assertThatThrownBy(this::standDown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is DONE and not in its grace; that was GOES_ON by ");
    }

    @Test
    void whoHasLookedStartsItAtOnce() {
        bench.metrics = Optional.empty();

        var result = run(bench.engine(), RESPONSE.withoutGrace(), Mode.ENFORCE);

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.DONE);
        assertThat(bench.theRun().grace()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = StepState.class,
            names = {"BEGUN", "CONTAINED"})
    void whoGoesOnAfterACrashWaitsUntilTheSameTimeAndNoLonger(StepState first) {
        var response = Saga.waiting(Duration.ofMinutes(5), IfUnknown.ABORT);
        Instant until = bench.time.instant().plus(Duration.ofMinutes(5));
        var writes = new AtomicInteger();
        // That it is contained is the second write, and that the run waits the third.
        Predicate<Call> crash = first == StepState.BEGUN
                ? Bench.policy(Verb.CREATE)
                : Bench.run(Verb.REPLACE).and(call -> writes.incrementAndGet() == 3);
        assertThatThrownBy(() -> run(
                        bench.engine(call -> {
                            if (crash.test(call)) {
                                throw new Bench.Crash();
                            }
                            return Optional.empty();
                        }),
                        response,
                        Mode.ENFORCE))
                .isInstanceOf(Bench.Crash.class);
        assertThat(bench.theRun().steps().get(0).state()).isEqualTo(first);
        bench.time.pass(Bench.LONG_ENOUGH);

        var waiting = patrol(response).results().get(0);

        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        assertThat(bench.theRun().grace().orElseThrow().until()).isEqualTo(until);
        assertThat(bench.theRun().progress().next().orElseThrow().at()).isEqualTo(until);
        bench.time.pass(Duration.between(bench.time.instant(), until));
        assertThat(patrol(response).results().get(0).outcome()).isEqualTo(RunOutcome.DONE);
        assertThat(bench.policies()).hasSize(3);
    }

    @Test
    void aRehearsalSaysHowLongARealRunWouldWaitAndForWhat() {
        var there = run(bench.engine(), RESPONSE, Mode.AUDIT);
        bench.metrics = Optional.empty();
        var unknown = run(bench.engine(), RESPONSE, Mode.AUDIT);

        assertThat(there.outcome()).as("%s", there).isEqualTo(RunOutcome.AUDITED);
        assertThat(there.steps().get(0).note()).doesNotContain("wait");
        assertThat(there.steps().get(1).note())
                .contains(
                        "a real run would wait for 60 s first, and look whether its signals are still there: now they are");
        assertThat(there.steps().get(2).note()).doesNotContain("wait");
        assertThat(unknown.steps().get(1).note()).contains("now it would be stood down, as nobody knows: there is no");
        assertThat(bench.runs()).isEmpty();
    }
}
