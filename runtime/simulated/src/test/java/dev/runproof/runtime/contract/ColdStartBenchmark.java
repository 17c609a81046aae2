package dev.runproof.runtime.contract;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WatchEvent;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.contract.EngineBenchmark.Place;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From the start of a fresh process until the server has the policy, as a watch tells, beside {@code kubectl apply} of the same policy,
 * in turn; and the size of what is shipped.
 */
final class ColdStartBenchmark {

    private static final long LONGEST_SECONDS = 60;

    private final Place place;
    private final Path executor;
    private final Path kubeconfig;
    private final Heartbeat heartbeat;
    private final Engine engine;

    ColdStartBenchmark(Place place, Path executor, Path kubeconfig) {
        this.place = place;
        this.executor = executor;
        this.kubeconfig = kubeconfig;
        this.heartbeat = new Heartbeat(place.cluster(), InstantSource.system(), place.own());
        this.engine = new Engine(place.cluster(), EngineTime.real(), "benchmark", place.own(), event -> {});
    }

    void run(int rounds) throws IOException, InterruptedException {
        Map<String, List<String>> programs = programs();
        Map<String, Series> times = new LinkedHashMap<>();
        Map<String, Series> starts = new LinkedHashMap<>();
        // The first round fills caches, ours with the archive of classes among them.
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, List<String>> program : programs.entrySet()) {
                boolean ours = !program.getKey().startsWith("kubectl");
                long time = ours ? block(program.getValue(), round + 1) : apply(program.getValue());
                long start =
                        run(join(program.getValue(), ours ? List.of("--version") : List.of("version", "--client")));
                if (round >= 0) {
                    times.computeIfAbsent(program.getKey(), Series::new).add(time);
                    starts.computeIfAbsent(program.getKey() + ": start alone", Series::new)
                            .add(start);
                }
            }
        }
        System.out.println("A fresh process, until the server has the policy");
        times.values().forEach(series -> System.out.println(series.line()));
        starts.values().forEach(series -> System.out.println(series.line()));
        Series kubectl = times.get("kubectl apply");
        times.forEach((name, series) -> {
            if (kubectl != null && series != kubectl) {
                System.out.printf("  %s to kubectl apply, at the median: %.2f (aim: 3)%n", name, series.to(kubectl));
            }
        });
        size();
    }

    private Map<String, List<String>> programs() {
        Map<String, List<String>> programs = new LinkedHashMap<>();
        programs.put(
                "executor, java alone",
                List.of("java", "-cp", executor.resolve("lib") + "/*", "dev.runproof.executor.Main"));
        programs.put(
                "executor, bin/executor (AppCDS)",
                List.of(executor.resolve("bin/executor").toString()));
        String kubectl = System.getenv().getOrDefault("RUNPROOF_KUBECTL", "kubectl");
        if (isThere(kubectl.split(" ", -1)[0])) {
            programs.put("kubectl apply", List.of(kubectl.split(" ", -1)));
        } else {
            System.out.println("There is no kubectl, and RUNPROOF_KUBECTL names none: nothing to compare with.");
        }
        return programs;
    }

    private static boolean isThere(String program) {
        return Stream.concat(
                        Stream.of(Path.of(program)),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                                .map(folder -> Path.of(folder, program)))
                .anyMatch(path -> path.isAbsolute() && Files.isExecutable(path));
    }

    private long block(List<String> program, int round) throws IOException, InterruptedException {
        heartbeat.beat("benchmark");
        String address = EngineBenchmark.address(round);
        var command = join(
                program,
                List.of(
                        "run",
                        "block-source",
                        "--input",
                        "source=" + address,
                        "--input",
                        "namespace=" + place.shop(),
                        "--namespace",
                        place.own().name(),
                        "--mode",
                        "enforce",
                        "--incident",
                        "cold " + round));
        long time = untilThere(command);
        for (Engine.Listed record : engine.containments()) {
            engine.release(record.name(), "benchmark");
        }
        return time;
    }

    private long apply(List<String> program) throws IOException, InterruptedException {
        var action = new BlockIp(IpAddress.parse("203.0.113.254"), new Namespace(place.shop()));
        KubernetesObject policy = ((Change.Create) action.change(place.cluster())).object();
        Path file = Files.createTempFile("policy", ".json");
        try {
            Files.writeString(file, new ObjectMapper().writeValueAsString(policy.content()));
            long time = untilThere(join(program, List.of("apply", "-f", file.toString())));
            var made = place.cluster().get(policy.ref()).orElseThrow();
            place.cluster().delete(made.ref(), made.uid(), WriteMode.COMMIT);
            return time;
        } finally {
            Files.delete(file);
        }
    }

    private long untilThere(List<String> command) throws IOException, InterruptedException {
        var extent = new Extent(Simulation.POLICIES, place.shop());
        BlockingQueue<Long> stored = new LinkedBlockingQueue<>();
        try (var watch = place.cluster()
                .watch(extent, place.cluster().snapshot(extent).version(), event -> {
                    if (event instanceof Stored) {
                        stored.add(System.nanoTime());
                    } else if (event instanceof WatchEvent.Ended) {
                        stored.add(Long.MAX_VALUE);
                    }
                })) {
            long begin = System.nanoTime();
            run(command);
            Long end = stored.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            if (watch == null || end == null || end == Long.MAX_VALUE) {
                throw new IllegalStateException(command + " has written no policy");
            }
            return end - begin;
        }
    }

    private long run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        // With it no archive of classes would be made.
        builder.environment().remove("CI");
        long begin = System.nanoTime();
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        // 3: contained, and nobody has looked at the node.
        if (code != 0 && code != 3) {
            throw new IllegalStateException(command + " ends with " + code + ": " + output);
        }
        return System.nanoTime() - begin;
    }

    private static List<String> join(List<String> one, List<String> other) {
        var all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    private void size() throws IOException {
        try (Stream<Path> files = Files.list(executor.resolve("lib"))) {
            var jars = files.toList();
            long bytes = 0;
            for (Path jar : jars) {
                bytes += Files.size(jar);
            }
            System.out.printf("%nThe executor: %d jars, %.1f MB%n", jars.size(), bytes / 1e6);
        }
    }
}
