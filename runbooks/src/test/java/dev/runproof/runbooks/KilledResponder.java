package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

/** An executor in a process of its own, which works on the response to a compromised pod and is killed by SIGKILL. */
final class KilledResponder {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private KilledResponder() {}

    /** The response, as the compiler has made it of our runbook, for a person who has looked and does not wait. */
    static Response response() {
        return ServiceLoader.load(ResponseCatalogue.class).stream()
                .flatMap(catalogue -> catalogue.get().responses().stream())
                .filter(response -> response.name().equals("contain-compromised-pod"))
                .findFirst()
                .orElseThrow()
                .withoutGrace();
    }

    /** A clock that is ahead: whoever has it comes later than those who have gone before. */
    static EngineTime time(Duration ahead) {
        return EngineTime.of(
                InstantSource.offset(InstantSource.system(), ahead), pause -> Thread.sleep(pause.toMillis()));
    }

    /**
     * Starts an executor, and kills it where its way to the API server ends.
     *
     * @param end where
     * @param folder for its files
     * @param own the namespace of the records
     * @param pod the pod, as {@code namespace/name}
     * @param incident on whose behalf; it is known when that began
     * @param run the name of the run that it goes on with; empty if it begins it
     * @param ahead how far its clock is ahead
     */
    static void killAt(Way.End end, Path folder, String own, String pod, Incident incident, String run, Duration ahead)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        try (var way = new Way(Given.KUBECONFIG.path(), end)) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledResponder.class.getName(),
                            way.kubeconfig(folder).toString(),
                            own,
                            pod,
                            run,
                            ahead.toString(),
                            incident.id(),
                            incident.began().orElseThrow().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            var gone = process.onExit().thenRun(way.reached()::countDown);
            try {
                assertThat(way.reached().await(LONGEST.toSeconds(), TimeUnit.SECONDS))
                        .as("it has come to where it is killed, %s: %s", end, Files.readString(output))
                        .isTrue();
                assertThat(gone)
                        .as("it has not ended before, %s: %s", end, Files.readString(output))
                        .isNotDone();
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            assertThat(process.exitValue()).as("128 and SIGKILL").isEqualTo(137);
        }
    }

    /**
     * Works on the response, as far as it comes.
     *
     * @param args as they are given above
     */
    public static void main(String[] args) {
        try (var cluster = KubernetesCluster.fromKubeconfig(Path.of(args[0]))) {
            var engine = new Engine(
                    cluster,
                    time(Duration.parse(args[4])),
                    "killed-" + ProcessHandle.current().pid(),
                    new Namespace(args[1]),
                    event -> System.out.println(event));
            var responses = new Responses(engine, List.of(response()), event -> System.out.println(event));
            if (args[3].isEmpty()) {
                var incident = new Incident(args[5], Optional.of(Instant.parse(args[6])));
                System.out.println(responses.run(response(), Map.of("pod", args[2]), Mode.ENFORCE, incident));
            } else {
                System.out.println(responses.recover(args[3], "recover"));
            }
        }
    }
}
