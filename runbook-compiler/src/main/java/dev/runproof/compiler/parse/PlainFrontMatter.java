package dev.runproof.compiler.parse;

import dev.runproof.compiler.model.Slug;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sees at a glance that front matter fits its schema. Nearly all does, and the validator, which says what is wrong with the
 * rest, is slow in a fresh process. Whatever it takes the schema takes too; in doubt it leaves the answer to that.
 */
final class PlainFrontMatter {

    /** The keys that are ours: those of the schema. */
    static final List<String> KEYS = List.of("alerts", "slug", "title", "last-validated", "owner", "inputs");

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])");
    private static final Set<String> NO_TEXTS = Set.of("true", "false", "null");

    private PlainFrontMatter() {}

    static boolean fits(Mapping root) {
        return root.entries().stream().allMatch(PlainFrontMatter::fits);
    }

    private static boolean fits(Entry entry) {
        YamlNode value = entry.value();
        return switch (entry.name()) {
            case "alerts" ->
                value instanceof Sequence alerts && alerts.items().stream().allMatch(PlainFrontMatter::isText);
            case "slug" -> isText(value) && Slug.isValid(((Scalar) value).text());
            case "title" -> isText(value);
            case "owner" ->
                isText(value)
                        || (value instanceof Sequence owners
                                && !owners.items().isEmpty()
                                && owners.items().stream().allMatch(PlainFrontMatter::isText));
            case "last-validated" ->
                value instanceof Scalar day && DAY.matcher(day.text()).matches();
            default -> true;
        };
    }

    /** What begins with a letter is no number. */
    private static boolean isText(YamlNode node) {
        return node instanceof Scalar scalar
                && !scalar.text().isEmpty()
                && Character.isLetter(scalar.text().charAt(0))
                && NO_TEXTS.stream().noneMatch(scalar.text()::equalsIgnoreCase);
    }
}
