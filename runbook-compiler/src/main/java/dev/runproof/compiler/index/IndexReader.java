package dev.runproof.compiler.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the index files {@code META-INF/runproof/{action,check,lookup,type}/NAME.json} of a class path. Loads no class. Stateless and
 * thread-safe.
 */
public final class IndexReader {

    private IndexReader() {}

    /**
     * Reads a class path.
     *
     * @param classPath folders and jars; what is neither, or is not there, is passed over as javac does. The first element
     *     that has a name decides what it means
     * @return the index, and what could not be used
     */
    public static IndexReading read(List<Path> classPath) {
        var problems = new ArrayList<IndexProblem>();
        var scan = new ClassPathScan(problems);
        var entries = new LinkedHashMap<String, Found>();
        var broken = new HashSet<String>();
        for (Path element : classPath) {
            for (IndexFile file : scan.files(element)) {
                String key = file.kind() + "/" + file.name();
                if (entries.containsKey(key)) {
                    continue;
                }
                try {
                    entries.put(key, new Found(file.place(), EntryReader.read(file)));
                } catch (InvalidIndexException e) {
                    broken.add(key);
                    problems.add(new IndexProblem(file.place(), e.problem()));
                }
            }
        }
        dropWithoutType(entries, broken, problems);
        dropWithWrongDefault(entries, problems);
        return new IndexReading(index(entries), problems);
    }

    private static Index index(Map<String, Found> entries) {
        return Index.of(entries.values().stream().map(Found::entry).toList());
    }

    /** An entry whose type is broken goes without a problem of its own: the type has one. */
    private static void dropWithoutType(Map<String, Found> entries, Set<String> broken, List<IndexProblem> problems) {
        var known = Set.copyOf(entries.keySet());
        entries.values().removeIf(found -> {
            var missing = uses(found.entry())
                    .filter(use -> !known.contains("type/" + use.type()))
                    .findFirst();
            missing.filter(use -> !broken.contains("type/" + use.type()))
                    .ifPresent(use -> problems.add(new IndexProblem(
                            found.place(),
                            use.what() + " has the type " + use.type()
                                    + ", which nothing on the class path describes")));
            return missing.isPresent();
        });
    }

    /** What a runbook that leaves a parameter out would be given is a value of its type, or nobody may leave it out. */
    private static void dropWithWrongDefault(Map<String, Found> entries, List<IndexProblem> problems) {
        Index index = index(entries);
        entries.values().removeIf(found -> {
            var wrong = parameters(found.entry()).stream()
                    .filter(parameter -> parameter
                            .defaultText()
                            .filter(text -> !index.typeOf(parameter).accepts(text))
                            .isPresent())
                    .findFirst();
            wrong.ifPresent(parameter -> problems.add(new IndexProblem(
                    found.place(),
                    "the default of parameter " + parameter.name() + " is not of type " + parameter.type())));
            return wrong.isPresent();
        });
    }

    private static Stream<Use> uses(IndexEntry entry) {
        return entry instanceof LookupEntry lookup
                ? Stream.of(new Use("what it looks at", lookup.from()), new Use("what it finds", lookup.to()))
                : parameters(entry).stream()
                        .map(parameter -> new Use("parameter " + parameter.name(), parameter.type()));
    }

    /** That something has a type. */
    private record Use(String what, String type) {}

    private static List<Parameter> parameters(IndexEntry entry) {
        if (entry instanceof ActionEntry action) {
            return action.parameters();
        }
        return entry instanceof CheckEntry check ? check.parameters() : List.of();
    }

    private record Found(String place, IndexEntry entry) {}
}
