package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockIpTest {

    @Test
    void aRangeIsDeniedInTheSameWay() {
        var action = new BlockRange(IpRange.parse("203.0.113.8/29"), new Namespace("shop"));

        var change = (Change.Create) action.change(new NoCluster());

        assertThat(change.object().ref().name())
                .isEqualTo("runproof-block-" + action.target().hash());
        assertThat(change.object().map("spec"))
                .containsEntry("ingressDeny", List.of(Map.of("fromCIDR", List.of("203.0.113.8/29"))))
                .containsEntry("egressDeny", List.of(Map.of("toCIDR", List.of("203.0.113.8/29"))))
                .containsEntry("enableDefaultDeny", Map.of("ingress", false, "egress", false))
                .hasSize(4);
    }

    @Test
    void aListIsDeniedInOnePolicy() {
        var action =
                new BlockAddresses(IpAddresses.parse("2001:db8::7 203.0.113.8,203.0.113.7"), new Namespace("shop"));

        var change = (Change.Create) action.change(new NoCluster());

        var all = List.of("203.0.113.7/32", "203.0.113.8/32", "2001:db8::7/128");
        assertThat(change.object().ref().name())
                .isEqualTo("runproof-block-" + action.target().hash());
        assertThat(change.object().map("spec"))
                .containsEntry("ingressDeny", List.of(Map.of("fromCIDR", all)))
                .containsEntry("egressDeny", List.of(Map.of("toCIDR", all)))
                .containsEntry("enableDefaultDeny", Map.of("ingress", false, "egress", false))
                .hasSize(4);
    }

    @Test
    void deniesBothDirectionsAndNothingElse() throws JsonProcessingException {
        assertThat(json("203.0.113.7")).isEqualTo(tree("""
                {
                  "apiVersion": "cilium.io/v2",
                  "kind": "CiliumNetworkPolicy",
                  "metadata": {
                    "name": "runproof-block-e3d90ae63740112d3261fa8882dfa6c7",
                    "namespace": "shop"
                  },
                  "spec": {
                    "endpointSelector": {},
                    "enableDefaultDeny": {"ingress": false, "egress": false},
                    "ingressDeny": [{"fromCIDR": ["203.0.113.7/32"]}],
                    "egressDeny": [{"toCIDR": ["203.0.113.7/32"]}]
                  }
                }
                """));
    }

    @Test
    void anAddressOfVersion6IsOneHostToo() throws JsonProcessingException {
        var spec = json("2001:DB8::7").get("spec");

        assertThat(spec.at("/ingressDeny/0/fromCIDR")).isEqualTo(tree("[\"2001:db8::7/128\"]"));
        assertThat(spec.at("/egressDeny/0/toCIDR")).isEqualTo(tree("[\"2001:db8::7/128\"]"));
    }

    @Test
    void theNameFollowsFromAddressAndNamespaceAlone() {
        assertThat(nameOf("203.0.113.7", "shop")).isEqualTo(nameOf("203.0.113.7", "shop"));
        assertThat(nameOf("203.0.113.7", "shop")).isNotEqualTo(nameOf("203.0.113.8", "shop"));
        assertThat(nameOf("203.0.113.7", "shop")).isNotEqualTo(nameOf("203.0.113.7", "shop2"));
    }

    @Test
    void theTargetIsTheAddressInTheNamespace() {
        var target = action("203.0.113.7", "shop").target();

        assertThat(target.key()).isEqualTo("ip/shop/203.0.113.7");
        assertThat(target.namespace()).isEqualTo(new Namespace("shop"));
    }

    private static BlockIp action(String address, String namespace) {
        return new BlockIp(IpAddress.parse(address), new Namespace(namespace));
    }

    private static KubernetesObject object(String address, String namespace) {
        return ((Change.Create) action(address, namespace).change(new NoCluster())).object();
    }

    private static String nameOf(String address, String namespace) {
        return object(address, namespace).ref().name();
    }

    private static JsonNode json(String address) {
        return new ObjectMapper().valueToTree(object(address, "shop").content());
    }

    private static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }

    /** The action reads nothing. */
    private static final class NoCluster implements Cluster {

        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            throw new AssertionError(ref);
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind) {
            throw new AssertionError(kind);
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind, String namespace) {
            throw new AssertionError(kind);
        }

        @Override
        public KubernetesObject create(KubernetesObject object, WriteMode mode) {
            throw new AssertionError(object);
        }

        @Override
        public KubernetesObject replace(KubernetesObject object, WriteMode mode) {
            throw new AssertionError(object);
        }

        @Override
        public KubernetesObject apply(KubernetesObject fields, String fieldManager, WriteMode mode) {
            throw new AssertionError(fields);
        }

        @Override
        public void delete(ObjectRef ref, String uid, WriteMode mode) {
            throw new AssertionError(ref);
        }

        @Override
        public void delete(KubernetesObject asRead, WriteMode mode) {
            throw new AssertionError(asRead);
        }
    }
}
