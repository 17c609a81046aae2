package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what of a runbook is for the compiler: fenced blocks with {@code yaml} and their kind behind the fence, and the files
 * with transactions beside it.
 */
public final class TransactionBlocks {

    private static final String LANGUAGE = "yaml";
    private static final String TRANSACTION = "transaction";
    private static final Set<String> KINDS = Set.of(TRANSACTION, "response");

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private TransactionBlocks() {}

    /**
     * Finds the transaction blocks of a runbook.
     *
     * @param runbook the runbook
     * @param findings takes blocks that are for the compiler and of no kind that it knows
     * @return the blocks, in their order, and the files behind them
     */
    public static List<TransactionBlock> of(Runbook runbook, Findings findings) {
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            if (!isOneWord(block.info())) {
                meant(words(block)).ifPresent(kind -> reportUnknown(block, kind, findings));
            }
        }
        var blocks = new ArrayList<>(ofKind(TRANSACTION, runbook, findings));
        for (SourceFile file : runbook.transactionFiles()) {
            // Behind the last line feed begins no line: a block of the same text has the same digest.
            int last = file.text().endsWith("\n") ? file.lineCount() - 1 : file.lineCount();
            SourceSlice all = SourceSlice.lines(file, 1, last);
            blocks.add(new TransactionBlock(
                    runbook.slug().value(),
                    runbook.location(),
                    runbook.locationOf(file),
                    "",
                    file.span(0, 0),
                    all.text(),
                    YamlReader.readOne(all, findings)));
        }
        return blocks;
    }

    /**
     * Finds the blocks of a kind.
     *
     * @param kind the word behind {@code yaml}
     * @param runbook the runbook
     * @param findings takes what is no YAML in them
     * @return the blocks, in their order
     */
    public static List<TransactionBlock> ofKind(String kind, Runbook runbook, Findings findings) {
        var blocks = new ArrayList<TransactionBlock>();
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            if (!isOneWord(block.info()) && words(block).equals(List.of(LANGUAGE, kind))) {
                blocks.add(new TransactionBlock(
                        runbook.slug().value(),
                        runbook.location(),
                        runbook.location(),
                        runbook.sectionAt(block.fence().start()),
                        block.fence(),
                        block.content().text(),
                        YamlReader.readOne(block.content(), findings)));
            }
        }
        return blocks;
    }

    private static List<String> words(FencedBlock block) {
        return List.of(BLANKS.split(block.info().strip(), -1));
    }

    /** Whether it is a language alone, as most are. */
    private static boolean isOneWord(String info) {
        for (int i = 0; i < info.length(); i++) {
            if (info.charAt(i) <= ' ') {
                return false;
            }
        }
        return true;
    }

    /** The kind of block that somebody probably meant who wrote something else. */
    private static Optional<String> meant(List<String> words) {
        boolean known = words.size() == 2 && words.get(0).equals(LANGUAGE) && KINDS.contains(words.get(1));
        if (known
                || words.size() < 2
                || !Set.of(LANGUAGE, "yml").contains(words.get(0).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Suggestion.nearest(words.get(1).toLowerCase(Locale.ROOT), KINDS);
    }

    private static void reportUnknown(FencedBlock block, String kind, Findings findings) {
        findings.add(
                TransactionRules.UNKNOWN_BLOCK,
                block.fence(),
                "a block that looks like a " + kind + " and would be ignored",
                "write ```" + LANGUAGE + " " + kind + ", and nothing behind it");
    }
}
