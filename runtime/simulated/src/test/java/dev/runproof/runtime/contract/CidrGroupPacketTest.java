package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.probe.NodeProbes.Reply;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Why a list of addresses is in the policy itself and not in a CiliumCIDRGroup that the policy refers to: what Cilium does
 * with such a reference, and how long it takes to enforce the one and the other. The times are printed.
 */
class CidrGroupPacketTest {

    private static final String SOURCE = "203.0.113.10";
    private static final String BYSTANDER = "203.0.113.20";
    private static final ResourceKind GROUPS =
            new ResourceKind("cilium.io", "v2alpha1", "CiliumCIDRGroup", "ciliumcidrgroups", false);
    private static final int ROUNDS = 5;
    private static final int CHUNK = 256;

    @TempDir
    private Path folder;

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private IpAddress pod;
    private IpAddress host;

    @BeforeEach
    void prepare() {
        world = World.orSkip(CidrGroupPacketTest.class);
        cluster = TestCluster.real(CidrGroupPacketTest.class);
        node = Node.probeOrSkip(CidrGroupPacketTest.class, folder);
        shop = TestCluster.newNamespace(cluster);
        pod = IpAddress.parse(new WebServer(cluster, shop.ref().name()).start());
        host = nodeAddress();
        await("the web server answers both", () -> reaches(SOURCE) && reaches(BYSTANDER));
    }

    @AfterEach
    void cleanUp() {
        if (node != null) {
            node.close();
        }
        if (shop != null) {
            cluster.get(group()).ifPresent(this::delete);
            TestCluster.remove(cluster, shop);
            cluster.close();
        }
    }

    @Test
    void whoeverMayWriteTheGroupBlocksWhomTheyLikeAndThePolicyStaysAsItWas() {
        var policy = create(referring());
        await("Cilium accepts a policy about a group that is not there", () -> isAccepted(policy.ref()));
        assertThat(reaches(SOURCE)).as("and it denies nobody").isTrue();

        var group = create(group(List.of(SOURCE)));
        await("the source is dropped", () -> !reaches(SOURCE));
        assertThat(reaches(BYSTANDER)).isTrue();

        var wider = Map.of("externalCIDRs", List.of(SOURCE + "/32", BYSTANDER + "/32"));
        cluster.replace(cluster.get(group.ref()).orElseThrow().with("spec", wider), WriteMode.COMMIT);
        await("the bystander is dropped too", () -> !reaches(BYSTANDER));

        delete(cluster.get(group.ref()).orElseThrow());
        await("both pass again", () -> reaches(SOURCE) && reaches(BYSTANDER));

        var still = cluster.get(policy.ref()).orElseThrow();
        assertThat(still.map("spec")).isEqualTo(policy.map("spec"));
        assertThat(still.at("metadata", "generation")).isEqualTo(policy.at("metadata", "generation"));
        assertThat(isAccepted(policy.ref())).as("although it denies nobody").isTrue();
    }

    @Test
    void bothAreEnforcedAsQuickly() {
        for (int count : List.of(1, 64, 256, 1024)) {
            List<String> addresses = IntStream.range(0, count)
                    .mapToObj(i -> "198.51." + (100 + i / 256) + "." + i % 256)
                    .toList();
            var listing = new ArrayList<Long>();
            var grouping = new ArrayList<Long>();
            for (int i = 0; i < ROUNDS; i++) {
                listing.add(enforced(addresses, List.of(listing(addresses))));
                grouping.add(enforced(addresses, List.of(group(addresses), referring())));
            }
            System.out.println(count + " addresses, ms to enforcement: in the policy "
                    + listing.stream().sorted().toList() + ", in a group "
                    + grouping.stream().sorted().toList());
        }
    }

    /** The milliseconds from the first write until the node denies all addresses, which it does not before or after. */
    private long enforced(List<String> addresses, List<KubernetesObject> objects) {
        long begin = System.nanoTime();
        var created = objects.stream().map(this::create).toList();
        await("all are denied", () -> areAll(Verdict.DENIED, addresses));
        long end = System.nanoTime();
        created.forEach(this::delete);
        await("none is denied", () -> areAll(Verdict.PASSES, addresses));
        return Duration.ofNanos(end - begin).toMillis();
    }

    private boolean areAll(Verdict verdict, List<String> addresses) {
        for (int i = 0; i < addresses.size(); i += CHUNK) {
            var peers = addresses.subList(i, Math.min(i + CHUNK, addresses.size())).stream()
                    .map(address -> Cidr.of(IpAddress.parse(address)))
                    .toList();
            var reply = node.probes()
                    .ask(Map.of(host, new ProbeQuestion(peers, List.of(pod))), Duration.ofSeconds(5))
                    .get(host);
            boolean all = reply instanceof Reply.Answered answered
                    && answered.answer().rows().stream()
                            .allMatch(row -> row.ingress() == verdict && row.egress() == verdict);
            if (!all) {
                return false;
            }
        }
        return true;
    }

    private IpAddress nodeAddress() {
        return cluster.list(Simulation.NODES).get(0).list("status", "addresses").stream()
                .filter(entry -> "InternalIP".equals(((Map<?, ?>) entry).get("type")))
                .map(entry -> IpAddress.parse(String.valueOf(((Map<?, ?>) entry).get("address"))))
                .findFirst()
                .orElseThrow();
    }

    private boolean reaches(String from) {
        return world.reaches(from, "http://" + pod + ":8080/");
    }

    private boolean isAccepted(ObjectRef policy) {
        return cluster.get(policy).orElseThrow().list("status", "conditions").stream()
                .anyMatch(condition -> condition instanceof Map<?, ?> map
                        && "Valid".equals(map.get("type"))
                        && "True".equals(map.get("status")));
    }

    private ObjectRef group() {
        return new ObjectRef(GROUPS, "", shop.ref().name());
    }

    private KubernetesObject group(List<String> addresses) {
        var ranges = addresses.stream().map(address -> address + "/32").toList();
        return KubernetesObject.of(group(), Map.of(), Map.of(), Map.of("spec", Map.of("externalCIDRs", ranges)));
    }

    private KubernetesObject referring() {
        var set = List.of(Map.of("cidrGroupRef", group().name()));
        return denying(Map.of("fromCIDRSet", set), Map.of("toCIDRSet", set));
    }

    private KubernetesObject listing(List<String> addresses) {
        var ranges = addresses.stream().map(address -> address + "/32").toList();
        return denying(Map.of("fromCIDR", ranges), Map.of("toCIDR", ranges));
    }

    private KubernetesObject denying(Map<String, ?> from, Map<String, ?> to) {
        var spec = Map.of(
                "endpointSelector", Map.of(),
                "enableDefaultDeny", Map.of("ingress", false, "egress", false),
                "ingressDeny", List.of(from),
                "egressDeny", List.of(to));
        var ref = new ObjectRef(Simulation.POLICIES, shop.ref().name(), "deny");
        return KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec));
    }

    private KubernetesObject create(KubernetesObject object) {
        return cluster.create(object, WriteMode.COMMIT);
    }

    private void delete(KubernetesObject object) {
        cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT);
    }
}
