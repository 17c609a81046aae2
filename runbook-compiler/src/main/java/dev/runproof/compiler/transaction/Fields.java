package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.TransactionRules.INVALID_TRANSACTION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries of a mapping that may have certain keys only. Immutable. */
public final class Fields {

    private final YamlNode.Mapping mapping;
    private final String what;
    private final Set<String> meant;
    private final Rule form;
    private final Findings findings;

    private Fields(YamlNode.Mapping mapping, String what, Set<String> meant, Rule form, Findings findings) {
        this.mapping = mapping;
        this.what = what;
        this.meant = meant;
        this.form = form;
        this.findings = findings;
    }

    /**
     * Looks at the keys.
     *
     * @param node what should be a mapping
     * @param what what it is, such as {@code an input}
     * @param known its keys
     * @param later keys of the language that belong to a later version
     * @param findings takes what is wrong
     * @return the fields; empty if it is not a mapping
     */
    static Optional<Fields> of(YamlNode node, String what, List<String> known, List<String> later, Findings findings) {
        return of(node, what, known, later, INVALID_TRANSACTION, findings);
    }

    /**
     * The same in a block of another kind.
     *
     * @param node what should be a mapping
     * @param what what it is, such as {@code an input}
     * @param known its keys
     * @param later keys of the language that belong to a later version
     * @param form what a mistake in the form of such a block is
     * @param findings takes what is wrong
     * @return the fields; empty if it is not a mapping
     */
    public static Optional<Fields> of(
            YamlNode node, String what, List<String> known, List<String> later, Rule form, Findings findings) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            findings.add(
                    form,
                    node.span(),
                    what + " is a mapping; this is " + node.kind(),
                    "write key: value, with keys of " + String.join(", ", known));
            return Optional.empty();
        }
        var free = known.stream().filter(key -> mapping.entry(key).isEmpty()).toList();
        var meant = new HashSet<String>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.name();
            if (later.contains(key)) {
                findings.add(
                        form,
                        entry.key().span(),
                        "this version does not know " + key + " yet",
                        "remove it, or use a version that knows it; it is not ignored, since it would change what is done");
            } else if (!known.contains(key)) {
                Suggestion.nearest(key, free).ifPresent(meant::add);
                findings.add(
                        form,
                        entry.key().span(),
                        what + " has no key " + Names.shown(key),
                        Names.didYouMean(key, known, "keys"));
            }
        }
        return Optional.of(new Fields(mapping, what, meant, form, findings));
    }

    /** Where they stand. */
    public Span span() {
        return mapping.span();
    }

    /**
     * A value that may be there.
     *
     * @param key its key
     */
    public Optional<YamlNode> optional(String key) {
        return mapping.get(key);
    }

    /**
     * A value that must be there.
     *
     * @param key its key
     * @param place where its lack is said
     * @param example how it could be written
     */
    public Optional<YamlNode> required(String key, Span place, String example) {
        Optional<YamlNode> value = optional(key);
        if (value.isEmpty() && !meant.contains(key)) {
            findings.add(form, place, what + " needs " + key, "add " + example);
        }
        return value;
    }

    /** A text; empty, with a finding, for anything else. */
    static Optional<YamlNode.Scalar> text(YamlNode node, String what, Findings findings) {
        return text(node, what, INVALID_TRANSACTION, findings);
    }

    /**
     * A text in a block of another kind.
     *
     * @param node what should be one value
     * @param what what it is, such as {@code name}
     * @param form what a mistake in the form of such a block is
     * @param findings takes what is wrong
     * @return the text; empty, with a finding, for anything else
     */
    public static Optional<YamlNode.Scalar> text(YamlNode node, String what, Rule form, Findings findings) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        findings.add(
                form,
                node.span(),
                what + " is one value; this is " + node.kind(),
                "write one value on the line of its key");
        return Optional.empty();
    }
}
