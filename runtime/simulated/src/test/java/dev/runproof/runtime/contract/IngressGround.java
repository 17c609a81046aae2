package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** An Ingress with a list of sources, its class, and a pod that serves it and runs nowhere: what an action needs of ingress-nginx. */
final class IngressGround implements ListGround {

    static final String NAME = "web";
    static final String LIST = "nginx.ingress.kubernetes.io/denylist-source-range";
    static final String THEIRS = "198.51.100.1,  198.51.100.0/25 ";

    private static final List<String> PATH = List.of("metadata", "annotations", LIST);
    private static final String ADDED = ",  192.0.2.9";
    private static final String STAMPS = "edit.runproof.dev/";

    private final Cluster cluster;
    private final ObjectRef ref;
    private final ObjectRef ingressClass;
    private final String namespace;
    private String others = THEIRS;

    /** Makes them in a namespace. */
    IngressGround(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.ref = new ObjectRef(Simulation.INGRESSES, namespace, NAME);
        this.ingressClass = new ObjectRef(Simulation.INGRESS_CLASSES, "", "nginx-of-" + namespace);
        close();
        cluster.create(
                KubernetesObject.of(
                        ingressClass, Map.of(), Map.of(), Map.of("spec", Map.of("controller", "k8s.io/ingress-nginx"))),
                WriteMode.COMMIT);
        var container = Map.of(
                "name", "controller",
                "image", "registry.example.com/ingress-nginx/controller:v1.9.4",
                "args", List.of("/nginx-ingress-controller", "--configmap=$(POD_NAMESPACE)/ingress-nginx-controller"));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.PODS, namespace, "controller"),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "nodeSelector", Map.of("example.com/nowhere", "yes"),
                                        "containers", List.of(container)))),
                WriteMode.COMMIT);
        create(Map.of(LIST, THEIRS));
    }

    /** Another Ingress in its place. */
    void create(Map<String, String> annotations) {
        delete();
        cluster.create(
                KubernetesObject.of(
                        ref,
                        Map.of(),
                        annotations,
                        Map.of(
                                "spec",
                                Map.of(
                                        "ingressClassName",
                                        ingressClass.name(),
                                        "defaultBackend",
                                        Map.of("service", Map.of("name", "web", "port", Map.of("number", 80)))))),
                WriteMode.COMMIT);
    }

    Optional<KubernetesObject> ingress() {
        return cluster.get(ref);
    }

    /** The list as it stands there; empty if there is none. */
    Optional<String> list() {
        return ingress().flatMap(found -> found.annotation(LIST));
    }

    @Override
    public boolean isStamped() {
        return ingress().stream()
                .flatMap(found -> found.map("metadata", "annotations").keySet().stream())
                .anyMatch(key -> key.startsWith(STAMPS));
    }

    /** Somebody writes the list anew. */
    void write(UnaryOperator<String> change) {
        while (ingress().isPresent()) {
            try {
                var found = ingress().orElseThrow();
                String list = change.apply(found.annotation(LIST).orElse(""));
                cluster.replace(found.withAt(PATH, Optional.of(list)), WriteMode.COMMIT);
                return;
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
            }
        }
    }

    @Override
    public SafetyTransaction<?> transaction(List<Check> after) {
        return new DenyIngress(namespace, List.of(), after);
    }

    @Override
    public InputTexts texts() {
        return DenyIngress.texts(DenyIngress.ATTACKER, namespace);
    }

    @Override
    public Optional<KubernetesObject> object() {
        return ingress();
    }

    @Override
    public boolean isDenied() {
        return list().filter(list -> list.contains(DenyIngress.ATTACKER)).isPresent();
    }

    @Override
    public boolean isOthersAsWritten() {
        return list().orElse("").replaceFirst("," + DenyIngress.ATTACKER, "").equals(others);
    }

    @Override
    public void add() {
        write(list -> list + ADDED);
        others += ADDED;
    }

    @Override
    public void takeOut() {
        write(list -> list.replaceFirst("," + DenyIngress.ATTACKER, ""));
    }

    @Override
    public void succeed() {
        create(Map.of(LIST, DenyIngress.ATTACKER));
    }

    @Override
    public void delete() {
        ingress().ifPresent(found -> cluster.delete(ref, found.uid(), WriteMode.COMMIT));
    }

    @Override
    public void close() {
        delete();
        cluster.get(ingressClass).ifPresent(found -> cluster.delete(ingressClass, found.uid(), WriteMode.COMMIT));
    }
}
