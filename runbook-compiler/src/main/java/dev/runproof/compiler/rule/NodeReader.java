package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes nodes for what they are to be, with a finding where they are something else. */
final class NodeReader {

    private final Findings findings;

    NodeReader(Findings findings) {
        this.findings = findings;
    }

    static boolean isNull(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    static Optional<Located<String>> text(YamlNode node) {
        return node instanceof Scalar scalar && !scalar.isNull()
                ? Optional.of(new Located<>(scalar.text(), scalar.span()))
                : Optional.empty();
    }

    static Optional<Located<String>> text(Mapping mapping, String key) {
        return mapping.get(key)
                .flatMap(NodeReader::text)
                .filter(text -> !text.value().isBlank());
    }

    /** The place of the first key, where a finding about the whole of a mapping is shown. */
    static Span head(Mapping mapping) {
        return mapping.entries().isEmpty()
                ? mapping.span()
                : mapping.entries().get(0).key().span();
    }

    /** The first key that is near to one of some names. */
    static Optional<Entry> misspelt(Mapping mapping, List<String> names) {
        return mapping.entries().stream()
                .filter(entry -> Suggestion.nearest(entry.name(), names).isPresent())
                .findFirst();
    }

    Optional<Sequence> sequence(YamlNode node, String key) {
        if (node instanceof Sequence sequence) {
            return Optional.of(sequence);
        }
        refuse(node.span(), key + " is a list, and this is " + node.kind(), "begin each with a hyphen");
        return Optional.empty();
    }

    Map<String, Located<String>> texts(Mapping mapping, String key) {
        var texts = new LinkedHashMap<String, Located<String>>();
        Optional<YamlNode> node = mapping.get(key).filter(value -> !isNull(value));
        if (node.isPresent() && node.get() instanceof Mapping values) {
            for (Entry entry : values.entries()) {
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

    void refuse(Span span, String message, String help) {
        findings.add(AlertRuleReader.INVALID_ALERT_RULES, span, message, help);
    }
}
