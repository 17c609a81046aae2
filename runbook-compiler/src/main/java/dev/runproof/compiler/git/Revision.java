package dev.runproof.compiler.git;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a commit as people write it, such as {@code origin/main} or {@code HEAD~3}. It is no option of Git and no other kind of
 * expression, whoever wrote it. Immutable.
 *
 * @param name the name
 */
public record Revision(String name) {

    /** Of what Git allows in names of branches and behind them; no blank, no colon (paths and searches), no range. */
    private static final Pattern NAME =
            Pattern.compile("(?!.*\\.\\.)[\\p{L}\\p{N}@_][\\p{L}\\p{N}@_./+#~^{}=,-]{0,250}");

    /** Refuses what is no name of a commit. */
    public Revision {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a commit");
        }
    }

    /** The commit that a text names; nothing if it is no name of one. */
    public static Optional<Revision> parse(String text) {
        return NAME.matcher(text).matches() ? Optional.of(new Revision(text)) : Optional.empty();
    }
}
