package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.MalformedContainmentException;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.response.StepState;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.Lookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run of a response does on every cluster. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class ResponseContractTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @AutoClose
    private final Bench bench;

    ResponseContractTest(Ground ground) {
        bench = ground.bench();
    }

    private ResponseResult run(Response response) {
        return run(response, Mode.ENFORCE);
    }

    private ResponseResult run(Response response, Mode mode) {
        return bench.responses(bench.engine(), response)
                .run(response, Saga.inputs(bench.shop()), mode, new Incident("INC-1"));
    }

    private List<ResponseResult> patrol(Response... known) {
        return bench.responses(bench.engine(), known).patrol("serve", WEEK).results();
    }

    private void decide(String step, Verdict verdict) {
        assertThat(bench.responses(bench.engine())
                        .decide(bench.runs().get(0).ref().name(), step, verdict, "jane"))
                .isPresent();
    }

    private static List<String> reached(ResponseResult result) {
        return result.steps().stream().map(StepResult::reached).toList();
    }

    private Containment containment(String name) {
        return bench.engine().containment(name).orElseThrow();
    }

    @Test
    void eachStepIsContainedInItsOrder() {
        var result = run(Saga.three());

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.DONE);
        assertThat(reached(result)).containsOnly("CONTAINED");
        assertThat(bench.policies()).hasSize(3);
        var run = bench.theRun();
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(run.progress().holder()).isEmpty();
        assertThat(run.request().inputs()).isEqualTo(Saga.inputs(bench.shop()));
        assertThat(run.history().stream()
                        .flatMap(entry -> entry.reached().stream().map(reached -> entry.step() + " " + reached)))
                .containsExactly(
                        "first BEGUN",
                        "first CONTAINED",
                        "second BEGUN",
                        "second CONTAINED",
                        "third BEGUN",
                        "third CONTAINED");
        assertThat(run.standing())
                .allSatisfy(step -> assertThat(containment(step.containment()).claims())
                        .singleElement()
                        .satisfies(claim -> assertThat(claim.incident())
                                .startsWith(
                                        "INC-1 by " + bench.runs().get(0).ref().name() + "/" + step.name())));
    }

    @Test
    void whatHasRunIsNotRunAgain() {
        run(Saga.three());
        var before = bench.runs();

        var again = run(Saga.three());

        assertThat(again.outcome()).isEqualTo(RunOutcome.NOT_NEEDED);
        assertThat(again.reason().orElseThrow()).contains("it is DONE already");
        assertThat(bench.runs()).isEqualTo(before);
        assertThat(bench.responses(bench.engine())
                        .run(Saga.three(), Saga.inputs(bench.shop()), Mode.ENFORCE, new Incident("INC-1"), 2)
                        .outcome())
                .isEqualTo(RunOutcome.DONE);
        assertThat(bench.runs()).hasSize(2);
        assertThat(bench.policies()).hasSize(3);
    }

    @Test
    void whenALaterStepFailsEachEarlierOneIsUndoneOrKeptAsItSays() {
        var result = run(Saga.failing());

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly("UNDONE", "CONTAINED", "FAILED");
        assertThat(result.reason().orElseThrow()).contains("third: ROLLED_BACK: service-healthy: it does not hold");
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.theRun().state()).isEqualTo(RunState.STOPPED);
        assertThat(bench.theRun().standing())
                .extracting(ResponseRun.StepRun::name)
                .containsExactly("second");
    }

    @Test
    void stepsAreUndoneInReverse() {
        var response = Saga.of(
                Saga.step("first", BlockSource.PLAIN),
                Saga.step("second", Saga.blocking(Saga.SECOND)),
                Saga.step("third", Saga.blocking("192.0.2.9").before(BlockSource.failing("not-protected"))));

        assertThat(reached(run(response))).containsExactly("UNDONE", "UNDONE", "FAILED");
        assertThat(bench.theRun().history().stream()
                        .filter(entry -> entry.reached().equals(Optional.of(StepState.UNDONE)))
                        .map(ResponseRun.Entry::step))
                .containsExactly("second", "first");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void aStepThatMayFailStopsNothing() {
        var result = run(Saga.changed(
                Saga.three(),
                1,
                step -> Saga.going(Saga.step(
                        "second", Saga.blocking(Saga.SECOND).after(BlockSource.failing("service-healthy"))))));

        assertThat(result.outcome()).isEqualTo(RunOutcome.DONE);
        assertThat(reached(result)).containsExactly("CONTAINED", "FAILED", "CONTAINED");
        assertThat(bench.policies()).hasSize(2);
    }

    @Test
    void whatAnotherIncidentClaimsTooStaysWhenAStepIsUndone() {
        bench.run("INC-OTHER");
        var before = bench.policies();

        var result = run(Saga.changed(Saga.failing(), 1, step -> Saga.step("second", Saga.blocking(Saga.SECOND))));

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly("UNDONE", "UNDONE", "FAILED");
        assertThat(result.steps().get(0).note()).contains("it stays, claimed by INC-OTHER");
        assertThat(bench.policies()).isEqualTo(before);
    }

    @Test
    void aStepIsSkippedWhereItIsNotMeant() {
        var result = run(Saga.of(
                Saga.onlyIf(Saga.step("first", BlockSource.PLAIN), BlockSource.failing("is-pod")),
                Saga.onlyIf(Saga.step("second", Saga.blocking(Saga.SECOND)), BlockSource.passing("is-external"))));

        assertThat(result.outcome()).isEqualTo(RunOutcome.DONE);
        assertThat(reached(result)).containsExactly("SKIPPED", "CONTAINED");
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whereItCannotBeKnownWhetherAStepIsMeantItFails() {
        var result = run(Saga.of(
                Saga.step("first", BlockSource.PLAIN),
                Saga.onlyIf(Saga.step("second", Saga.blocking(Saga.SECOND)), BlockSource.undetermined("is-pod"))));

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly("UNDONE", "FAILED");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whereNoStepIsMeantAPersonIsTold() {
        var result = run(Saga.of(Saga.onlyIf(Saga.step("first", BlockSource.PLAIN), BlockSource.failing("is-pod"))));

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(result.reason()).contains("none of its steps was to be done");
        assertThat(bench.told)
                .last()
                .satisfies(event ->
                        assertThat(((ResponseEvent.Ended) event).told()).isTrue());
    }

    @Test
    void whereNothingIsInForceAtTheEndAPersonIsTold() {
        var result = run(Saga.of(
                Saga.onlyIf(Saga.step("first", BlockSource.PLAIN), BlockSource.failing("is-pod")),
                Saga.going(Saga.onlyIf(
                        Saga.step("second", Saga.blocking(Saga.SECOND)), BlockSource.undetermined("is-pod")))));

        assertThat(reached(result)).containsExactly("SKIPPED", "FAILED");
        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(result.reason().orElseThrow()).contains("none of its steps is in force; second: is-pod");
        assertThat(endToldOf()).isTrue();
    }

    @Test
    void whoDeniesOneStepIsToldOfAnotherThatFails() {
        var response = Saga.of(
                Saga.going(Saga.with(Saga.step("first", BlockSource.PLAIN), Saga.ONCALL)),
                Saga.step("second", Saga.blocking(Saga.SECOND).before(BlockSource.failing("not-protected"))));
        run(response);
        decide("first", Verdict.DENIED);

        var result = patrol(response).get(0);

        assertThat(reached(result)).containsExactly("DENIED", "FAILED");
        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(endToldOf()).isTrue();
    }

    @Test
    void nobodyHasAgreedToAStepBecauseAnEarlierOneWasNotBegun() {
        var unknown = Saga.onlyIf(Saga.step("first", BlockSource.PLAIN), BlockSource.undetermined("is-pod"));

        var result = run(Saga.response(
                List.of(Saga.going(unknown), Saga.step("second", Saga.blocking(Saga.SECOND))),
                List.of(),
                Optional.of(Saga.ONCALL)));

        assertThat(reached(result)).containsExactly("FAILED", "WAITING");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void whoHasDeniedAStepHasNotAgreedToTheNext() {
        var response = Saga.response(
                List.of(
                        Saga.going(Saga.step("first", BlockSource.PLAIN)),
                        Saga.step("second", Saga.blocking(Saga.SECOND)),
                        Saga.step("third", Saga.blocking("192.0.2.9"))),
                List.of(),
                Optional.of(Saga.ONCALL));
        run(response);
        decide("first", Verdict.DENIED);

        patrol(response);

        assertThat(bench.theRun().steps())
                .extracting(ResponseRun.StepRun::state)
                .containsExactly(StepState.DENIED, StepState.WAITING, StepState.PENDING);
        assertThat(bench.policies()).isEmpty();

        decide("second", Verdict.APPROVED);
        assertThat(reached(patrol(response).get(0))).containsExactly("DENIED", "CONTAINED", "CONTAINED");
    }

    /** Whether a person was told of the end of the run. */
    private boolean endToldOf() {
        return ((ResponseEvent.Ended) bench.told.get(bench.told.size() - 1)).told();
    }

    @Test
    void auditModeRehearsesEachStepAndHoldsNothing() {
        var result = run(Saga.asking(Saga.ONCALL), Mode.AUDIT);

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.AUDITED);
        assertThat(reached(result)).containsOnly("AUDITED");
        assertThat(result.steps().get(2).note()).contains("a real run would ask security-oncall first");
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.records()).isEmpty();
        assertThat(bench.runs()).isEmpty();
    }

    @Test
    void auditModeSaysWhichStepWouldBeRefused() {
        var refused = Saga.changed(
                Saga.three(),
                1,
                step -> Saga.step("second", Saga.blocking(Saga.SECOND).before(BlockSource.failing("not-protected"))));

        var result = run(refused, Mode.AUDIT);

        assertThat(result.outcome()).isEqualTo(RunOutcome.REFUSED);
        assertThat(reached(result)).containsExactly("AUDITED", "REFUSED", "AUDITED");
        assertThat(result.reason()).contains("second: not-protected: it does not hold");
    }

    @Test
    void nobodyHoldsARunThatWaitsAndAnyExecutorGoesOnWithIt() {
        var response = Saga.asking(Saga.ONCALL);

        var waiting = run(response);

        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        assertThat(reached(waiting)).containsExactly("CONTAINED", "CONTAINED", "WAITING");
        var run = bench.theRun();
        assertThat(run.progress().holder()).isEmpty();
        assertThat(run.progress().deadline()).isEmpty();
        assertThat(run.progress().next().orElseThrow().at())
                .isEqualTo(bench.time.instant().plus(Duration.ofMinutes(15)));
        assertThat(bench.told).anyMatch(ResponseEvent.ApprovalWanted.class::isInstance);
        assertThat(bench.responses(bench.engine(), response)
                        .patrol("serve", WEEK)
                        .next())
                .contains(run.progress().next().orElseThrow().at());
        assertThat(bench.theRun()).as("a round renews nothing").isEqualTo(run);

        decide("third", Verdict.APPROVED);
        assertThat(patrol(response)).extracting(ResponseResult::outcome).containsExactly(RunOutcome.DONE);

        assertThat(bench.policies()).hasSize(3);
        assertThat(bench.theRun().decisions().get("third"))
                .extracting(Decision::by)
                .isEqualTo("jane");
        assertThat(bench.theRun().progress().epoch()).isEqualTo(2);
    }

    @Test
    void whatIsDeniedIsNotDone() {
        var response = Saga.asking(Saga.ONCALL);
        run(response);
        decide("third", Verdict.DENIED);

        var result = patrol(response).get(0);

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(result.reason()).contains("third: denied by jane");
        assertThat(reached(result)).containsExactly("UNDONE", "CONTAINED", "DENIED");
        assertThat(bench.told)
                .last()
                .satisfies(event -> assertThat(((ResponseEvent.Ended) event).told())
                        .as("who denied it knows")
                        .isFalse());
        assertThat(bench.policies()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"REFUSE, UNDONE, 1", "PAGE, CONTAINED, 2"})
    void whatNobodyAgreesToInTimeIsNotDone(Otherwise otherwise, String first, int policies) {
        var response = Saga.asking(new Approval("security-oncall", Duration.ofMinutes(15), otherwise));
        run(response);
        bench.time.pass(Duration.ofMinutes(15));

        var result = patrol(response).get(0);

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly(first, "CONTAINED", "DENIED");
        assertThat(result.reason().orElseThrow()).contains("nobody of security-oncall has agreed");
        assertThat(bench.told)
                .last()
                .satisfies(event ->
                        assertThat(((ResponseEvent.Ended) event).told()).isTrue());
        assertThat(bench.policies()).hasSize(policies);
    }

    @Test
    void theApprovalOfTheResponseIsAskedForBeforeTheFirstStepThatIsDone() {
        var response = Saga.response(
                List.of(
                        Saga.onlyIf(Saga.step("first", BlockSource.PLAIN), BlockSource.failing("is-pod")),
                        Saga.step("second", Saga.blocking(Saga.SECOND)),
                        Saga.step("third", Saga.blocking("192.0.2.9"))),
                List.of(),
                Optional.of(Saga.ONCALL));

        assertThat(reached(run(response))).containsExactly("SKIPPED", "WAITING", "PENDING");
        assertThat(bench.policies()).isEmpty();
        decide("second", Verdict.APPROVED);

        assertThat(reached(patrol(response).get(0))).containsExactly("SKIPPED", "CONTAINED", "CONTAINED");
    }

    @Test
    void onlyWhatIsWaitedForIsDecidedOnAndOnce() {
        run(Saga.asking(Saga.ONCALL));

        assertThatThrownBy(() -> decide("second", Verdict.APPROVED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("it waits for third");
        decide("third", Verdict.DENIED);
        assertThatThrownBy(() -> decide("third", Verdict.APPROVED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was DENIED by jane already");
    }

    @Test
    void lookupsAreReadBeforeTheFirstStepAndNeverAgain() {
        var seen = new HashMap<String, Integer>();
        var lookup = new Lookup() {
            @Override
            public String name() {
                return "source.neighbour";
            }

            @Override
            public String read(InputTexts inputs, ClusterReads cluster) {
                return seen.merge("reads", 1, Integer::sum) == 1 ? Saga.SECOND : "192.0.2.77";
            }
        };
        Map<String, Argument> looked =
                Map.of("source", new Argument.Looked("source.neighbour"), "namespace", new Argument.Input("namespace"));
        var response = Saga.response(
                List.of(
                        Saga.with(Saga.step("first", BlockSource.PLAIN), Saga.ONCALL),
                        Saga.taking(Saga.step("second", BlockSource.PLAIN), looked)),
                List.of(lookup),
                Optional.empty());

        run(response);
        decide("first", Verdict.APPROVED);
        patrol(response);

        assertThat(bench.theRun().state()).isEqualTo(RunState.DONE);
        assertThat(seen).containsEntry("reads", 1);
        assertThat(bench.theRun().request().lookups()).containsEntry("source.neighbour", new Looked(Saga.SECOND, ""));
        assertThat(containment(bench.theRun().steps().get(1).containment())
                        .request()
                        .inputs())
                .containsEntry("source", Saga.SECOND);
    }

    @Test
    void aStepThatNeedsWhatIsNotThereFails() {
        var lookup = new Lookup() {
            @Override
            public String name() {
                return "pod.workload";
            }

            @Override
            public String read(InputTexts inputs, ClusterReads cluster) throws UnresolvedException {
                throw new UnresolvedException("pod shop/web-0 has no owner");
            }
        };
        Map<String, Argument> looked =
                Map.of("source", new Argument.Looked("pod.workload"), "namespace", new Argument.Input("namespace"));
        var result = run(Saga.response(
                List.of(
                        Saga.step("first", BlockSource.PLAIN),
                        Saga.taking(Saga.step("second", BlockSource.PLAIN), looked)),
                List.of(lookup),
                Optional.empty()));

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(result.reason()).contains("second: pod.workload: pod shop/web-0 has no owner");
        assertThat(reached(result)).containsExactly("UNDONE", "FAILED");
    }

    @Test
    void aWrongInputIsSaidBeforeAnythingHappens() {
        assertThatThrownBy(() -> bench.responses(bench.engine())
                        .run(
                                Saga.three(),
                                Map.of("source", "010.0.0.1", "namespace", bench.shop()),
                                Mode.ENFORCE,
                                new Incident("INC-1")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("source");
        assertThat(bench.runs()).isEmpty();
    }

    @Test
    void inputsAreOneRunHoweverTheyAreWritten() {
        var one = Map.of("source", "2001:db8::1", "namespace", bench.shop());
        var other = Map.of("source", "2001:0db8:0:0:0:0:0:0001", "namespace", bench.shop());
        var responses = bench.responses(bench.engine());

        responses.run(Saga.three(), one, Mode.ENFORCE, new Incident("INC-1"));

        assertThat(responses
                        .run(Saga.three(), other, Mode.ENFORCE, new Incident("INC-1"))
                        .outcome())
                .isEqualTo(RunOutcome.NOT_NEEDED);
        assertThat(bench.runs()).hasSize(1);
    }

    @Test
    void whatCannotBeUndoneIsLeftForAPersonWithTheCommands() {
        var editing = BlockSource.check("service-healthy", context -> {
            bench.editFirstPolicy(BlockSource.ATTACKER);
            return new CheckResult.Failed("it does not hold");
        });
        var response = Saga.changed(
                Saga.three(),
                2,
                step -> Saga.step("third", Saga.blocking("192.0.2.9").after(editing)));

        var result = run(response);

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.MANUAL_INTERVENTION);
        assertThat(reached(result)).containsExactly("LEFT", "CONTAINED", "FAILED");
        assertThat(result.left()).extracting(ResponseResult.Left::step).containsExactly("first", "");
        assertThat(result.left().get(0).commands())
                .anyMatch(
                        command -> command.startsWith("kubectl delete ciliumnetworkpolicies.cilium.io/runproof-block-"))
                .anyMatch(command -> command.startsWith("kubectl delete containments.runproof.dev/ip-"));
        assertThat(result.left().get(1).commands())
                .anyMatch(command -> command.startsWith("kubectl delete responseruns.runproof.dev/run-"));
        assertThat(run(response).outcome()).as("again").isEqualTo(RunOutcome.MANUAL_INTERVENTION);
        assertThat(run(response).left()).hasSize(2);
    }

    @Test
    void whoIsCancelledStopsAndUndoes() {
        var cancelled = Saga.changed(
                Saga.three(),
                1,
                step -> Saga.keeping(Saga.step(
                        "second", Saga.blocking(Saga.SECOND).after(BlockSource.check("policy-enforced", context -> {
                            Thread.currentThread().interrupt();
                            return new CheckResult.Passed();
                        })))));

        var result = run(cancelled);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.STOPPED);
        assertThat(reached(result)).containsExactly("UNDONE", "FAILED", "PENDING");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void aResponseThatIsNotKnownHereIsLeftToWhoKnowsItAndThenStopped() {
        var response = Saga.asking(Saga.ONCALL);
        run(response);
        decide("third", Verdict.APPROVED);

        var round = bench.responses(bench.engine()).patrol("serve", WEEK);
        assertThat(round.results()).isEmpty();
        assertThat(round.problems()).singleElement().asString().contains("is not known here");

        bench.time.pass(Duration.ofMinutes(31));
        assertThat(reached(patrol().get(0))).containsExactly("UNDONE", "CONTAINED", "WAITING");
        assertThat(bench.theRun().state()).isEqualTo(RunState.STOPPED);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void whoServesAndIsStoppedBetweenTwoStepsLeavesTheRestToAnother() {
        var response = Saga.changed(Saga.three(), 0, step -> Saga.with(step, Saga.ONCALL));
        run(response);
        decide("first", Verdict.APPROVED);
        var stopping = new Responses(bench.engine(), List.of(response), event -> {
            if (event instanceof ResponseEvent.Stepped stepped && stepped.reached() == StepState.CONTAINED) {
                Thread.currentThread().interrupt();
            }
        });

        var round = stopping.patrol("serve", WEEK);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(round.results()).isEmpty();
        assertThat(round.problems()).isEmpty();
        assertThat(bench.theRun().state()).isEqualTo(RunState.RUNNING);
        assertThat(bench.theRun().progress().holder()).isEmpty();
        assertThat(bench.policies()).hasSize(1);
        assertThat(reached(patrol(response).get(0))).as("at once").containsOnly("CONTAINED");
    }

    @Test
    void whoSleepsOnceAStepIsDurableAsksWhetherTheRunIsStillTheirs() {
        var sleepy = bench.engine(Bench.asleep(
                call -> !bench.runs().isEmpty() && bench.theRun().steps().get(0).state() == StepState.BEGUN, () -> {
                    bench.time.pass(Bench.LONG_ENOUGH);
                    assertThat(reached(patrol(Saga.failing()).get(0))).containsExactly("UNDONE", "CONTAINED", "FAILED");
                }));
        try (var effects = new Effects((ClusterFeed) bench.cluster(), bench.shop())) {
            var result = bench.responses(sleepy, Saga.failing())
                    .run(Saga.failing(), Saga.inputs(bench.shop()), Mode.ENFORCE, new Incident("INC-1"));

            assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.CONFLICT);
            assertThat(result.reason().orElseThrow()).contains("this executor leaves it as it is");
            assertThat(bench.events)
                    .as("it was refused before anything was changed")
                    .anyMatch(event -> event instanceof EngineEvent.Checked checked
                            && checked.check().equals("run-is-held")
                            && checked.result() instanceof CheckResult.Failed);
            assertThat(effects.most()).isLessThanOrEqualTo(1);
        }
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void aPersonIsToldWhatIsLeftEvenOfARunThatAPersonHasStopped() {
        var response = Saga.asking(Saga.ONCALL);
        run(response);
        decide("third", Verdict.DENIED);
        bench.editFirstPolicy(BlockSource.ATTACKER);

        assertThat(patrol(response).get(0).outcome()).isEqualTo(RunOutcome.MANUAL_INTERVENTION);

        assertThat(bench.told)
                .last()
                .satisfies(event ->
                        assertThat(((ResponseEvent.Ended) event).told()).isTrue());
    }

    @Test
    void aRunThatHasLainForTooLongIsStoppedAndUndone() {
        var response = Saga.asking(Saga.ONCALL);
        run(response);
        decide("third", Verdict.APPROVED);
        bench.time.pass(Duration.ofMinutes(31));

        var result = patrol(response).get(0);

        assertThat(result.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(result.reason().orElseThrow()).contains("too long after its time");
        assertThat(reached(result)).containsExactly("UNDONE", "CONTAINED", "WAITING");
    }

    @Test
    void whatIsContainedTooLateForAStepIsFoundAndEnded() {
        var result = run(Saga.failing());
        var late = new Incident("INC-1 by " + result.run().orElseThrow() + "/first");
        bench.run("INC-OTHER");
        bench.engine().run(BlockSource.PLAIN, BlockSource.texts(bench.shop()), Mode.ENFORCE, late);
        var containment = result.steps().get(0).containment();
        assertThat(containment(containment).claims()).hasSize(2);

        patrol(Saga.failing());

        assertThat(containment(containment).claims())
                .as("of others nothing is ended, and what stands stays")
                .extracting(Containment.Claim::incident)
                .containsExactly("INC-OTHER");
        assertThat(bench.policies()).hasSize(2);
    }

    @Test
    void anIncidentThatRunsAgainstAPodThatIsGoneHasNothingToContain() {
        var pods = new Response(
                "contain-pod",
                Saga.three().origin(),
                List.of(new InputDeclaration("pod", "pod", "namespace/pod", "", Optional.empty())),
                Saga.three().trigger(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(new Response.Step(
                        "mark",
                        ContainPod.EDITED,
                        Map.of("pod", new Argument.Input("pod")),
                        List.of(),
                        Response.IfFails.STOP,
                        Response.IfLaterFails.KEEP,
                        Optional.empty())));
        var responses = bench.responses(bench.engine(), pods);
        var inputs = Map.of("pod", bench.shop() + "/" + ContainPod.NAME);

        var gone = responses.run(pods, inputs, Mode.ENFORCE, new Incident("INC-1"));
        assertThat(gone.outcome()).as("%s", gone).isEqualTo(RunOutcome.NOT_NEEDED);
        assertThat(gone.reason().orElseThrow()).contains("there is no pods");
        assertThat(bench.runs()).isEmpty();
    }

    @Test
    void aStepWhoseContainmentCannotBeReadIsLeftForAPerson() {
        var response = Saga.three();
        try {
            bench.responses(
                            bench.engine(call -> {
                                if (Bench.policy(Verb.CREATE).test(call)) {
                                    throw new Bench.Crash();
                                }
                                return Optional.empty();
                            }),
                            response)
                    .run(response, Saga.inputs(bench.shop()), Mode.ENFORCE, new Incident("INC-1"));
        } catch (Bench.Crash e) {
            bench.time.pass(Bench.LONG_ENOUGH);
        }
        var unreadable = new FaultyCluster(
                bench.cluster(),
                call -> Bench.record(Verb.GET).test(call)
                        ? Optional.of(new Fault(Fault.Moment.BEFORE, malformed()))
                        : Optional.empty());

        var result = bench.responses(bench.engine(unreadable), response)
                .patrol("serve", WEEK)
                .results()
                .get(0);

        assertThat(result.outcome()).isEqualTo(RunOutcome.MANUAL_INTERVENTION);
        assertThat(reached(result)).containsExactly("LEFT", "PENDING", "PENDING");
        assertThat(result.left().get(0).reason()).contains("its containment cannot be read");
    }

    /** What reading a record throws that is none. */
    private static MalformedContainmentException malformed() {
        try {
            Containment.of(
                    KubernetesObject.of(Containment.KIND, Map.of("metadata", Map.of("namespace", "n", "name", "x"))));
        } catch (MalformedContainmentException e) {
            return e;
        }
        throw new AssertionError("it is a record");
    }

    @Test
    void whatIsLongOverIsForgotten() {
        run(Saga.three());

        bench.time.pass(WEEK);
        patrol();

        assertThat(bench.runs()).isEmpty();
        assertThat(bench.told).last().isInstanceOf(ResponseEvent.Forgotten.class);
    }

    @Test
    void theServerItselfRefusesWhatNoExecutorMayWrite() {
        run(Saga.asking(Saga.ONCALL));
        var stored = bench.runs().get(0);
        var run = bench.theRun().fields();

        assertRefused(stored, change(run, "epoch", 0), "");
        assertRefused(stored, change(run, "state", "DONE"), "a run does not go from");
        assertRefused(
                stored,
                change(change(run, "state", "RUNNING"), "holder", "thief"),
                "a new holder comes with a higher epoch");
        assertRefused(stored, change(run, "incident", "INC-2"), "what was asked for never changes");
        assertRefused(stored, change(run, "inputs", Map.of()), "what was asked for never changes");
        var begun = change(change(change(run, "state", "RUNNING"), "holder", "e"), "epoch", 2);
        assertRefused(stored, step(begun, 2, "BEGUN"), "a step that needs an approval is not begun without");
        assertRefused(stored, step(run, 0, "BEGUN"), "a step does not go from");
        assertRefused(
                stored,
                change(run, "decisions", Map.of("first", decision("APPROVED"))),
                "only a step that waits for it is decided on");

        bench.cluster().replace(stored.with("spec", change(run, "epoch", 5)), WriteMode.COMMIT);
        stored = bench.runs().get(0);
        assertRefused(stored, change(run, "epoch", 4), "the epoch of a run never falls");
        decide("third", Verdict.DENIED);
        stored = bench.runs().get(0);
        assertRefused(
                stored,
                change(bench.theRun().fields(), "decisions", Map.of("third", decision("APPROVED"))),
                "a decision never changes");
    }

    private static Map<String, Object> decision(String verdict) {
        return Map.of("verdict", verdict, "by", "mallory", "at", "2026-11-22T10:00:00Z");
    }

    private static Map<String, Object> change(Map<String, Object> fields, String name, Object value) {
        var changed = new HashMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    @SuppressWarnings("unchecked") // steps are maps with text keys
    private static Map<String, Object> step(Map<String, Object> fields, int index, String state) {
        var steps = new ArrayList<>((List<Object>) fields.get("steps"));
        steps.set(index, change((Map<String, Object>) steps.get(index), "state", state));
        return change(fields, "steps", steps);
    }

    private void assertRefused(KubernetesObject stored, Map<String, Object> spec, String why) {
        assertThatThrownBy(() -> bench.cluster().replace(stored.with("spec", spec), WriteMode.COMMIT))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(why)
                .extracting(e -> ((ClusterException) e).reason())
                .isEqualTo(ClusterException.Reason.INVALID);
    }
}
