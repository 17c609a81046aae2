package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.GatewayGround.OFFICE;
import static dev.runproof.runtime.contract.GatewayGround.TESTERS;
import static dev.runproof.runtime.contract.GatewayGround.THEIRS;
import static dev.runproof.runtime.contract.GatewayGround.inFront;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.GatewayDenies;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source of a Gateway is turned away and let in again, by a rule in front of those that others have written. */
class DenyGatewayTest {

    private static final String OTHER = "203.0.113.8";

    private Bench bench = Ground.SIMULATED.bench();
    private GatewayGround sources = new GatewayGround(bench.cluster(), bench.shop());

    private void on(Ground ground) {
        close();
        bench = ground.bench();
        sources = new GatewayGround(bench.cluster(), bench.shop());
    }

    @AfterEach
    void close() {
        sources.close();
        bench.close();
    }

    private TransactionResult deny(String address, Mode mode) {
        return bench.engine()
                .run(
                        new DenyGateway(bench.shop()),
                        DenyGateway.texts(address, bench.shop()),
                        mode,
                        new Incident("INC-1"));
    }

    private TransactionResult deny(String address) {
        var result = deny(address, Mode.ENFORCE);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        return result;
    }

    private TransactionResult release(TransactionResult result) {
        return bench.engine().release(result.containment().orElseThrow(), "jane");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void theRuleComesInFrontAndGoesAndTheOthersAreAsTheyWere(Ground ground) {
        on(ground);

        var result = deny(DenyGateway.ATTACKER);
        assertThat(sources.rules()).isEqualTo(inFront(sources.rule(DenyGateway.ATTACKER), THEIRS));
        assertThat(sources.isStamped()).isTrue();
        sources.write(rules -> List.of(TESTERS, rules.get(0), OFFICE));
        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(sources.rules()).isEqualTo(List.of(TESTERS, OFFICE));
        assertThat(sources.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void rulesThatWereNotThereAreNotThereAfterwards(Ground ground) {
        on(ground);
        sources.create(List.of());

        var result = deny(DenyGateway.ATTACKER);
        assertThat(sources.rules()).isEqualTo(List.of(sources.rule(DenyGateway.ATTACKER)));
        release(result);

        assertThat(sources.policy().orElseThrow().map("spec", "authorization"))
                .isEqualTo(Map.of("defaultAction", "Allow"));
        assertThat(sources.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void severalHaveARuleInOnePolicyAndEachTakesOutItsOwn(Ground ground) {
        on(ground);

        var first = deny(DenyGateway.ATTACKER);
        var second = deny(OTHER);
        assertThat(sources.rules())
                .isEqualTo(inFront(sources.rule(OTHER), inFront(sources.rule(DenyGateway.ATTACKER), THEIRS)));
        release(first);
        assertThat(sources.rules()).isEqualTo(inFront(sources.rule(OTHER), THEIRS));
        release(second);

        assertThat(sources.rules()).isEqualTo(THEIRS);
        assertThat(sources.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatAPersonHasDeniedIsNotOursToTakeOut(Ground ground) {
        on(ground);
        Map<String, Object> by =
                Map.of("name", "jane", "action", "Deny", "principal", Map.of("clientCIDRs", List.of("203.0.113.0/24")));
        sources.write(rules -> inFront(by, rules));

        var result = deny(DenyGateway.ATTACKER, Mode.ENFORCE);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(sources.rules()).isEqualTo(inFront(by, THEIRS));
        assertThat(sources.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatAPersonHasTakenOutIsNotMissed(Ground ground) {
        on(ground);

        var result = deny(DenyGateway.ATTACKER);
        sources.write(rules -> List.of(OFFICE));
        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(sources.rules()).isEqualTo(List.of(OFFICE));
        assertThat(sources.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatAPersonHasMadeOfTheRuleIsTheirs(Ground ground) {
        on(ground);

        var result = deny(DenyGateway.ATTACKER);
        var wider = new HashMap<>(sources.rule(DenyGateway.ATTACKER));
        wider.put("principal", Map.of("clientCIDRs", List.of("203.0.113.0/24")));
        sources.write(rules -> inFront(wider, THEIRS));
        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.MANUAL_INTERVENTION);
        assertThat(sources.rules()).isEqualTo(inFront(wider, THEIRS));
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void anAuditChangesNothing(Ground ground) {
        on(ground);
        var before = sources.policy();

        var result = deny(DenyGateway.ATTACKER, Mode.AUDIT);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.AUDITED);
        assertThat(sources.policy()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void itEndsByItself(Ground ground) {
        on(ground);
        deny(DenyGateway.ATTACKER);

        bench.time.pass(Duration.ofHours(2));
        bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(sources.rules()).isEqualTo(THEIRS);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void anotherPolicyOfTheNameIsNotTouched(Ground ground) {
        on(ground);
        var result = deny(DenyGateway.ATTACKER);
        var theirs = sources.rules();
        sources.create(theirs);

        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(sources.rules()).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void aPolicyThatIsNotAcceptedIsRefusedAndNotWritten(Ground ground) {
        on(ground);
        sources.tell(Map.of("type", "Accepted", "status", "False", "reason", "Conflicted"));
        var before = sources.policy();

        var result = deny(DenyGateway.ATTACKER, Mode.ENFORCE);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("is not accepted for Gateway web, with reason Conflicted");
        assertThat(sources.policy()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whereNobodyLooksAtItItIsUnverifiedAndStays(Ground ground) {
        on(ground);
        var transaction = new DenyGateway(bench.shop(), List.of(), List.of(new GatewayDenies(TimeSpan.parse("15s"))));

        var result = bench.engine()
                .run(
                        transaction,
                        DenyGateway.texts(DenyGateway.ATTACKER, bench.shop()),
                        Mode.ENFORCE,
                        new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification().orElseThrow()).isInstanceOf(Verification.Unverified.class);
        assertThat(result.verification().orElseThrow().toString())
                .contains("has not looked at the SecurityPolicy since it was written");
        assertThat(sources.rules()).isEqualTo(inFront(sources.rule(DenyGateway.ATTACKER), THEIRS));
    }
}
