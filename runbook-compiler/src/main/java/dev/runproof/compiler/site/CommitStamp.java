package dev.runproof.compiler.site;

import dev.runproof.compiler.workspace.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commit that a checkout stands at, read from Git's own files: no program is run for it. */
final class CommitStamp {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern REF = Pattern.compile("refs/[\\w./-]+");
    private static final String GIT_FOLDER = "gitdir: ";
    private static final String SYMBOLIC = "ref: ";

    private CommitStamp() {}

    /** The commit of the checkout around a folder; nothing if there is none, or it cannot be read. */
    static Optional<String> around(Path folder) {
        try {
            Optional<Path> top = Checkout.around(folder);
            return top.isPresent() ? read(top.get().resolve(".git")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(Path mark) throws IOException {
        Path git = mark;
        if (Files.isRegularFile(mark)) {
            String text = Files.readString(mark).strip();
            git = mark.resolveSibling(text.startsWith(GIT_FOLDER) ? text.substring(GIT_FOLDER.length()) : "");
        }
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith(SYMBOLIC)) {
            return hash(head);
        }
        String ref = head.substring(SYMBOLIC.length());
        if (!REF.matcher(ref).matches() || ref.contains("..")) {
            return Optional.empty();
        }
        Path common = Files.isRegularFile(git.resolve("commondir"))
                ? git.resolve(Files.readString(git.resolve("commondir")).strip())
                : git;
        if (Files.isRegularFile(common.resolve(ref))) {
            return hash(Files.readString(common.resolve(ref)).strip());
        }
        Path packed = common.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(packed)) {
            return lines.filter(line -> line.endsWith(" " + ref))
                    .findFirst()
                    .flatMap(line -> hash(line.substring(0, line.indexOf(' '))));
        }
    }

    private static Optional<String> hash(String text) {
        return HASH.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
