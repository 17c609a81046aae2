package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.EvidenceStoreName;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Job that collects evidence about a pod, once. It is of one of two shapes: restricted, and with rights on the node of the pod
 * where the store has {@code node: true}.
 *
 * @param pod the pod
 * @param in the namespace of the Job
 * @param into the name of the store
 * @param store what is declared of it
 * @param within how long it may take
 */
record EvidenceJob(PodRef pod, Namespace in, EvidenceStoreName into, EvidenceStore store, TimeSpan within) {

    private static final String LABEL = "runproof.dev/evidence-store";
    private static final String PREFIX = "runproof-evidence-";
    private static final Duration KEPT = Duration.ofDays(7);
    /** What the collector has for a last word when its time is over, before the Job's is. */
    private static final Duration LAST_WORD = Duration.ofSeconds(10);
    /** Nobody, in the images that are in use. */
    private static final int NOBODY = 65534;

    private static final String FOLDER = "/evidence";
    private static final String ADDRESSES = "/upload";

    ObjectRef ref() {
        return new ObjectRef(ScriptJob.JOBS, in.name(), PREFIX + new ContainmentTarget.Evidence(pod).hash());
    }

    /**
     * The Job.
     *
     * @param node the node on which it has rights; empty if it has none
     */
    KubernetesObject object(Optional<String> node) {
        var labels = Map.of(LABEL, into.name());
        var template = Map.of("metadata", Map.of("labels", labels), "spec", pod(node));
        return KubernetesObject.of(
                ref(),
                labels,
                Map.of(),
                Map.of(
                        "spec",
                        Map.of(
                                "completions",
                                1,
                                "parallelism",
                                1,
                                "backoffLimit",
                                0,
                                "podReplacementPolicy",
                                "Failed",
                                "activeDeadlineSeconds",
                                within.duration().plus(LAST_WORD).toSeconds(),
                                "ttlSecondsAfterFinished",
                                KEPT.toSeconds(),
                                "template",
                                template)));
    }

    private Map<String, Object> pod(Optional<String> node) {
        var spec = new TreeMap<String, Object>(Map.of(
                "restartPolicy",
                "Never",
                "serviceAccountName",
                store.account(),
                "automountServiceAccountToken",
                true,
                "enableServiceLinks",
                false,
                "terminationGracePeriodSeconds",
                5,
                "securityContext",
                node.isPresent() ? root() : nobody(),
                "containers",
                List.of(container(node.isPresent())),
                "volumes",
                volumes()));
        node.ifPresent(name -> {
            // The scheduler would not put it on a node that is cordoned, or tainted, as one that is evidence often is.
            spec.put("nodeName", name);
            spec.put("tolerations", List.of(Map.of("operator", "Exists")));
            spec.put("hostPID", true);
        });
        return spec;
    }

    private static Map<String, Object> nobody() {
        return Map.of(
                "runAsNonRoot",
                true,
                "runAsUser",
                NOBODY,
                "runAsGroup",
                NOBODY,
                "fsGroup",
                NOBODY,
                "seccompProfile",
                Map.of("type", "RuntimeDefault"));
    }

    private static Map<String, Object> root() {
        return Map.of("runAsUser", 0, "runAsGroup", 0, "seccompProfile", Map.of("type", "RuntimeDefault"));
    }

    private Map<String, Object> container(boolean onNode) {
        return Map.of(
                "name",
                CaptureEvidence.CONTAINER,
                "image",
                store.image(),
                "imagePullPolicy",
                "IfNotPresent",
                "args",
                arguments(onNode),
                "env",
                List.of(
                        field("RUNPROOF_COLLECTOR", "metadata.name"),
                        field("RUNPROOF_ACCOUNT", "spec.serviceAccountName"),
                        field("RUNPROOF_NODE", "spec.nodeName")),
                "resources",
                Map.of(
                        "requests", Map.of("cpu", "100m", "memory", "128Mi"),
                        "limits", Map.of("memory", "256Mi")),
                "volumeMounts",
                mounts(),
                "securityContext",
                Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        onNode
                                ? Map.of("drop", List.of("ALL"), "add", List.of("DAC_READ_SEARCH", "SYS_PTRACE"))
                                : Map.of("drop", List.of("ALL"))),
                "terminationMessagePolicy",
                "FallbackToLogsOnError");
    }

    /** Typed values only: none of them has a character that the kubelet, or anybody, gives a meaning. */
    private List<String> arguments(boolean onNode) {
        var arguments = new ArrayList<String>();
        arguments.add("collect");
        arguments.add("--pod=" + pod);
        arguments.add("--job=" + in + "/" + ref().name());
        arguments.add("--within=" + within.duration().toSeconds() + "s");
        arguments.add("--to=" + FOLDER);
        if (store.claim().isEmpty()) {
            arguments.add("--upload=" + ADDRESSES + "/addresses");
        }
        if (onNode) {
            arguments.add("--node");
        }
        store.hubble().ifPresent(address -> arguments.add("--flows=" + address));
        return arguments;
    }

    private List<Object> volumes() {
        return store.claim()
                .<List<Object>>map(claim ->
                        List.of(Map.of("name", "evidence", "persistentVolumeClaim", Map.of("claimName", claim))))
                .orElseGet(() -> List.of(
                        Map.of("name", "evidence", "emptyDir", Map.of("sizeLimit", "6Gi")),
                        Map.of(
                                "name",
                                "upload",
                                "secret",
                                Map.of("secretName", store.upload(), "optional", false, "defaultMode", 0440))));
    }

    private List<Object> mounts() {
        var mounts = new ArrayList<Object>();
        mounts.add(Map.of("name", "evidence", "mountPath", FOLDER));
        if (store.claim().isEmpty()) {
            mounts.add(Map.of("name", "upload", "mountPath", ADDRESSES, "readOnly", true));
        }
        return mounts;
    }

    private static Map<String, Object> field(String name, String path) {
        return Map.of("name", name, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", path)));
    }
}
