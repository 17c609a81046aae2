package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        return among(LABELS, workload.map("metadata", "labels"), "the label ")
                .or(() -> among(ANNOTATIONS, workload.map("metadata", "annotations"), "the annotation "))
                .or(() -> manager(workload))
                .map(GitOpsOwner::new);
    }

    private static Optional<String> among(Set<String> signs, Map<String, Object> keys, String what) {
        return signs.stream().sorted().filter(keys::containsKey).findFirst().map(what::concat);
    }

    private static Optional<String> manager(KubernetesObject workload) {
        for (Object element : workload.list("metadata", "managedFields")) {
            if (element instanceof Map<?, ?> entry
                    && entry.get("manager") instanceof String manager
                    && MANAGERS.contains(manager)
                    && entry.get("fieldsV1") instanceof Map<?, ?> fields
                    && fields.get("f:spec") instanceof Map<?, ?> spec
                    && spec.containsKey("f:replicas")) {
                return Optional.of("the manager of spec.replicas, " + manager);
            }
        }
        return Optional.empty();
    }
}
