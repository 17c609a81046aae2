package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the inputs of a transaction. */
final class InputsReader {

    private static final List<String> KEYS = List.of("type", "from", "default");
    private static final List<String> SOURCES = List.of("label", "falco");
    private static final List<String> LATER_SOURCES = List.of("alerts");
    private static final Pattern CARRIER = Pattern.compile("[^\\s\\p{Cntrl}]{1,128}");

    private final Index index;
    private final Findings findings;

    InputsReader(Index index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** The inputs that are declared, and which of them could be bound. */
    DeclaredInputs read(Optional<YamlNode> node) {
        if (node.isEmpty()) {
            return DeclaredInputs.none();
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            findings.add(
                    INVALID_TRANSACTION,
                    node.get().span(),
                    "inputs are a mapping; this is " + node.get().kind(),
                    "write NAME: { type: TYPE } for each input, or leave inputs out");
            return DeclaredInputs.unreadable();
        }
        var names = new ArrayList<String>();
        var bound = new ArrayList<Input>();
        for (YamlNode.Entry entry : mapping.entries()) {
            names.add(entry.name());
            input(entry).ifPresent(bound::add);
        }
        return new DeclaredInputs(names.stream().allMatch(Names::isValid), names, bound);
    }

    private Optional<Input> input(YamlNode.Entry entry) {
        if (!Names.isValid(entry.name())) {
            findings.add(
                    INVALID_TRANSACTION,
                    entry.key().span(),
                    Names.shown(entry.name()) + " is not a name for an input",
                    Names.help(entry.name()));
            return Optional.empty();
        }
        int before = findings.size();
        var fields = Fields.of(entry.value(), "an input", KEYS, List.of(), findings);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var type = fields.get()
                .required("type", entry.key().span(), "type: ip, or another type")
                .flatMap(this::type);
        var from = fields.get()
                .optional("from")
                .flatMap(node -> Fields.of(node, "from", SOURCES, LATER_SOURCES, findings));
        var label = from.flatMap(sources -> carrier(sources, "label"));
        var falcoField = from.flatMap(sources -> carrier(sources, "falco"));
        var defaultText =
                fields.get().optional("default").flatMap(node -> type.flatMap(known -> defaultText(node, known)));
        if (type.isEmpty() || findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Input(
                entry.name(),
                entry.key().span(),
                type.get(),
                label.orElse(type.get().label()),
                falcoField.orElse(type.get().falcoField()),
                defaultText));
    }

    private Optional<TypeEntry> type(YamlNode node) {
        var name = Fields.text(node, "a type", findings);
        var type = name.flatMap(scalar -> index.type(scalar.text()));
        if (name.isPresent() && type.isEmpty()) {
            String written = name.get().text();
            findings.add(
                    UNKNOWN_TYPE,
                    node.span(),
                    "there is no type " + Names.shown(written),
                    Names.didYouMean(written, index.types().keySet(), "types"));
        }
        return type;
    }

    private Optional<String> carrier(Fields sources, String key) {
        var text = sources.optional(key).flatMap(node -> Fields.text(node, key, findings));
        if (text.isPresent() && !CARRIER.matcher(text.get().text()).matches()) {
            findings.add(
                    INVALID_TRANSACTION,
                    text.get().span(),
                    "this is not the name of a " + (key.equals("label") ? "label" : "Falco field"),
                    "write one name without spaces, such as "
                            + (key.equals("label") ? "label: source_ip" : "falco: fd.rip"));
        }
        return text.map(YamlNode.Scalar::text);
    }

    private Optional<String> defaultText(YamlNode node, TypeEntry type) {
        return Fields.text(node, "a default", findings)
                .flatMap(scalar -> LiteralText.read(scalar, "default", type, findings));
    }
}
