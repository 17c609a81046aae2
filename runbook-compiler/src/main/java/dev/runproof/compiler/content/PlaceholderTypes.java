package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.model.Placeholder;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.transaction.TransactionRules;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** Holds the types of inputs against those that there are: of the index, and a few that only people need. */
final class PlaceholderTypes {

    /** What no action takes, so that no class is needed for it. */
    private static final Set<String> FOR_PEOPLE = Set.of("integer", "name", "text", "uid");

    private final Set<String> types;

    PlaceholderTypes(Index index) {
        var all = new TreeSet<>(FOR_PEOPLE);
        all.addAll(index.types().keySet());
        types = Collections.unmodifiableSet(all);
    }

    /** Their names. */
    Set<String> names() {
        return types;
    }

    /** Where nothing describes any type, none can be told to be unknown. */
    void report(Runbook runbook, Findings findings) {
        if (types.size() == FOR_PEOPLE.size()) {
            return;
        }
        for (Placeholder input : runbook.frontMatter().inputs()) {
            String type = input.type().value();
            if (!types.contains(type)) {
                findings.add(
                        TransactionRules.UNKNOWN_TYPE,
                        input.type().span(),
                        "there is no type " + type,
                        Suggestion.nearest(type, types)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("there are the types " + String.join(", ", types)));
            }
        }
    }
}
