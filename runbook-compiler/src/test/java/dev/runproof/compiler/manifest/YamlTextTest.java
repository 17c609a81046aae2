package dev.runproof.compiler.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlTextTest {

    private static Object read(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " lead",
                "trail ",
                "plain",
                "two words",
                "no",
                "NO",
                "y",
                "Off",
                "true",
                "null",
                "~",
                "NaN",
                ".inf",
                "1",
                "1e3",
                "0x1f",
                "1:30",
                "1_000",
                "2026-11-22",
                "-",
                "- x",
                "? x",
                "a: b",
                "a:",
                "# c",
                "a #c",
                "[x]",
                "{x: y}",
                "*a",
                "&a",
                "!!str x",
                "|",
                ">-",
                "%YAML",
                "@x",
                "`x",
                "'",
                "\"",
                "\\",
                "\\n",
                "=",
                "<<",
                "---",
                "...",
                "a\nb",
                "a\n---\nkind: Secret",
                "\r\n",
                "\t",
                "\u0000",
                "\u0007",
                "\u007f",
                "\u0085",
                "\u00a0",
                "\u2028",
                "\u202e",
                "\ufeff",
                "\ud83d\ude00",
                "Zu\u0308rich",
                "run/x.md",
                "a, b",
                "x]",
                "${x}",
                "$(x)"
            })
    void everyTextIsReadAsItself(String text) {
        var document = new LinkedHashMap<String, Object>();
        document.put("before", "x");
        document.put("text", text);
        document.put(text + "k", List.of(text, Map.of(text + "k", text)));

        String yaml = YamlText.of("head", List.of(document));

        assertThat(read(yaml)).isEqualTo(document);
        assertThat(yaml).matches("[\\x20-\\x7e\\n]*");
    }

    @Test
    void halfAPairOfSurrogatesIsShownAsUnreadable() {
        assertThat(read(YamlText.of("head", List.of(Map.of("a", "\ud83d!"))))).isEqualTo(Map.of("a", "\ufffd!"));
    }

    @Test
    void everyShapeIsReadAsItself() {
        var shape = Objects.map(
                "empty",
                Map.of(),
                "none",
                List.of(),
                "deep",
                List.of(
                        List.of(1, List.of("a")),
                        Objects.map("b", true, "c", Objects.map("d", List.of(Objects.map("e", 5L)))),
                        Map.of(),
                        List.of()));

        assertThat(read(YamlText.of("head", List.of(shape))).toString().replaceAll("\\s", ""))
                .isEqualTo(shape.toString().replaceAll("\\s", ""));
    }

    @Test
    void itLooksAsAPersonWritesIt() {
        assertThat(YamlText.of(
                        "About this.",
                        List.of(
                                Objects.map("kind", "Job", "rules", List.of(Objects.map("a", "b", "c", List.of("d")))),
                                Objects.map("kind", "x y"))))
                .isEqualTo("""
                        # About this.
                        kind: Job
                        rules:
                          - a: b
                            c: [d]
                        ---
                        kind: "x y"
                        """);
    }

    @Test
    void nothingElseIsWritten() {
        assertThatThrownBy(() -> YamlText.of("head", List.of(Map.of("a", 1.5))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> YamlText.of("head", List.of(Map.of("a", Arrays.asList((Object) null)))))
                .isInstanceOf(RuntimeException.class);
    }
}
