package dev.runproof.compiler.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own parser, in a Go program that is built here; {@code src/test/go/promql-trees} has its source. */
final class PrometheusParser {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final int BUILD_MINUTES = 9;

    private final Path program;

    private PrometheusParser(Path program) {
        this.program = program;
    }

    /** The parser, or else a skipped test, said loudly; with {@code CI=true} a failed one. */
    static PrometheusParser require() throws IOException, InterruptedException {
        Path program = Path.of("target/promql-trees").toAbsolutePath();
        Path log = Path.of("target/promql-trees.log").toAbsolutePath();
        Files.createDirectories(log.getParent());
        boolean built;
        try {
            Process build = new ProcessBuilder("go", "build", "-trimpath", "-o", program.toString(), ".")
                    .directory(Path.of("src/test/go/promql-trees").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            built = build.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) && build.exitValue() == 0;
        } catch (IOException e) {
            built = false;
            Files.writeString(log, "there is no go: " + e.getMessage());
        }
        if (!built) {
            String message =
                    "Prometheus' parser was not built: " + Files.readString(log).strip();
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(message);
            }
            System.out.println("SKIPPED: " + message);
            assumeTrue(false, message);
        }
        return new PrometheusParser(program);
    }

    /** What it says of each text: an object with a {@code tree}, or with a {@code message}. */
    List<JsonNode> read(List<String> texts) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        for (String text : texts) {
            lines.add(JSON.writeValueAsString(text));
        }
        List<JsonNode> answers = run(lines);
        assertThat(answers).hasSameSizeAs(texts);
        return answers;
    }

    /** A table that it prints. */
    List<JsonNode> table(String name) throws IOException, InterruptedException {
        return run(List.of(), name);
    }

    private List<JsonNode> run(List<String> lines, String... arguments) throws IOException, InterruptedException {
        Path in = Files.createTempFile(program.getParent(), "promql", ".in");
        Path out = Files.createTempFile(program.getParent(), "promql", ".out");
        try {
            Files.write(in, lines);
            var command = new ArrayList<>(List.of(program.toString()));
            command.addAll(List.of(arguments));
            int exit = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start()
                    .waitFor();
            assertThat(exit).isZero();
            var answers = new ArrayList<JsonNode>();
            for (String line : Files.readAllLines(out)) {
                answers.add(JSON.readTree(line));
            }
            return answers;
        } finally {
            Files.delete(in);
            Files.delete(out);
        }
    }
}
