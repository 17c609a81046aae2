package dev.runproof.site;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Files by their paths; each is made when it is asked for. Thread-safe. */
final class PageFiles {

    private final SortedMap<String, Supplier<byte[]>> files;
    private final Set<String> ofOthers;

    /**
     * Takes what makes the files, as it is now.
     *
     * @param files by paths, with {@code /} between folders; what makes them may be asked by several threads
     * @param ofOthers the paths of those that are made with less trouble once all others are
     */
    PageFiles(SortedMap<String, Supplier<byte[]>> files, Set<String> ofOthers) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.ofOthers = Set.copyOf(ofOthers);
    }

    /** The paths of all files; sorted. */
    Collection<String> paths() {
        return files.keySet();
    }

    /** Whether a file is made with less trouble once all others are. */
    boolean isOfOthers(String path) {
        return ofOthers.contains(path);
    }

    /** The content of a file; nothing if there is no such file. */
    Optional<byte[]> content(String path) {
        return Optional.ofNullable(files.get(path)).map(Supplier::get);
    }
}
