package dev.runproof.compiler.edit;

import dev.runproof.compiler.output.ReportFile;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file with another text. Immutable.
 *
 * @param name the file, as findings call it
 * @param path the file
 * @param before its text; empty if it is new
 * @param after its text then
 */
public record Change(String name, Path path, Optional<String> before, String after) {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Lines above and below what differs. */
    private static final int AROUND = 3;

    /** That of a file that was read. */
    public static Change of(SourceFile file, Path path, String after) {
        return new Change(file.path(), path, Optional.of(file.text()), after);
    }

    /**
     * Writes the file in one step.
     *
     * @throws IOException if it cannot be written, or is there although it should be new; the message says which
     */
    public void write() throws IOException {
        if (before.isEmpty() && Files.exists(path)) {
            throw new IOException(name + " is there already");
        }
        ReportFile.write(path, (hasMark() ? "\uFEFF" : "") + after);
    }

    /** A byte-order mark is no part of a text, and stays. */
    private boolean hasMark() throws IOException {
        if (before.isEmpty()) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(MARK.length), MARK);
        }
    }

    /** What differs, as {@code diff -u} shows it, in one piece. */
    public String diff() {
        List<String> old = before.map(Change::lines).orElse(List.of());
        List<String> now = lines(after);
        int same = 0;
        while (same < Math.min(old.size(), now.size()) && old.get(same).equals(now.get(same))) {
            same++;
        }
        int end = 0;
        while (end < Math.min(old.size(), now.size()) - same
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        int from = Math.max(0, same - AROUND);
        int behind = Math.min(end, AROUND);
        var text = new StringBuilder("--- " + (before.isEmpty() ? "/dev/null" : name) + "\n+++ " + name + "\n");
        text.append("@@ -%d,%d +%d,%d @@\n"
                .formatted(
                        before.isEmpty() ? 0 : from + 1,
                        old.size() - end + behind - from,
                        from + 1,
                        now.size() - end + behind - from));
        old.subList(from, same).forEach(line -> text.append(' ').append(line).append('\n'));
        old.subList(same, old.size() - end)
                .forEach(line -> text.append('-').append(line).append('\n'));
        now.subList(same, now.size() - end)
                .forEach(line -> text.append('+').append(line).append('\n'));
        old.subList(old.size() - end, old.size() - end + behind)
                .forEach(line -> text.append(' ').append(line).append('\n'));
        return text.toString();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
