package dev.runproof.runtime.ingress;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.IngressRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An Ingress, its class, and the controller that serves it, as the chart of ingress-nginx makes them. */
public final class Nginx {

    /** The list of sources that are turned away. */
    public static final String LIST = "nginx.ingress.kubernetes.io/denylist-source-range";

    /** The namespace of the controller. */
    public static final String NAMESPACE = "ingress-nginx";

    /** The kind of its configuration. */
    public static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);

    private Nginx() {}

    /** The Ingress {@code shop/web} of class nginx. */
    public static KubernetesObject ingress(Map<String, String> annotations) {
        return ingress("shop", annotations, Map.of("ingressClassName", "nginx"));
    }

    /** An Ingress {@code web}. */
    public static KubernetesObject ingress(String namespace, Map<String, String> annotations, Map<String, ?> more) {
        var spec = new HashMap<String, Object>(more);
        spec.put("defaultBackend", Map.of("service", Map.of("name", "web", "port", Map.of("number", 80))));
        return KubernetesObject.of(
                        TargetKinds.refOf(IngressRef.parse(namespace + "/web")),
                        Map.of(),
                        annotations,
                        Map.of("spec", spec))
                .withMetadata(Map.of("uid", "aa"));
    }

    /** A class. */
    public static KubernetesObject ingressClass(String name, String controller) {
        return KubernetesObject.of(
                new ObjectRef(IngressClaim.CLASSES, "", name),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("controller", controller)));
    }

    /** The class of the chart. */
    public static KubernetesObject ingressClass() {
        return ingressClass("nginx", "k8s.io/ingress-nginx");
    }

    /** A pod of the controller that is ready. */
    public static KubernetesObject pod(String name, String version, String... flags) {
        return podIn(NAMESPACE, name, version, flags);
    }

    /** A pod of the controller that is ready, in a namespace. */
    public static KubernetesObject podIn(String namespace, String name, String version, String... flags) {
        var args = new ArrayList<>(List.of("/nginx-ingress-controller", "--configmap=$(POD_NAMESPACE)/settings"));
        args.addAll(List.of(flags));
        var container = Map.of(
                "name",
                "controller",
                "image",
                "registry.k8s.io/ingress-nginx/controller:" + version + "@sha256:" + "0".repeat(64),
                "args",
                args);
        return KubernetesObject.of(
                new ObjectRef(TargetKinds.PODS, namespace, name),
                Map.of(),
                Map.of(),
                Map.of(
                        "spec", Map.of("containers", List.of(container)),
                        "status",
                                Map.of(
                                        "phase",
                                        "Running",
                                        "conditions",
                                        List.of(Map.of("type", "Ready", "status", "True")))));
    }

    /** Its configuration. */
    public static KubernetesObject settings(Map<String, String> data) {
        return KubernetesObject.of(
                new ObjectRef(CONFIG_MAPS, NAMESPACE, "settings"), Map.of(), Map.of(), Map.of("data", data));
    }
}
