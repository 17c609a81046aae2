package dev.runproof.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.notify.Page.Severity;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseResult.Left;
import dev.runproof.runtime.response.ResponseResult.StepResult;
import dev.runproof.runtime.response.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a run of a response a person is told. */
class ResponsePageTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final ResponseEvent.Subject SUBJECT =
            new ResponseEvent.Subject("run-1", "contain-pod", "compromised", "INC-1", "pod = shop/web-0");

    @Test
    void whoIsAskedIsToldWhatToRun() {
        var approval = new Approval("security-oncall", Duration.ofMinutes(15), Otherwise.PAGE);

        var page = Page.of(new ResponseEvent.ApprovalWanted(AT, SUBJECT, "stop", approval, AT.plusSeconds(900)))
                .orElseThrow();

        assertThat(page.severity()).isEqualTo(Severity.WARNING);
        assertThat(page.summary())
                .isEqualTo("APPROVAL WANTED: contain-pod on pod = shop/web-0: security-oncall has until"
                        + " 2026-11-22T10:15:00Z to agree to step stop");
        assertThat(page.commands())
                .containsExactly(
                        "executor show run-1", "executor approve run-1 --step stop", "executor deny run-1 --step stop");
    }

    @Test
    void whoMayStandARunDownIsToldUntilWhenAndHow() {
        var page = Page.of(new ResponseEvent.InGrace(AT, SUBJECT, AT.plusSeconds(60)))
                .orElseThrow();

        assertThat(page.severity()).isEqualTo(Severity.WARNING);
        assertThat(page.summary())
                .isEqualTo("IN GRACE: contain-pod on pod = shop/web-0: until 2026-11-22T10:01:00Z nothing is changed,"
                        + " and then it goes on if its signals are still there");
        assertThat(page.commands()).containsExactly("executor show run-1", "executor stand-down run-1");
    }

    @Test
    void whatIsLeftIsToldWithWhatStandsAndTheCommands() {
        var result = new ResponseResult(
                RunOutcome.MANUAL_INTERVENTION,
                Optional.of("run-1"),
                List.of(
                        new StepResult("first", "t", "LEFT", "ip-1", "it could not be taken back"),
                        new StepResult("second", "t", "CONTAINED", "ip-2", "VERIFIED")),
                Optional.of("third: denied"),
                Duration.ofSeconds(1),
                List.of(new Left("first", "ip-1 is there", List.of("kubectl get x", "kubectl delete x"))));

        var page = Page.of(new ResponseEvent.Ended(AT, SUBJECT, Mode.ENFORCE, result, true))
                .orElseThrow();

        assertThat(page.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(page.left()).containsExactly("step second stands: ip-2", "ip-1 is there");
        assertThat(page.commands()).containsExactly("executor show run-1", "kubectl get x", "kubectl delete x");
        assertThat(Page.of(new ResponseEvent.Ended(AT, SUBJECT, Mode.ENFORCE, result, false)))
                .isEmpty();
    }
}
