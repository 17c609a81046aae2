package dev.runproof.compiler.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateReaderTest {

    private final Findings findings = new Findings();

    private Optional<TemplateUnit> read(String text) {
        return TemplateReader.read(TemplateText.of(new SourceFile("a.tmpl", text)), findings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no action, and } no { brace",
                "{{ .Status }}",
                "{{- .Status -}}",
                "{{/* a comment */}}{{- /* with markers }} */ -}}",
                "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}",
                "{{ range $i, $a := .Alerts }}{{ break }}{{ else }}{{ continue }}{{ end }}",
                "{{ if and (eq .Status \"firing\") (gt (len .Alerts) 0) }}a{{ else if .X }}b{{ else with .Y }}c{{ else }}d{{ end }}",
                "{{ define \"a\" }}{{ end }}{{ template \"a\" }}{{ template `a` . }}",
                "{{ block \"a\" .Alerts }}x{{ end }}",
                "{{ (index .Alerts 0).Annotations.x | printf \"%s }} %d\" -1.5 'x' nil true }}",
                "{{ .A.B.C (.D).E $.F }}",
                "{{\n  .Status\n}}",
                "{{ reReplaceAll \"a\\\"b\" `c\n\"` .X }}"
            })
    void isATemplate(String text) {
        assertThat(read(text)).isPresent();
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            a {{ .Status           § 1:3  § an action that is not closed
            {{ if .X }}a           § 1:4  § {{ if }} without an {{ end }}
            {{ range .X }}{{ else }} § 1:4 § {{ range }} without an {{ end }}
            {{ end }}              § 1:4  § {{ end }} belongs to nothing
            {{ else }}             § 1:4  § {{ else }} belongs to nothing
            {{ if .X }}{{ else }}{{ else }}{{ end }} § 1:25 § a second else of one if
            {{ define a }}{{ end }} § 1:4 § {{ define }} without the name of a template
            {{ if .X }}{{ define "a" }}{{ end }}{{ end }} § 1:15 § a template is defined inside of something else
            {{ }}                  § 1:4  § a value is missing here
            {{ .X | }}             § 1:9  § a value is missing here
            {{ (.X }}              § 1:8  § a parenthesis is not closed
            {{ .X ) }}             § 1:7  § a template has no ) here
            {{ "a }}               § 1:4  § a text in quotes that is not closed
            {{ `a }}               § 1:4  § a text in backquotes that is not closed
            {{/* a }}              § 1:1  § a comment that is not closed
            {{/* a */ .X }}        § 1:1  § a comment is an action of its own
            {{ .X {{ .Y }}         § 1:1  § an action that is not closed before the next one begins
            {{ .X ; }}             § 1:7  § a template has no ; here
            {{ end if }}           § 1:4  § {{ end }} belongs to nothing
            {{ if .X }}{{ end .Y }} § 1:19 § a template has no Y here
            """)
    void isNone(String text, String place, String message) {
        assertThat(read(text)).isEmpty();
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("invalid-template");
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.span().toString()).isEqualTo("a.tmpl:" + place);
        });
    }

    /** None of these may exhaust the stack or the time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if .X }}",
                "{{ (",
                "{{ .X | ",
                "{{",
                "{{ \"",
                "{{/*",
                "{{ range .X }}{{ else if .Y }}",
                "{{ end }}"
            })
    void isBrokenManyTimesOver(String part) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(read(part.repeat(100_000))).isEmpty());
        assertThat(findings.sorted()).hasSize(1);
    }

    /** The first of these was found by the fuzzer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ break \"a\\nb\" }}",
                "{{ break `a\nb` }}",
                "{{ \u0000 }}",
                "{{ \u2028 }}",
                "{{ break \"%s\" }}"
            })
    void aMessageIsOneShortLineWhateverStandsInTheTemplate(String text) {
        assertThat(read(text.formatted("x".repeat(1_000)))).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).hasSizeLessThan(100).doesNotContainPattern("[\\p{Cc}\\x{2028}]"));
    }

    @Test
    void anEmptyDefinitionDoesNotTakeThePlaceOfAnother() {
        TemplateUnit unit = read("{{ define \"a\" }}{{ .X }}{{ end }}{{ define \"a\" }} text {{ end }}")
                .orElseThrow();
        assertThat(unit.definitions())
                .hasEntrySatisfying("a", template -> assertThat(template.body()).hasSize(1));
    }

    /** In YAML a text is folded or escaped; what is looked for is found all the same, or the whole is shown. */
    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '~', textBlock = """
            t: '{{ .X }} {{ .X }}'          § 2 § 1:14
            t: "{{ .X }} \\" {{ .X }}"       § 2 § 1:17
            t: "{{ .X }} {{ .\\x58 }}"       § 2 § 1:4
            t: "{{ .X }} \\x7b{ .X }}"       § 2 § 1:4
            """)
    void partsOfTextsInYamlHavePlaces(String yaml, int occurrence, String place) {
        List<YamlNode> documents = YamlReader.read(SourceSlice.all(new SourceFile("a.yaml", yaml)), findings)
                .orElseThrow();
        var scalar = (Scalar) ((Mapping) documents.get(0)).get("t").orElseThrow();
        TemplateText text = TemplateText.of(scalar);
        int at = text.text().lastIndexOf("{{ .X }}");
        assertThat(occurrence).isEqualTo(2);
        assertThat(text.place(at, at + 8).toString()).isEqualTo("a.yaml:" + place);
    }

    /** A part is looked for in its own action, and not far: else many of them in one long text would take its length each. */
    @Test
    void aPartIsLookedForNearTheBeginningOfItsAction() {
        String near = "{{ print .X .X }}";
        String far = "{{ print `" + "x".repeat(1_000) + "` .X }}";
        String yaml = "t: \"\\x20" + near + far + near + "\"";
        List<YamlNode> documents = YamlReader.read(SourceSlice.all(new SourceFile("a.yaml", yaml)), findings)
                .orElseThrow();
        TemplateText text =
                TemplateText.of((Scalar) ((Mapping) documents.get(0)).get("t").orElseThrow());
        int last = text.text().lastIndexOf(".X");
        assertThat(text.place(last, last + 2).start()).isEqualTo(yaml.lastIndexOf(".X"));
        int second = text.text().indexOf(".X", text.text().indexOf(".X") + 1);
        assertThat(text.place(second, second + 2).start()).isEqualTo(yaml.indexOf(".X", yaml.indexOf(".X") + 1));
        int behind = text.text().indexOf(".X", second + 2);
        assertThat(text.place(behind, behind + 2)).isEqualTo(text.written());
    }

    /** Whoever follows a template calls itself for each: {@code else if} is an {@code if} in an {@code else}. */
    @Test
    void alternativesAreAsDeepAsBranches() {
        String next = "{{ else if .X }}b";
        assertThat(read("{{ if .X }}a" + next.repeat(99) + "{{ end }}")).isPresent();
        assertThat(findings.sorted()).isEmpty();
        assertThat(read("{{ if .X }}a" + next.repeat(99) + "{{ else }}c{{ end }}"))
                .isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("branches and definitions are nested more than 100 deep; each else if counts"));
    }
}
