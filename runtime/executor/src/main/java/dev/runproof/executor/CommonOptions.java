package dev.runproof.executor;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that talks to a cluster. Filled in by picocli. */
final class CommonOptions {

    /** The form of what is printed. */
    enum Output {
        /** A timeline for people. */
        TEXT,
        /** One JSON object a line. */
        JSON
    }

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The cluster. Default: KUBECONFIG, ~/.kube/config, or the service account of the pod.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "runproof",
            description = "The namespace of the runtime, with its records and lists. Default: ${DEFAULT-VALUE}.")
    private String namespace = "runproof";

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "A timeline, or one JSON object a line, the last with the type \"result\".")
    private Output output = Output.TEXT;

    Optional<Path> kubeconfig() {
        return kubeconfig;
    }

    String namespace() {
        return namespace;
    }

    /** That there is no such containment. */
    UsageException unknown(String containment) {
        return new UsageException(
                "there is no containment " + containment + " in namespace " + namespace + "; executor list shows them");
    }

    Report report(Console console) {
        return output == Output.JSON ? new JsonLines(console) : new Timeline(console);
    }
}
