package dev.runproof.compiler.manifest;

import static dev.runproof.compiler.manifest.Objects.map;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What runs in the namespace of the executors: a Job for some work, or the resident executor.
 *
 * @param name its name among the templates
 * @param account its service account
 * @param deadline the time after which a Job is stopped; zero for the resident executor
 * @param grace the time that it has for taking back what it began
 * @param arguments its arguments, before inputs
 * @param inputs the names of its inputs
 */
record Template(
        String name, String account, Duration deadline, Duration grace, List<String> arguments, List<String> inputs) {

    static final String SERVE = "serve";
    static final String ACCOUNT = "executor";
    static final String LABEL = "runproof.dev/template";

    private static final Duration CLEANING_UP = Duration.ofSeconds(15);
    private static final Duration STARTING_AGAIN = Duration.ofMinutes(1);
    private static final String KEY_VOLUME = "node-probe-key";
    private static final String KEY_FOLDER = "/node-probe-key";

    /** A Job: it waits up to four times for another executor, has one to contain and one to take back. */
    static Template of(Work work, Deployment deployment) {
        boolean enforced = deployment.enforces(work);
        var arguments =
                new ArrayList<>(List.of(work.command(), work.name(), "--mode=" + (enforced ? "enforce" : "audit")));
        arguments.addAll(options(deployment));
        return new Template(
                Names.of(work.command() + "-", work.name()),
                Names.of(ACCOUNT + (enforced ? "-" : "-audit-") + work.command() + "-", work.name()),
                work.all().multipliedBy(6).plus(STARTING_AGAIN),
                work.longest().plus(CLEANING_UP),
                arguments,
                work.inputs());
    }

    /** The resident executor. It takes back what it began in the longest time that any work has. */
    static Template resident(Duration longest, Deployment deployment) {
        var arguments = new ArrayList<>(List.of(SERVE));
        arguments.addAll(options(deployment));
        return new Template(SERVE, ACCOUNT, Duration.ZERO, longest.plus(CLEANING_UP), arguments, List.of());
    }

    private static List<String> options(Deployment deployment) {
        var options = new ArrayList<String>();
        options.add("--namespace=" + deployment.namespace());
        options.add("--cilium-namespace=" + deployment.ciliumNamespace());
        deployment.prometheus().ifPresent(url -> options.add("--prometheus=" + url));
        if (deployment.nodeProbeKey().isPresent()) {
            options.add("--node-probe-key=" + KEY_FOLDER + "/key");
        }
        return options;
    }

    /** How the admission policy is told of it. */
    String line() {
        String facts = inputs.stream()
                .map(input -> " --input=" + input)
                .collect(Collectors.joining("", account + " " + deadline.toSeconds() + " " + grace.toSeconds(), "\n"));
        return facts + String.join("\n", arguments);
    }

    /** A Job, whose inputs and incident somebody has to fill in. */
    Map<String, Object> job(Deployment deployment) {
        var all = new ArrayList<>(arguments);
        inputs.forEach(input -> all.add("--input=" + input + "=<" + input + ">"));
        all.add("--incident=<incident>");
        Map<String, Object> job = Objects.unnamed("batch/v1", "Job", deployment.namespace(), name);
        job.put(
                "spec",
                map(
                        "backoffLimit",
                        3,
                        "activeDeadlineSeconds",
                        deadline.toSeconds(),
                        "ttlSecondsAfterFinished",
                        86_400,
                        "podReplacementPolicy",
                        "Failed",
                        "podFailurePolicy",
                        failures(),
                        "template",
                        map("spec", pod(deployment, "Never", all))));
        return Objects.with(job, "labels", LABEL, name);
    }

    /** The resident executor: two, of which each goes on where the other was. */
    Map<String, Object> deployment(Deployment deployment) {
        Map<String, Object> object = Objects.object("apps/v1", "Deployment", deployment.namespace(), name);
        Map<String, Object> labels = map(LABEL, name);
        object.put(
                "spec",
                map(
                        "replicas", 2,
                        "selector", map("matchLabels", labels),
                        "template",
                                map("metadata", map("labels", labels), "spec", pod(deployment, "Always", arguments))));
        return Objects.with(object, "labels", LABEL, name);
    }

    /** A drained node is no failure; an answer is none that another try would change. */
    private static Map<String, Object> failures() {
        return map(
                "rules",
                List.of(
                        map(
                                "action",
                                "Ignore",
                                "onPodConditions",
                                List.of(map("type", "DisruptionTarget", "status", "True"))),
                        map(
                                "action",
                                "FailJob",
                                "onExitCodes",
                                map(
                                        "containerName",
                                        "executor",
                                        "operator",
                                        "In",
                                        "values",
                                        List.of(2, 3, 5, 6, 10, 11, 13, 14, 15)))));
    }

    private Map<String, Object> pod(Deployment deployment, String restart, List<String> words) {
        Map<String, Object> container = map("name", "executor", "image", deployment.image(), "args", words);
        deployment
                .pagers()
                .ifPresent(secret -> container.put("envFrom", List.of(map("secretRef", map("name", secret)))));
        container.put("terminationMessagePolicy", "FallbackToLogsOnError");
        container.put(
                "securityContext",
                map(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        map("drop", List.of("ALL"))));
        boolean resident = name.equals(SERVE);
        container.put(
                "resources",
                map(
                        "requests",
                        map("cpu", resident ? "50m" : "200m", "memory", "160Mi"),
                        "limits",
                        map("memory", "256Mi")));
        Map<String, Object> pod = map(
                "restartPolicy",
                restart,
                "serviceAccountName",
                account,
                "enableServiceLinks",
                false,
                "terminationGracePeriodSeconds",
                grace.toSeconds(),
                "securityContext",
                map("runAsNonRoot", true, "seccompProfile", map("type", "RuntimeDefault")));
        deployment.nodeProbeKey().ifPresent(secret -> {
            container.put("volumeMounts", List.of(map("name", KEY_VOLUME, "mountPath", KEY_FOLDER, "readOnly", true)));
            pod.put("volumes", List.of(map("name", KEY_VOLUME, "secret", map("secretName", secret))));
        });
        pod.put("containers", List.of(container));
        return pod;
    }
}
