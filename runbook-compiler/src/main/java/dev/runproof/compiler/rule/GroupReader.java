package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.yaml.ScalarPlaces;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads groups of rules, which are the same in Prometheus, Thanos, Mimir, Cortex, Loki and in resources of Kubernetes but for
 * keys that say how they are evaluated. Recording rules are no alerts, and kept beside them.
 */
final class GroupReader {

    private static final List<String> RULE_KINDS = List.of("alert", "record");
    private static final List<String> RULES = List.of("rules");
    private static final Pattern NO_TIME = Pattern.compile("(?:0+[a-z]*)+");
    private static final String PROMETHEUS = "prometheus";

    private final NodeReader nodes;
    private final Consumer<Alert> alerts;
    private final Consumer<Recording> recordings;

    GroupReader(NodeReader nodes, Consumer<Alert> alerts, Consumer<Recording> recordings) {
        this.nodes = nodes;
        this.alerts = alerts;
        this.recordings = recordings;
    }

    /**
     * Reads groups.
     *
     * @param groups the groups
     * @param key their key
     * @param promQl whether expressions are PromQL if their group does not say otherwise
     */
    void read(YamlNode groups, String key, boolean promQl) {
        nodes.sequence(groups, key).ifPresent(list -> list.items().forEach(group -> readGroup(group, promQl)));
    }

    private void readGroup(YamlNode node, boolean promQl) {
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
        // vmalert's groups may ask other servers than Prometheus, in their languages.
        boolean readsPromQl = promQl
                && NodeReader.text(group, "type")
                        .map(Located::value)
                        .orElse(PROMETHEUS)
                        .equals(PROMETHEUS);
        Map<String, Located<String>> inherited = nodes.texts(group, "labels");
        rules.filter(value -> !NodeReader.isNull(value))
                .flatMap(value -> nodes.sequence(value, "rules"))
                .ifPresent(list -> list.items().forEach(rule -> readRule(rule, groupName, inherited, readsPromQl)));
    }

    private void readRule(YamlNode node, String group, Map<String, Located<String>> inherited, boolean promQl) {
        if (!(node instanceof Mapping rule) || rule.entries().isEmpty()) {
            nodes.refuse(
                    node.span(),
                    "a rule is a mapping, and this is " + node.kind(),
                    "give it alert: or record:, and expr:");
            return;
        }
        Query query = query(rule, promQl);
        if (rule.entry("record").isPresent()) {
            NodeReader.text(rule, "record")
                    .ifPresent(name -> recordings.accept(new Recording(name, query, labels(rule, inherited))));
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
        alerts.accept(new Alert(
                Alert.Kind.PROMETHEUS,
                name.get(),
                group,
                expression.orElse(new Located<>("", name.get().span())),
                query,
                waits(rule),
                labels(rule, inherited),
                nodes.texts(rule, "annotations"),
                rule.entry("annotations").map(entry -> entry.key().span()),
                Optional.empty()));
    }

    /** Those of a rule before those of its group. */
    private Map<String, Located<String>> labels(Mapping rule, Map<String, Located<String>> inherited) {
        Map<String, Located<String>> labels = new LinkedHashMap<>(nodes.texts(rule, "labels"));
        inherited.forEach(labels::putIfAbsent);
        return labels;
    }

    private static Query query(Mapping rule, boolean promQl) {
        return rule.get("expr")
                .filter(node -> node instanceof Scalar scalar
                        && !scalar.isNull()
                        && !scalar.text().isBlank())
                .<Query>map(
                        node -> promQl ? Query.of((Scalar) node) : new Query.Foreign(new ScalarPlaces((Scalar) node)))
                .orElseGet(Query.Unread::new);
    }

    private static boolean waits(Mapping rule) {
        return Stream.of("for", "keep_firing_for")
                .flatMap(key -> NodeReader.text(rule, key).stream())
                .anyMatch(duration -> !NO_TIME.matcher(duration.value()).matches());
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
