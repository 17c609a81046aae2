package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the alerts of a file: Prometheus rule files ({@code groups:} at the top) and {@code PrometheusRule} resources of
 * the Prometheus operator ({@code spec.groups}), several documents in a file allowed. Recording rules are no alerts.
 */
public final class AlertRuleReader {

    /** A file, group or rule is not of a shape that Prometheus would take. */
    public static final Rule INVALID_ALERT_RULES = Rule.unread("invalid-alert-rules");

    private static final List<String> KINDS = List.of("alert", "record");

    private final Findings findings;

    /**
     * Makes a reader.
     *
     * @param findings takes what is wrong
     */
    public AlertRuleReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads a file.
     *
     * @param file its text
     * @return its alerts, in their order; those that could be read
     */
    public List<Alert> read(SourceFile file) {
        Optional<List<YamlNode>> documents = YamlReader.read(SourceSlice.all(file), findings);
        if (documents.isEmpty()) {
            return List.of();
        }
        if (documents.get().isEmpty()) {
            refuse(file.all(), file.path() + " is empty", "add rules, or do not name the file in alert-rules");
        }
        var alerts = new ArrayList<Alert>();
        for (YamlNode document : documents.get()) {
            groups(document).ifPresent(groups -> groups.items().forEach(group -> readGroup(group, alerts)));
        }
        return alerts;
    }

    private Optional<Sequence> groups(YamlNode document) {
        String help = "alert rules have groups: at the top, or are resources of kind PrometheusRule";
        if (!(document instanceof Mapping root)) {
            refuse(document.span(), "this is " + document.kind() + " and holds no alert rules", help);
            return Optional.empty();
        }
        Optional<String> kind = root.get("kind").flatMap(AlertRuleReader::text).map(Located::value);
        if (kind.isPresent() && !kind.get().equals("PrometheusRule")) {
            refuse(
                    root.get("kind").orElse(root).span(),
                    "a resource of kind " + kind.get() + " holds no alert rules",
                    help);
            return Optional.empty();
        }
        Optional<YamlNode> groups = kind.isPresent()
                ? root.get("spec").filter(Mapping.class::isInstance).flatMap(spec -> ((Mapping) spec).get("groups"))
                : root.get("groups");
        if (groups.isEmpty()) {
            refuse(
                    root.entries().isEmpty()
                            ? root.span()
                            : root.entries().get(0).key().span(),
                    "there are no " + (kind.isPresent() ? "spec.groups" : "groups") + " here",
                    help);
            return Optional.empty();
        }
        return sequence(groups.get(), "groups");
    }

    private void readGroup(YamlNode node, List<Alert> alerts) {
        if (!(node instanceof Mapping group)) {
            refuse(node.span(), "a group is a mapping, and this is " + node.kind(), "give it a name: and rules:");
            return;
        }
        Optional<Located<String>> name = group.get("name").flatMap(AlertRuleReader::text);
        if (name.isEmpty()) {
            refuse(
                    group.entries().isEmpty()
                            ? group.span()
                            : group.entries().get(0).key().span(),
                    "a group without a name",
                    "add name:");
        }
        String groupName = name.map(Located::value).orElse("");
        group.get("rules")
                .filter(rules -> !(rules instanceof Scalar scalar && scalar.isNull()))
                .flatMap(rules -> sequence(rules, "rules"))
                .ifPresent(rules -> rules.items().forEach(rule -> readRule(rule, groupName, alerts)));
    }

    private void readRule(YamlNode node, String group, List<Alert> alerts) {
        if (!(node instanceof Mapping rule) || rule.entries().isEmpty()) {
            refuse(
                    node.span(),
                    "a rule is a mapping, and this is " + node.kind(),
                    "give it alert: or record:, and expr:");
            return;
        }
        if (rule.entry("record").isPresent()) {
            return;
        }
        Optional<Entry> alert = rule.entry("alert");
        if (alert.isEmpty()) {
            refuseNameless(rule);
            return;
        }
        Optional<Located<String>> name =
                text(alert.get().value()).filter(text -> !text.value().isBlank());
        if (name.isEmpty()) {
            refuse(alert.get().key().span(), "an alert without a name", "write the name behind alert:");
            return;
        }
        Optional<Located<String>> expression = rule.get("expr").flatMap(AlertRuleReader::text);
        if (expression.isEmpty()) {
            refuse(name.get().span(), "alert " + name.get().value() + " has no expression", "add expr:");
        }
        alerts.add(new Alert(
                name.get(),
                group,
                expression.orElse(new Located<>("", name.get().span())),
                texts(rule, "labels"),
                texts(rule, "annotations"),
                rule.entry("annotations").map(entry -> entry.key().span())));
    }

    private void refuseNameless(Mapping rule) {
        Optional<Entry> misspelt = rule.entries().stream()
                .filter(entry -> Suggestion.nearest(entry.name(), KINDS).isPresent())
                .findFirst();
        refuse(
                misspelt.orElse(rule.entries().get(0)).key().span(),
                "a rule with neither alert nor record",
                misspelt.flatMap(entry -> Suggestion.nearest(entry.name(), KINDS))
                        .map(near -> "did you mean " + near + "?")
                        .orElse("add alert: with a name"));
    }

    private Map<String, Located<String>> texts(Mapping rule, String key) {
        var texts = new LinkedHashMap<String, Located<String>>();
        Optional<YamlNode> node = rule.get(key).filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
        if (node.isPresent() && node.get() instanceof Mapping mapping) {
            for (Entry entry : mapping.entries()) {
                text(entry.value())
                        .ifPresentOrElse(
                                text -> texts.put(entry.name(), text),
                                () -> refuse(
                                        entry.value().span(),
                                        key + "." + entry.name() + " is "
                                                + entry.value().kind(),
                                        "write a text"));
            }
        } else if (node.isPresent()) {
            refuse(node.get().span(), key + " is " + node.get().kind(), "write names with texts below it");
        }
        return texts;
    }

    private Optional<Sequence> sequence(YamlNode node, String key) {
        if (node instanceof Sequence sequence) {
            return Optional.of(sequence);
        }
        refuse(node.span(), key + " is a list, and this is " + node.kind(), "begin each with a hyphen");
        return Optional.empty();
    }

    private static Optional<Located<String>> text(YamlNode node) {
        return node instanceof Scalar scalar && !scalar.isNull()
                ? Optional.of(new Located<>(scalar.text(), scalar.span()))
                : Optional.empty();
    }

    private void refuse(Span span, String message, String help) {
        findings.add(INVALID_ALERT_RULES, span, message, help);
    }
}
