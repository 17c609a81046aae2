package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.ServiceHealthy;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification.Unverified;
import dev.runproof.runtime.engine.Verification.Verified;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine with {@code service-healthy}: Services that get worse while it waits, which takes no time here. */
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Ground.class,
        names = {"SIMULATED", "KUBERNETES"})
class ServiceHealthyTest {

    private static final ServiceHealthy CHECK = new ServiceHealthy(
            Percent.parse("1"),
            Percent.parse("25"),
            TimeSpan.parse("10s"),
            RequestCounter.parse("http_requests_total{namespace,code}"));

    @AutoClose
    private final Bench bench;

    private final List<KubernetesObject> made = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private Optional<Metrics> metrics = Optional.empty();
    private Optional<ClusterReads> mirror = Optional.empty();
    private Runnable whileItWaits = () -> {};

    ServiceHealthyTest(Ground ground) {
        bench = ground.bench();
    }

    @AfterEach
    void remove() {
        made.forEach(object -> bench.cluster()
                .get(object.ref())
                .ifPresent(found -> bench.cluster().delete(found.ref(), found.uid(), WriteMode.COMMIT)));
    }

    @Test
    void whatStaysAsItWasIsVerified() {
        service("web", 4);

        var result = run(CHECK);

        assertThat(result.verification()).contains(new Verified());
        assertThat(lastNote())
                .isEqualTo(
                        "VERIFIED: service-healthy: 4 ready endpoints in 1 services; no Prometheus is given to ask for"
                                + " errors, so only endpoints were compared");
        assertThat(bench.time.instant()).isEqualTo(VirtualTime.START.plusSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"4, 3, CONTAINED", "4, 2, ROLLED_BACK", "3, 2, ROLLED_BACK", "1, 0, ROLLED_BACK", "2, 3, CONTAINED"})
    void whoLosesMoreThanARollingUpdateMayIsGivenBack(int before, int after, Outcome outcome) {
        service("web", before);
        service("other", 1);
        whileItWaits = () -> scale("web", after);

        var result = run(CHECK);

        assertThat(result.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.ROLLED_BACK) {
            assertThat(result.reason())
                    .contains("service-healthy: service web has " + after + " ready endpoints of " + before
                            + " before the change; it may lose 25 %");
            assertThat(bench.policies()).isEmpty();
        }
    }

    @Test
    void whatWasBrokenBeforeIsNoReasonToUndo() {
        service("web", 0);
        service("api", 2);

        assertThat(run(CHECK).verification()).contains(new Verified());
        assertThat(lastNote()).contains("2 ready endpoints in 2 services, none in web;");
    }

    @Test
    void aLossThatIsOverAfterALookIsNone() {
        service("web", 2);
        var looks = new int[1];
        whileItWaits = () -> scale("web", looks[0]++ == 0 ? 0 : 2);

        assertThat(run(CHECK).verification()).contains(new Verified());
        assertThat(bench.time.instant()).isEqualTo(VirtualTime.START.plusSeconds(11));
    }

    @Test
    void servicesThatSelectNothingOrAreDeletedAreNotConcerned() {
        service("web", 2);
        var external = service("external", 2, Map.of());
        whileItWaits = () -> {
            scale("external", 0);
            delete(new ObjectRef(Simulation.SERVICES, bench.shop(), "web"));
        };

        assertThat(external).isNotEmpty();
        assertThat(run(CHECK).verification()).contains(new Verified());
    }

    @Test
    void anEndpointInTwoFamiliesCountsOnceAndOneOfNobodyCountsAsReady() {
        service("web", 2);
        slice("web-v6", "web", "IPv6", List.of(endpoint("fd00::1", "web-0", true), endpoint("fd00::2", "web-1", true)));
        slice("web-plain", "web", "IPv4", List.of(Map.of("addresses", List.of("10.0.9.9"))));

        run(CHECK);

        assertThat(lastNote()).contains("3 ready endpoints in 1 services");
    }

