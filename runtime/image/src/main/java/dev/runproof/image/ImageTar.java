package dev.runproof.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Writes the root of an image as a tar of layers: in the order of names, all of root, and of one time. */
final class ImageTar {

    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("755");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions OPEN = FilePermissions.fromOctalString("777");
    private static final String OWNER = "0:0";

    private ImageTar() {}

    /**
     * Writes it.
     *
     * @param root what is in it
     * @param name what it is called
     * @param labels its labels
     * @param tar the file
     * @param cache a folder for what is needed meanwhile
     */
    static void write(Path root, String name, Labels labels, Path tar, Path cache)
            throws IOException, InterruptedException {
        var image = Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                .setCreationTime(Instant.EPOCH)
                .setUser(ImagePlan.USER + ":" + ImagePlan.USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/"))
                .setEnvironment(Map.of("LANG", "C.UTF-8"))
                .setEntrypoint(Launcher.entrypoint())
                .setProgramArguments("--help");
        labels.values().forEach(image::addLabel);
        layers(root).forEach(image::addFileEntriesLayer);
        try {
            Path file = tar.toAbsolutePath();
            Files.createDirectories(Objects.requireNonNullElse(file.getParent(), file));
            image.containerize(Containerizer.to(TarImage.at(file).named(name))
                    .setOfflineMode(true)
                    .setToolName("runproof")
                    .setBaseImageLayersCache(cache)
                    .setApplicationLayersCache(cache));
        } catch (InvalidImageReferenceException e) {
            throw new ImageException(
                    name + " is no name of an image; one is registry.example.com/security/executor:1", e);
        } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
            throw new ImageException("the image cannot be written to " + tar + ": " + e.getMessage(), e);
        }
    }

    /** What changes least often comes first, so that a registry and a node have it already. */
    private enum Layer {
        SYSTEM,
        RUNTIME,
        LIBRARIES,
        APPLICATION;

        static Layer of(String path) {
            if (path.startsWith("app/lib/")) {
                return LIBRARIES;
            }
            return path.startsWith("app") ? APPLICATION : path.startsWith("jre") ? RUNTIME : SYSTEM;
        }
    }

    private static List<FileEntriesLayer> layers(Path root) throws IOException {
        List<Path> files = Folders.contents(root);
        return Arrays.stream(Layer.values())
                .map(layer -> {
                    var entries =
                            FileEntriesLayer.builder().setName(layer.name().toLowerCase(Locale.ROOT));
                    for (Path file : files) {
                        String path = root.relativize(file).toString();
                        if (Layer.of(path) == layer) {
                            entries.addEntry(
                                    file,
                                    AbsoluteUnixPath.get("/" + path),
                                    permissions(file, path),
                                    Folders.TIME,
                                    OWNER);
                        }
                    }
                    return entries.build();
                })
                .toList();
    }

    private static FilePermissions permissions(Path file, String path) {
        if (Files.isDirectory(file)) {
            return path.equals("tmp") ? OPEN : FOLDER;
        }
        return Files.isExecutable(file) ? PROGRAM : FILE;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> name;
        };
    }
}
