package dev.runproof.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs of responses from the command line. */
class RespondTest {

    private static final String AWAITED = "block-after-approval";
    private static final String WAITING = "block-after-grace";

    private final CommandLineRun line = new CommandLineRun();

    private int respond(String name, String... more) {
        var args = new ArrayList<>(List.of(
                "respond", name, "--input", "source=203.0.113.7", "--input", "namespace=shop", "--incident", "INC-1"));
        args.addAll(List.of(more));
        return line.run(args.toArray(String[]::new));
    }

    private String run() {
        return line.cluster().list(ResponseRun.KIND).get(0).ref().name();
    }

    private ResponseRun record() {
        return ResponseRun.of(line.cluster().list(ResponseRun.KIND).get(0));
    }

    /** Another process serves for a moment. */
    private void serveMeanwhile() {
        line.whileItWaits(() -> Thread.currentThread().interrupt());
        line.beside("serve");
        assertThat(Thread.interrupted()).isTrue();
        line.whileItWaits(() -> {});
    }

    @Test
    void aResponseIsRehearsedUnlessItSaysOtherwise() {
        assertThat(respond("block-twice")).isZero();

        assertThat(line.out())
                .contains("block-twice with namespace = shop, source = 203.0.113.7 in audit mode")
                .contains("  from brute-force-detected.md:60")
                .contains("AUDITED after 0 ms", "block-neighbour  AUDITED");
        assertThat(line.policies()).isEmpty();
        assertThat(line.cluster().list(ResponseRun.KIND)).isEmpty();
    }

    @Test
    void eachStepIsDoneAndToldAndShown() {
        assertThat(respond("block-twice", "--mode", "enforce")).isZero();

        assertThat(line.out())
                .contains("step block-source is BEGUN", "step block-neighbour is CONTAINED", "DONE " + run());
        assertThat(line.policies()).hasSize(2);
        assertThat(line.run("list", "--all")).isZero();
        assertThat(line.out())
                .contains("block-source CONTAINED, block-neighbour CONTAINED")
                .contains(record().steps().get(0).containment());
        assertThat(line.run("list")).isZero();
        assertThat(line.out()).as("it is over").doesNotContain("block-twice");
        assertThat(line.run("show", run())).isZero();
        assertThat(line.out()).contains("of response block-twice: DONE", "incident     INC-1", "RUNNING");
        assertThat(respond("block-twice", "--mode", "enforce")).isZero();
        assertThat(line.out()).contains("NOT NEEDED", "it is DONE already");
        assertThat(respond("block-twice", "--mode", "enforce", "--attempt", "2"))
                .isZero();
        assertThat(line.out()).contains("DONE");
        assertThat(line.policies()).hasSize(2);
    }

