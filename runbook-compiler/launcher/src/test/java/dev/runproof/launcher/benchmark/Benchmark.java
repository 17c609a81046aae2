package dev.runproof.launcher.benchmark;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.CheckReport;
import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the gate on {@link Estate}s and prints a table: in a warm JVM, in a fresh process, as a goal of Maven, and beside
 * it {@code promtool check rules} on the same rules. The rounds go through all programs in turn, so that what else the machine
 * does hits them alike.
 */
public final class Benchmark {

    private static final Estate LARGE = new Estate(1_000, 1_000, 10_000);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
    private static final int WARM_UP = 15;
    private static final int WARM_RUNS = 9;
    private static final String PROMTOOL = "promtool check rules";
    private static final String LAUNCHER = "fresh process, bin/runproof check";

    private final Path laidOut;
    private final Map<String, Path> estates = new LinkedHashMap<>();
    private final int rounds;

    private Benchmark(Path laidOut, Path folder, int rounds) throws IOException {
        this.laidOut = laidOut;
        this.rounds = rounds;
        write("small", LARGE.tenth(), folder);
        write("large", LARGE, folder);
    }

    private void write(String name, Estate estate, Path folder) throws IOException {
        Path place = folder.resolve(name);
        estate.write(place);
        estates.put(name, place);
    }

    /**
     * Measures and prints.
     *
     * @param args the folder of what the build laid out, that for what is made up, and the number of rounds
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[1]);
        delete(folder);
        new Benchmark(Path.of(args[0]), folder, Integer.parseInt(args[2])).run();
    }

    private void run() throws IOException, InterruptedException {
        System.out.printf(
                "%d processors, Java %s; medians of %d runs, warm ones of %d%n%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), rounds, WARM_RUNS);
        Map<String, Program> programs = programs();
        Map<String, Map<String, Measured>> table = new LinkedHashMap<>();
        table.put("warm, in process", warm());
        table.putAll(fresh(programs));
        print(table);
    }

    private Map<String, Program> programs() {
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put(
                LAUNCHER, Program.of(laidOut.resolve("bin/runproof").toString(), "check", "--as-of", DAY.toString()));
        programs.put(
                "fresh process, java -jar alone",
                Program.of(
                        "java",
                        "-jar",
                        laidOut.resolve("lib/runproof.jar").toString(),
                        "check",
                        "--as-of",
                        DAY.toString()));
        String goal = "dev.runproof:runbook-maven-plugin:" + RunbookCompiler.version() + ":";
        Optional<Path> maven = Program.find("mvn");
        if (maven.isPresent()) {
            programs.put("Maven's own start (goal help)", Program.of("mvn", "-o", "-q", goal + "help"));
            programs.put(
                    "goal check, with Maven's start",
                    Program.of("mvn", "-o", "-q", goal + "check", "-Drunbook.as-of=" + DAY));
        } else {
            System.out.println("There is no mvn: its goal is left out.");
        }
        if (Program.find("promtool").isPresent()) {
            programs.put(PROMTOOL, Program.of("sh", "-c", "exec promtool check rules rules/*.yaml"));
        } else {
            System.out.println("There is no promtool (Debian: prometheus): nothing to compare with.");
        }
        return programs;
    }

    private Map<String, Measured> warm() {
        Map<String, Measured> row = new LinkedHashMap<>();
        for (Map.Entry<String, Path> estate : estates.entrySet()) {
            var compiler = new RunbookCompiler(estate.getValue(), List.of(laidOut.resolve("lib/runproof.jar")));
            List<Measured> runs = new ArrayList<>();
            for (int i = 0; i < WARM_UP + WARM_RUNS; i++) {
                long cpu = processTime();
                long start = System.nanoTime();
                CheckReport report = compiler.check(estate.getValue().resolve("runbook.yaml"), CheckOptions.asOf(DAY));
                double wall = (System.nanoTime() - start) / 1e9;
                if (!report.passed()) {
                    throw new IllegalStateException(report.text(false));
                }
                if (i >= WARM_UP) {
                    runs.add(new Measured(wall, (processTime() - cpu) / 1e9, Double.NaN));
                }
            }
            row.put(estate.getKey(), Measured.median(runs));
        }
        return row;
    }

    private static long processTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private Map<String, Map<String, Measured>> fresh(Map<String, Program> programs)
            throws IOException, InterruptedException {
        Map<String, Map<String, List<Measured>>> all = new LinkedHashMap<>();
        // The first round is thrown away: it fills caches, ours with the archive of classes among them.
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Program> program : programs.entrySet()) {
                for (Map.Entry<String, Path> estate : estates.entrySet()) {
                    Measured measured = program.getValue().run(estate.getValue());
                    if (round > 0) {
                        all.computeIfAbsent(program.getKey(), name -> new LinkedHashMap<>())
                                .computeIfAbsent(estate.getKey(), name -> new ArrayList<>())
                                .add(measured);
                    }
                }
            }
        }
        Map<String, Map<String, Measured>> medians = new LinkedHashMap<>();
        all.forEach((name, row) -> {
            Map<String, Measured> median = new LinkedHashMap<>();
            row.forEach((estate, runs) -> median.put(estate, Measured.median(runs)));
            medians.put(name, median);
        });
        return medians;
    }

    private static void print(Map<String, Map<String, Measured>> table) {
        System.out.printf(
                "%-34s %9s %9s %9s %9s %9s %9s%n", "", "small s", "large s", "exponent", "CPU s", "MiB", "promtool");
        Optional<Measured> promtool = Optional.ofNullable(table.get(PROMTOOL)).map(row -> row.get("large"));
        table.forEach((name, row) -> {
            Measured small = Objects.requireNonNull(row.get("small"));
            Measured large = Objects.requireNonNull(row.get("large"));
            System.out.printf(
                    "%-34s %9.3f %9.3f %9.2f %9.2f %9s %9s%n",
                    name,
                    small.wall(),
                    large.wall(),
                    Math.log10(large.wall() / small.wall()),
                    large.cpu(),
                    Double.isNaN(large.memory()) ? "" : "%.0f".formatted(large.memory()),
                    promtool.map(other -> "%.2f".formatted(large.wall() / other.wall()))
                            .orElse(""));
        });
        System.out.println();
        System.out.println("small: " + LARGE.tenth() + "; large: " + LARGE);
        System.out.println(
                "exponent: log10(large / small), 1 if the time grows as the number of files does, less where the"
                        + " start weighs;");
        System.out.println("CPU, MiB (the most that was resident) and the ratio to promtool are of the large one.");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
