package dev.runproof.compiler.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * On which days files were changed, by the commits of the current branch. Days are those of the committer, by UTC. What is not committed is
 * not known. Immutable.
 */
public final class ChangeDates {

    /**
     * The days of one file.
     *
     * @param first that of the first commit that has it
     * @param last that of the last one that changed it
     */
    public record Days(LocalDate first, LocalDate last) {

        private Days and(LocalDate day) {
            return new Days(day.isBefore(first) ? day : first, day.isAfter(last) ? day : last);
        }
    }

    private static final int LONGEST_NAME = 10_000;
    private static final int MOST_COMMITS = 500_000;
    private static final char COMMIT = '\u0001';
    private static final Pattern TIME = Pattern.compile(COMMIT + "([0-9]{1,11})");

    private final Map<String, Days> byFile;

    private ChangeDates(Map<String, Days> byFile) {
        this.byFile = byFile;
    }

    /**
     * Asks git.
     *
     * @param top the top of the checkout
     * @param files the files, relative to it, with {@code /} between folders
     * @param asOf the last day that counts
     * @param path the variable PATH, in which git is found
     * @throws GitException if git cannot tell, or if the clone is too shallow to know
     * @throws IOException if what git is asked cannot be written down
     */
    public static ChangeDates of(Path top, Collection<String> files, LocalDate asOf, String path)
            throws GitException, IOException {
        if (files.isEmpty()) {
            return new ChangeDates(Map.of());
        }
        Path work = Files.createTempDirectory("runproof-dates-");
        try {
            GitProgram git = GitProgram.find(path, top, work);
            String shallow = git.run(List.of("rev-parse", "--is-shallow-repository"), ChangeDates::word);
            if (!shallow.equals("false")) {
                throw new GitException("the clone is shallow");
            }
            return new ChangeDates(git.run(command(files), out -> days(out, asOf)));
        } finally {
            for (String name : List.of("in", "err")) {
                Files.deleteIfExists(work.resolve(name));
            }
            Files.delete(work);
        }
    }

    /** By folder, for the names of all files may be more than a command line can be long. */
    private static List<String> command(Collection<String> files) {
        var folders = new TreeSet<String>();
        files.forEach(file -> folders.add(file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "."));
        var command = new ArrayList<>(List.of(
                "--literal-pathspecs",
                "log",
                "-z",
                "--format=%x01%ct",
                "--name-only",
                "--no-renames",
                "--no-ext-diff",
                "--no-textconv",
                "--no-show-signature",
                "--no-notes",
                "-O/dev/null",
                "--max-count=" + MOST_COMMITS,
                "HEAD",
                "--"));
        command.addAll(folders);
        return command;
    }

    /** The days on which a file was changed; empty if no commit has it. */
    public Optional<Days> of(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    private static String word(InputStream out) throws IOException {
        return new String(out.readNBytes(200), StandardCharsets.UTF_8).strip();
    }

    private static Map<String, Days> days(InputStream out, LocalDate asOf) throws IOException, GitException {
        var in = new BufferedInputStream(out);
        Map<String, Days> days = new HashMap<>();
        Optional<LocalDate> day = Optional.empty();
        for (Optional<String> next = until(in); next.isPresent(); next = until(in)) {
            String text = next.get();
            var time = TIME.matcher(text);
            if (time.matches()) {
                day = Optional.of(day(time.group(1))).filter(when -> !when.isAfter(asOf));
            } else if (day.isPresent()) {
                // A line break stands before the first name of a commit.
                String name = text.startsWith("\n") ? text.substring(1) : text;
                LocalDate when = day.get();
                days.merge(name, new Days(when, when), (known, more) -> known.and(when));
            }
        }
        return days;
    }

    private static LocalDate day(String seconds) throws GitException {
        try {
            return LocalDate.ofInstant(Instant.ofEpochSecond(Long.parseLong(seconds)), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new GitException("git answers what it should not");
        }
    }

    private static Optional<String> until(InputStream in) throws IOException, GitException {
        var text = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b > 0; b = in.read()) {
            text.write(b);
            if (text.size() > LONGEST_NAME) {
                throw new GitException("git answers what it should not");
            }
        }
        return Optional.of(text.toString(StandardCharsets.UTF_8));
    }
}
