package dev.runproof.compiler.schema;

import com.networknt.schema.path.NodePath;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the nodes that paths of the validator name. It remembers keys, since a document may have very many. */
final class Places {

    private final YamlNode document;
    private final IdentityHashMap<Mapping, Map<String, Entry>> keys = new IdentityHashMap<>();

    Places(YamlNode document) {
        this.document = document;
    }

    Place at(NodePath path) {
        var place = new Place(document, Optional.empty(), false);
        for (int i = 0; i < path.getNameCount(); i++) {
            place = below(place, path.getElement(i));
        }
        return place;
    }

    private Place below(Place place, Object step) {
        if (place.node() instanceof Sequence sequence && step instanceof Integer index) {
            return new Place(sequence.items().get(index), place.under(), false);
        }
        Entry entry = key(place, step.toString())
                .orElseThrow(() -> new IllegalStateException("the validator names a place that is not there: " + step));
        return new Place(entry.value(), Optional.of(entry), true);
    }

    /** The entry of a mapping that has a key. */
    Optional<Entry> key(Place mapping, String name) {
        return Optional.ofNullable(
                keys.computeIfAbsent((Mapping) mapping.node(), Places::byName).get(name));
    }

    private static Map<String, Entry> byName(Mapping mapping) {
        return mapping.entries().stream().collect(Collectors.toMap(Entry::name, Function.identity()));
    }
}
