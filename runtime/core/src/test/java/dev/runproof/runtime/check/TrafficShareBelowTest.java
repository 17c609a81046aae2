package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.PrometheusServer;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real Prometheus with flows of an hour, the episode in the middle of it. */
class TrafficShareBelowTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T09:30:00Z");
    private static final Instant EPISODE = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant END = Instant.parse("2026-11-02T10:10:00Z");
    private static final int EPISODE_STEP = 60;

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var flows = new HubbleFlows(BEGIN, END)
                // A company behind one address, customers, and who attacks from the episode on: 100 a step before it.
                .arriving("shop", "198.51.100.40", step -> 40L * step)
                .arriving("shop", "198.51.100.4", step -> 4L * step)
                .arriving("shop", "198.51.100.5", step -> 55L * step)
                .arriving("shop", "203.0.113.10", step -> step + 900L * Math.max(0, step - EPISODE_STEP))
                // None of it is successful traffic from outside to the pods of the namespace.
                .arriving("shop", "10.0.1.5", "shop", step -> 10_000L * step)
                .arriving("blog", "203.0.113.10", step -> 10_000L * step)
                .add("to-endpoint", "DROPPED", "shop", "203.0.113.10", ",source_namespace=\"\"", step -> 500L * step)
                .add("from-network", "FORWARDED", "shop", "203.0.113.10", ",source_namespace=\"\"", step -> 500L * step)
                .arriving("six", "2001:db8:0:1::7", step -> 30L * step)
                .arriving("six", "2001:db8::9", step -> 20L * step)
                .arriving("six", "2001:db8:1::1", step -> 10L * step)
                .arriving("six", "2001:db80::1", step -> 40L * step)
                // The agent begins anew just before the episode.
                .arriving("reset", "198.51.100.1", step -> 50L * (step < 55 ? step + 1_000 : step - 55))
                .arriving("reset", "198.51.100.2", step -> 50L * step)
                .arriving("idle", "198.51.100.1", step -> 7);
        server = PrometheusServer.start(folder, flows.text());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static TrafficShareBelow below(String percent, IfUnknown ifUnknown) {
        return new TrafficShareBelow(Percent.parse(percent), TimeSpan.parse("5m"), ifUnknown);
    }

    private static ContainmentTarget target(String namespace, String address) {
        var in = new Namespace(namespace);
        if (address.contains(",")) {
            return new ContainmentTarget.Addresses(IpAddresses.parse(address), in);
        }
        return address.contains("/")
                ? new ContainmentTarget.Range(IpRange.parse(address), in)
                : new ContainmentTarget.Address(IpAddress.parse(address), in);
    }

    private static CheckResult run(TrafficShareBelow check, ContainmentTarget target, Metrics metrics, Instant began) {
        return check.run(context(target, Sources.NONE.with(metrics), began, END.plusSeconds(30)));
    }

    private static CheckContext context(ContainmentTarget target, Sources sources, Instant began, Instant deadline) {
        return new CheckContext(
                target,
                noCluster(),
                new Namespace("runproof"),
                deadline,
                sources,
                () -> END,
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                began);
    }

    /** It is not asked. */
    private static Cluster noCluster() {
        return (Cluster) Proxy.newProxyInstance(
                Cluster.class.getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop | 198.51.100.4    | 5      | 4 % (about 40 of 1000 flows)
            shop | 198.51.100.4    | 4.001  | 4 % (about 40 of 1000 flows)
            shop | 203.0.113.10    | 5      | 1 % (about 10 of 1000 flows)
            shop | 203.0.113.99    | 5      | 0 % (about 0 of 1000 flows)
            shop | 10.0.1.5        | 5      | 0 % (about 0 of 1000 flows)
            shop | 203.0.113.0/24  | 5      | 1 % (about 10 of 1000 flows)
            shop | 198.51.100.4/31 | 60     | 59 % (about 590 of 1000 flows)
            six  | 2001:db8:0:1::7 | 31     | 30 % (about 300 of 1000 flows)
            six  | 2001:db8::/48   | 51     | 50 % (about 500 of 1000 flows)
            six  | 2001:db8:1::/48 | 11     | 10 % (about 100 of 1000 flows)
            six  | ::/48           | 1      | 0 % (about 0 of 1000 flows)
            shop | 198.51.100.4,203.0.113.10,203.0.113.99 | 5.1 | 5 % (about 50 of 1000 flows)
            six  | 2001:db8:0:1::7,2001:db8:1::1,198.51.100.4 | 41 | 40 % (about 400 of 1000 flows)
            """)
    void passesBelowTheShare(String namespace, String address, String percent, String seen) {
        assertThat(run(below(percent, IfUnknown.REFUSE), target(namespace, address), server.metrics(), EPISODE))
                .isEqualTo(new CheckResult.Passed(seen + " of the successful traffic from outside to namespace "
                        + namespace + " in the 5m before " + EPISODE + ", below " + percent + " %"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop  | 198.51.100.40   | 5  | 40 % (about 400 of 1000 flows)
            shop  | 198.51.100.40   | 40 | 40 % (about 400 of 1000 flows)
            shop  | 198.51.100.0/26 | 5  | 99 % (about 990 of 1000 flows)
            shop  | 203.0.113.99    | 0  | 0 % (about 0 of 1000 flows)
            six   | 2001:db8::/48   | 50 | 50 % (about 500 of 1000 flows)
            reset | 198.51.100.2    | 5  | 52.6 % (about 500 of 950 flows)
            reset | 198.51.100.1    | 5  | 47.3 % (about 450 of 950 flows)
            """)
    void failsAtTheShareAndAboveIt(String namespace, String address, String percent, String seen) {
        for (IfUnknown ifUnknown : IfUnknown.values()) {
            assertThat(run(below(percent, ifUnknown), target(namespace, address), server.metrics(), EPISODE))
                    .isEqualTo(new CheckResult.Failed(
                            address + " has " + seen + " of the successful traffic from outside to namespace "
                                    + namespace + " in the 5m before " + EPISODE
                                    + ", which blocking it would stop; the limit is " + percent + " %"));
        }
    }

    @Test
    void theSharesOfAListAddUp() {
        var addresses = IntStream.range(0, 254)
                .mapToObj(i -> "203.0.113." + i)
                .collect(Collectors.joining(",", "198.51.100.4,198.51.100.40,", ""));

        assertThat(run(below("45", IfUnknown.REFUSE), target("shop", addresses), server.metrics(), EPISODE))
                .isEqualTo(new CheckResult.Failed(
                        "the list of 198.51.100.4 and 255 others has 45 % (about 450 of 1000 flows) of the successful traffic from"
                                + " outside to namespace shop in the 5m before " + EPISODE
                                + ", which blocking it would stop; the limit is 45 %"));
    }

    @Test
    void theAttackItselfWouldCountAfterItsBegin() {
        assertThat(run(below("5", IfUnknown.REFUSE), target("shop", "203.0.113.10"), server.metrics(), END))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .startsWith("203.0.113.10 has 90.1 % (about 9010 of 10000 flows)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            idle    | no traffic from outside to namespace idle was measured in the 5m before 2026-11-02T10:00:00Z
            nowhere | no traffic from outside to namespace nowhere was measured in the 5m before 2026-11-02T10:00:00Z
            """)
    void nothingIsNoShare(String namespace, String reason) {
        unknown(target(namespace, "198.51.100.1"), server.metrics(), EPISODE, reason);
    }

    @Test
    void beforeAllMetricsNothingIsKnown() {
        unknown(
                target("shop", "198.51.100.4"),
                server.metrics(),
                BEGIN.minusSeconds(1),
                "Prometheus has no flows of Hubble with source_ip and source_namespace in the 5m before "
                        + "2026-11-02T09:29:59Z");
    }

    @Test
    void withoutTheNamespaceOfSourcesPodsWouldCountAsOutside(@TempDir Path folder)
            throws IOException, InterruptedException {
        var flows = new HubbleFlows(BEGIN, END)
                .add("to-endpoint", "FORWARDED", "shop", "198.51.100.40", "", step -> 40L * step)
                .add("to-endpoint", "FORWARDED", "shop", "10.0.1.5", "", step -> 10_000L * step);
        try (var plain = PrometheusServer.start(folder, flows.text())) {
            unknown(
                    target("shop", "198.51.100.40"),
                    plain.metrics(),
                    EPISODE,
                    "Prometheus has no flows of Hubble with source_ip and source_namespace in the 5m before "
                            + EPISODE);
        }
    }

    private static void unknown(ContainmentTarget target, Metrics metrics, Instant began, String reason) {
        assertThat(run(below("5", IfUnknown.REFUSE), target, metrics, began))
                .isEqualTo(new CheckResult.Undetermined(reason));
        assertThat(run(below("5", IfUnknown.ALLOW), target, metrics, began))
                .isEqualTo(new CheckResult.Passed("the share is not known and that is allowed: " + reason));
    }

    @Test
    void whoDoesNotAnswerKnowsNothing() {
        unknown(
                target("shop", "198.51.100.4"),
                (query, at, timeout) -> new Metrics.Answer.Unknown("Prometheus answers 503"),
                EPISODE,
                "Prometheus answers 503");
    }

    @Test
    void asksNoLongerThanThereIsTime() {
        Metrics slow = (query, at, timeout) -> new Metrics.Answer.Unknown("after " + timeout);
        var sources = Sources.NONE.with(slow);
        var target = target("shop", "198.51.100.4");
        var check = below("5", IfUnknown.REFUSE);
        assertThat(check.run(context(target, sources, EPISODE, END.plusSeconds(30))))
                .isEqualTo(new CheckResult.Undetermined("after " + Duration.ofSeconds(5)));
        assertThat(check.run(context(target, sources, EPISODE, END.plusSeconds(3))))
                .isEqualTo(new CheckResult.Undetermined("after " + Duration.ofSeconds(2)));
        assertThat(check.run(context(target, sources, EPISODE, END)))
                .isEqualTo(new CheckResult.Undetermined("no time is left to ask Prometheus"));
    }

    @Test
    void withoutPrometheusNothingIsKnown() {
        assertThat(below("5", IfUnknown.REFUSE)
                        .run(context(target("shop", "198.51.100.4"), Sources.NONE, EPISODE, END.plusSeconds(30))))
                .isEqualTo(new CheckResult.Undetermined("no Prometheus is given to ask for the share of the traffic"));
    }
}