    @Test
    void programsGetOneObjectALine() {
        respond("block-twice", "--mode", "enforce", "--output", "json");

        var lines = line.out().lines().map(RespondTest::read).toList();
        assertThat(lines.get(0).get("type").asText()).isEqualTo("response-began");
        assertThat(lines)
                .filteredOn(json -> json.get("type").asText().equals("step"))
                .extracting(json ->
                        json.get("step").asText() + " " + json.get("state").asText())
                .containsExactly(
                        "block-source BEGUN",
                        "block-source CONTAINED",
                        "block-neighbour BEGUN",
                        "block-neighbour CONTAINED");
        var result = lines.get(lines.size() - 1);
        assertThat(result.get("type").asText()).isEqualTo("response-result");
        assertThat(result.get("outcome").asText()).isEqualTo("DONE");
        assertThat(result.get("steps")).hasSize(2);
        line.run("show", run(), "--output", "json");
        assertThat(read(line.out()).at("/spec/state").asText()).isEqualTo("DONE");
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void whatNeedsAnApprovalNeedsSomebodyWhoGoesOn() {
        assertThat(respond(AWAITED, "--mode", "enforce")).isEqualTo(2);
        assertThat(line.err()).contains("no executor serve is alive in namespace runproof");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void anApprovalIsWaitedForByNobodyAndThenServed() {
        serveMeanwhile();

        assertThat(respond(AWAITED, "--mode", "enforce")).isEqualTo(5);

        assertThat(line.out())
                .contains("step block-neighbour is WAITING")
                .contains("to agree: executor approve " + run() + " --step block-neighbour");
        assertThat(line.policies()).hasSize(1);
        assertThat(line.run("approve", run(), "--step", "block-neighbour")).isZero();
        assertThat(record().decisions().get("block-neighbour"))
                .extracting(Decision::by)
                .as("as the server knows them")
                .isEqualTo("runproof");
        assertThat(line.run("approve", run(), "--step", "block-neighbour")).isEqualTo(2);
        assertThat(line.err()).contains("was APPROVED by runproof already");
        serveMeanwhile();
        assertThat(record().state().name()).isEqualTo("DONE");
        assertThat(line.policies()).hasSize(2);
    }

    @Test
    void aGraceIsWaitedForByNobodyAndThenServed() {
        assertThat(respond(WAITING, "--mode", "enforce"))
                .as("nobody would go on")
                .isEqualTo(2);
        assertThat(line.err()).contains("has a grace, or steps that expire");
        serveMeanwhile();

        assertThat(respond(WAITING, "--mode", "enforce")).isEqualTo(5);

        assertThat(line.out())
                .contains("; to stand it down: executor stand-down " + run(), "WAITING " + run())
                .contains("block-source     CONTAINED", "block-neighbour  PENDING");
        assertThat(line.policies()).hasSize(1);
        assertThat(line.run("list")).isZero();
        assertThat(line.out()).contains(record().grace().orElseThrow().until().toString());
        line.pass(Duration.ofMinutes(1));
        serveMeanwhile();
        assertThat(record().state().name()).isEqualTo("DONE");
        assertThat(line.policies()).hasSize(2);
        assertThat(line.run("show", run())).isZero();
        assertThat(line.out())
                .contains(
                        "grace        until ",
                        "GOES_ON by ",
                        "though nobody knows whether its signals are still there");
        assertThat(line.run("stand-down", run())).isEqualTo(2);
        assertThat(line.err()).contains("is DONE and not in its grace");
    }

    @Test
    void whoStandsARunDownKeepsTheRestFromBeginning() {
        serveMeanwhile();
        respond(WAITING, "--mode", "enforce", "--output", "json");
        assertThat(line.out().lines().map(RespondTest::read))
                .filteredOn(json -> json.get("type").asText().equals("in-grace"))
                .singleElement()
                .extracting(json -> json.get("until").asText())
                .isEqualTo(record().grace().orElseThrow().until().toString());

        assertThat(line.run("stand-down", run())).isZero();

        assertThat(line.out()).contains("STOOD_DOWN by runproof");
        assertThat(line.run("recover")).isZero();
        assertThat(line.out()).contains("STOPPED", "it was stood down by runproof", "block-source     CONTAINED");
        assertThat(line.policies()).hasSize(1);
        assertThat(line.run("stand-down", "run-none")).isEqualTo(2);
        assertThat(line.err()).contains("there is no run run-none in namespace runproof");
    }

    @Test
    void whoHasLookedDoesNotWait() {
        assertThat(respond(WAITING, "--mode", "enforce", "--at-once")).isZero();
        assertThat(line.policies()).hasSize(2);
    }

    @Test
    void aRehearsalSaysWhatWouldBeWaitedFor() {
        assertThat(respond(WAITING)).isZero();
        assertThat(line.out())
                .contains("block-neighbour  AUDITED", "a real run would wait for 60 s first")
                .contains("now it would go on, though nobody knows: there is no Prometheus");
    }

    @Test
    void whatIsDeniedIsUndoneAsItSays() {
        serveMeanwhile();
        respond(AWAITED, "--mode", "enforce");
        assertThat(line.run("deny", run(), "--step", "block-neighbour", "--by", "joe"))
                .isZero();

        assertThat(line.run("recover")).isZero();

        assertThat(line.out()).contains("STOPPED", "block-neighbour: denied by joe", "block-source     UNDONE");
        assertThat(line.policies()).isEmpty();
        assertThat(respond(AWAITED, "--mode", "enforce")).isZero();
        assertThat(line.out()).contains("it was STOPPED: block-neighbour: denied by joe");
    }

    @Test
    void whatNobodyDecidesIsDecidedByTime() {
        serveMeanwhile();
        respond(AWAITED, "--mode", "enforce");
        line.pass(Duration.ofMinutes(15));

        assertThat(line.run("recover")).isZero();

        assertThat(line.out()).contains("nobody of security-oncall has agreed");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void aStoppedResponseHasAnExitCodeOfItsOwn() {
        assertThat(line.over(Faults.nth(
                                Verb.CREATE,
                                new ResourceKind(
                                        "cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true),
                                2,
                                Fault.before(Reason.INVALID)))
                        .run(
                                "respond",
                                "block-twice",
                                "--input",
                                "source=203.0.113.7",
                                "--input",
                                "namespace=shop",
                                "--mode",
                                "enforce"))
                .isEqualTo(10);
        assertThat(line.out()).contains("STOPPED", "block-source     UNDONE", "block-neighbour  FAILED");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void whatIsMisspeltIsAnsweredWithASuggestion() {
        assertThat(respond("block-twise")).isEqualTo(2);
        assertThat(line.err())
                .contains("there is no response block-twise. Did you mean block-twice?"
                        + " There are: block-after-approval, block-after-grace, block-twice");
        assertThat(line.run("approve", "run-none", "--step", "x")).isEqualTo(2);
        assertThat(line.err()).contains("there is no run run-none in namespace runproof");
        assertThat(line.run("respond", "block-twice", "--input", "source=010.0.0.1", "--input", "namespace=shop"))
                .isEqualTo(2);
        assertThat(line.err()).contains("input source is not of type ip");
        assertThat(line.out()).isEmpty();
    }
}
