package dev.runproof.launcher.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that is measured from outside, by GNU time.
 *
 * @param environment its variables, besides ours
 * @param command how it is called
 */
record Program(Map<String, String> environment, List<String> command) {

    private static final String TIME = "/usr/bin/time";

    static Program of(String... command) {
        return new Program(Map.of(), List.of(command));
    }

    /** Where a program is found on the PATH. */
    static Optional<Path> find(String name) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * Runs it to its end.
     *
     * @param folder its current folder
     * @throws IOException if it cannot be run, or fails: then what it did is not what was to be measured
     */
    Measured run(Path folder) throws IOException, InterruptedException {
        Path figures = Files.createTempFile("figures", ".txt");
        Path output = Files.createTempFile("output", ".txt");
        try {
            var timed = new ArrayList<>(List.of(TIME, "-o", figures.toString(), "-f", "%U %S %M"));
            timed.addAll(command);
            var builder = new ProcessBuilder(timed)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            int code = builder.start().waitFor();
            double wall = (System.nanoTime() - start) / 1e9;
            if (code != 0) {
                throw new IOException(
                        String.join(" ", command) + " ended with " + code + ":\n" + Files.readString(output));
            }
            String[] parts = Files.readString(figures).strip().split(" ", -1);
            return new Measured(
                    wall,
                    Double.parseDouble(parts[0]) + Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]) / 1024);
        } finally {
            Files.delete(figures);
            Files.delete(output);
        }
    }
}
