package dev.runproof.compiler.parse;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Placeholder;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the inputs that front matter declares: {@code NAME: type}, or as transactions have them {@code NAME: { type: …, from: {
 * label: …, falco: … } }}.
 */
final class PlaceholderReader {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 63;
    private static final List<String> KEYS = List.of("from", "type");
    private static final List<String> SOURCES = List.of("falco", "label");

    private final Findings findings;

    PlaceholderReader(Findings findings) {
        this.findings = findings;
    }

    /** Those that could be read; with findings for the others. */
    List<Placeholder> read(YamlNode node) {
        if (!(node instanceof Mapping inputs)) {
            refuse(
                    node,
                    "inputs are names with types, and this is " + node.kind(),
                    "write them as SOURCE_IP: ip, one a line");
            return List.of();
        }
        var placeholders = new ArrayList<Placeholder>();
        inputs.entries().forEach(entry -> read(entry).ifPresent(placeholders::add));
        return List.copyOf(placeholders);
    }

    private Optional<Placeholder> read(Entry entry) {
        String name = entry.name();
        if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
            String upper =
                    name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
            refuse(
                    entry.key(),
                    "the name of an input is upper case words joined by underscores, at most " + LONGEST
                            + " characters",
                    upper.isEmpty() || upper.length() > LONGEST ? "write it such as SOURCE_IP" : "write " + upper);
            return Optional.empty();
        }
        var located = new Located<>(name, entry.key().span());
        if (!(entry.value() instanceof Mapping parts)) {
            return type(entry.value(), name)
                    .map(type -> new Placeholder(located, type, Optional.empty(), Optional.empty()));
        }
        refuseUnknown(parts, KEYS);
        Optional<Mapping> from = parts.get("from").flatMap(node -> from(node, name));
        Optional<YamlNode> type = parts.get("type");
        if (type.isEmpty()) {
            refuse(entry.key(), "the input " + name + " has no type", "add type: text, or a narrower one");
        }
        return type.flatMap(node -> type(node, name))
                .map(text -> new Placeholder(
                        located,
                        text,
                        from.flatMap(source -> text(source, "label")),
                        from.flatMap(source -> text(source, "falco"))));
    }

    private Optional<Mapping> from(YamlNode node, String name) {
        if (node instanceof Mapping from) {
            refuseUnknown(from, SOURCES);
            return Optional.of(from);
        }
        refuse(
                node,
                "from says where values of " + name + " come from, and this is " + node.kind(),
                "write it as { label: … }");
        return Optional.empty();
    }

    private void refuseUnknown(Mapping mapping, List<String> keys) {
        for (Entry entry : mapping.entries()) {
            if (!keys.contains(entry.name())) {
                refuse(
                        entry.key(),
                        "an input has no " + entry.name(),
                        Suggestion.nearest(entry.name(), keys)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("what can stand here is " + String.join(", ", keys)));
            }
        }
    }

    private Optional<Located<String>> type(YamlNode node, String name) {
        if (node instanceof Scalar scalar && TYPE.matcher(scalar.text()).matches()) {
            return Optional.of(new Located<>(scalar.text(), scalar.span()));
        }
        refuse(node, "the type of " + name + " is a name such as ip", "write " + name + ": text, or a narrower type");
        return Optional.empty();
    }

    private Optional<Located<String>> text(Mapping source, String key) {
        return source.get(key).flatMap(node -> {
            if (node instanceof Scalar scalar
                    && !scalar.isNull()
                    && !scalar.text().isBlank()) {
                return Optional.of(new Located<>(scalar.text().strip(), scalar.span()));
            }
            refuse(node, key + " is a text, and this is " + node.kind(), "name the " + key + ", or leave it out");
            return Optional.empty();
        });
    }

    private void refuse(YamlNode node, String message, String help) {
        findings.add(RunbookReader.INVALID_FRONT_MATTER, node.span(), message, help);
    }
}
