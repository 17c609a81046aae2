package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Takes nodes for what they are to be, with a finding where Alertmanager would refuse them. */
final class Nodes {

    private final Findings findings;

    Nodes(Findings findings) {
        this.findings = findings;
    }

    static Optional<YamlNode> get(Mapping mapping, String key) {
        return mapping.get(key).filter(node -> !(node instanceof Scalar scalar && scalar.isNull()));
    }

    static Span head(Mapping mapping) {
        return mapping.entries().isEmpty()
                ? mapping.span()
                : mapping.entries().get(0).key().span();
    }

    Optional<Located<String>> text(Mapping mapping, String key) {
        Optional<YamlNode> node = get(mapping, key);
        if (node.isPresent() && !(node.get() instanceof Scalar)) {
            refuse(node.get().span(), key + " is " + node.get().kind(), "write a text");
        }
        return node.filter(Scalar.class::isInstance)
                .map(scalar -> new Located<>(((Scalar) scalar).text(), scalar.span()))
                .filter(text -> !text.value().isEmpty());
    }

    List<YamlNode> list(Mapping mapping, String key) {
        Optional<YamlNode> node = get(mapping, key);
        if (node.isPresent() && !(node.get() instanceof Sequence)) {
            refuse(
                    node.get().span(),
                    key + " is a list, and this is " + node.get().kind(),
                    "begin each with a hyphen");
        }
        return node.filter(Sequence.class::isInstance)
                .map(list -> ((Sequence) list).items())
                .orElse(List.of());
    }

    List<Located<String>> texts(Mapping mapping, String key) {
        return list(mapping, key).stream()
                .flatMap(item -> {
                    if (item instanceof Scalar scalar && !scalar.isNull()) {
                        return Stream.of(new Located<>(scalar.text(), scalar.span()));
                    }
                    refuse(item.span(), key + " is a list of texts, and this is " + item.kind(), "write a text");
                    return Stream.empty();
                })
                .toList();
    }

    Optional<Mapping> mapping(YamlNode node, String what, String help) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        refuse(node.span(), what + " is a mapping, and this is " + node.kind(), help);
        return Optional.empty();
    }

    /** Refuses keys that are nearly one of those that there are. Others may be of a later version. */
    void refuseMisspelt(Mapping mapping, Set<String> keys, String what) {
        for (Entry entry : mapping.entries()) {
            if (!keys.contains(entry.name())) {
                Suggestion.nearest(entry.name(), keys)
                        .ifPresent(near -> refuse(
                                entry.key().span(), what + " has no " + entry.name(), "did you mean " + near + "?"));
            }
        }
    }

    void refuse(Span span, String message, String help) {
        findings.add(AlertmanagerReader.INVALID_ALERTMANAGER, span, message, help);
    }
}