    @Test
    void errorsThatRiseGiveItBack() {
        requests(Map.of("errors", 2.0, "all", 200.0), Map.of("errors", 12.0, "all", 200.0));

        var result = run(CHECK);

        assertThat(result.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(result.reason())
                .contains("service-healthy: of the requests 6 % (about 12 of 200) failed since the change, and 1 %"
                        + " (about 2 of 200) before it; the ratio may rise by 1 percentage points");
        assertThat(asked)
                .as("before, when things have settled, and twice more")
                .containsExactly(
                        VirtualTime.START,
                        VirtualTime.START.plusSeconds(10),
                        VirtualTime.START.plusSeconds(11),
                        VirtualTime.START.plusSeconds(12));
    }

    @ParameterizedTest
    @CsvSource({
        // The incident itself; as careful as the parameter says; by chance; fewer than before.
        "150, 200, 150, 200",
        "2, 200, 4, 200",
        "0, 20, 4, 20",
        "50, 200, 0, 10"
    })
    void errorsThatDoNotRiseAreFine(double errors, double all, double errorsAfter, double allAfter) {
        requests(Map.of("errors", errors, "all", all), Map.of("errors", errorsAfter, "all", allAfter));

        assertThat(run(CHECK).verification()).contains(new Verified());
        assertThat(lastNote()).doesNotContain("only endpoints");
    }

    @Test
    void withoutRequestsBeforeOnlyEndpointsAreCompared() {
        requests(Map.of(), Map.of("errors", 12.0, "all", 12.0));

        assertThat(run(CHECK).verification()).contains(new Verified());
        assertThat(lastNote()).contains("no request was counted before the change, so only endpoints were compared");
    }

    @Test
    void requestsThatAreCountedNoMoreLeaveItUnverified() {
        requests(Map.of("all", 12.0), Map.of());

        assertThat(unverified(run(CHECK))).contains("none was counted in the 10s after it");
    }

    @Test
    void aPrometheusThatDoesNotAnswerLeavesItUnverified() {
        metrics = Optional.of((query, at, timeout) -> new Answer.Unknown("Prometheus answers 503"));

        assertThat(unverified(run(CHECK)))
                .contains("the errors of requests before the change are not known: Prometheus answers 503");
    }

    @Test
    void butALossIsSeenAllTheSame() {
        service("web", 1);
        whileItWaits = () -> scale("web", 0);
        metrics = Optional.of((query, at, timeout) -> new Answer.Unknown("Prometheus answers 503"));

        assertThat(run(CHECK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void whatWasNotSeenBeforeIsNotCompared() {
        var faulty = new FaultyCluster(
                bench.cluster(), Faults.nth(Verb.LIST, Simulation.ENDPOINT_SLICES, 1, Fault.before(Reason.FORBIDDEN)));

        assertThat(unverified(run(faulty, CHECK))).contains("how the services were before the change is not known");
    }

    @Test
    void endpointsThatCannotBeReadAfterwardsLeaveItUnverified() {
        var faulty = new FaultyCluster(
                bench.cluster(), Faults.nth(Verb.LIST, Simulation.ENDPOINT_SLICES, 2, Fault.before(Reason.FORBIDDEN)));

        assertThat(unverified(run(faulty, CHECK))).contains("service-healthy could not find out");
    }

    @Test
    void afterTheChangeNobodyIsAskedWhoMayBeBehind() {
        service("web", 1);
        var seen = ReadyBefore.of(bench);
        mirror = Optional.of(seen);
        whileItWaits = () -> scale("web", 0);

        assertThat(run(CHECK).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    /** A mirror that has heard nothing since. */
    private record ReadyBefore(List<KubernetesObject> services, List<KubernetesObject> slices) implements ClusterReads {

        private static ReadyBefore of(Bench bench) {
            return new ReadyBefore(
                    bench.cluster().list(Simulation.SERVICES, bench.shop()),
                    bench.cluster().list(Simulation.ENDPOINT_SLICES, bench.shop()));
        }

        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            return Optional.empty();
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind) {
            return kind.equals(Simulation.SERVICES) ? services : slices;
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind, String namespace) {
            return list(kind);
        }
    }

    @Test
    void withoutTimeToSettleItSaysSoAndLooksOnce() {
        var slow = new ServiceHealthy(
                CHECK.maxErrorIncrease(), CHECK.maxEndpointLoss(), TimeSpan.parse("1h"), CHECK.requests());

        assertThat(unverified(run(slow))).contains("max-duration leaves no time to wait for 1h");
        assertThat(bench.time.instant()).isEqualTo(VirtualTime.START);
    }

    @Test
    void beforeTheChangeItNotesAndRefusesNothing() {
        service("web", 0);
        requests(Map.of("errors", 200.0, "all", 200.0), Map.of());

        var result = engine(bench.cluster())
                .run(
                        BlockSource.PLAIN.before(CHECK),
                        BlockSource.texts(bench.shop()),
                        Mode.ENFORCE,
                        new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history().get(0).note())
                .isEqualTo("service-healthy: 0 ready endpoints in 1 services, none in web; of the requests 100 %"
                        + " (about 200 of 200) failed");
        assertThat(bench.time.instant()).isEqualTo(VirtualTime.START);
    }

    @Test
    void whatCouldNotBeComparedAfterwardsIsNotBegun() {
        var faulty = new FaultyCluster(
                bench.cluster(), Faults.nth(Verb.LIST, Simulation.SERVICES, 1, Fault.before(Reason.FORBIDDEN)));

        var result = engine(faulty)
                .run(
                        BlockSource.PLAIN.before(CHECK),
                        BlockSource.texts(bench.shop()),
                        Mode.ENFORCE,
                        new Incident("INC-1"));

        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
    }

    private TransactionResult run(ServiceHealthy check) {
        return run(bench.cluster(), check);
    }

    private TransactionResult run(Cluster way, ServiceHealthy check) {
        return bench.run(engine(way), BlockSource.PLAIN.after(check), "INC-1");
    }

    private Engine engine(Cluster way) {
        var measured = metrics.map(Sources.NONE::with).orElse(Sources.NONE);
        var sources = mirror.map(measured::withMirror).orElse(measured);
        return new Engine(
                way, EngineTime.of(bench.time, this::pause), "executor-1", bench.own(), bench.events::add, sources);
    }

    private void pause(Duration duration) throws InterruptedException {
        bench.time.pause(duration);
        whileItWaits.run();
    }

    private String lastNote() {
        var history = bench.record().history();
        return history.get(history.size() - 1).note();
    }

    private static String unverified(TransactionResult result) {
        return result.verification()
                .map(verification -> verification instanceof Unverified unverified ? unverified.reason() : "VERIFIED")
                .orElse("not contained: " + result);
    }

    private void requests(Map<String, Double> before, Map<String, Double> after) {
        metrics = Optional.of((query, at, timeout) -> {
            asked.add(at);
            return new Answer.Samples((asked.size() == 1 ? before : after)
                    .entrySet().stream()
                            .map(part -> new Sample(Map.of("runproof_part", part.getKey()), part.getValue()))
                            .toList());
        });
    }

    private void service(String name, int ready) {
        service(name, ready, Map.of("app", name));
    }

    private List<KubernetesObject> service(String name, int ready, Map<String, String> selector) {
        create(
                Simulation.SERVICES,
                name,
                Map.of(),
                Map.of("spec", Map.of("selector", selector, "ports", List.of(Map.of("port", 80)))));
        slice(name, name, "IPv4", endpoints(name, ready));
        return made;
    }

    private static List<Map<String, Object>> endpoints(String service, int ready) {
        return IntStream.range(0, 5)
                .mapToObj(i -> endpoint("10.0.0." + (i + 1), service + "-" + i, i < ready))
                .toList();
    }

    private static Map<String, Object> endpoint(String address, String pod, boolean ready) {
        return Map.of(
                "addresses",
                List.of(address),
                "conditions",
                Map.of("ready", ready),
                "targetRef",
                Map.of("kind", "Pod", "name", pod));
    }

    private void slice(String name, String service, String family, List<? extends Map<String, ?>> endpoints) {
        create(
                Simulation.ENDPOINT_SLICES,
                name,
                Map.of("kubernetes.io/service-name", service),
                Map.of("addressType", family, "endpoints", endpoints));
    }

    private void scale(String service, int ready) {
        var slice = bench.cluster()
                .get(new ObjectRef(Simulation.ENDPOINT_SLICES, bench.shop(), service))
                .orElseThrow();
        bench.cluster().replace(slice.with("endpoints", endpoints(service, ready)), WriteMode.COMMIT);
    }

    private void delete(ObjectRef ref) {
        bench.cluster().get(ref).ifPresent(object -> bench.cluster().delete(ref, object.uid(), WriteMode.COMMIT));
    }

    private void create(ResourceKind kind, String name, Map<String, String> labels, Map<String, ?> fields) {
        var ref = new ObjectRef(kind, bench.shop(), name);
        made.add(bench.cluster().create(KubernetesObject.of(ref, labels, Map.of(), fields), WriteMode.COMMIT));
    }
}
