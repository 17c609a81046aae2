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

/**
 * Finds what of a runbook is for the compiler: fenced blocks with {@code yaml transaction} behind the fence, and the files
 * beside it.
 */
public final class TransactionBlocks {

    private static final String LANGUAGE = "yaml";
    private static final String TRANSACTION = "transaction";
    /** Blocks that a later version understands; to take them for plain ones would ignore what somebody relies on. */
    private static final Set<String> RESERVED = Set.of(TRANSACTION, "response");

    private TransactionBlocks() {}

    /**
     * Finds the transaction blocks of a runbook.
     *
     * @param runbook the runbook
     * @param findings takes blocks that are for the compiler and that it does not know
     * @return the blocks, in their order, and the files behind them
     */
    public static List<TransactionBlock> of(Runbook runbook, Findings findings) {
        var blocks = new ArrayList<TransactionBlock>();
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            List<String> words = List.of(block.info().strip().split("\\s+", -1));
            if (words.equals(List.of(LANGUAGE, TRANSACTION))) {
                blocks.add(new TransactionBlock(
                        runbook.slug().value(),
                        runbook.location(),
                        runbook.location(),
                        runbook.sectionAt(block.fence().start()),
                        block.fence(),
                        block.content().text(),
                        YamlReader.readOne(block.content(), findings)));
            } else {
                meant(words).ifPresent(kind -> reportUnknown(block, kind, findings));
            }
        }
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

    private static Optional<String> meant(List<String> words) {
        if (words.size() < 2 || !Set.of(LANGUAGE, "yml").contains(words.get(0).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        return Suggestion.nearest(words.get(1).toLowerCase(Locale.ROOT), RESERVED);
    }

    private static void reportUnknown(FencedBlock block, String kind, Findings findings) {
        boolean transaction = kind.equals(TRANSACTION);
        findings.add(
                TransactionRules.UNKNOWN_BLOCK,
                block.fence(),
                transaction
                        ? "a block that looks like a transaction and would be ignored"
                        : "this version does not compile responses, and the block would be ignored",
                transaction
                        ? "write ```" + LANGUAGE + " " + TRANSACTION + ", and nothing behind it"
                        : "take the second word away, so that the block is for people");
    }
}
