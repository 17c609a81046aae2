package dev.runproof.compiler.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSourceTest {

    private static final String RULE = """
            groups:
            - name: g
              rules:
              - alert: A
                expr: up == 0
            """;

    private final Findings findings = new Findings();

    private void read(String text, boolean inChart) {
        new AlertRuleReader(findings).read(new SourceFile("rules.yaml", text), inChart);
    }

    private void assertSource(String engine, String marked) {
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(AlertRuleReader.TEMPLATE_SOURCE);
            assertThat(finding.message()).contains(engine);
            assertThat(finding.span().text()).isEqualTo(marked);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Helm  | {{- if .Values.enabled }}         | {{- if .Values.enabled }}",
                "Helm  | {{- range $rule := $rules }}      | {{- range $rule := $rules }}",
                "Helm  | {{/* a comment */}}               | {{/* a comment */}}",
                "Helm  | a: {{ include \"x.name\" . }}     | {{ include \"x.name\" . }}",
                "Helm  | a: \"{{ .Values.text }}\"         | {{ .Values.text }}",
                "Helm  | a: '{{ $.Release.Name }}'         | {{ $.Release.Name }}",
                "Helm  | a: text of {{ $root.Values.x }}   | {{ $root.Values.x }}",
                "Helm  | a: {{`{{ $labels.x }}`}}          | {{`{{ $labels.x }}",
                "Helm  | a: '{{ \"{{\" }} $value {{ \"}}\" }}' | {{ \"{{\" }}",
                "Helm  | a: \"{{ \\\"{{\\\" }} $value\"    | {{ \\\"{{\\\" }}",
                "Helm  | - {{ printf \"%s\" $name }}       | {{ printf \"%s\" $name }}",
                "Jinja | {% for disk in disks %}           | {% for disk in disks %}",
                "Jinja | a: '{% raw %}{{ $value }}{% endraw %}' | {% raw %}",
                "Jinja | {%- set x = 1 -%}                 | {%- set x = 1 -%}",
                "Jinja | a: '{{ '{{' }} $labels.x {{ '}}' }}' | {{ '{{' }}",
                "Jinja | a: {{ threshold }}                | {{ threshold }}",
                "Jinja | a: {{ disk.limit(default=1) }}    | {{ disk.limit(default=1) }}",
                "Go | a: \"[[ .RunbookURL ]]#Disk-Full\"    | [[ .RunbookURL ]]",
                "Go | a: [[- .Base.URL -]]/x                  | [[- .Base.URL -]]",
                "Jinja | {{ everything }}                  | {{ everything }}",
            })
    void sourcesAreRefusedInOneFinding(String engine, String line, String marked) {
        read(RULE + "    " + line + "\n    b: {{ [ }}\n", false);
        assertSource(engine, marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local x = import 'x.libsonnet';\nx {\n  a+:: {},\n}",
                "// a comment\n/* another\n   one */\n\n# and one\nlocal f(x) = x;\n{}",
                "(import 'mixin.libsonnet') + { _config+:: {} }",
                "import 'mixin.libsonnet'",
            })
    void jsonnetIsKnownByItsFirstLine(String text) {
        read(text, false);
        assertThat(findings.sorted()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("Jsonnet");
            assertThat(finding.help()).contains("jsonnet -J vendor FILE");
        });
    }

    @Test
    void jsonnetIsKnownByItsName() {
        new AlertRuleReader(findings).read(new SourceFile("x.libsonnet", "{ a: 1 }"), false);
        assertSource("Jsonnet", "{ a: 1 }");
    }

    @Test
    void aTemplateOfAChartIsRefusedAtItsFirstAction() {
        read("""
                {{- /*
                Generated from 'node-network' group
                */ -}}
                {{- if and .Values.defaultRules.create (not $off) }}
                kind: PrometheusRule
                metadata:
                  name: {{ printf "%s-%s" (include "stack.fullname" .) "node-network" | trunc 63 }}
                spec:
                  groups:
                  - name: node-network
                    rules:
                    - alert: Flapping
                      annotations:
                        description: Interface {{`{{`}} $labels.device {{`}}`}} flaps
                {{- end }}
                """, false);
        assertSource("Helm", "{{- if and .Values.defaultRules.create (not $off) }}");
    }

    @Test
    void anExpressionHasNoTemplates() {
        read(RULE.replace("up == 0", "up{job=\"{{ a }}\"} < {{ least }}"), false);
        assertSource("Jinja", "{{ least }}");
    }

    @Test
    void helmEvaluatesAllThatIsInAChart() {
        String text = RULE + "    annotations: {a: '{{ $labels.x }}'}\n";
        read(text, false);
        assertThat(findings.sorted()).isEmpty();
        read(text, true);
        assertSource("Helm", "{{ $labels.x }}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "    # {{ .Values.x }}\n"})
    void aFileOfAChartWithoutActionsIsItsOwnRendering(String comment) {
        read(RULE + comment.replace("{{", "{ {"), true);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: Instance {{ $labels.instance }} is down",
                "a: '{{ $labels.instance }} is down'",
                "a: \"{{ $value | humanizePercentage }} of {{ $labels.values }}\"",
                "a: '{{ $labels.Values }} {{ .Labels.Release }} {{ .Value }}'",
                "a: '{{ if eq $labels.x \"y\" }}z{{ else }}{{ end }}'",
                "a: '{{ with query \"up\" }}{{ . | first | value }}{{ end }}'",
                "a: '{{ define \"x\" }}y{{ end }}{{ template \"x\" . }}'",
                "a: |\n        {{ if gt $value 1.0 }}\n        {{- range query \"up\" }}\n        {{ .Labels.job }}\n        {{ end }}{{ end }}",
                "a: >-\n        {{ $labels.a }}\n\n        {{ $x := 1 }}{{ $x }}",
                "a: a long text that was wrapped before\n        {{ $labels.instance }} by a printer",
                "a: \"a long text that was wrapped before\n        {{ $labels.instance }} by a printer\"",
                "a: '{{/* a comment */}}text'",
                "a: 100{% of it",
                "a: 'set .Values.enabled to include this'",
                "a: x # not {{ .Values.x }}",
                "# {{- if .Values.x }}",
                "# {% raw %}",
                "a: https://r.example/?x={{ $labels.x | urlquery }}",
                "a: 'local x = import y'",
            })
    void templatesOfPrometheusAreNone(String annotation) {
        read(RULE + "    annotations:\n      summary: x\n      " + annotation + "\n", false);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: {{ $labels.instance }} is down",
                "a: {{ $value }}",
                "a: |\n        {{ if true }}\n      b: c: d",
                "- a: |\n          {{ define \"x\" }}\n        b: c: d",
                "{{ end }}",
            })
    void aRuleFileThatIsBrokenIsBrokenYaml(String annotation) {
        read(RULE + "    annotations:\n      " + annotation + "\n", false);
        assertThat(findings.sorted())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.rule()).isNotEqualTo(AlertRuleReader.TEMPLATE_SOURCE));
    }

    @Test
    void expressionsOfLokiHaveTemplatesInTexts() {
        read(
                RULE.replace(
                        "up == 0",
                        "'count_over_time({a=\"b\"} | line_format \"{{.x}} \\\" {{.y}}\" | line_format `{{.z}}` [5m]) > 0'"),
                false);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{", "{{ }}", "{% ", "# {% if", "- ", "`{{", "\n", "/*", "{{ .Values", "\"{{"})
    void noTextTakesLong(String part) {
        read("x: [" + part.repeat(200_000), false);
        assertThat(findings.sorted()).isNotEmpty();
    }
}
