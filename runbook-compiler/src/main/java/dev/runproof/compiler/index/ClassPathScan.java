package dev.runproof.compiler.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the index files of a class path element, in the order of their paths. Jars come from strangers: entries are taken by
 * their exact form only, nothing is unpacked, and size and number have limits.
 */
final class ClassPathScan {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_FILES = 10_000;
    private static final String FOLDER = "META-INF/runproof/";
    private static final Pattern ENTRY =
            Pattern.compile(
            FOLDER + "(?:(action|check|type)/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
                    + "|(lookup)/([a-z][a-z0-9]*(?:-[a-z0-9]+)*\\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*))\\.json");

    private final List<IndexProblem> problems;

    ClassPathScan(List<IndexProblem> problems) {
        this.problems = problems;
    }

    /** The index files of a folder or jar; none for anything else, as javac does. */
    List<IndexFile> files(Path element) {
        try {
            if (Files.isDirectory(element)) {
                return inFolder(element);
            }
            if (Files.isRegularFile(element) && isJar(element)) {
                return inJar(element);
            }
        } catch (IOException e) {
            problems.add(new IndexProblem(element.toString(), "cannot be read: " + e.getMessage()));
        }
        return List.of();
    }

    private static boolean isJar(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip");
    }

    private List<IndexFile> inFolder(Path folder) throws IOException {
        var names = new ArrayList<String>();
        for (String kind : List.of("action", "check", "lookup", "type")) {
            Path entries = folder.resolve(FOLDER + kind);
            if (Files.isDirectory(entries)) {
                try (Stream<Path> children = Files.list(entries)) {
                    children.map(child -> FOLDER + kind + "/" + child.getFileName())
                            .forEach(names::add);
                }
            }
        }
        return read(folder + "/", names, name -> Files.newInputStream(folder.resolve(name)));
    }

    private List<IndexFile> inJar(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            return read(jar + "!/", names, name -> zip.getInputStream(zip.getEntry(name)));
        }
    }

    private List<IndexFile> read(String place, List<String> names, Source source) throws IOException {
        List<Matcher> entries = names.stream()
                .distinct()
                .sorted(Comparator.naturalOrder())
                .map(ENTRY::matcher)
                .filter(Matcher::matches)
                .toList();
        if (entries.size() > MOST_FILES) {
            problems.add(new IndexProblem(place, "has more than " + MOST_FILES + " index files"));
            return List.of();
        }
        var files = new ArrayList<IndexFile>();
        for (Matcher entry : entries) {
            String file = place + entry.group();
            try (InputStream in = source.open(entry.group())) {
                byte[] content = in.readNBytes(MOST_BYTES + 1);
                if (content.length > MOST_BYTES) {
                    problems.add(new IndexProblem(file, "is larger than " + MOST_BYTES / 1024 + " KiB"));
                } else {
                    var text = new String(content, StandardCharsets.UTF_8);
                    files.add(
                            entry.group(1) == null
                                    ? new IndexFile(file, entry.group(3), entry.group(4), text)
                                    : new IndexFile(file, entry.group(1), entry.group(2), text));
                }
            }
        }
        return files;
    }

    private interface Source {
        InputStream open(String name) throws IOException;
    }
}
