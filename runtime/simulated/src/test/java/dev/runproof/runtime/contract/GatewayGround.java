package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A SecurityPolicy with rules, which a controller that runs nowhere has accepted: what an action needs of Envoy Gateway. */
final class GatewayGround implements ListGround {

    static final String NAME = "sources";

    /** A rule of the team's. */
    static final Map<String, Object> OFFICE = Map.of(
            "name", "office",
            "action", "Allow",
            "principal", Map.of("clientCIDRs", List.of("198.51.100.0/25")));

    /** Another one, without a name. */
    static final Map<String, Object> TESTERS = Map.of(
            "action", "Deny",
            "operation", Map.of("methods", List.of("POST")),
            "principal", Map.of("clientCIDRs", List.of("203.0.113.0/24")));

    static final List<Object> THEIRS = List.of(OFFICE, TESTERS);

    private static final Map<String, Object> ADDED = Map.of(
            "name", "added",
            "action", "Deny",
            "principal", Map.of("clientCIDRs", List.of("192.0.2.9/32")));

    private static final String STAMPS = "edit.runproof.dev/";

    private final Cluster cluster;
    private final ObjectRef ref;
    private List<Object> others = THEIRS;

    /** Makes it in a namespace. */
    GatewayGround(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.ref = new ObjectRef(SourcePolicy.KIND, namespace, NAME);
        define();
        create(THEIRS);
    }

    private void define() {
        try {
            delete();
        } catch (ClusterException e) {
            assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
        }
        if (cluster instanceof KubernetesCluster && !isDefined()) {
            EnvoyGatewayPrograms.require(GatewayGround.class).define();
        }
    }

    private boolean isDefined() {
        try {
            return cluster.list(SourcePolicy.KIND, ref.namespace()).isEmpty();
        } catch (ClusterException e) {
            assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
            return false;
        }
    }

    /** Another policy in its place. */
    void create(List<Object> rules) {
        delete();
        var authorization = new HashMap<String, Object>(Map.of("defaultAction", "Allow"));
        if (!rules.isEmpty()) {
            authorization.put("rules", rules);
        }
        var target = Map.of("group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "web");
        cluster.create(
                KubernetesObject.of(
                        ref,
                        Map.of(),
                        Map.of(),
                        Map.of("spec", Map.of("targetRefs", List.of(target), "authorization", authorization))),
                WriteMode.COMMIT);
        tell(Map.of("type", "Accepted", "status", "True", "reason", "Accepted"));
    }

    /** Its controller says something of it. */
    void tell(Map<String, Object> condition) {
        var known = new HashMap<>(condition);
        known.putAll(Map.of("message", "as told", "lastTransitionTime", "2026-11-02T10:00:00Z"));
        var ancestor = Map.of(
                "ancestorRef",
                Map.of(
                        "group", "gateway.networking.k8s.io",
                        "kind", "Gateway",
                        "name", "web",
                        "namespace", ref.namespace()),
                "controllerName",
                "example.com/controller",
                "conditions",
                List.of(known));
        var status = Map.<String, Object>of("ancestors", List.of(ancestor));
        if (!(cluster instanceof KubernetesCluster)) {
            cluster.replace(policy().orElseThrow().with("status", status), WriteMode.COMMIT);
            return;
        }
        Kubectl.admin()
                .run(
                        "patch",
                        "securitypolicies.gateway.envoyproxy.io",
                        NAME,
                        "--namespace=" + ref.namespace(),
                        "--subresource=status",
                        "--type=merge",
                        "--patch=" + KubernetesObject.json(Map.of("status", status)));
    }

    /** The pod of a proxy of the Gateway {@code web} in a namespace, in which it is too; it runs nowhere. */
    static KubernetesObject proxy(String namespace) {
        var labels = Map.of(
                "gateway.envoyproxy.io/owning-gateway-namespace",
                namespace,
                "gateway.envoyproxy.io/owning-gateway-name",
                "web");
        var container = Map.of("name", "envoy", "image", "registry.example.com/envoy:1");
        return KubernetesObject.of(
                new ObjectRef(Simulation.PODS, namespace, "proxy"),
                labels,
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "nodeSelector", Map.of("example.com/nowhere", "yes"),
                                "containers", List.of(container))));
    }

    Optional<KubernetesObject> policy() {
        return cluster.get(ref);
    }

    /** Its rules as they stand there. */
    List<Object> rules() {
        return policy().map(found -> found.list("spec", "authorization", "rules"))
                .orElse(List.of());
    }

    /** The rule that the action puts there for an address, in the policy that is there now. */
    Map<String, Object> rule(String address) {
        var target = new ContainmentTarget.GatewaySource(
                IpAddress.parse(address),
                SecurityPolicyRef.parse(ref.namespace() + "/" + NAME + "/"
                        + policy().orElseThrow().uid()),
                new Namespace(ref.namespace()));
        return SourcePolicy.rule("runproof-" + target.hash(), target.address());
    }

    /** Rules with one in front of them. */
    static List<Object> inFront(Map<String, Object> rule, List<Object> others) {
        var all = new ArrayList<Object>(List.of(rule));
        all.addAll(others);
        return all;
    }

    @Override
    public boolean isStamped() {
        return policy().stream()
                .flatMap(found -> found.map("metadata", "annotations").keySet().stream())
                .anyMatch(key -> key.startsWith(STAMPS));
    }

    /** Somebody writes the rules anew. */
    void write(UnaryOperator<List<Object>> change) {
        while (policy().isPresent()) {
            try {
                var found = policy().orElseThrow();
                var rules = change.apply(found.list("spec", "authorization", "rules"));
                cluster.replace(found.withAt(SourcePolicy.RULES, Optional.of(rules)), WriteMode.COMMIT);
                return;
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
            }
        }
    }

    @Override
    public SafetyTransaction<?> transaction(List<Check> after) {
        return new DenyGateway(ref.namespace(), List.of(), after);
    }

    @Override
    public InputTexts texts() {
        return DenyGateway.texts(DenyGateway.ATTACKER, ref.namespace());
    }

    @Override
    public Optional<KubernetesObject> object() {
        return policy();
    }

    @Override
    public boolean isDenied() {
        return policy().isPresent() && rules().contains(rule(DenyGateway.ATTACKER));
    }

    @Override
    public boolean isOthersAsWritten() {
        var left = new ArrayList<>(rules());
        left.remove(rule(DenyGateway.ATTACKER));
        return left.equals(others);
    }

    @Override
    public void add() {
        write(rules -> inFront(ADDED, rules));
        others = inFront(ADDED, others);
    }

    @Override
    public void takeOut() {
        write(rules -> rules.stream()
                .filter(rule -> !rule.equals(rule(DenyGateway.ATTACKER)))
                .toList());
    }

    @Override
    public void succeed() {
        create(List.of());
        write(rules -> inFront(rule(DenyGateway.ATTACKER), THEIRS));
    }

    @Override
    public void delete() {
        policy().ifPresent(found -> cluster.delete(ref, found.uid(), WriteMode.COMMIT));
    }

    @Override
    public void close() {
        delete();
    }
}
