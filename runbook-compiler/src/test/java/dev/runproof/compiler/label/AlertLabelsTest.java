package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertLabelsTest {

    private static LabelSet alert(String expression, Map<String, String> labels) {
        return AlertLabels.of(LabelInference.of(((Parsed) PromQl.parse(expression)).expr()), "TooMany", labels);
    }

    /** What is known of the label {@code x} if the rule sets it so. */
    private static Presence set(String value) {
        return alert("sum by (job, zone) (m{job=\"api\"})", Map.of("x", value)).presence("x");
    }

    private static Presence certain(String... values) {
        return new Certain(Optional.of(new TreeSet<>(List.of(values))));
    }

    @Test
    void anAlertHasTheLabelsOfItsSeriesAndItsName() {
        LabelSet labels = alert("m{job=\"api\"} > 1", Map.of());

        assertThat(labels.presence("job")).isEqualTo(certain("api"));
        assertThat(labels.presence("alertname")).isEqualTo(certain("TooMany"));
        assertThat(labels.presence("pod")).isEqualTo(new Possible(Optional.empty()));
    }

    @Test
    void anAlertDoesNotHaveTheNameOfTheMetric() {
        assertThat(alert("m > 1", Map.of()).presence("__name__"))
                .isEqualTo(new Never(List.of(Cause.ofRule("an alert does not carry the name of a metric"))));
    }

    @Test
    void labelsOfTheRuleStandBeforeThoseOfTheSeries() {
        LabelSet labels = alert("sum by (job) (m{job=\"api\"})", Map.of("job", "web", "severity", "page"));

        assertThat(labels.presence("job")).isEqualTo(certain("web"));
        assertThat(labels.presence("severity")).isEqualTo(certain("page"));
        assertThat(labels.presence("pod")).isInstanceOf(Never.class);
    }

    @Test
    void theNameOfTheRuleStandsBeforeAll() {
        assertThat(alert("m", Map.of("alertname", "Other")).presence("alertname"))
                .isEqualTo(certain("TooMany"));
    }

    @Test
    void anEmptyLabelRemovesTheOneOfTheSeries() {
        assertThat(alert("m{job=\"api\"}", Map.of("job", "")).presence("job"))
                .isEqualTo(new Never(
                        List.of(Cause.ofRule("the rule sets the label to the empty text, which is to remove it"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ $labels.job }}", "{{$labels.job}}", "{{- .Labels.job -}}", "{{ $.Labels.job }}"})
    void aTemplateOfOneLabelIsThatLabel(String template) {
        assertThat(set(template)).isEqualTo(certain("api"));
        assertThat(set(template.replace("job", "zone"))).isEqualTo(new Possible(Optional.empty()));
        assertThat(set(template.replace("job", "pod")))
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> assertThat(never.causes())
                                .extracting(Cause::reason)
                                .containsExactly("sum keeps only the labels of by"));
    }

    @Test
    void aTemplateIsWhatItsPartsAre() {
        assertThat(set("{{ $labels.job }}-{{ $labels.job }}")).isEqualTo(certain("api-api"));
        assertThat(set("a {{- $labels.pod -}} b")).isEqualTo(certain("ab"));
        assertThat(set("{{ $value }}")).isEqualTo(new Certain(Optional.empty()));
        assertThat(set("{{ $value | humanize }} %")).isEqualTo(new Certain(Optional.empty()));
        assertThat(set("{{ printf \"}}\" }} %")).isEqualTo(new Certain(Optional.empty()));
        assertThat(set("{{ $labels.pod }}{{ $labels.pod }}")).isInstanceOf(Never.class);
        assertThat(set(" {{- $labels.pod -}} ")).isInstanceOf(Never.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if $labels.zone }}a{{ end }}",
                "{{ $labels := .Value }}{{ $labels.job }}",
                "{{ define \"a\" }}b{{ end }}",
                "{{ $labels.zone | toUpper }}",
                "{{ $labels.job",
                "{{/* \" */}}",
                "{{ \"",
                "{{ `",
                "{{ \"\\",
                "{{ with 1 }}a{{end}}"
            })
    void aTemplateThatIsNotFollowedMayComeToAnything(String template) {
        assertThat(set(template)).isEqualTo(new Possible(Optional.empty()));
    }
}
