package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a choice: one of the constants of an enum, in lower case. */
final class Word {

    private Word() {}

    static <E extends Enum<E>> Optional<E> of(YamlNode node, String key, Class<E> choice, Findings findings) {
        List<E> all = Arrays.asList(choice.getEnumConstants());
        Optional<YamlNode.Scalar> written = Fields.text(node, key, INVALID_RESPONSE, findings);
        Optional<E> chosen = written.flatMap(
                text -> all.stream().filter(one -> word(one).equals(text.text())).findFirst());
        if (written.isPresent() && chosen.isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.span(),
                    key + " cannot be " + Names.shown(written.get().text()),
                    "write " + String.join(
                            ", or ",
                            all.stream().map(one -> key + ": " + word(one)).toList()));
        }
        return chosen;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
