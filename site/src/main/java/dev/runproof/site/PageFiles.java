package dev.runproof.site;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Files by their paths; each is made when it is asked for. Thread-safe. */
final class PageFiles {

    private final SortedMap<String, Supplier<byte[]>> files;

    /**
     * Takes what makes the files, as it is now.
     *
     * @param files by paths, with {@code /} between folders; what makes them may be asked by several threads
     */
    PageFiles(SortedMap<String, Supplier<byte[]>> files) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The paths of all files; sorted. */
    Collection<String> paths() {
        return files.keySet();
    }

    /** The content of a file; nothing if there is no such file. */
    Optional<byte[]> content(String path) {
        return Optional.ofNullable(files.get(path)).map(Supplier::get);
    }
}
