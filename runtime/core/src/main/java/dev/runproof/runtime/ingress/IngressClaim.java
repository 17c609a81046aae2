package dev.runproof.runtime.ingress;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.Optional;

/**
 * By what an Ingress says whose it is: its class, as {@code spec.ingressClassName} names one; else the annotation that was there
 * before classes; else nothing. (The default class is no fourth way: the API server writes its name into an Ingress that is created
 * without.)
 */
sealed interface IngressClaim {

    /** The annotation that was there before classes. */
    String ANNOTATION = "kubernetes.io/ingress.class";

    /** The kind of classes. */
    ResourceKind CLASSES = new ResourceKind("networking.k8s.io", "v1", "IngressClass", "ingressclasses", false);

    /**
     * By a class.
     *
     * @param name the name of the class
     * @param controller the controller that it names; empty if there is no such class
     */
    record ByClass(String name, Optional<String> controller) implements IngressClaim {
        @Override
        public String toString() {
            return "class " + name
                    + controller.map(text -> " of controller " + text).orElse(", which there is not");
        }
    }

    /**
     * By the annotation.
     *
     * @param text what it says
     */
    record ByAnnotation(String text) implements IngressClaim {
        @Override
        public String toString() {
            return "class " + text + " by the annotation " + ANNOTATION;
        }
    }

    /** By nothing. */
    record ByNothing() implements IngressClaim {
        @Override
        public String toString() {
            return "no class";
        }
    }

    /**
     * Reads it.
     *
     * @throws dev.runproof.runtime.cluster.ClusterException if the class cannot be read
     */
    static IngressClaim of(KubernetesObject ingress, ClusterReads cluster) {
        Optional<String> name = ingress.text("spec", "ingressClassName");
        if (name.isPresent()) {
            return new ByClass(
                    name.get(),
                    cluster.get(new ObjectRef(CLASSES, "", name.get()))
                            .flatMap(found -> found.text("spec", "controller")));
        }
        return ingress.annotation(ANNOTATION)
                .<IngressClaim>map(ByAnnotation::new)
                .orElseGet(ByNothing::new);
    }
}
