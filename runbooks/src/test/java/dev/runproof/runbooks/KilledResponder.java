package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** An executor in a process of its own, which begins the response and is killed between its first two steps. */
final class KilledResponder {

    private KilledResponder() {}

    /** Tells that it was come to, and holds up who asks for good. */
    private record Forever(Path reached) implements Check {

        @Override
        public String name() {
            return "label-is-enforced";
        }

        @Override
        public CheckResult run(CheckContext context) {
            try {
                Files.createFile(reached);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            while (true) {
                LockSupport.park();
            }
        }
    }

    /** Begins the response in another process, and kills that by SIGKILL between the first step and the second. */
    static void killBetweenSteps(Path folder, String own, String forensics, String pod) throws Exception {
        Path reached = folder.resolve("reached");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledResponder.class.getName(),
                        System.getenv("RUNPROOF_KUBECONFIG"),
                        reached.toString(),
                        own,
                        forensics,
                        pod)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        BooleanSupplier there = () -> Files.exists(reached);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (!there.getAsBoolean() && process.isAlive() && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(there.getAsBoolean())
                    .as("it has come to its second step: %s", Files.readString(folder.resolve("output")))
                    .isTrue();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).as("128 and SIGKILL").isEqualTo(137);
    }

    /**
     * Runs the response, as far as it comes.
     *
     * @param args as they are given above
     */
    public static void main(String[] args) {
        try (var cluster = KubernetesCluster.fromKubeconfig(Path.of(args[0]))) {
            var engine = new Engine(
                    cluster,
                    EngineTime.real(),
                    "killed-" + ProcessHandle.current().pid(),
                    new Namespace(args[2]),
                    event -> {});
            var response = CompromisedPod.response(args[3], new Forever(Path.of(args[1])));
            System.out.println(new Responses(engine, List.of(response), event -> {})
                    .run(response, Map.of("pod", args[4]), Mode.ENFORCE, new Incident("INC-1")));
        }
    }
}
