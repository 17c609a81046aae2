package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.check.TrafficShareBelow;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine with {@code traffic-share-below}: what it refuses, what it writes down, and of which time it asks. */
class TrafficShareTest {

    private final Bench bench = Ground.SIMULATED.bench();
    private final List<Instant> asked = new ArrayList<>();

    private TransactionResult run(IfUnknown ifUnknown, Mode mode, Answer answer, Optional<Instant> began) {
        Metrics metrics = (query, at, timeout) -> {
            asked.add(at);
            return answer;
        };
        var engine = new Engine(
                bench.cluster(),
                EngineTime.of(bench.time, bench.time),
                "executor-1",
                bench.own(),
                bench.events::add,
                Sources.NONE.with(metrics));
        var check = new TrafficShareBelow(Percent.parse("5"), TimeSpan.parse("5m"), ifUnknown);
        return engine.run(
                BlockSource.PLAIN.before(check), BlockSource.texts("shop"), mode, new Incident("INC-1", began));
    }

    private static Answer share(double flows) {
        return new Answer.Samples(List.of(
                new Sample(Map.of("source_ip", BlockSource.ATTACKER), flows),
                new Sample(Map.of("runproof_part", "all"), 1000),
                new Sample(Map.of("runproof_part", "labels"), 1)));
    }

    @Test
    void whatWouldStopFortyPercentIsRefusedBeforeAnythingIsWritten() {
        for (Mode mode : Mode.values()) {
            var result = run(IfUnknown.ALLOW, mode, share(400), Optional.empty());

            assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(result.reason())
                    .contains("traffic-share-below: 203.0.113.10 has 40 % (about 400 of 1000 flows) of the successful"
                            + " traffic from outside to namespace shop in the 5m before 2026-11-22T10:00:00Z,"
                            + " which blocking it would stop; the limit is 5 %");
        }
        assertThat(bench.records()).isEmpty();
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void theGroundIsInTheRecord() {
        assertThat(run(IfUnknown.REFUSE, Mode.ENFORCE, share(40), Optional.empty())
                        .outcome())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(noteOfIntent())
                .isEqualTo("traffic-share-below: 4 % (about 40 of 1000 flows) of the successful traffic from outside to"
                        + " namespace shop in the 5m before 2026-11-22T10:00:00Z, below 5 %");
    }

    @Test
    void whatNobodyKnowsIsRefused() {
        var result =
                run(IfUnknown.REFUSE, Mode.ENFORCE, new Answer.Unknown("Prometheus answers 503"), Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason()).contains("traffic-share-below could not find out: Prometheus answers 503");
        assertThat(bench.policies()).isEmpty();
    }

    @Test
    void orAllowedAndWrittenDown() {
        var result = run(IfUnknown.ALLOW, Mode.ENFORCE, new Answer.Unknown("Prometheus answers 503"), Optional.empty());

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(noteOfIntent())
                .isEqualTo("traffic-share-below: the share is not known and that is allowed: Prometheus answers 503");
    }

    @Test
    void asksOfTheTimeBeforeTheIncident() {
        Instant now = bench.time.instant();
        run(IfUnknown.REFUSE, Mode.AUDIT, share(40), Optional.empty());
        run(IfUnknown.REFUSE, Mode.AUDIT, share(40), Optional.of(now.minus(Duration.ofHours(1))));
        run(IfUnknown.REFUSE, Mode.AUDIT, share(40), Optional.of(now.plus(Duration.ofHours(1))));

        assertThat(asked).containsExactly(now, now.minus(Duration.ofHours(1)), now);
    }

    private String noteOfIntent() {
        return bench.record().history().get(0).note();
    }
}
