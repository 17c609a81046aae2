package dev.runproof.compiler.content;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.transaction.Input;
import dev.runproof.compiler.transaction.Transaction;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The placeholders that a runbook declares.
 *
 * @param names their names, such as {@code SOURCE_IP}
 * @param complete whether all of its transactions could be read
 */
record DeclaredNames(Set<String> names, boolean complete) {

    /** The second word behind the fence of a transaction. */
    private static final String TRANSACTION = "transaction";

    /**
     * Takes what the front matter lists, and of each input of a transaction its name and the alert label that carries it: {@code
     * source: { type: ip }} declares {@code SOURCE} and {@code SOURCE_IP}.
     */
    static DeclaredNames of(Runbook runbook, Collection<Transaction> transactions) {
        Set<String> names = new TreeSet<>();
        runbook.frontMatter().inputs().forEach(input -> names.add(input.name().value()));
        for (Transaction transaction : transactions) {
            for (Input input : transaction.inputs()) {
                names.add(folded(input.name()));
                if (!input.label().isEmpty()) {
                    names.add(folded(input.label()));
                    // A pod has a namespace and a name.
                    Stream.of(input.label().split("/", -1))
                            .filter(label -> !label.isEmpty())
                            .forEach(label -> names.add(folded(label)));
                }
            }
        }
        long written = runbook.document().fencedBlocks().stream()
                .filter(block -> block.info().contains(TRANSACTION)
                        && List.of(block.info().strip().split("\\s+", -1)).contains(TRANSACTION))
                .count();
        return new DeclaredNames(names, written + runbook.transactionFiles().size() == transactions.size());
    }

    /** A name as the one of a placeholder. */
    static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_').replace('/', '_');
    }
}
