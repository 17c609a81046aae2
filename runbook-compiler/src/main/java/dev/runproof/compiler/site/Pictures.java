package dev.runproof.compiler.site;

import dev.runproof.compiler.markdown.MarkdownLink;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.PercentEncoding;
import dev.runproof.compiler.source.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The pictures in runbooks that the site can show: files of the repository that hold pixels, as their first bytes say. Those of
 * other sites are not loaded, and SVG is none of them, for it can hold scripts. Immutable and thread-safe.
 */
final class Pictures {

    /** 2 MiB: what is larger belongs on no page that is opened in a hurry. */
    private static final int LARGEST = 2 << 20;

    /** 96 bits: no two pictures get one name by accident. */
    private static final int NAME_DIGITS = 24;

    private static final Pattern NAME = Pattern.compile("(?i)[^?#]*\\.(?:png|jpe?g|gif|webp)");

    private final Map<Path, Picture> byFile;
    private final Path folder;

    private Pictures(Path folder, Map<Path, Picture> byFile) {
        this.folder = folder;
        this.byFile = byFile;
    }

    /**
     * Reads the pictures that runbooks name.
     *
     * @param runbooks the runbooks
     * @param folder the folder of the configuration: nothing outside of it is shown, nor anything behind a link
     */
    static Pictures of(List<Runbook> runbooks, Path folder) {
        Map<Path, Picture> byFile = new TreeMap<>();
        var pictures = new Pictures(folder, byFile);
        for (Runbook runbook : runbooks) {
            for (MarkdownLink link : runbook.document().links()) {
                file(runbook, link.destination()).ifPresent(file -> {
                    if (!byFile.containsKey(file)) {
                        pictures.read(file).ifPresent(picture -> byFile.put(file, picture));
                    }
                });
            }
        }
        return pictures;
    }

    /** All of them, each once. */
    Collection<Picture> all() {
        Map<String, Picture> byPath = new TreeMap<>();
        byFile.values().forEach(picture -> byPath.put(picture.path(), picture));
        return Collections.unmodifiableCollection(byPath.values());
    }

    /** The folders in which they are. */
    Collection<Path> folders() {
        Collection<Path> folders = new TreeSet<>();
        byFile.keySet().forEach(file -> folders.add(folder.resolve(file).resolveSibling("")));
        return folders;
    }

    /** The path of a picture from the root of the site; empty if an address leads to none. */
    String path(Runbook runbook, String address) {
        return file(runbook, address).map(byFile::get).map(Picture::path).orElse("");
    }

    /** The file that an address may name, relative to the folder. */
    private static Optional<Path> file(Runbook runbook, String address) {
        if (!NAME.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            String location = runbook.location();
            String path = PercentEncoding.decode(address);
            Path file = path.startsWith("/")
                    ? Path.of(path.replaceFirst("^/+", ""))
                    : Path.of(location.substring(0, location.lastIndexOf('/') + 1) + path);
            Path normal = file.normalize();
            return normal.startsWith("..") || normal.isAbsolute() ? Optional.empty() : Optional.of(normal);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Picture> read(Path file) {
        try {
            Path real = folder.toRealPath().resolve(file);
            // A link anywhere on the way may lead to what is none of the repository's.
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    || !real.toRealPath().equals(real)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                return content.length > LARGEST
                        ? Optional.empty()
                        : ending(content)
                                .map(ending -> new Picture(
                                        "_site/" + Sha256.of(content).substring(0, NAME_DIGITS) + ending, content));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** By what it begins with, whatever it is called. */
    private static Optional<String> ending(byte[] content) {
        String begin = new String(content, 0, Math.min(content.length, 12), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(".png");
        } else if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(".jpg");
        } else if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a")) {
            return Optional.of(".gif");
        } else if (begin.startsWith("RIFF") && begin.startsWith("WEBP", 8)) {
            return Optional.of(".webp");
        }
        return Optional.empty();
    }
}
