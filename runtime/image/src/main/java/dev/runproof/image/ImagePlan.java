package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An image to be made.
 *
 * @param lib the folder of its jars
 * @param name what it is called
 * @param labels its labels
 * @param modules modules that its Java runtime has besides those that are found to be needed
 * @param archive its archive of classes
 */
record ImagePlan(Path lib, String name, Labels labels, List<String> modules, ClassArchive archive) {

    /** Its only user besides root, as in images of the distroless project; by name only for programs that look for one. */
    static final int USER = 65532;

    private static final String PASSWD = """
            root:x:0:0:root:/:/
            nonroot:x:%1$d:%1$d:nonroot:/:/
            """.formatted(USER);
    private static final String GROUP = """
            root:x:0:
            nonroot:x:%d:
            """.formatted(USER);

    /**
     * Makes it.
     *
     * @param tar the file to write
     * @param work an empty folder, for what is needed meanwhile
     * @throws ImageException if it cannot be made
     */
    void write(Path tar, Path work) throws IOException, InterruptedException {
        Path root = Files.createDirectory(work.resolve("root"));
        layOut(root);
        ImageTar.write(root, name, labels, tar, work.resolve("cache"));
    }

    private void layOut(Path root) throws IOException, InterruptedException {
        for (String folder : List.of("app", "dev", "etc", "proc", "tmp")) {
            Files.createDirectory(root.resolve(folder));
        }
        Files.writeString(root.resolve("etc/passwd"), PASSWD);
        Files.writeString(root.resolve("etc/group"), GROUP);
        Files.writeString(root.resolve("etc/nsswitch.conf"), "hosts: files dns\n");

        List<Path> jars = jars();
        Path appLib = Files.createDirectory(root.resolve("app/lib"));
        for (Path jar : jars) {
            Files.copy(jar, appLib.resolve(jar.getFileName()));
        }
        Path runtime = root.resolve("jre");
        JavaRuntime.link(JavaRuntime.modules(jars, modules), runtime);
        SystemLibraries.layOut(runtime, root);

        var launcher = new Launcher(
                jars.stream().map(jar -> jar.getFileName().toString()).toList());
        Folders.settle(root);
        launcher.layOut(root, archive.layOut(root, launcher));
    }

    private List<Path> jars() throws IOException {
        if (!Files.isDirectory(lib)) {
            throw new ImageException("there is no folder " + lib + "; mvn package lays it out");
        }
        try (Stream<Path> files = Files.list(lib)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("runproof-executor-"))) {
                throw new ImageException("there is no runproof-executor in " + lib + "; mvn package lays it out");
            }
            return jars;
        }
    }
}
