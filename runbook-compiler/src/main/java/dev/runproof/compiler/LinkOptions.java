package dev.runproof.compiler;

import dev.runproof.compiler.link.LinkProgress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How addresses on the web are checked. Immutable.
 *
 * @param asOf the day that counts as today, by which it is told how old a success is, and for how long a link has been dead
 * @param offline whether nothing is asked for
 * @param memory the file with what earlier runs found out; {@value #MEMORY} beside the configuration without it
 * @param progress is told how far it is
 */
public record LinkOptions(LocalDate asOf, boolean offline, Optional<Path> memory, LinkProgress progress) {

    /** The usual name of the file with what earlier runs found out. */
    public static final String MEMORY = ".runproof-links.json";
}
