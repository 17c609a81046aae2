package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.LabelMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which labels the alerts of a rule carry when they leave the server that evaluates the rule. Thread-safe.
 *
 * <p>What a server adds or changes on the way is not in the rule and not known here: {@code external_labels} and
 * {@code alert_relabel_configs} of Prometheus, and what Alertmanager does. A label that never comes by the rule may come by
 * these.
 */
public final class AlertLabels {

    private static final String NAME = "alertname";

    private AlertLabels() {}

    /**
     * The labels of the alerts of a rule.
     *
     * @param series the labels of the series of its expression
     * @param name the name of the rule
     * @param labels the labels that it and its group set, as they are written, with templates in them
     */
    public static LabelSet of(LabelSet series, String name, Map<String, String> labels) {
        var set = new TreeMap<String, Presence>();
        labels.forEach((label, value) -> set.put(label, new LabelTemplate(value).value(series)));
        set.put(NAME, Texts.of(name).presence(List.of()));
        return series.without(LabelMatcher.METRIC_NAME, Cause.ofRule("an alert does not carry the name of a metric"))
                .with(set);
    }
}
