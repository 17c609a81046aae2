package dev.runproof.compiler.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The manifests for clusters that come with a runtime, {@code META-INF/runproof/{admission,crd,policy}/NAME.yaml} of a class path, and
 * those of actions of one's own beside them. Stateless and thread-safe.
 */
public final class ShippedManifests {

    private static final int MOST_BYTES = 1024 * 1024;
    private static final String FOLDER = "META-INF/runproof/";
    private static final List<String> KINDS = List.of("admission", "crd", "policy");
    private static final Pattern ENTRY =
            Pattern.compile(FOLDER + "((?:" + String.join("|", KINDS) + ")/[a-z][a-z0-9]*(?:-[a-z0-9]+)*\\.yaml)");

    private ShippedManifests() {}

    /**
     * Reads a class path.
     *
     * @param classPath folders and jars; what is neither, or is not there, is passed over. Of two files of one name the first counts
     * @return the texts by kind and name, such as {@code crd/containments.yaml}
     * @throws IOException if one cannot be read, or is larger than a manifest is; the message says which
     */
    public static SortedMap<String, String> read(List<Path> classPath) throws IOException {
        var texts = new TreeMap<String, String>();
        for (Path element : classPath) {
            if (Files.isDirectory(element)) {
                ofFolder(element, texts);
            } else if (Files.isRegularFile(element) && isJar(element)) {
                ofJar(element, texts);
            }
        }
        return texts;
    }

    private static boolean isJar(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip");
    }

    private static void ofFolder(Path folder, SortedMap<String, String> texts) throws IOException {
        for (String kind : KINDS) {
            Path files = folder.resolve(FOLDER + kind);
            if (Files.isDirectory(files)) {
                List<Path> found;
                try (Stream<Path> children = Files.list(files)) {
                    found = children.sorted().toList();
                }
                for (Path file : found) {
                    try (InputStream in = Files.newInputStream(file)) {
                        take(folder + "/", FOLDER + kind + "/" + file.getFileName(), in, texts);
                    }
                }
            }
        }
    }

    private static void ofJar(Path jar, SortedMap<String, String> texts) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> ENTRY.matcher(entry.getName()).matches())
                    .toList();
            for (ZipEntry entry : entries) {
                try (InputStream in = zip.getInputStream(entry)) {
                    take(jar + "!/", entry.getName(), in, texts);
                }
            }
        }
    }

    private static void take(String place, String name, InputStream in, SortedMap<String, String> texts)
            throws IOException {
        var entry = ENTRY.matcher(name);
        if (!entry.matches()) {
            return;
        }
        byte[] content = in.readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw new IOException(place + name + " is larger than " + MOST_BYTES / 1024 + " KiB");
        }
        texts.putIfAbsent(entry.group(1), new String(content, StandardCharsets.UTF_8));
    }
}
