package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.TimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that no sound Prometheus gives. */
class TrafficQuestionTest {

    private static final TrafficQuestion QUESTION = new TrafficQuestion(
            new ContainmentTarget.Address(IpAddress.parse("198.51.100.4"), new Namespace("shop")),
            TimeSpan.parse("5m"));
    private static final TrafficShare NONSENSE =
            new TrafficShare.Unknown("the figures of Prometheus do not fit together");

    private static Sample of(String address, double value) {
        return new Sample(Map.of("source_ip", address), value);
    }

    private static Sample part(String name, double value) {
        return new Sample(Map.of("runproof_part", name), value);
    }

    private static TrafficShare read(Sample... samples) {
        var all = new ArrayList<>(List.of(samples));
        all.add(part("labels", 1));
        return QUESTION.read(new Answer.Samples(all));
    }

    @Test
    void asksAllAtOnce() {
        assertThat(QUESTION.text()).isEqualTo("""
                        sum by (source_ip) (increase(hubble_flows_processed_total{type="Trace",subtype="to-endpoint",verdict="FORWARDED",\
                        destination_namespace="shop",source_namespace="",source_ip="198.51.100.4"}[300s])) or \
                        label_replace(sum(increase(hubble_flows_processed_total{type="Trace",subtype="to-endpoint",verdict="FORWARDED",\
                        destination_namespace="shop",source_namespace="",source_ip!=""}[300s])),"runproof_part","all","","") or \
                        label_replace(group(hubble_flows_processed_total{type="Trace",subtype="to-endpoint",verdict="FORWARDED",\
                        source_ip!="",source_namespace!=""}),"runproof_part","labels","","")""");
    }

    @Test
    void asksForEachOfAListByItsWholeText() {
        var list =
                new ContainmentTarget.Addresses(IpAddresses.parse("198.51.100.4,2001:db8::7"), new Namespace("shop"));

        assertThat(new TrafficQuestion(list, TimeSpan.parse("5m")).text())
                .contains("source_ip=~\"198\\\\.51\\\\.100\\\\.4|2001:db8::7\"}[300s]");
    }

    @Test
    void aPartOfAWhole() {
        assertThat(read(of("198.51.100.4", 3), part("all", 4))).isEqualTo(new TrafficShare.Known(3, 4));
        assertThat(read(of("198.51.100.5", 3), part("all", 4))).isEqualTo(new TrafficShare.Known(0, 4));
        assertThat(read(of("198.51.100.4", 0.1 + 0.2), part("all", 0.3))).isEqualTo(new TrafficShare.Known(0.3, 0.3));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void noPartOfAWhole(double flows) {
        assertThat(read(of("198.51.100.4", flows), part("all", 4))).isEqualTo(NONSENSE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void noWhole(double all) {
        assertThat(read(of("198.51.100.4", 1), part("all", all))).isEqualTo(NONSENSE);
    }

    @Test
    void twoWholesOrAnAddressThatIsNone() {
        assertThat(read(part("all", 4), part("all", 4))).isEqualTo(NONSENSE);
        assertThat(read(of("localhost", 1), part("all", 4))).isEqualTo(NONSENSE);
    }

    @Test
    void aSmallShareIsNotShownAsNone() {
        assertThat(new TrafficShare.Known(49_999, 1_000_000)).hasToString("4.99 % (about 49999 of 1000000 flows)");
        assertThat(new TrafficShare.Known(1, 1_000_000)).hasToString("0.0001 % (about 1 of 1000000 flows)");
    }
}
