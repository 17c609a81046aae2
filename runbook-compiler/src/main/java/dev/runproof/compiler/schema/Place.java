package dev.runproof.compiler.schema;

import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import java.util.Optional;

/**
 * A node of a document, and the nearest key above it.
 *
 * @param node the node
 * @param under the entry that it is the value of, or is in the list of; empty at the top
 * @param direct whether it is that entry's value itself
 */
record Place(YamlNode node, Optional<Entry> under, boolean direct) {

    /** What the place is called. */
    String name() {
        return under.map(Entry::name).orElse("this file");
    }
}
