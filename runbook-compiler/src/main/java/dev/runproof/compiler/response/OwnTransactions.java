package dev.runproof.compiler.response;

import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The transactions of one runbook, which its responses can name.
 *
 * @param sound those without a mistake, by name
 * @param names the names of all of them
 * @param readable whether it is known which there are; not so if the name of one is broken
 */
public record OwnTransactions(Map<String, Transaction> sound, Set<String> names, boolean readable) {

    /** Takes map and set as they are now. */
    public OwnTransactions {
        sound = Map.copyOf(sound);
        names = Set.copyOf(names);
    }

    /**
     * Those of a runbook.
     *
     * @param blocks its transaction blocks
     * @param transactions the transactions that could be read of them; of two of one name the first counts
     */
    public static OwnTransactions of(List<TransactionBlock> blocks, List<Transaction> transactions) {
        Map<String, Transaction> sound = new HashMap<>();
        transactions.forEach(transaction -> sound.putIfAbsent(transaction.name(), transaction));
        Set<String> names = new HashSet<>(sound.keySet());
        boolean readable = true;
        for (TransactionBlock block : blocks) {
            Optional<String> name = block.content()
                    .filter(YamlNode.Mapping.class::isInstance)
                    .flatMap(content -> ((YamlNode.Mapping) content).get("name"))
                    .filter(YamlNode.Scalar.class::isInstance)
                    .map(scalar -> ((YamlNode.Scalar) scalar).text());
            name.ifPresent(names::add);
            readable &= name.isPresent();
        }
        return new OwnTransactions(sound, names, readable);
    }

    /** Whether none has a name for certain. */
    boolean lack(String name) {
        return readable && !names.contains(name);
    }
}
