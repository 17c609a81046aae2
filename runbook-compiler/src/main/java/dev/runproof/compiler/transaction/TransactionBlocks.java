package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the blocks of a runbook that are for the compiler: fenced, with {@code yaml} and their kind behind the fence. */
public final class TransactionBlocks {

    private static final String LANGUAGE = "yaml";
    private static final String TRANSACTION = "transaction";
    private static final Set<String> KINDS = Set.of(TRANSACTION, "response");

    private TransactionBlocks() {}

    /**
     * Finds the transaction blocks of a runbook.
     *
     * @param runbook the runbook
     * @param findings takes blocks that are for the compiler and of no kind that it knows
     * @return the blocks, in their order
     */
    public static List<TransactionBlock> of(Runbook runbook, Findings findings) {
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            meant(words(block)).ifPresent(kind -> reportUnknown(block, kind, findings));
        }
        return ofKind(TRANSACTION, runbook, findings);
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
            if (words(block).equals(List.of(LANGUAGE, kind))) {
                blocks.add(new TransactionBlock(
                        runbook.slug().value(),
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
        return List.of(block.info().strip().split("\\s+", -1));
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
