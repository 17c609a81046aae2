package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values in commands, with the runtime's own examples of good and hostile ones: whatever a page puts into a command, a shell
 * takes for one argument that is just that value.
 */
@ExtendWith(Browser.class)
class ValuesTest {

    /** What authors of links may try, whatever the type is. */
    private static final List<String> HOSTILE = List.of(
            "$(reboot)",
            "`reboot`",
            "a; reboot",
            "a && reboot",
            "a | reboot",
            "a\nreboot",
            "a\rreboot",
            "'; reboot; '",
            "\"; reboot; \"",
            "a' b",
            "'\\''",
            "\\",
            "a\\",
            "--all",
            "-rf",
            "!reboot",
            "a>b",
            "<(reboot)",
            "#",
            "~root",
            "*",
            "{a,b}",
            "a\u202Eb",
            "a\u0000b",
            "\u001b[31m",
            "a\u2028b",
            "${HOME}",
            "$HOME",
            "%0Areboot",
            "<NODE>",
            "</code><script>alert(1)</script>",
            "\uD800",
            "x".repeat(5000),
            "=cmd",
            "a b",
            "\ta");

    @TempDir
    private static Path work;

    private static Path site;

    private final Chromium chromium;

    ValuesTest(Chromium chromium) {
        this.chromium = chromium;
    }

    static List<String> types() throws IOException {
        Path folder = Built.ROOT.resolve("runtime/core/src/main/resources/META-INF/runproof/type");
        try (Stream<Path> files = Files.list(folder)) {
            return Stream.concat(
                            files.map(file -> file.getFileName().toString().replace(".examples.json", "")),
                            Stream.of("integer", "name", "text", "uid"))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    static void build() throws IOException {
        var page = new StringBuilder("---\nalerts: []\ninputs:\n");
        for (String type : types()) {
            page.append("  ")
                    .append(placeholder(type))
                    .append(": ")
                    .append(type)
                    .append('\n');
        }
        page.append("---\n# Values\n\n## Triage\n\n");
        for (String type : types()) {
            page.append("```sh\nprintf '%s\\0' <").append(placeholder(type)).append(">\n```\n\n");
            page.append("```sh\nprintf '%s\\0' \"<").append(placeholder(type)).append(">\"\n```\n\n");
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "runbook.yaml",
                "base-url: https://runbooks.example.com/\nrunbooks: [page.md]\nalert-rules: [{ files: rules/, optional: true }]\n");
        files.put("page.md", page.toString());
        site = Built.of(work.resolve("values"), files, work.resolve("site"));
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(chromium.complaints()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void goodValuesAreFilledInAndHostileOnesChangeNoCommand(String type) throws Exception {
        List<String> good = examples(type, "good");
        List<String> hostile = Stream.concat(examples(type, "hostile").stream(), HOSTILE.stream())
                .toList();
        List<String> values = Stream.concat(good.stream(), hostile.stream()).toList();

        List<Filled> filled = fill(type, values);

        for (int i = 0; i < good.size(); i++) {
            // A field has one line.
            assertThat(filled.get(i).accepted())
                    .as(good.get(i))
                    .isEqualTo(!good.get(i).contains("\n"));
        }
        var commands = new ArrayList<String>();
        var expected = new ArrayList<String>();
        for (Filled one : filled) {
            for (String command : List.of(one.bare(), one.quoted())) {
                // What was left out stands there as a placeholder, which nobody runs.
                if (!command.contains("<" + placeholder(type) + ">")) {
                    commands.add(command);
                    expected.add(one.value());
                }
            }
        }
        assertThat(run(commands)).isEqualTo(expected);
    }

    @Test
    void whatIsRefusedIsNotFilledIn() throws Exception {
        for (String type : List.of("ip", "namespace", "name", "pod")) {
            List<Filled> filled = fill(type, HOSTILE);
            for (int i = 0; i < filled.size(); i++) {
                Filled one = filled.get(i);
                if (!one.value().equals(HOSTILE.get(i))) {
                    // The field has taken line breaks away; from a link it then takes nothing.
                    continue;
                }
                assertThat(one.accepted()).as(type + " " + one.value()).isFalse();
                assertThat(one.bare()).contains("<" + placeholder(type) + ">");
            }
        }
    }

    @Test
    void aTextWithABlankIsQuotedAndBetweenQuotesLeftToPeople() throws Exception {
        Filled filled = fill("text", List.of("o'brien & sons")).get(0);

        assertThat(filled.bare()).isEqualTo("printf '%s\\0' 'o'\\''brien & sons'\n");
        assertThat(filled.quoted()).isEqualTo("printf '%s\\0' \"<V_TEXT>\"\n");
    }

    /** What became of a value: as the field holds it, whether it fits, and both commands. */
    private record Filled(String value, boolean accepted, String bare, String quoted) {}

    private List<Filled> fill(String type, List<String> values) throws IOException {
        chromium.driver().get(site.toUri() + "values/index.html");
        Object answers = chromium.driver().executeScript("""
                const [name, values, first] = arguments;
                const field = document.getElementsByName(name)[0];
                const code = [...document.querySelectorAll('main pre code')];
                return values.map(value => {
                  if (field.localName === 'select' && ![...field.options].some(option => option.value === value)) {
                    const option = document.createElement('option');
                    option.textContent = value;
                    option.value = value;
                    field.append(option);
                  }
                  field.value = value;
                  field.dispatchEvent(new Event('input', { bubbles: true }));
                  return [field.value, field.getAttribute('aria-invalid') === 'false', code[first].textContent, code[first + 1].textContent];
                });""", placeholder(type), values, 2 * types().indexOf(type));
        return ((List<?>) Objects.requireNonNull(answers))
                .stream()
                        .map(answer -> (List<?>) answer)
                        .map(answer -> new Filled(
                                (String) answer.get(0), (Boolean) answer.get(1), (String) answer.get(2), (String)
                                        answer.get(3)))
                        .toList();
    }

    /** What a shell hands over to the programs of commands. */
    private static List<String> run(List<String> commands) throws IOException, InterruptedException {
        Path script = Files.createTempFile(work, "commands", ".sh");
        Files.writeString(script, String.join("", commands));
        Path output = Files.createTempFile(work, "output", "");
        Process bash = new ProcessBuilder("bash", script.toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!bash.waitFor(60, TimeUnit.SECONDS)) {
            bash.destroyForcibly();
            throw new AssertionError("the commands do not end");
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        return printed.isEmpty()
                ? List.of()
                : List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
    }

    private static String placeholder(String type) {
        return "V_" + type.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private static List<String> examples(String type, String kind) throws IOException {
        try (InputStream in =
                ValuesTest.class.getResourceAsStream("/META-INF/runproof/type/" + type + ".examples.json")) {
            if (in == null) {
                return kind.equals("good") ? List.of(peoples(type)) : List.of();
            }
            JsonNode tree = new ObjectMapper().readTree(in);
            return Stream.of(tree.get(kind))
                    .flatMap(list ->
                            Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get))
                    .map(example -> example.isObject() ? example.get("text").asText() : example.asText())
                    .collect(Collectors.toList());
        }
    }

    private static String peoples(String type) {
        return switch (type) {
            case "integer" -> "17";
            case "uid" -> "0b9e7c1e-4d5f-4a6b-8c7d-9e0f1a2b3c4d";
            default -> "node-7";
        };
    }
}
