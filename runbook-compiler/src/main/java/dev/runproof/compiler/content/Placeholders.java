package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Placeholder;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds the placeholders of commands against the inputs that a runbook declares. */
final class Placeholders {

    private static final Pattern UPPER = Pattern.compile("[A-Z][A-Z0-9]+(_[A-Z0-9]+)*|[A-Z](_[A-Z0-9]+)+");
    private static final int MOST_LISTED = 6;

    private Placeholders() {}

    /**
     * Reports placeholders that are no inputs, and inputs that are no placeholders.
     *
     * @param asked whether every runbook has to declare its inputs
     */
    static void report(Runbook runbook, Collection<Transaction> transactions, boolean asked, Findings findings) {
        DeclaredNames declared = DeclaredNames.of(runbook, transactions);
        if (declared.complete()) {
            List<Located<String>> undeclared = undeclared(runbook, declared);
            if (asked || runbook.frontMatter().declaresInputs() || !transactions.isEmpty()) {
                undeclared.forEach(placeholder -> reportUndeclared(placeholder, declared, findings));
            } else if (!undeclared.isEmpty()) {
                reportUndeclared(undeclared, findings);
            }
        }
        Set<String> written = PlaceholderSearch.anywhere(runbook);
        for (Placeholder input : runbook.frontMatter().inputs()) {
            if (!written.contains(input.name().value())) {
                findings.add(
                        ContentRules.UNUSED_PLACEHOLDER,
                        input.name().span(),
                        "the input " + input.name().value() + " is in no command",
                        "write <" + input.name().value() + "> where its value belongs, or remove the input");
            }
        }
    }

    private static List<Located<String>> undeclared(Runbook runbook, DeclaredNames declared) {
        var undeclared = new ArrayList<Located<String>>();
        for (Located<String> placeholder : PlaceholderSearch.of(runbook)) {
            String name = placeholder.value();
            boolean known = declared.names().contains(name);
            // List<Pod> is no command.
            boolean other = declared.names().contains(DeclaredNames.folded(name)) && !isBehindWord(placeholder.span());
            if (!known && (other || UPPER.matcher(name).matches())) {
                undeclared.add(placeholder);
            }
        }
        return undeclared;
    }

    private static boolean isBehindWord(Span span) {
        return span.start() > 0 && Character.isLetterOrDigit(span.file().text().charAt(span.start() - 1));
    }

    private static void reportUndeclared(Located<String> placeholder, DeclaredNames declared, Findings findings) {
        String name = placeholder.value();
        String folded = DeclaredNames.folded(name);
        if (declared.names().contains(folded)) {
            findings.add(
                    ContentRules.UNDECLARED_PLACEHOLDER,
                    placeholder.span(),
                    "the placeholder <" + name + "> is declared as " + folded,
                    "write <" + folded + ">");
        } else {
            findings.add(
                    ContentRules.UNDECLARED_PLACEHOLDER,
                    placeholder.span(),
                    "the placeholder <" + name + "> is no input of this runbook",
                    Suggestion.nearest(name, declared.names())
                                    .map(near -> "did you mean <" + near + ">? Otherwise ")
                                    .orElse("")
                            + "add " + name + ": with its type to inputs in the front matter");
        }
    }

    /** A runbook that declares nothing is told once. */
    private static void reportUndeclared(List<Located<String>> undeclared, Findings findings) {
        List<String> names = undeclared.stream()
                .map(placeholder -> "<" + placeholder.value() + ">")
                .limit(MOST_LISTED)
                .toList();
        int more = undeclared.size() - names.size();
        findings.add(new Finding(
                ContentRules.UNDECLARED_PLACEHOLDER,
                Severity.WARNING,
                undeclared.get(0).span(),
                "the runbook does not declare its placeholders: " + String.join(", ", names)
                        + (more > 0 ? " and " + more + " more" : ""),
                "say what they are in its front matter, such as inputs: { "
                        + undeclared.get(0).value() + ": text }"));
    }
}
