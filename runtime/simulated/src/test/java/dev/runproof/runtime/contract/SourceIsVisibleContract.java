package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.CheckResult.Failed;
import dev.runproof.runtime.check.CheckResult.Passed;
import dev.runproof.runtime.check.CheckResult.Undetermined;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code source-is-visible} on whatever cluster; a real one has no kind {@code HTTPRoute}, unless it is installed. */
abstract class SourceIsVisibleContract {

    private KubernetesObject namespace;

    abstract Cluster cluster();

    @BeforeEach
    void makeNamespace() {
        namespace = TestCluster.newNamespace(cluster());
    }

    @AfterEach
    void removeNamespace() {
        TestCluster.remove(cluster(), namespace);
    }

    @Test
    void whereNothingStandsBetweenTheSourceIsVisible() {
        service("web", Map.of("type", "ClusterIP"));

        assertThat(check(cluster())).isEqualTo(new Passed());
    }

    @ParameterizedTest
    @CsvSource({
        "NodePort, Cluster, false",
        "LoadBalancer, Cluster, false",
        "NodePort, Local, true",
        "LoadBalancer, Local, true"
    })
    void aServiceForTrafficFromOutsideKeepsTheSourceOrDoesNot(String type, String policy, boolean visible) {
        service("web", Map.of("type", type, "externalTrafficPolicy", policy));

        if (visible) {
            assertThat(check(cluster())).isEqualTo(new Passed());
        } else {
            assertThat(check(cluster()))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.reason())
                                    .contains("services/web in ")
                                    .contains("the address of a node"));
        }
    }

    @Test
    void behindAnIngressTheSourceIsAProxy() {
        var backend = Map.of("service", Map.of("name", "web", "port", Map.of("number", 80)));
        create(Simulation.INGRESSES, "web", Map.of("spec", Map.of("defaultBackend", backend)));

        assertThat(check(cluster()))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("the address of a proxy"));
    }

    @Test
    void whatIsBehindSomebodyElsesIngressIsNotOurs() {
        var other = TestCluster.newNamespace(cluster());
        try {
            create(
                    other.ref().name(),
                    Simulation.SERVICES,
                    "web",
                    Map.of("spec", serviceSpec(Map.of("type", "NodePort"))));

            assertThat(check(cluster())).isEqualTo(new Passed());
        } finally {
            TestCluster.remove(cluster(), other);
        }
    }

    @Test
    void theNamespaceCanDeclareThatSourcesAreKept() {
        service("web", Map.of("type", "NodePort"));
        var now = cluster().get(namespace.ref()).orElseThrow();
        cluster()
                .replace(
                        now.withMetadata(Map.of("annotations", Map.of("runproof.dev/sources", "visible"))),
                        WriteMode.COMMIT);

        assertThat(check(cluster())).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"services", "ingresses"})
    void whatCannotBeReadIsNotGuessed(String plural) {
        var kind = plural.equals("services") ? Simulation.SERVICES : Simulation.INGRESSES;
        var faulty = new FaultyCluster(cluster(), Faults.nth(Verb.LIST, kind, 1, Fault.before(Reason.FORBIDDEN)));

        assertThat(check(faulty)).isInstanceOf(Undetermined.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NodePort, '', true",
        "LoadBalancer, io.cilium/l2-announcer, true",
        "LoadBalancer, io.cilium/bgp-control-plane, true",
        "LoadBalancer, example.com/elsewhere, false",
        "LoadBalancer, '', false"
    })
    void flowsShowThatNodesKeepSourcesAndNothingAboutOthers(String type, String loadBalancer, boolean shown) {
        configure("native");
        var spec = new HashMap<String, Object>(Map.of("type", type));
        if (!loadBalancer.isEmpty()) {
            spec.put("loadBalancerClass", loadBalancer);
        }
        service("web", spec);

        var result = check(flows(12, 0));

        if (shown) {
            assertThat(result)
                    .isEqualTo(new Passed("about 12 flows from 203.0.113.7 itself arrived at pods of namespace "
                            + namespace.ref().name() + " in the last 5m, and none from the address of a node"));
        } else {
            assertThat(result).isInstanceOf(Failed.class);
        }
    }

    @Test
    void flowsShowNothingAboutAProxy() {
        configure("native");
        service("web", Map.of("type", "NodePort"));
        var backend = Map.of("service", Map.of("name", "web", "port", Map.of("number", 80)));
        create(Simulation.INGRESSES, "web", Map.of("spec", Map.of("defaultBackend", backend)));

        assertThat(check(flows(12, 0)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("the address of a proxy"));
    }

    @Test
    void flowsShowNothingAboutOneOfManyServices() {
        configure("native");
        service("a", Map.of("type", "NodePort"));
        service("b", Map.of("type", "LoadBalancer"));

        assertThat(check(flows(12, 0)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("services/b in "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, native, 'none from 203.0.113.7 arrived at pods of namespace'",
        "12, 1, native, 'about 1 arrived at pods of namespace'",
        "12, 0, tunnel, only without tunnels",
        "12, 0, '', only without tunnels",
        "12, NaN, native, do not fit together"
    })
    void whatFlowsDoNotShowIsAsServicesSay(double ofSource, double ofNodes, String routing, String why) {
        configure(routing);
        service("web", Map.of("type", "NodePort"));

        assertThat(check(flows(ofSource, ofNodes)))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("the address of a node")
                                .contains("flows do not show otherwise")
                                .contains(why));
    }

    @Test
    void aPrometheusThatDoesNotAnswerShowsNothing() {
        configure("native");
        service("web", Map.of("type", "NodePort"));

        assertThat(check((query, at, timeout) -> new Answer.Unknown("Prometheus answers 503")))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("Prometheus answers 503"));
    }

    @Test
    void flowsOfARangeAreNotAskedFor() {
        configure("native");
        service("web", Map.of("type", "NodePort"));
        var range = new ContainmentTarget.Range(
                IpRange.parse("203.0.113.0/24"), new Namespace(namespace.ref().name()));

        assertThat(check(cluster(), range, flows(12, 0)))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("one address only"));
    }

    /** How Cilium routes; its namespace is that of the test. */
    private void configure(String routing) {
        var data = routing.isEmpty() ? Map.<String, String>of() : Map.of("routing-mode", routing);
        create(Simulation.CONFIG_MAPS, "cilium-config", Map.of("data", data));
    }

    private static Metrics flows(double ofSource, double ofNodes) {
        return (query, at, timeout) -> new Answer.Samples(List.of(
                new Sample(Map.of("runproof_part", "source"), ofSource),
                new Sample(Map.of("runproof_part", "nodes"), ofNodes)));
    }

    private CheckResult check(Metrics metrics) {
        return check(cluster(), address(), metrics);
    }

    private CheckResult check(Cluster way, ContainmentTarget target, Metrics metrics) {
        var time = new VirtualTime();
        return new SourceIsVisible()
                .run(new CheckContext(
                        target,
                        way,
                        new Namespace("runproof"),
                        VirtualTime.START.plusSeconds(30),
                        Sources.NONE.with(metrics).withCiliumIn(target.namespace()),
                        time,
                        duration -> false,
                        Optional.empty(),
                        Baseline.NONE,
                        VirtualTime.START));
    }

    private ContainmentTarget address() {
        return new ContainmentTarget.Address(
                IpAddress.parse("203.0.113.7"), new Namespace(namespace.ref().name()));
    }

    private CheckResult check(Cluster way) {
        return new SourceIsVisible()
                .run(new CheckContext(address(), way, new Namespace("runproof"), VirtualTime.START));
    }

    private void service(String name, Map<String, Object> spec) {
        create(Simulation.SERVICES, name, Map.of("spec", serviceSpec(spec)));
    }

    private static Map<String, Object> serviceSpec(Map<String, Object> spec) {
        var all = new HashMap<>(spec);
        all.put("ports", List.of(Map.of("port", 80)));
        return all;
    }

    private void create(ResourceKind kind, String name, Map<String, ?> fields) {
        create(namespace.ref().name(), kind, name, fields);
    }

    private void create(String where, ResourceKind kind, String name, Map<String, ?> fields) {
        cluster()
                .create(
                        KubernetesObject.of(new ObjectRef(kind, where, name), Map.of(), Map.of(), fields),
                        WriteMode.COMMIT);
    }
}
