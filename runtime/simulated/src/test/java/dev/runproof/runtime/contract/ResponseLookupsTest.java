package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.IsExternal;
import dev.runproof.runtime.check.IsPod;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.lookup.AddressPod;
import dev.runproof.runtime.lookup.PodWorkload;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Lookup.UnresolvedException;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the cluster before the first step of a response, and whether a step is meant at all. */
class ResponseLookupsTest {

    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);
    private static final String ADDRESS = "10.244.0.7";

    private final VirtualTime time = new VirtualTime();
    private final SimulatedCluster cluster = new SimulatedCluster(
            time,
            List.of(Simulation.PODS, Simulation.NODES, Simulation.SERVICES, Simulation.ENDPOINT_SLICES, REPLICA_SETS),
            List.of());
    private KubernetesObject pod;

    @BeforeEach
    void populate() {
        cluster.addNamespace("shop");
        var set = create(REPLICA_SETS, "web-5d4", owner("Deployment", "web", "d-1"), Map.of());
        pod = create(Simulation.PODS, "web-0", owner("ReplicaSet", "web-5d4", set.uid()), address(ADDRESS));
        create(Simulation.PODS, "db-0", owner("StatefulSet", "db", "s-1"), address("10.244.0.8"));
        create(Simulation.PODS, "alone", Map.of(), address("10.244.0.9"));
        create(Simulation.PODS, "agent", Map.of(), hostNetwork("198.51.100.7"));
        create(
                Simulation.PODS,
                "over",
                Map.of(),
                Map.of("status", Map.of("podIP", "10.244.0.10", "phase", "Succeeded")));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.NODES, "", "node-1"),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "status",
                                Map.of("addresses", List.of(Map.of("type", "InternalIP", "address", "198.51.100.7"))))),
                WriteMode.COMMIT);
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.ENDPOINT_SLICES, "default", "kubernetes"),
                        Map.of(),
                        Map.of(),
                        Map.of("endpoints", List.of(Map.of("addresses", List.of("198.51.100.6"))))),
                WriteMode.COMMIT);
        create(Simulation.SERVICES, "web", Map.of(), Map.of("spec", Map.of("clusterIP", "10.96.0.9")));
    }

    private KubernetesObject create(ResourceKind kind, String name, Map<String, ?> metadata, Map<String, ?> fields) {
        var object = KubernetesObject.of(new ObjectRef(kind, "shop", name), Map.of(), Map.of(), fields);
        return cluster.create(object.withMetadata(metadata), WriteMode.COMMIT);
    }

    private static Map<String, ?> owner(String kind, String name, String uid) {
        return Map.of(
                "ownerReferences",
                List.of(
                        Map.of("kind", "Other", "name", "o", "uid", "o-1"),
                        Map.of("kind", kind, "name", name, "uid", uid, "controller", true)));
    }

    private static Map<String, ?> address(String ip) {
        return Map.of("status", Map.of("podIP", ip, "podIPs", List.of(Map.of("ip", ip))));
    }

    private static Map<String, ?> hostNetwork(String ip) {
        var fields = new HashMap<String, Object>(address(ip));
        fields.put("spec", Map.of("hostNetwork", true));
        return fields;
    }

    private String workload(String of) throws UnresolvedException {
        return new PodWorkload("pod.workload", "pod").read(InputTexts.of(Map.of("pod", of)), cluster);
    }

    @Test
    void theWorkloadOfAPodIsTheDeploymentOfItsReplicaSet() throws UnresolvedException {
        assertThat(workload("shop/web-0")).isEqualTo("shop/web/d-1");
        assertThat(workload("shop/web-0/" + pod.uid())).isEqualTo("shop/web/d-1");
    }

    @ParameterizedTest
    @CsvSource({
        "shop/web-1, there is no pod",
        "shop/web-0/00000000-0000-4000-8000-0000000000ff, is gone; another has its name now",
        "shop/db-0, 'belongs to no ReplicaSet, but to StatefulSet db'",
        "shop/alone, belongs to no ReplicaSet"
    })
    void aPodWithoutADeploymentHasNoWorkload(String of, String why) {
        assertThatThrownBy(() -> workload(of))
                .isInstanceOf(UnresolvedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aReplicaSetOfThatNameIsNotTheOneThatMadeThePod() {
        var set = cluster.get(new ObjectRef(REPLICA_SETS, "shop", "web-5d4")).orElseThrow();
        cluster.delete(set, WriteMode.COMMIT);
        create(REPLICA_SETS, "web-5d4", owner("Deployment", "web", "d-2"), Map.of());

        assertThatThrownBy(() -> workload("shop/web-0"))
                .hasMessageContaining("ReplicaSet web-5d4")
                .hasMessageContaining("is gone");
    }

    @Test
    void thePodOfAnAddressIsTheOneThatHasItForItself() throws UnresolvedException {
        var lookup = new AddressPod("source.pod", "source");

        assertThat(lookup.read(InputTexts.of(Map.of("source", ADDRESS)), cluster))
                .isEqualTo("shop/web-0/" + pod.uid());
        for (String none : List.of("198.51.100.7", "10.244.0.10", "203.0.113.7")) {
            assertThatThrownBy(() -> lookup.read(InputTexts.of(Map.of("source", none)), cluster))
                    .isInstanceOf(UnresolvedException.class)
                    .hasMessageContaining("no pod on the pod network has the address " + none);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.244.0.7, Passed, Failed",
        "203.0.113.7, Failed, Passed",
        "10.96.0.9, Failed, Failed",
        "198.51.100.7, Failed, Failed",
        "198.51.100.6, Failed, Failed",
        "10.244.0.10, Failed, Failed",
        "127.0.0.1, Failed, Failed",
        "169.254.1.1, Failed, Failed"
    })
    void anAddressIsAPodsOrSomebodysOutsideOrNeither(String address, String isPod, String isExternal) {
        time.pass(Duration.ofMinutes(5));

        assertThat(look(new IsPod(), address, time.instant()).getClass().getSimpleName())
                .isEqualTo(isPod);
        assertThat(look(new IsExternal(), address, time.instant()).getClass().getSimpleName())
                .isEqualTo(isExternal);
    }

    @Test
    void aPodThatIsYoungerThanTheIncidentWasNotIt() {
        assertThat(look(new IsPod(), ADDRESS, VirtualTime.START)).isInstanceOf(CheckResult.Passed.class);
        assertThat(look(new IsPod(), ADDRESS, VirtualTime.START.minusSeconds(1)))
                .isInstanceOfSatisfying(
                        CheckResult.Failed.class,
                        failed -> assertThat(failed.reason())
                                .contains("pod shop/web-0 has the address since " + VirtualTime.START)
                                .contains("it was another's then"));
    }

    @Test
    void anAddressOfTwoPodsIsNobodys() {
        create(Simulation.PODS, "copy", Map.of(), address(ADDRESS));

        assertThat(look(new IsPod(), ADDRESS, VirtualTime.START)).isInstanceOf(CheckResult.Undetermined.class);
    }

    private CheckResult look(Check check, String address, Instant began) {
        return check.run(new CheckContext(
                new ContainmentTarget.Address(IpAddress.parse(address), new Namespace("shop")),
                cluster,
                new Namespace("runproof"),
                time.instant().plusSeconds(30),
                Sources.NONE,
                time,
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                began));
    }
}
