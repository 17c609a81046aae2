package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Remembered;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Titles;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.workspace.TreeFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks what runbooks give to people: that shells can read it, that its placeholders are declared, that its files are there, that
 * nothing of a template is left. What it saw in a runbook it remembers for the next time. For one caller at a time.
 */
public final class Content {

    private final Remembered<Key, Seen> remembered = new Remembered<>();

    /** All that is looked at in a runbook by itself. */
    private record Key(
            SourceFile file,
            List<SourceFile> beside,
            String location,
            List<Transaction> transactions,
            boolean asked,
            Set<String> types) {}

    /** A runbook, and the files that it names: whether they are there is looked for each time. */
    private record Seen(Runbook runbook, List<NamedFile> files) {}

    /** Begins, with nothing seen. */
    public Content() {}

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
    public void check(
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
        remembered
                .with(
                        runbooks,
                        runbook -> new Key(
                                runbook.file(),
                                runbook.transactionFiles(),
                                runbook.location(),
                                byFile.getOrDefault(runbook.location(), List.of()),
                                asked,
                                types.names()),
                        findings,
                        (runbook, own) -> {
                            Leftovers.report(runbook, own);
                            List<ShellFragment> fragments = ShellBlocks.of(runbook);
                            InvalidShell.report(fragments, own);
                            types.report(runbook, own);
                            Placeholders.report(
                                    runbook, byFile.getOrDefault(runbook.location(), List.of()), asked, own);
                            return Optional.of(new Seen(runbook, MissingFile.named(runbook, fragments)));
                        })
                .forEach(seen -> missingFile.report(seen.runbook, seen.files, findings));
    }
}
