package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.IngressGround.LIST;
import static dev.runproof.runtime.contract.IngressGround.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.IngressDenies;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A source of an Ingress is turned away and let in again, in a list that others write too. */
class DenyIngressTest {

    private static final String OTHER = "203.0.113.8";

    private Bench bench = Ground.SIMULATED.bench();
    private IngressGround web = new IngressGround(bench.cluster(), bench.shop());

    private void on(Ground ground) {
        close();
        bench = ground.bench();
        web = new IngressGround(bench.cluster(), bench.shop());
    }

    @AfterEach
    void close() {
        web.close();
        bench.close();
    }

    private TransactionResult deny(String address, Mode mode) {
        return bench.engine()
                .run(
                        new DenyIngress(bench.shop()),
                        DenyIngress.texts(address, bench.shop()),
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
    void theAddressComesAndGoesAndWhatOthersWriteIsToTheLetterAsItWas(Ground ground) {
        on(ground);

        var result = deny(DenyIngress.ATTACKER);
        assertThat(web.list()).contains(THEIRS + "," + DenyIngress.ATTACKER);
        assertThat(web.isStamped()).isTrue();
        web.write(list -> list + ",  192.0.2.9");
        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(web.list()).contains(THEIRS + ",  192.0.2.9");
        assertThat(web.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void aListThatWasNotThereIsNotThereAfterwards(Ground ground) {
        on(ground);
        web.create(Map.of());

        var result = deny(DenyIngress.ATTACKER);
        assertThat(web.list()).contains(DenyIngress.ATTACKER);
        release(result);

        assertThat(web.list()).isEmpty();
        assertThat(web.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void severalHaveAnAddressInOneListAndEachTakesOutItsOwn(Ground ground) {
        on(ground);

        var first = deny(DenyIngress.ATTACKER);
        var second = deny(OTHER);
        assertThat(web.list()).contains(THEIRS + "," + DenyIngress.ATTACKER + "," + OTHER);
        release(first);
        assertThat(web.list()).contains(THEIRS + "," + OTHER);
        release(second);

        assertThat(web.list()).contains(THEIRS);
        assertThat(web.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatAPersonHasListedIsNotOursToTakeOut(Ground ground) {
        on(ground);
        web.write(list -> DenyIngress.ATTACKER + "/32," + list);

        var result = deny(DenyIngress.ATTACKER, Mode.ENFORCE);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.NOT_NEEDED);
        assertThat(web.list()).contains(DenyIngress.ATTACKER + "/32," + THEIRS);
        assertThat(web.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatAPersonHasTakenOutIsNotMissed(Ground ground) {
        on(ground);

        var result = deny(DenyIngress.ATTACKER);
        web.write(list -> "192.0.2.9");
        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(web.list()).contains("192.0.2.9");
        assertThat(web.isStamped()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void anAuditChangesNothing(Ground ground) {
        on(ground);
        var before = web.ingress();

        var result = deny(DenyIngress.ATTACKER, Mode.AUDIT);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.AUDITED);
        assertThat(web.ingress()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void itEndsByItself(Ground ground) {
        on(ground);
        deny(DenyIngress.ATTACKER);

        bench.time.pass(Duration.ofHours(2));
        bench.engine().patrol("serve", Duration.ofDays(7));

        assertThat(web.list()).contains(THEIRS);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void anotherIngressOfTheNameIsNotTouched(Ground ground) {
        on(ground);
        var result = deny(DenyIngress.ATTACKER);
        web.create(Map.of(LIST, DenyIngress.ATTACKER));

        var release = release(result);

        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(web.list()).contains(DenyIngress.ATTACKER);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void anIngressThatOthersServeIsRefusedAndNotWritten(Ground ground) {
        on(ground);
        bench.cluster()
                .list(Simulation.PODS, bench.shop())
                .forEach(pod -> bench.cluster().delete(pod.ref(), pod.uid(), WriteMode.COMMIT));
        var before = web.ingress();

        var result = deny(DenyIngress.ATTACKER, Mode.ENFORCE);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("no pod of ingress-nginx");
        assertThat(web.ingress()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void withoutAPrometheusItIsUnverifiedAndStays(Ground ground) {
        on(ground);
        var transaction = new DenyIngress(bench.shop(), List.of(), List.of(new IngressDenies(TimeSpan.parse("15s"))));

        var result = bench.engine()
                .run(
                        transaction,
                        DenyIngress.texts(DenyIngress.ATTACKER, bench.shop()),
                        Mode.ENFORCE,
                        new Incident("INC-1"));

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(result.verification().orElseThrow()).isInstanceOf(Verification.Unverified.class);
        assertThat(result.verification().orElseThrow().toString()).contains("no Prometheus is given to ask");
        assertThat(web.list()).contains(THEIRS + "," + DenyIngress.ATTACKER);
    }
}
