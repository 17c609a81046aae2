package dev.example.compiler;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads indexes from jars and folders, and writes a class that names what is in them. */
public final class Compiler {

    static final String INDEX = "META-INF/example/";

    /** The names of all actions that the class path describes. */
    public List<String> actions(List<Path> classPath) throws IOException {
        var names = new TreeSet<String>();
        for (Path entry : classPath) {
            if (Files.isDirectory(entry)) {
                names.addAll(names(entry.resolve(INDEX)));
            } else if (Files.isRegularFile(entry)) {
                try (var jar = FileSystems.newFileSystem(entry)) {
                    names.addAll(names(jar.getPath(INDEX)));
                }
            }
        }
        return List.copyOf(names);
    }

    /** Writes the catalogue's source. */
    public void generate(List<String> actions, Path folder) throws IOException {
        var file = Files.createDirectories(folder.resolve("dev/example/generated")).resolve("Catalogue.java");
        var entries = String.join(", ", actions.stream().map("new dev.example.runtime.%s()"::formatted).toList());
        Files.writeString(file, """
                package dev.example.generated;

                public final class Catalogue {
                    public java.util.List<Record> actions() {
                        return java.util.List.of(%s);
                    }
                }
                """.formatted(entries));
    }

    private static List<String> names(Path index) throws IOException {
        if (!Files.isDirectory(index)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(index)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
