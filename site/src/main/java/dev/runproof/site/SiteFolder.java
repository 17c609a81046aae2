package dev.runproof.site;

import dev.runproof.compiler.finding.InParallel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder that holds a website or a report and nothing else. A list in it says what was written, so that nobody else's file is ever
 * overwritten or removed. Not for use by two processes at a time.
 */
final class SiteFolder {

    private static final String LIST = ".runproof-site";

    private final Path folder;

    SiteFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder hold these files and none of an earlier time.
     *
     * @return how many files were written
     * @throws IOException if a file cannot be written, is somebody else's, or would be written through a symbolic link
     */
    int write(PageFiles files) throws IOException {
        Set<String> earlier = listed();
        Files.createDirectories(folder);
        Set<String> paths = distinct(files);
        var all = new TreeSet<>(earlier);
        all.addAll(paths);
        // First, so that what is written before something fails is known to be ours.
        Files.write(folder.resolve(LIST), all);
        makeFolders(paths);
        try {
            for (boolean ofOthers : new boolean[] {false, true}) {
                List<String> together = paths.stream()
                        .filter(path -> files.isOfOthers(path) == ofOthers)
                        .toList();
                InParallel.each(together.size(), i -> {
                    String path = together.get(i);
                    write(path, files.content(path).orElseThrow());
                });
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (String old : earlier) {
            if (!paths.contains(old)) {
                remove(old);
            }
        }
        Files.write(folder.resolve(LIST), new TreeSet<>(paths));
        return paths.size();
    }

    /** On some disks two names that differ in case alone are one file: there the page wins, which other names lead to. */
    private Set<String> distinct(PageFiles files) throws IOException {
        Path probe = folder.resolve(".Runproof-Probe");
        Files.deleteIfExists(probe);
        Files.createFile(probe);
        boolean distinguishes = Files.notExists(folder.resolve(".runproof-probe"));
        Files.delete(probe);
        if (distinguishes) {
            return new TreeSet<>(files.paths());
        }
        Set<String> seen = new HashSet<>();
        Set<String> distinct = new TreeSet<>();
        files.paths().stream()
                .sorted((one, other) -> Boolean.compare(isOther(one), isOther(other)))
                .filter(path -> seen.add(path.toLowerCase(Locale.ROOT)))
                .forEach(distinct::add);
        return distinct;
    }

    private static boolean isOther(String path) {
        return !path.equals(path.toLowerCase(Locale.ROOT));
    }

    private Set<String> listed() throws IOException {
        Path list = folder.resolve(LIST);
        if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
            return new TreeSet<>(Files.readAllLines(list));
        }
        if (Files.isDirectory(folder)) {
            try (Stream<Path> children = Files.list(folder)) {
                if (children.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(
                            folder.toString(),
                            null,
                            "is not empty, and holds nothing of ours: name another folder, or empty it");
                }
            }
        }
        return Set.of();
    }

    private void makeFolders(Set<String> paths) throws IOException {
        Set<Path> made = new HashSet<>();
        for (String path : paths) {
            for (Path above : foldersAbove(resolve(path))) {
                if (made.add(above)) {
                    refuseLink(above);
                    Files.createDirectories(above);
                }
            }
        }
    }

    /** The folders between this one and a file, from the top. */
    private List<Path> foldersAbove(Path file) {
        Path below = folder.relativize(file);
        return IntStream.range(1, below.getNameCount())
                .mapToObj(names -> folder.resolve(below.subpath(0, names)))
                .toList();
    }

    private static void refuseLink(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "is a link: remove it");
        }
    }

    private void write(String path, byte[] content) {
        try {
            Path file = resolve(path);
            refuseLink(file);
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remove(String path) throws IOException {
        Path file = resolve(path);
        List<Path> above = foldersAbove(file);
        for (Path folderAbove : above) {
            refuseLink(folderAbove);
        }
        Files.deleteIfExists(file);
        for (int i = above.size() - 1; i >= 0 && isEmpty(above.get(i)); i--) {
            Files.delete(above.get(i));
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    /** Where a file is; never outside of the folder, whatever its name or a list that somebody else wrote says. */
    private Path resolve(String path) throws IOException {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IOException(path + " is no path within " + folder);
        }
        return file;
    }
}
