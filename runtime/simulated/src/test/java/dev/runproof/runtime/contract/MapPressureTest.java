package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.MapPressureBelow;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
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
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine with {@code map-pressure-below}, for a namespace with pods on two nodes. */
class MapPressureTest {

    private static final double NOT_TOLD = -1;

    private final Bench bench = Ground.SIMULATED.bench();
    private Answer answer = pressure(2, NOT_TOLD);
    private String percent = "80";

    @BeforeEach
    void populate() {
        for (int i = 1; i <= 2; i++) {
            var address = Map.of("type", "InternalIP", "address", "192.0.2." + i);
            create(Simulation.NODES, "", "node-" + i, Map.of("status", Map.of("addresses", List.of(address))));
            create(
                    Simulation.PODS,
                    "shop",
                    "web-" + i,
                    Map.of(
                            "spec", Map.of("nodeName", "node-" + i),
                            "status", Map.of("podIP", "10.244." + i + ".7")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0.7999, 'the fullest policy map is 79.9 % full, below 80 %, of 2 agents'",
        "80, 0.34, 'the fullest policy map is 34 % full, below 80 %, of 2 agents'",
        "80, -1, 'no policy map is more than 10 % full, of 2 agents'",
        "11, -1, 'no policy map is more than 10 % full, of 2 agents'"
    })
    void whereThereIsRoomTheRecordSaysHowMuch(String limit, double fullest, String note) {
        percent = limit;
        answer = pressure(2, fullest);

        assertThat(run(IfUnknown.REFUSE).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history().get(0).note()).isEqualTo("map-pressure-below: " + note);
    }

    @ParameterizedTest
    @CsvSource({"0.8, 80", "1, 100", "3.886719, 388"})
    void whatIsFullIsNotFilledFurther(double fullest, String shown) {
        // Whatever else is not known.
        answer = pressure(1, fullest);

        for (IfUnknown ifUnknown : IfUnknown.values()) {
            var result = run(ifUnknown);

            assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(result.reason())
                    .contains("map-pressure-below: a policy map is " + shown
                            + " % full, and takes no more entries when it is full; the limit is 80 %");
        }
        assertThat(bench.records()).isEmpty();
    }

    @Test
    void aNodeWhoseAgentIsNotAskedIsNotKnown() {
        answer = pressure(1, 0.2);

        unknown("Prometheus knows the maps of 1 agents, and pods of namespace shop are on 2 nodes");
    }

    @Test
    void agentsThatTellNothingAtAllAreNotKnown() {
        answer = new Answer.Samples(List.of());

        unknown("Prometheus has no cilium_bpf_map_pressure, or no figure that can be");
    }

    @Test
    void aLimitBelowWhatAgentsTellCannotBeKept() {
        percent = "10";

        unknown("Cilium tells only of policy maps that are more than 10 % full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.8", "0.95", "much", "NaN", "-1"})
    void whereAgentsAreToldToTellLessItIsNotEnough(String threshold) {
        configure(threshold);

        assertThat(run(IfUnknown.REFUSE).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void whereAgentsAreToldToTellMoreItIsMore() {
        configure("0.05");
        percent = "10";

        assertThat(run(IfUnknown.REFUSE).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history().get(0).note()).contains("no policy map is more than 5 % full");
    }

    @Test
    void aPrometheusThatDoesNotAnswerKnowsNothing() {
        answer = new Answer.Unknown("Prometheus answers 503");

        unknown("Prometheus answers 503");
    }

    @Test
    void nodesThatCannotBeReadAreNotKnown() {
        var faulty = new FaultyCluster(
                bench.cluster(), Faults.nth(Verb.LIST, Simulation.NODES, 1, Fault.before(Reason.FORBIDDEN)));

        assertThat(run(faulty, IfUnknown.REFUSE).outcome()).isEqualTo(Outcome.REFUSED);
    }

    private void unknown(String reason) {
        assertThat(run(IfUnknown.REFUSE).reason()).contains("map-pressure-below could not find out: " + reason);
        assertThat(run(IfUnknown.ALLOW).outcome()).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history().get(0).note())
                .isEqualTo("map-pressure-below: how full policy maps are is not known and that is allowed: " + reason);
    }

    private TransactionResult run(IfUnknown ifUnknown) {
        return run(bench.cluster(), ifUnknown);
    }

    private TransactionResult run(Cluster way, IfUnknown ifUnknown) {
        var engine = new Engine(
                way,
                EngineTime.of(bench.time, bench.time),
                "executor-1",
                bench.own(),
                bench.events::add,
                Sources.NONE.with((query, at, timeout) -> answer));
        return engine.run(
                BlockSource.PLAIN.before(new MapPressureBelow(Percent.parse(percent), ifUnknown)),
                BlockSource.texts("shop"),
                Mode.ENFORCE,
                new Incident("INC-1"));
    }

    private static Answer pressure(int agents, double fullest) {
        var samples = new ArrayList<Sample>();
        samples.add(new Sample(Map.of("runproof_part", "agents"), agents));
        if (fullest != NOT_TOLD) {
            samples.add(new Sample(Map.of("runproof_part", "fullest"), fullest));
        }
        return new Answer.Samples(samples);
    }

    private void configure(String threshold) {
        create(
                Simulation.CONFIG_MAPS,
                "kube-system",
                "cilium-config",
                Map.of("data", Map.of("bpf-policy-map-pressure-metrics-threshold", threshold)));
    }

    private void create(ResourceKind kind, String namespace, String name, Map<String, ?> fields) {
        var ref = new ObjectRef(kind, namespace, name);
        bench.cluster().create(KubernetesObject.of(ref, Map.of(), Map.of(), fields), WriteMode.COMMIT);
    }
}
