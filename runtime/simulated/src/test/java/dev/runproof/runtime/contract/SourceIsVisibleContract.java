package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.CheckResult.Failed;
import dev.runproof.runtime.check.CheckResult.Passed;
import dev.runproof.runtime.check.CheckResult.Undetermined;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private CheckResult check(Cluster way) {
        var target = new ContainmentTarget.Address(
                IpAddress.parse("203.0.113.7"), new Namespace(namespace.ref().name()));
        return new SourceIsVisible().run(new CheckContext(target, way, new Namespace("runproof"), VirtualTime.START));
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
