package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;
import static dev.runproof.compiler.transaction.TransactionRules.UNKNOWN_TYPE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the inputs of a transaction, or what a response is about. Stateless but for the findings that it adds. */
public final class InputsReader {

    private static final List<String> KEYS = List.of("type", "from", "default");
    private static final List<String> KEYS_OF_RESPONSE = List.of("type", "from");
    private static final List<String> SOURCES = List.of("label", "falco");
    private static final List<String> LATER_SOURCES = List.of("alerts");
    private static final Pattern CARRIER = Pattern.compile("[^\\s\\p{Cntrl}]{1,128}");

    private final Index index;
    private final Owner owner;
    private final Rule form;
    private final Findings findings;

    /** Whose inputs they are. */
    private enum Owner {
        /** A transaction's: taken from whoever starts it, or a default. */
        TRANSACTION,
        /** A response's: each of its signals brings them. */
        RESPONSE
    }

    private InputsReader(Index index, Owner owner, Rule form, Findings findings) {
        this.index = index;
        this.owner = owner;
        this.form = form;
        this.findings = findings;
    }

    static InputsReader ofTransaction(Index index, Findings findings) {
        return new InputsReader(index, Owner.TRANSACTION, INVALID_TRANSACTION, findings);
    }

    /**
     * Reads what a response is about: {@code NAME: TYPE}, or as an input is declared; without defaults, for what a signal does
     * not bring it is not about.
     *
     * @param index where the types are
     * @param form what a mistake in the form of a response is
     * @param findings takes what is wrong
     */
    public static InputsReader ofResponse(Index index, Rule form, Findings findings) {
        return new InputsReader(index, Owner.RESPONSE, form, findings);
    }

    /**
     * Reads declarations.
     *
     * @param node the mapping of them; empty if there is none
     * @return the inputs that are declared, and which of them could be bound
     */
    public DeclaredInputs read(Optional<YamlNode> node) {
        if (node.isEmpty()) {
            return DeclaredInputs.none();
        }
        if (!(node.get() instanceof YamlNode.Mapping mapping)) {
            findings.add(
                    form,
                    node.get().span(),
                    (owner == Owner.RESPONSE ? "what a response is about is" : "inputs are") + " a mapping; this is "
                            + node.get().kind(),
                    owner == Owner.RESPONSE
                            ? "write NAME: TYPE for each part, such as about: { pod: pod }"
                            : "write NAME: { type: TYPE } for each input, or leave inputs out");
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
                    form,
                    entry.key().span(),
                    Names.shown(entry.name()) + " is not a name for an input",
                    Names.help(entry.name()));
            return Optional.empty();
        }
        int before = findings.size();
        if (owner == Owner.RESPONSE && entry.value() instanceof YamlNode.Scalar) {
            return type(entry.value()).map(type -> input(entry, type, Optional.empty(), Optional.empty(), Optional.empty()));
        }
        var fields = Fields.of(
                entry.value(), "an input", owner == Owner.RESPONSE ? KEYS_OF_RESPONSE : KEYS, List.of(), form, findings);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var type = fields.get()
                .required("type", entry.key().span(), "type: ip, or another type")
                .flatMap(this::type);
        var from = fields.get()
                .optional("from")
                .flatMap(node -> Fields.of(node, "from", SOURCES, LATER_SOURCES, form, findings));
        var label = from.flatMap(sources -> carrier(sources, "label"));
        var falcoField = from.flatMap(sources -> carrier(sources, "falco"));
        var defaultText =
                fields.get().optional("default").flatMap(node -> type.flatMap(known -> defaultText(node, known)));
        if (type.isEmpty() || findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(input(entry, type.get(), label, falcoField, defaultText));
    }

    private static Input input(
            YamlNode.Entry entry,
            TypeEntry type,
            Optional<String> label,
            Optional<String> falcoField,
            Optional<String> defaultText) {
        return new Input(
                entry.name(),
                entry.key().span(),
                type,
                label.orElse(type.label()),
                falcoField.orElse(type.falcoField()),
                defaultText);
    }

    private Optional<TypeEntry> type(YamlNode node) {
        var name = Fields.text(node, "a type", form, findings);
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
        var text = sources.optional(key).flatMap(node -> Fields.text(node, key, form, findings));
        if (text.isPresent() && !CARRIER.matcher(text.get().text()).matches()) {
            findings.add(
                    form,
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
