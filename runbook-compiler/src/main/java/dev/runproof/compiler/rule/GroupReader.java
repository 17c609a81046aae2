package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads groups of rules, which are the same in Prometheus, Thanos, Mimir, Cortex, Loki and in resources of Kubernetes but for
 * keys that say how they are evaluated. Recording rules are no alerts.
 */
final class GroupReader {

    private static final List<String> RULE_KINDS = List.of("alert", "record");
    private static final List<String> RULES = List.of("rules");

    private final NodeReader nodes;
    private final Consumer<Alert> alerts;

    GroupReader(NodeReader nodes, Consumer<Alert> alerts) {
        this.nodes = nodes;
        this.alerts = alerts;
    }

    void read(YamlNode groups, String key) {
        nodes.sequence(groups, key).ifPresent(list -> list.items().forEach(this::readGroup));
    }

    private void readGroup(YamlNode node) {
        if (!(node instanceof Mapping group)) {
            nodes.refuse(node.span(), "a group is a mapping, and this is " + node.kind(), "give it a name: and rules:");
            return;
        }
        Optional<Located<String>> name = group.get("name").flatMap(NodeReader::text);
        if (name.isEmpty()) {
            nodes.refuse(NodeReader.head(group), "a group without a name", "add name:");
        }
        Optional<YamlNode> rules = group.get("rules");
        if (rules.isEmpty()) {
            NodeReader.misspelt(group, RULES)
                    .ifPresent(entry ->
                            nodes.refuse(entry.key().span(), "a group has no " + entry.name(), "did you mean rules?"));
        }
        String groupName = name.map(Located::value).orElse("");
        Map<String, Located<String>> inherited = nodes.texts(group, "labels");
        rules.filter(value -> !NodeReader.isNull(value))
                .flatMap(value -> nodes.sequence(value, "rules"))
                .ifPresent(list -> list.items().forEach(rule -> readRule(rule, groupName, inherited)));
    }

    private void readRule(YamlNode node, String group, Map<String, Located<String>> inherited) {
        if (!(node instanceof Mapping rule) || rule.entries().isEmpty()) {
            nodes.refuse(
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
        Optional<Located<String>> name = NodeReader.text(rule, "alert");
        if (name.isEmpty()) {
            nodes.refuse(alert.get().key().span(), "an alert without a name", "write the name behind alert:");
            return;
        }
        Optional<Located<String>> expression = rule.get("expr").flatMap(NodeReader::text);
        if (expression.isEmpty()) {
            nodes.refuse(name.get().span(), "alert " + name.get().value() + " has no expression", "add expr:");
        }
        Map<String, Located<String>> labels = new LinkedHashMap<>(nodes.texts(rule, "labels"));
        inherited.forEach(labels::putIfAbsent);
        alerts.accept(new Alert(
                Alert.Kind.PROMETHEUS,
                name.get(),
                group,
                expression.orElse(new Located<>("", name.get().span())),
                labels,
                nodes.texts(rule, "annotations"),
                rule.entry("annotations").map(entry -> entry.key().span())));
    }

    private void refuseNameless(Mapping rule) {
        Optional<Entry> misspelt = NodeReader.misspelt(rule, RULE_KINDS);
        nodes.refuse(
                misspelt.orElse(rule.entries().get(0)).key().span(),
                "a rule with neither alert nor record",
                misspelt.flatMap(entry -> Suggestion.nearest(entry.name(), RULE_KINDS))
                        .map(near -> "did you mean " + near + "?")
                        .orElse("add alert: with a name"));
    }
}
