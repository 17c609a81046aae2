package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.PromQl;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Alerting rules by chance, whose labels are templates. */
final class RandomAlerts {

    /** How many there are. */
    static final int COUNT = 300;

    private static final List<String> NAMES = List.of("job", "severity", "pod", "alertname", "zone");
    private static final List<String> VALUES = List.of(
            "",
            "critical",
            "{{ $labels.job }}",
            "{{$labels.pod}}",
            "{{ .Labels.env }}",
            "{{ $value }}",
            "{{ $labels.pod }}-{{ $labels.env }}",
            "{{ $labels.pod }}{{ $labels.env }}",
            " ",
            "{{ \"\" }}",
            "{{ \"}}\" }}",
            " {{- $labels.zone -}} ",
            "x {{- $labels.zone }}",
            "{{ if $labels.pod }}yes{{ end }}",
            "{{ $x := 1 }}",
            "{{ $labels := .Value }}",
            "{{/* \" */}}",
            "{{ `\"` }}y",
            "{{ $labels.__name__ }}",
            "{{ $labels.nothing }}",
            "{{ printf \"%.0f\" $value }}",
            "{{ with $labels.zone }}{{ . }}{{ end }}",
            "{{ .Value | humanize }}%",
            "{{ $labels.job | toUpper }}",
            "{{ define \"a\" }}text{{ end }}",
            "{{ '\"' }}",
            "}}",
            "{{ $externalURL }}");

    private RandomAlerts() {}

    /**
     * A file of rules.
     *
     * @param now the time at which their expressions look at the series, in seconds
     */
    static String rules(long seed, long now) {
        var random = new Random(seed);
        var text = new StringBuilder("groups:\n- name: g\n  rules:\n");
        for (int i = 0; i < COUNT; i++) {
            String metric = List.of("m", "n", "o").get(random.nextInt(3)) + "{job!=\"x\"} @ " + now;
            String expression = List.of(metric, "-(" + metric + ")", "sum by (pod, instance) (" + metric + ")")
                    .get(random.nextInt(3));
            // One series, as two alerts must not have the same labels.
            String limited =
                    List.of("topk", "bottomk").get(random.nextInt(2)) + "(1, " + expression + ") or on () vector(1)";
            if (!(PromQl.parse(limited) instanceof PromQl.Parsed)) {
                throw new AssertionError(limited);
            }
            text.append("  - {alert: A")
                    .append(i)
                    .append(", expr: '")
                    .append(limited)
                    .append("', labels: {");
            labels("A" + i, seed)
                    .forEach((name, value) -> text.append(name)
                            .append(": '")
                            .append(value.replace("'", "''"))
                            .append("', "));
            text.append("}}\n");
        }
        return text.toString();
    }

    /** The labels that a rule sets. */
    static Map<String, String> labels(String rule, long seed) {
        var random = new Random(seed + rule.hashCode());
        var labels = new TreeMap<String, String>();
        for (int i = random.nextInt(4); i > 0; i--) {
            labels.put(NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
        }
        return labels;
    }
}
