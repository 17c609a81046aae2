package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An annotation that shows a label which never comes, so that nothing stands there. Prometheus fills annotations from the labels
 * of the series, without those that the rule sets.
 */
final class ImpossibleLabel implements Check {

    private static final Rule RULE = Rule.error("impossible-label").ofAlerts();

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            Alert alert = link.alert();
            Map<String, List<UsedLabel>> used = new LinkedHashMap<>();
            alert.annotations().forEach((name, annotation) -> used.put(name, UsedLabel.of(annotation)));
            if (used.values().stream().anyMatch(labels -> !labels.isEmpty())) {
                library.labelsByAlert().of(alert).ifPresent(known -> run(alert, used, known, findings));
            }
        }
    }

    private static void run(Alert alert, Map<String, List<UsedLabel>> used, KnownLabels known, Findings findings) {
        used.forEach((annotation, labels) -> {
            for (UsedLabel label : labels) {
                if (known.ofSeries(label.name()) instanceof Never never) {
                    findings.add(Finding.of(RULE, label.span(), message(alert, annotation, label), help(alert, label))
                            .about(AlertSeverity.of(alert))
                            .with(known.whyNever(label.name(), never)));
                }
            }
        });
    }

    private static String message(Alert alert, String annotation, UsedLabel used) {
        return "the annotation " + annotation + " of alert " + alert.name().value() + " shows the label " + used.name()
                + ", which the expression never gives"
                + (set(alert, used).isPresent() ? ": the rule sets it after templates are filled" : "");
    }

    private static String help(Alert alert, UsedLabel used) {
        return set(alert, used)
                .filter(value -> !value.contains("{{"))
                .map(value -> "write " + value + " in its place")
                .orElse("keep " + used.name() + " in the expression, or take it out of the annotation");
    }

    private static Optional<String> set(Alert alert, UsedLabel used) {
        return Optional.ofNullable(alert.labels().get(used.name()))
                .map(Located::value)
                .filter(value -> !value.isBlank());
    }
}
