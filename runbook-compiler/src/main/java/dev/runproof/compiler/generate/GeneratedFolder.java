package dev.runproof.compiler.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A folder into which generated files are written, possibly among others. Files that have not changed are not touched, so
 * that incremental builds stay so; files that were written earlier and are not generated any more are removed. A list beside
 * the folder says which were written, so that nobody else's file is ever overwritten or removed. Not for use by two
 * processes at a time.
 */
public final class GeneratedFolder {

    private static final Pattern PATH = Pattern.compile("[\\w$-][\\w.$-]*(?:/[\\w$-][\\w.$-]*)*");

    private final Path folder;
    private final Path list;

    /**
     * Prepares; nothing is touched yet.
     *
     * @param folder the folder; it is created if need be
     * @param list the file that lists what was written, outside of what is packaged
     */
    public GeneratedFolder(Path folder, Path list) {
        this.folder = folder;
        this.list = list;
    }

    /**
     * Makes the folder hold these files and none of an earlier time.
     *
     * @param files the files
     * @return the paths that were written or removed, sorted
     * @throws IOException if a file cannot be written, is somebody else's, or would be written through a symbolic link; then
     *     what was written so far is still listed
     */
    public SortedSet<String> update(Collection<GeneratedFile> files) throws IOException {
        SortedMap<String, String> wanted = files.stream()
                .collect(Collectors.toMap(
                        GeneratedFile::path, GeneratedFile::text, (first, second) -> first, TreeMap::new));
        SortedSet<String> earlier = listed();
        if (wanted.isEmpty() && earlier.isEmpty()) {
            return new TreeSet<>();
        }
        Files.createDirectories(folder);
        var changed = new TreeSet<String>();
        for (var file : wanted.entrySet()) {
            Path path = resolve(file.getKey());
            if (!Files.exists(path)) {
                changed.add(file.getKey());
            } else if (!Files.readString(path).equals(file.getValue())) {
                refuseForeign(file.getKey(), path, earlier);
                changed.add(file.getKey());
            }
        }
        // Before and after: whenever this breaks off, no file of ours is unlisted.
        var all = new TreeSet<>(earlier);
        all.addAll(wanted.keySet());
        writeList(all, earlier);
        for (String path : changed) {
            Path file = resolve(path);
            Files.createDirectories(file.getParent());
            write(file, wanted.getOrDefault(path, ""));
        }
        for (String path : earlier) {
            if (!wanted.containsKey(path) && Files.deleteIfExists(resolve(path))) {
                changed.add(path);
            }
        }
        writeList(new TreeSet<>(wanted.keySet()), all);
        return changed;
    }

    private static void refuseForeign(String name, Path path, Set<String> earlier) throws IOException {
        if (!earlier.contains(name)) {
            throw new FileAlreadyExistsException(
                    path.toString(), null, "it was not generated; move it, or generate into another folder");
        }
    }

    private Path resolve(String name) throws IOException {
        if (!PATH.matcher(name).matches()) {
            throw new IllegalArgumentException("not a path of a generated file: " + name);
        }
        Path path = folder;
        for (Path segment : Path.of(name)) {
            path = path.resolve(segment);
            if (Files.isSymbolicLink(path)) {
                throw new FileSystemException(
                        path.toString(), null, "it is a symbolic link, through which nothing is generated; remove it");
            }
        }
        return path;
    }

    private SortedSet<String> listed() throws IOException {
        if (!Files.isRegularFile(list)) {
            return new TreeSet<>();
        }
        return Files.readString(list)
                .lines()
                .filter(line -> PATH.matcher(line).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void writeList(SortedSet<String> names, SortedSet<String> before) throws IOException {
        if (!names.equals(before) || !Files.exists(list)) {
            Files.createDirectories(list.toAbsolutePath().getParent());
            write(list, String.join("\n", names) + "\n");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(
                file,
                text.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS);
    }
}
