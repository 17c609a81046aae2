package dev.runproof.compiler.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a repository as they were where a branch left another one, in a folder of its own, until it is closed. The repository
 * is only read. Links and submodules are left out.
 */
public final class PastState implements AutoCloseable {

    /** More than that is no text that somebody checks. */
    private static final long LARGEST_FILE = 16 << 20;

    private static final long LARGEST_STATE = 2L << 30;
    private static final int MOST_FILES = 500_000;
    private static final int LONGEST_LINE = 10_000;

    private static final String INCOMPLETE = "the clone lacks an object of that commit";

    /** What git says in place of the size of an object that it has not. */
    private static final String NO_SIZE = "BAD";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern FILE =
            Pattern.compile("100(?:644|755|664) blob ([0-9a-f]{40,64}) +([0-9]{1,18}|BAD)\t(.+)");

    private final Path work;
    private final Path folder;

    private record Blob(String id, Path path) {}

    private PastState(Path work) {
        this.work = work;
        this.folder = work.resolve("state");
    }

    /**
     * Reads the state in which the current branch left a revision: their merge base, or the revision itself where they have none that
     * is known here.
     *
     * @param top the top of the checkout
     * @param revision the revision
     * @param path the variable PATH, in which git is found
     * @return the state
     * @throws GitException if git cannot tell
     * @throws IOException if it cannot be written down; the message says where
     */
    public static PastState of(Path top, Revision revision, String path) throws GitException, IOException {
        var state = new PastState(Files.createTempDirectory("runproof-state-"));
        try {
            state.read(GitProgram.find(path, top, state.work), revision);
            return state;
        } catch (GitException | IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /** The folder with its files, as if it were the top of a checkout. */
    public Path folder() {
        return folder;
    }

    private void read(GitProgram git, Revision revision) throws GitException, IOException {
        String named = git.run(
                List.of("rev-parse", "--verify", "--quiet", "--end-of-options", revision.name() + "^{commit}"),
                PastState::id);
        String commit = mergeBase(git, named).orElse(named);
        // So that it is a checkout for whoever looks for the top of one.
        Files.createDirectories(folder.resolve(".git"));
        List<Blob> blobs = git.run(List.of("ls-tree", "-r", "-z", "-l", "--full-tree", commit), this::blobs);
        Path ids = work.resolve("ids");
        Files.write(ids, blobs.stream().map(Blob::id).toList());
        git.run(List.of("cat-file", "--batch"), ids, out -> {
            var in = new DataInputStream(new BufferedInputStream(out));
            for (Blob blob : blobs) {
                write(blob, in);
            }
            return blobs.size();
        });
    }

    /** Where there is none, or the clone is too shallow to know it, git fails and says nothing. */
    private static Optional<String> mergeBase(GitProgram git, String named) throws IOException {
        try {
            return Optional.of(git.run(List.of("merge-base", named, "HEAD"), PastState::id));
        } catch (GitException e) {
            return Optional.empty();
        }
    }

    private static String id(InputStream out) throws IOException, GitException {
        String text = new String(out.readNBytes(200), StandardCharsets.US_ASCII).strip();
        if (!ID.matcher(text).matches()) {
            throw new GitException("git knows no such commit");
        }
        return text;
    }

    private List<Blob> blobs(InputStream out) throws IOException, GitException {
        var in = new BufferedInputStream(out);
        var blobs = new ArrayList<Blob>();
        long all = 0;
        for (String line = until(in, '\0'); !line.isEmpty(); line = until(in, '\0')) {
            Matcher file = FILE.matcher(line);
            if (file.matches()) {
                if (file.group(2).equals(NO_SIZE)) {
                    throw new GitException(INCOMPLETE);
                }
                long size = Long.parseLong(file.group(2));
                if (size <= LARGEST_FILE) {
                    inside(file.group(3)).ifPresent(path -> blobs.add(new Blob(file.group(1), path)));
                    all += size;
                }
            }
            if (blobs.size() > MOST_FILES || all > LARGEST_STATE) {
                throw new GitException("the repository is too large");
            }
        }
        return blobs;
    }

    /** Whoever made the repository chose the names in it. */
    private Optional<Path> inside(String name) {
        try {
            Path path = folder.resolve(name);
            boolean plain = path.equals(path.normalize()) && path.startsWith(folder) && !path.equals(folder);
            return Optional.of(path).filter(ignored -> plain && !path.startsWith(folder.resolve(".git")));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void write(Blob blob, DataInputStream in) throws IOException, GitException {
        String head = until(in, '\n');
        String[] words = head.split(" ", -1);
        if (words.length != 3 || !words[0].equals(blob.id()) || !words[1].equals("blob")) {
            throw new GitException(INCOMPLETE);
        }
        byte[] content = in.readNBytes(Integer.parseInt(words[2]));
        if (content.length < Integer.parseInt(words[2]) || in.read() != '\n') {
            throw new EOFException("git ended early");
        }
        Files.createDirectories(blob.path().getParent());
        try (OutputStream to = Files.newOutputStream(blob.path())) {
            to.write(content);
        }
    }

    private static String until(InputStream in, char end) throws IOException, GitException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != end; b = in.read()) {
            line.write(b);
            if (line.size() > LONGEST_LINE) {
                throw new GitException("git answers what it should not");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Takes the folder away. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
