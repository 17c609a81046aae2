package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program that keeps an object as a Git repository has it, and would put back what is changed.
 *
 * @param sign by what it was told, such as {@code the label kustomize.toolkit.fluxcd.io/name}
 */
record GitOpsOwner(String sign) {

    // app.kubernetes.io/instance is no sign: any Helm chart writes it.
    private static final Set<String> LABELS =
            Set.of("argocd.argoproj.io/instance", "kustomize.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/name");
    private static final Set<String> ANNOTATIONS = Set.of("argocd.argoproj.io/tracking-id");
    private static final Set<String> MANAGERS =
            Set.of("argocd-controller", "argocd-application-controller", "kustomize-controller", "helm-controller");

    /** The one of a workload, as far as its number of replicas is concerned; empty if there is no sign of one. */
    static Optional<GitOpsOwner> ofReplicas(KubernetesObject workload) {
        return signOn(workload)
                .or(() -> manager(workload, "f:spec", "f:replicas"))
                .map(GitOpsOwner::new);
    }

    /**
     * The one of an annotation. What is not in Git they leave alone, so it has to be there, and be theirs: one of their controllers has
     * written it, or signs are on the object and what was last applied to it has the annotation.
     *
     * @param object what has the annotation
     * @param key the key of the annotation
     */
    static Optional<GitOpsOwner> ofAnnotation(KubernetesObject object, String key) {
        if (object.annotation(key).isEmpty()) {
            return Optional.empty();
        }
        boolean applied = object.annotation("kubectl.kubernetes.io/last-applied-configuration")
                .filter(text -> text.contains(key))
                .isPresent();
        return manager(object, "f:metadata", "f:annotations", "f:" + key)
                .or(() -> applied ? signOn(object) : Optional.empty())
                .map(GitOpsOwner::new);
    }

    /** The one of the rules of a SecurityPolicy, by the same signs: what is not in Git is left alone. */
    static Optional<GitOpsOwner> ofRules(KubernetesObject policy) {
        if (policy.list("spec", "authorization", "rules").isEmpty()) {
            return Optional.empty();
        }
        boolean applied = policy.annotation("kubectl.kubernetes.io/last-applied-configuration")
                .filter(text -> text.contains("\"rules\""))
                .isPresent();
        return manager(policy, "f:spec", "f:authorization", "f:rules")
                .or(() -> applied ? signOn(policy) : Optional.empty())
                .map(GitOpsOwner::new);
    }

    private static Optional<String> signOn(KubernetesObject object) {
        return among(LABELS, object.map("metadata", "labels"), "the label ")
                .or(() -> among(ANNOTATIONS, object.map("metadata", "annotations"), "the annotation "));
    }

    private static Optional<String> among(Set<String> signs, Map<String, Object> keys, String what) {
        return signs.stream().sorted().filter(keys::containsKey).findFirst().map(what::concat);
    }

    /** The one of their controllers that has written a field. */
    private static Optional<String> manager(KubernetesObject object, String... field) {
        for (Object element : object.list("metadata", "managedFields")) {
            if (element instanceof Map<?, ?> entry
                    && entry.get("manager") instanceof String manager
                    && MANAGERS.contains(manager)
                    && hasField(entry.get("fieldsV1"), field)) {
                String path = Arrays.stream(field).map(key -> key.substring(2)).collect(Collectors.joining("."));
                return Optional.of("the manager of " + path + ", " + manager);
            }
        }
        return Optional.empty();
    }

    private static boolean hasField(@Nullable Object fields, String... path) {
        Object node = fields;
        for (String key : path) {
            node = node instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return node != null;
    }
}
