package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.CheckResult.Failed;
import dev.runproof.runtime.check.CheckResult.Passed;
import dev.runproof.runtime.check.CheckResult.Undetermined;
import dev.runproof.runtime.check.NotProtected;
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
import dev.runproof.runtime.simulated.Faults;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import dev.runproof.runtime.simulated.FaultyCluster;
import dev.runproof.runtime.simulated.SimulatedCluster;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotProtectedTest {

    private static final Namespace OWN = new Namespace("runproof");

    private static final ObjectRef LIST = new ObjectRef(Simulation.CONFIG_MAPS, OWN.name(), "runproof-protected");
    private static final ObjectRef ADDED =
            new ObjectRef(Simulation.CONFIG_MAPS, OWN.name(), "runproof-protected-added");
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);

    private Sources sources = Sources.NONE.with(
            name -> name.equals("lb.example.com") ? Set.of(IpAddress.parse("198.51.100.77")) : Set.of());
    private final VirtualTime time = new VirtualTime();
    private final SimulatedCluster cluster = Simulation.cluster(time);

    @BeforeEach
    void populate() {
        cluster.addNamespace(OWN.name());
        cluster.addNamespace("shop");
        create(
                Simulation.NODES,
                "",
                "node-1",
                Map.of(
                        "status",
                        Map.of(
                                "addresses",
                                List.of(
                                        Map.of("type", "Hostname", "address", "node-1"),
                                        Map.of("type", "InternalIP", "address", "192.0.2.1"),
                                        Map.of("type", "ExternalIP", "address", "2001:db8::1")))));
        create(
                Simulation.PODS,
                "shop",
                "web",
                Map.of(
                        "status",
                        Map.of(
                                "podIP",
                                "10.244.0.7",
                                "podIPs",
                                List.of(Map.of("ip", "10.244.0.7"), Map.of("ip", "fd00::7")))));
        create(Simulation.PODS, "shop", "pending", Map.of("status", Map.of("phase", "Pending")));
        create(
                Simulation.SERVICES,
                "shop",
                "web",
                Map.of(
                        "spec",
                                Map.of(
                                        "clusterIP", "10.96.0.9",
                                        "clusterIPs", List.of("10.96.0.9"),
                                        "externalIPs", List.of("192.0.2.80")),
                        "status",
                                Map.of(
                                        "loadBalancer",
                                        Map.of(
                                                "ingress",
                                                List.of(
                                                        Map.of("ip", "198.51.100.1"),
                                                        Map.of("hostname", "lb.example.com"))))));
        create(Simulation.SERVICES, "shop", "headless", Map.of("spec", Map.of("clusterIP", "None")));
        create(
                Simulation.ENDPOINT_SLICES,
                "default",
                "kubernetes",
                Map.of("endpoints", List.of(Map.of("addresses", List.of("198.51.100.6")))));
        declare("# the office\n198.51.100.128/25\n\n203.0.113.200 # the bastion\n2001:db8:7::/48\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "198.51.100.127", "10.0.0.1", "2001:db8:8::1"})
    void whatBelongsToNobodyMayBeContained(String address) {
        String version = cluster.get(LIST).orElseThrow().resourceVersion();

        assertThat(check(address))
                .isEqualTo(new Passed("configmaps/runproof-protected in runproof at version " + version));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, node node-1",
        "2001:db8::1, node node-1",
        "10.244.0.7, quarantine the pod instead",
        "fd00::7, pod shop/web",
        "10.96.0.9, service shop/web",
        "192.0.2.80, service shop/web",
        "198.51.100.1, service shop/web",
        "198.51.100.6, the API server",
        "198.51.100.129, 198.51.100.128/25",
        "203.0.113.200, 203.0.113.200/32",
        "2001:db8:7::1, 2001:db8:7::/48",
        "127.0.0.1, special use",
        "169.254.169.254, special use",
        "224.0.0.1, special use",
        "255.255.255.255, special use",
        "::1, special use",
        "fe80::1, special use",
        "64:ff9b::cb00:7107, special use",
        "198.51.100.77, by the name lb.example.com"
    })
    void whatIsProtectedIsNamed(String address, String named) {
        assertThat(check(address))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason()).contains(address).contains(named));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.1 is an address of node node-1",
        "10.244.0.0/29, 10.244.0.7 is an address of pod shop/web",
        "198.51.100.0/25, 198.51.100.",
        "198.51.100.192/26, lists 198.51.100.128/25",
        "203.0.113.192/26, lists 203.0.113.200/32",
        "2001:db8:7:1::/64, lists 2001:db8:7::/48",
        "127.0.0.0/24, special use",
        "255.255.255.0/24, special use",
        "2002:cb00:7107::/48, special use"
    })
    void aRangeIsProtectedIfAnyOfItsAddressesIs(String range, String named) {
        assertThat(checkRange(range))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains(named));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.0/25", "10.244.0.8/29", "2001:db8:8::/48"})
    void aRangeOfStrangersMayBeContained(String range) {
        assertThat(checkRange(range)).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kube-system", "kube-public", "kube-node-lease", "runproof"})
    void someNamespacesAreProtected(String namespace) {
        assertThat(check("203.0.113.7", namespace, cluster))
                .isEqualTo(new Failed("namespace " + namespace + " is protected"));
    }

    @Test
    void aLoadBalancerWhoseNameHasNoAddressMayBeAnything() {
        sources = Sources.NONE.with(name -> Set.of());

        assertThat(check("203.0.113.7"))
                .isInstanceOfSatisfying(
                        Undetermined.class,
                        undetermined -> assertThat(undetermined.reason()).contains("lb.example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "k8s-app, kube-dns, names",
        "k8s-app, cilium, the network",
        "app.kubernetes.io/name, ingress-nginx, the way in",
        "app.kubernetes.io/name, Prometheus, monitoring",
        "app, istiod, the way in"
    })
    void aNamespaceInWhichAllDependOnSomethingIsProtected(String key, String value, String role) {
        pod("vital", Map.of(key, value));

        assertThat(check("203.0.113.7"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason()).contains(role).contains("unprotected-namespaces"));
    }

    @Test
    void suchANamespaceCanBeLeftUnprotectedOnPurpose() {
        pod("vital", Map.of("app.kubernetes.io/name", "ingress-nginx"));
        declare(Map.of("addresses", "10.0.0.0/8", "unprotected-namespaces", "shop # the block belongs here\n"));

        assertThat(check("203.0.113.7")).isInstanceOf(Passed.class);
    }

    @Test
    void theClustersOwnNamespacesCannotBeLeftUnprotected() {
        declare(Map.of("addresses", "10.0.0.0/8", "unprotected-namespaces", "kube-system\nrunproof\n"));

        assertThat(check("203.0.113.7", "kube-system", cluster)).isInstanceOf(Failed.class);
        assertThat(check("203.0.113.7", "runproof", cluster)).isInstanceOf(Failed.class);
    }

    @Test
    void somebodyElsesWorkloadOfThatKindProtectsItsOwnNamespaceOnly() {
        create(
                cluster,
                KubernetesObject.of(
                        new ObjectRef(Simulation.PODS, "default", "dns"),
                        Map.of("k8s-app", "kube-dns"),
                        Map.of(),
                        Map.of()));

        assertThat(check("203.0.113.7")).isInstanceOf(Passed.class);
    }

    @Test
    void aNamespaceIsProtectedByTheList() {
        declare(Map.of("addresses", "10.0.0.0/8", "namespaces", "payments\nshop\n"));

        assertThat(check("203.0.113.7"))
                .isEqualTo(
                        new Failed("namespace shop is protected: configmaps/runproof-protected in runproof lists it"));
    }

    @Test
    void aLabelOnTheNamespaceOrOnAPodProtects() {
        pod("till", Map.of("safety", "whitelist"));
        assertThat(check("203.0.113.7"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("pod till"));

        create(
                cluster,
                KubernetesObject.of(
                        new ObjectRef(NAMESPACES, "", "bank"), Map.of("safety", "whitelist"), Map.of(), Map.of()));
        assertThat(check("203.0.113.7", "bank", cluster))
                .isEqualTo(new Failed("namespace bank is labelled safety=whitelist"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, true",
        "2026-11-21, false",
        "2027-01-31, true",
        "soon, false",
        "'', false",
        "2026-02-30, false"
    })
    void aListThatIsOutOfDateProtectsNothing(String date, boolean valid) {
        declare(Map.of("addresses", "10.0.0.0/8", "valid-until", date + "\n"));

        assertThat(check("203.0.113.7")).isInstanceOf(valid ? Passed.class : Undetermined.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "203.0.113.0/24\nthe office", "10.0.0.0/33", "10.0.0.5/8"})
    void aListThatSaysNothingOrNonsenseProtectsNothing(String list) {
        declare(list);

        assertThat(check("203.0.113.7")).isInstanceOf(Undetermined.class);
    }

    @Test
    void aLineThatCannotBeReadIsNamed() {
        declare("# office\n10.0.0.0/33\n");

        assertThat(check("203.0.113.7"))
                .isInstanceOfSatisfying(
                        Undetermined.class,
                        undetermined -> assertThat(undetermined.reason()).contains("line 2"));
    }

    @Test
    void whatProgramsAddIsProtectedToo() {
        add(Map.of("addresses", "203.0.113.7 # a partner\n", "namespaces", "bank\n"));

        assertThat(check("203.0.113.7"))
                .isEqualTo(new Failed("203.0.113.7 is protected: configmaps/runproof-protected-added in runproof lists"
                        + " 203.0.113.7/32"));
        assertThat(check("203.0.113.8", "bank", cluster))
                .isEqualTo(new Failed(
                        "namespace bank is protected: configmaps/runproof-protected-added in runproof lists it"));
        assertThat(check("203.0.113.200"))
                .as("and what people declared is")
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).contains("runproof-protected in"));
        assertThat(check("203.0.113.8"))
                .isEqualTo(new Passed("configmaps/runproof-protected in runproof at version " + version(LIST)
                        + " and configmaps/runproof-protected-added in runproof at version " + version(ADDED)));
    }

    @Test
    void whatProgramsAddMayBeNothing() {
        add(Map.of("addresses", "", "namespaces", "# none\n"));

        assertThat(check("203.0.113.7")).isInstanceOf(Passed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "addresses, the office, line 1 of addresses",
        "addresses, 0.0.0.0/33, line 1 of addresses",
        "namespaces, Shop, line 1 of namespaces",
        "unprotected-namespaces, shop, which only runproof-protected may have",
        "valid-until, 2027-01-31, which only runproof-protected may have"
    })
    void whatProgramsMayNotSayIsNotReadOver(String key, String value, String why) {
        add(Map.of(key, value));

        assertThat(check("203.0.113.7"))
                .isInstanceOfSatisfying(
                        Undetermined.class,
                        undetermined -> assertThat(undetermined.reason())
                                .contains("configmaps/runproof-protected-added in runproof")
                                .contains(why));
    }

    @Test
    void whatProgramsAddDoesNotReplaceWhatPeopleDeclare() {
        delete(LIST);
        add(Map.of("addresses", "10.0.0.0/8"));

        assertThat(check("203.0.113.7")).isInstanceOf(Undetermined.class);
    }

    @Test
    void whatProgramsAddIsReadOrNothingIsEnforced() {
        var faulty = new FaultyCluster(
                cluster, Faults.nth(Verb.GET, Simulation.CONFIG_MAPS, 2, Fault.before(Reason.FORBIDDEN)));

        assertThat(check("203.0.113.7", "shop", faulty)).isInstanceOf(Undetermined.class);
    }

    private void add(Map<String, String> data) {
        create(Simulation.CONFIG_MAPS, OWN.name(), ADDED.name(), Map.of("data", data));
    }

    private String version(ObjectRef ref) {
        return cluster.get(ref).orElseThrow().resourceVersion();
    }

    @Test
    void withoutAListNothingIsKnown() {
        delete(LIST);

        assertThat(check("203.0.113.7")).isInstanceOf(Undetermined.class);
    }

    @Test
    void withoutTheAddressesOfTheApiServerNothingIsKnown() {
        delete(new ObjectRef(Simulation.ENDPOINT_SLICES, "default", "kubernetes"));

        assertThat(check("203.0.113.7")).isInstanceOf(Undetermined.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.200  | 203.0.113.200 is protected: configmaps/runproof-protected in runproof lists 203.0.113.200/32
            2001:db8:7::9  | 2001:db8:7::9 is protected: configmaps/runproof-protected in runproof lists 2001:db8:7::/48
            192.0.2.1      | 192.0.2.1 is an address of node node-1
            198.51.100.6   | 198.51.100.6 is an address of the API server
            192.0.2.80     | 192.0.2.80 is an address of service shop/web
            198.51.100.77  | 198.51.100.77 is an address of service shop/web, by the name lb.example.com
            10.244.0.7     | 10.244.0.7 is an address of pod shop/web, which a rule for an address does not match: quarantine the pod instead
            127.0.0.1      | 127.0.0.1 is an address for special use, such as loopback, link-local or multicast
            """)
    void oneOfAListRefusesItAndIsNamed(String address, String reason) {
        var others = IpAddresses.parse("203.0.113.7,203.0.113.8,2001:db8:9::1");
        assertThat(checkAll(others)).isInstanceOf(Passed.class);

        assertThat(checkAll(IpAddresses.parse(others + "," + address))).isEqualTo(new Failed(reason));
    }

    static List<ResourceKind> kindsThatAreRead() {
        return List.of(
                Simulation.NODES,
                Simulation.PODS,
                Simulation.SERVICES,
                Simulation.ENDPOINT_SLICES,
                Simulation.CONFIG_MAPS);
    }

    @ParameterizedTest
    @MethodSource("kindsThatAreRead")
    void whatCannotBeReadIsNotGuessed(ResourceKind kind) {
        var verb =
                kind.equals(Simulation.CONFIG_MAPS) || kind.equals(Simulation.ENDPOINT_SLICES) ? Verb.GET : Verb.LIST;
        var faulty = new FaultyCluster(cluster, Faults.nth(verb, kind, 1, Fault.before(Reason.FORBIDDEN)));

        assertThat(check("203.0.113.7", "shop", faulty)).isInstanceOf(Undetermined.class);
    }

    @Test
    void aHitSaysMoreThanSomethingThatCannotBeRead() {
        var faulty = new FaultyCluster(
                cluster, Faults.nth(Verb.LIST, Simulation.NODES, 1, Fault.before(Reason.UNREACHABLE)));

        assertThat(check("10.244.0.7", "shop", faulty)).isInstanceOf(Failed.class);
    }

    @Test
    void theVersionOfTheListIsInTheIntent() {
        var engine = new Engine(cluster, EngineTime.of(time, time), "test", OWN, event -> {}, sources);

        var result = engine.run(
                BlockSource.PLAIN.before(new NotProtected()),
                BlockSource.texts("shop"),
                Mode.ENFORCE,
                new Incident("INC-1"));

        var history = engine.containment(result.containment().orElseThrow())
                .orElseThrow()
                .history();
        assertThat(history.get(0).note())
                .isEqualTo("not-protected: configmaps/runproof-protected in runproof at version "
                        + cluster.get(LIST).orElseThrow().resourceVersion());
    }

    private CheckResult check(String address) {
        return check(address, "shop", cluster);
    }

    private CheckResult check(String address, String namespace, Cluster way) {
        return check(new ContainmentTarget.Address(IpAddress.parse(address), new Namespace(namespace)), way);
    }

    private CheckResult checkRange(String range) {
        return check(new ContainmentTarget.Range(IpRange.parse(range), new Namespace("shop")), cluster);
    }

    private CheckResult checkAll(IpAddresses addresses) {
        return check(new ContainmentTarget.Addresses(addresses, new Namespace("shop")), cluster);
    }

    private CheckResult check(ContainmentTarget target, Cluster way) {
        return new NotProtected()
                .run(new CheckContext(
                        target,
                        way,
                        OWN,
                        VirtualTime.START,
                        sources,
                        time,
                        duration -> false,
                        Optional.empty(),
                        Baseline.NONE,
                        VirtualTime.START));
    }

    private void declare(String addresses) {
        declare(Map.of("addresses", addresses));
    }

    private void declare(Map<String, String> data) {
        delete(LIST);
        create(Simulation.CONFIG_MAPS, OWN.name(), LIST.name(), Map.of("data", data));
    }

    private void pod(String name, Map<String, String> labels) {
        create(cluster, KubernetesObject.of(new ObjectRef(Simulation.PODS, "shop", name), labels, Map.of(), Map.of()));
    }

    private static void create(Cluster cluster, KubernetesObject object) {
        cluster.create(object, WriteMode.COMMIT);
    }

    private void delete(ObjectRef ref) {
        cluster.get(ref).ifPresent(object -> cluster.delete(ref, object.uid(), WriteMode.COMMIT));
    }

    private void create(ResourceKind kind, String namespace, String name, Map<String, ?> fields) {
        cluster.create(
                KubernetesObject.of(new ObjectRef(kind, namespace, name), Map.of(), Map.of(), fields),
                WriteMode.COMMIT);
    }
}
