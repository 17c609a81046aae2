package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The Job that runs a script once. Its text stands in the Job itself, whose template nobody can change: what was compared
 * with the checksum is what runs, whatever becomes of the ConfigMap.
 */
public final class ScriptJob {

    /** The kind. */
    public static final ResourceKind JOBS = new ResourceKind("batch", "v1", "Job", "jobs", true);

    /** The container in which the script runs. */
    public static final String CONTAINER = "script";

    static final String LABEL = "runproof.dev/script";
    static final String CHECKSUM = "runproof.dev/script-sha256";

    private static final String PREFIX = "runproof-script-";
    private static final Duration KEPT = Duration.ofDays(7);
    /** Nobody, in the images that are in use. */
    private static final int NOBODY = 65534;

    private ScriptJob() {}

    static ObjectRef refOf(ContainmentTarget.Script target) {
        return new ObjectRef(JOBS, target.namespace().name(), PREFIX + target.hash());
    }

    static KubernetesObject of(
            ContainmentTarget.Script target, ScriptDeclaration declaration, Sha256 sha256, TimeSpan within) {
        var labels = Map.of(LABEL, target.script().name());
        var template = Map.of("metadata", Map.of("labels", labels), "spec", pod(target, declaration));
        return KubernetesObject.of(
                refOf(target),
                labels,
                Map.of(CHECKSUM, sha256.hex()),
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
                                within.duration().toSeconds(),
                                "ttlSecondsAfterFinished",
                                KEPT.toSeconds(),
                                "template",
                                template)));
    }

    private static Map<String, Object> pod(ContainmentTarget.Script target, ScriptDeclaration declaration) {
        return Map.of(
                "restartPolicy",
                "Never",
                "serviceAccountName",
                declaration.account(),
                "automountServiceAccountToken",
                declaration.wantsToken(),
                "enableServiceLinks",
                false,
                "terminationGracePeriodSeconds",
                5,
                "securityContext",
                Map.of(
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        NOBODY,
                        "runAsGroup",
                        NOBODY,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")),
                "containers",
                List.of(container(target, declaration)));
    }

    private static Map<String, Object> container(ContainmentTarget.Script target, ScriptDeclaration declaration) {
        return Map.of(
                "name",
                CONTAINER,
                "image",
                declaration.image(),
                "imagePullPolicy",
                "IfNotPresent",
                "command",
                declaration.command().stream().map(ScriptJob::literally).toList(),
                "args",
                List.of(literally(declaration.script())),
                "env",
                List.of(
                        variable("RUNPROOF_SCRIPT", target.script().name()),
                        variable("RUNPROOF_ARGUMENT", target.argument().text())),
                "resources",
                Map.of(
                        "requests", Map.of("cpu", "50m", "memory", "64Mi"),
                        "limits", Map.of("memory", "256Mi")),
                "securityContext",
                Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))),
                "terminationMessagePolicy",
                "FallbackToLogsOnError");
    }

    private static Map<String, Object> variable(String name, String value) {
        return Map.of("name", name, "value", literally(value));
    }

    /** The kubelet replaces {@code $(NAME)} by a variable and {@code $$} by {@code $}, in arguments and variables. */
    private static String literally(String text) {
        return text.replace("$", "$$");
    }
}
