package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.InParallel;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.workspace.TreeFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks what runbooks give to people: that shells can read it, that its placeholders are declared, that its files are there. */
public final class Content {

    private Content() {}

    /**
     * Checks runbooks, each by itself.
     *
     * @param runbooks the runbooks
     * @param transactions the transactions of all of them that could be read
     * @param sections the titles of the sections that each runbook has
     * @param index where the types of inputs are
     * @param files the files of the repository
     * @param findings takes what is wrong
     */
    public static void check(
            List<Runbook> runbooks,
            List<Transaction> transactions,
            List<String> sections,
            Index index,
            TreeFiles files,
            Findings findings) {
        Map<String, List<Transaction>> byFile = transactions.stream()
                .collect(
                        Collectors.groupingBy(transaction -> transaction.block().runbookFile()));
        var types = new PlaceholderTypes(index);
        var missingFile = new MissingFile(files);
        boolean asked = sections.equals(Titles.ALL);
        InParallel.with(runbooks, findings, (runbook, own) -> {
            List<ShellFragment> fragments = ShellBlocks.of(runbook);
            InvalidShell.report(fragments, own);
            missingFile.report(runbook, fragments, own);
            types.report(runbook, own);
            Placeholders.report(runbook, byFile.getOrDefault(runbook.location(), List.of()), asked, own);
            return Optional.empty();
        });
    }
}
