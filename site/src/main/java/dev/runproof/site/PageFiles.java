package dev.runproof.site;

import java.util.Collection;
import java.util.Optional;

/** Files by their paths; each is made when it is asked for. Thread-safe. */
interface PageFiles {

    /** The paths of all files, with {@code /} between folders; sorted. */
    Collection<String> paths();

    /** The content of a file; nothing if there is no such file. */
    Optional<byte[]> content(String path);
}
