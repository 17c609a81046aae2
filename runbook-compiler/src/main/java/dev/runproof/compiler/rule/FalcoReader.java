package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a rule file of Falco, as {@code userspace/engine/rule_loader_reader.cpp} of falcosecurity/falco does: a list of rules,
 * macros and lists, in which a later rule replaces, changes or switches off an earlier one of the same name. The order in
 * which several files are loaded is not known here, so that a change to a rule of another file is left out of account.
 */
final class FalcoReader {

    private static final List<String> ELEMENTS =
            List.of("rule", "macro", "list", "required_engine_version", "required_plugin_versions");
    private static final List<String> NEEDED = List.of("condition", "output", "desc", "priority");
    private static final List<String> PRIORITIES =
            List.of("emergency", "alert", "critical", "error", "warning", "notice", "informational", "info", "debug");

    private final NodeReader nodes;
    private final Map<String, Definition> rules = new LinkedHashMap<>();

    private record Definition(
            Located<String> name,
            Located<String> condition,
            Located<String> output,
            Located<String> priority,
            Optional<Located<String>> source,
            boolean enabled) {}

    FalcoReader(NodeReader nodes) {
        this.nodes = nodes;
    }

    /** Whether a list is one of Falco's, be it that a key is misspelt. */
    static boolean isFalco(Sequence document) {
        return document.items().stream()
                .anyMatch(item -> item instanceof Mapping element
                        && (isElement(element)
                                || NodeReader.misspelt(element, ELEMENTS).isPresent()));
    }

    private static boolean isElement(Mapping element) {
        return ELEMENTS.stream().anyMatch(key -> element.entry(key).isPresent());
    }

    /** The rules of all documents read so far that are enabled. */
    List<Alert> alerts() {
        return rules.values().stream()
                .filter(Definition::enabled)
                .map(FalcoReader::alert)
                .toList();
    }

    private static Alert alert(Definition rule) {
        var labels = new LinkedHashMap<String, Located<String>>();
        labels.put("priority", rule.priority);
        rule.source.ifPresent(source -> labels.put("source", source));
        return new Alert(
                Alert.Kind.FALCO,
                rule.name,
                "",
                rule.condition,
                new Query.Unread(),
                false,
                labels,
                Map.of(),
                Optional.empty(),
                Optional.of(rule.output));
    }

    void read(Sequence document) {
        for (YamlNode item : document.items()) {
            if (!(item instanceof Mapping element)) {
                nodes.refuse(
                        item.span(),
                        "a rule of Falco is a mapping, and this is " + item.kind(),
                        "give it rule:, desc:, condition:, output: and priority:");
            } else if (element.entry("rule").isPresent()) {
                readRule(element);
            } else if (!isElement(element)) {
                nodes.refuse(
                        NodeReader.misspelt(element, ELEMENTS)
                                .map(entry -> entry.key().span())
                                .orElseGet(() -> NodeReader.head(element)),
                        "neither a rule nor a macro nor a list of Falco",
                        NodeReader.misspelt(element, ELEMENTS)
                                .flatMap(entry -> Suggestion.nearest(entry.name(), ELEMENTS))
                                .map(near -> "did you mean " + near + "?")
                                .orElse("begin it with rule:, macro: or list:"));
            }
        }
    }

    private void readRule(Mapping rule) {
        Optional<Located<String>> name = NodeReader.text(rule, "rule");
        if (name.isEmpty()) {
            nodes.refuse(NodeReader.head(rule), "a rule of Falco without a name", "write the name behind rule:");
        } else if (isChange(rule)) {
            rules.computeIfPresent(name.get().value(), (key, earlier) -> changed(earlier, rule));
        } else {
            define(name.get(), rule);
        }
    }

    private static boolean isChange(Mapping rule) {
        return isTrue(rule, "append")
                || rule.entry("override").isPresent()
                || (rule.entry("enabled").isPresent()
                        && NEEDED.stream().noneMatch(key -> rule.entry(key).isPresent()));
    }

    private void define(Located<String> name, Mapping rule) {
        List<String> missing = new ArrayList<>(NEEDED);
        missing.removeIf(key -> NodeReader.text(rule, key).isPresent());
        if (!missing.isEmpty()) {
            nodes.refuse(
                    name.span(),
                    "the Falco rule " + name.value() + " has no " + String.join(", no ", missing),
                    "add " + String.join(":, ", missing) + ":; to change a rule that stands before it, add override:");
        }
        Located<String> nothing = new Located<>("", name.span());
        Optional<Located<String>> priority = priority(rule);
        rules.put(
                name.value(),
                new Definition(
                        name,
                        NodeReader.text(rule, "condition").orElse(nothing),
                        NodeReader.text(rule, "output").orElse(nothing),
                        priority.orElse(nothing),
                        NodeReader.text(rule, "source"),
                        !isFalse(rule, "enabled")));
    }

    private Definition changed(Definition earlier, Mapping rule) {
        return new Definition(
                earlier.name,
                changed(earlier.condition, rule, "condition"),
                changed(earlier.output, rule, "output"),
                priority(rule).orElse(earlier.priority),
                earlier.source,
                isTrue(rule, "enabled") || (earlier.enabled && !isFalse(rule, "enabled")));
    }

    /** A text that a later rule replaces, or to which it adds; it stands where that rule was defined, unless it is replaced. */
    private static Located<String> changed(Located<String> earlier, Mapping rule, String key) {
        boolean replaced = Optional.of(rule)
                .flatMap(mapping -> mapping.get("override"))
                .filter(Mapping.class::isInstance)
                .flatMap(override -> NodeReader.text((Mapping) override, key))
                .filter(how -> how.value().equals("replace"))
                .isPresent();
        return NodeReader.text(rule, key)
                .map(later -> replaced ? later : new Located<>(earlier.value() + " " + later.value(), earlier.span()))
                .orElse(earlier);
    }

    private Optional<Located<String>> priority(Mapping rule) {
        Optional<Located<String>> priority = NodeReader.text(rule, "priority");
        priority.filter(written -> !PRIORITIES.contains(written.value().toLowerCase(Locale.ROOT)))
                .ifPresent(written -> nodes.refuse(
                        written.span(),
                        "Falco has no priority " + written.value(),
                        Suggestion.nearest(written.value(), PRIORITIES)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("the priorities are " + String.join(", ", PRIORITIES))));
        return priority;
    }

    // Falco reads booleans as YAML 1.1 does.
    private static boolean isTrue(Mapping rule, String key) {
        return isOneOf(rule, key, "true", "yes", "on", "y");
    }

    private static boolean isFalse(Mapping rule, String key) {
        return isOneOf(rule, key, "false", "no", "off", "n");
    }

    private static boolean isOneOf(Mapping rule, String key, String... words) {
        return NodeReader.text(rule, key)
                .filter(text -> Stream.of(words).anyMatch(text.value()::equalsIgnoreCase))
                .isPresent();
    }
}
