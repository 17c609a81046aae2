package dev.runproof.compiler.generate;

import dev.runproof.compiler.GenerateReport;
import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures how long 3,000 transactions of 1,000 runbooks take to be compiled to Java, and how long javac then takes for them, in one
 * process and by turns. Prints medians, and the one as a part of the other.
 */
final class TransactionsBenchmark {

    private static final int RUNBOOKS = 1_000;
    private static final int EACH = 3;

    private static final String TRANSACTION = """

            ```yaml transaction
            name: block-source-%1$d-%2$d
            inputs:
              source: { type: ip, from: { label: source_ip, falco: fd.rip } }
              namespace: { type: namespace }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check: [not-protected, { traffic-share-below: { percent: 5, window: 5m, if-unknown: refuse } }]
            post-check: [policy-enforced]
            max-duration: 30s
            expires: 1h
            ```
            """;

    private final Path runtime;
    private final Path folder;

    private TransactionsBenchmark(Path runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
    }

    /**
     * Measures.
     *
     * @param args the runtime's classes or jar, and how many rounds count; one more comes before them
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("transactions");
        try {
            new TransactionsBenchmark(Path.of(args[0]).toAbsolutePath(), folder).measure(Integer.parseInt(args[1]));
        } finally {
            delete(folder);
        }
    }

    private void measure(int rounds) throws IOException {
        write();
        var first = new double[rounds];
        var again = new double[rounds];
        var javac = new double[rounds];
        long bytes = 0;
        long files = 0;
        for (int round = -1; round < rounds; round++) {
            delete(folder.resolve("target"));
            double fresh = seconds(this::generate);
            double unchanged = seconds(this::generate);
            List<Path> sources = sources();
            double compiled = seconds(() -> javac(sources));
            if (round >= 0) {
                first[round] = fresh;
                again[round] = unchanged;
                javac[round] = compiled;
            }
            files = sources.size();
            bytes = 0;
            for (Path source : sources) {
                bytes += Files.size(source);
            }
        }
        double base = median(javac);
        System.out.printf(
                Locale.ROOT,
                "%d runbooks, %d transactions: %d sources, %d bytes (%d each)%n",
                RUNBOOKS,
                RUNBOOKS * EACH,
                files,
                bytes,
                bytes / files);
        System.out.printf(Locale.ROOT, "generate       %6.2f s  %.2f of javac%n", median(first), median(first) / base);
        System.out.printf(Locale.ROOT, "generate again %6.2f s  %.2f of javac%n", median(again), median(again) / base);
        System.out.printf(Locale.ROOT, "javac          %6.2f s%n", base);
    }

    private void write() throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        Files.writeString(
                folder.resolve("runbook.yaml"),
                "{base-url: 'https://r.example/', runbooks: [runbooks/], alert-rules: [rules/]}\n");
        for (int runbook = 0; runbook < RUNBOOKS; runbook++) {
            var text = new StringBuilder("# Attack" + runbook + "\n\n## Containment Actions\n\nBlock it.\n");
            for (int i = 0; i < EACH; i++) {
                text.append(TRANSACTION.formatted(runbook, i));
            }
            Files.writeString(folder.resolve("runbooks/attack-" + runbook + ".md"), text);
        }
    }

    private void generate() throws IOException {
        GenerateReport report = new RunbookCompiler(folder, List.of(runtime))
                .generate(
                        folder.resolve("runbook.yaml"),
                        "books",
                        folder.resolve("target/java"),
                        folder.resolve("target/resources"));
        if (!report.passed()) {
            throw new IllegalStateException(report.text(false));
        }
    }

    private void javac(List<Path> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("target/classes"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "--release",
                    "17",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    runtime.toString());
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("javac does not take what was generated");
            }
        }
    }

    private List<Path> sources() throws IOException {
        try (Stream<Path> paths = Files.walk(folder.resolve("target/java"))) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> paths = Files.walk(folder)) {
                all = new ArrayList<>(paths.sorted(Comparator.reverseOrder()).toList());
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double seconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private interface Work {
        void run() throws IOException;
    }
}
