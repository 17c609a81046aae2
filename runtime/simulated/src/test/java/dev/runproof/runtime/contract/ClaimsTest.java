package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Containment.Claim;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.transaction.Expiry;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several incidents want one effect. */
@ParameterizedClass(name = "{0}")
@EnumSource(Ground.class)
class ClaimsTest {

    @AutoClose
    private final Bench bench;

    ClaimsTest(Ground ground) {
        bench = ground.bench();
    }

    @Test
    void theLastToEndUndoes() {
        bench.run("INC-1");
        bench.time.pass(Duration.ofMinutes(30));
        bench.run("INC-2");
        var end = bench.record().progress().expiresAt().orElseThrow();

        var first = release("INC-2");

        assertThat(first.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(first.notes()).containsExactly("it stays, claimed by INC-1");
        assertThat(end).isEqualTo(VirtualTime.START.plus(Duration.ofMinutes(90)));
        assertThat(bench.record().progress().expiresAt()).contains(VirtualTime.START.plus(Duration.ofHours(1)));
        assertThat(bench.record().progress().next().orElseThrow().at())
                .isEqualTo(VirtualTime.START.plus(Duration.ofHours(1)));
        assertThat(bench.policies()).hasSize(1);

        assertThat(release("INC-1").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
        assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDONE);
    }

    @Test
    void whoDoesNotClaimItReleasesNothing() {
        bench.run("INC-1");

        assertThat(release("INC-9").outcome()).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void aReleaseForAllDoesNotAskWhoClaimsIt() {
        bench.run("INC-1");
        bench.run("INC-2");

        assertThat(bench.engine().release(bench.name(), "jane").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void twoWhoJoinAtTheSameMomentBothDo() {
        bench.run("INC-1");
        var second = bench.engine(Bench.asleep(Bench.record(Verb.REPLACE), () -> bench.run("INC-3")));

        assertThat(bench.run(second, BlockSource.PLAIN, "INC-2").outcome()).isEqualTo(Outcome.CONTAINED);

        assertThat(bench.record().claims()).extracting(Claim::incident).containsExactly("INC-1", "INC-3", "INC-2");
    }

    @Test
    void whoJoinsWhileItIsBeingEndedBeginsAnew() {
        bench.run("INC-1");
        var releasing = bench.engine(Bench.asleep(Bench.policy(Verb.DELETE), () -> {
            // The second incident comes when the first one's containment is half gone, and has to wait.
            assertThat(bench.record().state()).isEqualTo(ContainmentState.UNDOING);
        }));
        releasing.release(bench.name(), "jane");

        assertThat(bench.run("INC-2").outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().claims()).extracting(Claim::incident).containsExactly("INC-2");
        assertThat(bench.policies()).hasSize(1);
    }

    @Test
    void aFloodOfIncidentsFitsIntoOneRecordAndIsNotForgotten() {
        for (int i = 1; i <= 250; i++) {
            assertThat(bench.run("INC-" + i).outcome()).isEqualTo(Outcome.CONTAINED);
        }
        assertThat(bench.record().claims()).hasSize(100);
        bench.time.pass(Duration.ofMinutes(30));
        bench.run("INC-last");

        for (Claim claim : bench.record().claims().subList(0, 99)) {
            assertThat(release(claim.incident()).outcome()).isEqualTo(Outcome.CONTAINED);
        }

        assertThat(release("INC-99").notes()).isEmpty();
        assertThat(bench.policies())
                .as("those that are not listed still claim it")
                .hasSize(1);
        assertThat(bench.record().progress().expiresAt()).contains(VirtualTime.START.plus(Duration.ofMinutes(90)));
        assertThat(bench.record().history()).hasSize(102);
    }

    @Test
    void aClaimWithoutAnEndKeepsItForGood() {
        bench.run(bench.engine(), BlockSource.PLAIN.ending(new Expiry.Never()), "INC-1");
        bench.run(bench.engine(), BlockSource.PLAIN.ending(new Expiry.Undo(Duration.ofHours(1))), "INC-2");

        assertThat(bench.record().progress().expiresAt()).isEmpty();
    }

    @Test
    void aReviewIsKeptWithTheRecordUntilTheNextContainment() {
        bench.run("INC-1");
        bench.engine().review(bench.name(), Containment.Review.Verdict.FALSE_POSITIVE, "jane");
        bench.engine().release(bench.name(), "jane");

        assertThat(bench.record().review().orElseThrow().by()).isEqualTo("jane");
        bench.run("INC-2");
        assertThat(bench.record().review()).isEmpty();
    }

    private TransactionResult release(String incident) {
        return bench.engine().release(bench.name(), "jane", new Incident(incident));
    }
}
