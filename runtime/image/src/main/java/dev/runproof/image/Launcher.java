package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the JVM is started in an image. Its options are in one file of the image, for the archive of classes is taken only by a
 * JVM with the options of the one that made it.
 */
final class Launcher {

    static final String JAVA = "/jre/bin/java";
    static final String ARCHIVE = "/app/executor.jsa";

    private static final String OPTIONS = "/app/java.options";
    private static final String MAIN = "dev.runproof.executor.Main";

    /** One run is short: the quick compiler alone, and the collector without threads. Nothing is written, but to standard error. */
    private static final List<String> ALWAYS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ErrorFileToStderr",
            "-Dfile.encoding=UTF-8");

    /** A container has one program, and its limit is for that; what is not the heap takes about 60 MB. */
    private static final String HEAP = "-XX:MaxRAMPercentage=50";

    private final List<String> classPath;

    /**
     * A launcher.
     *
     * @param jars the names of the jars in {@code /app/lib}, in the order of the class path
     */
    Launcher(List<String> jars) {
        this.classPath = List.of(
                "-cp",
                String.join(":", jars.stream().map(jar -> "/app/lib/" + jar).toList()));
    }

    /** The options with which an archive is made and used. */
    List<String> options() {
        var options = new ArrayList<>(ALWAYS);
        options.addAll(classPath);
        return options;
    }

    /** Writes the options into an image. */
    void layOut(Path root, boolean archive) throws IOException {
        var options = new ArrayList<>(List.of(HEAP));
        if (archive) {
            // One that does not fit is not used, and nothing is said about it: the executor's output is for people.
            options.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto"));
        }
        options.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        options.addAll(options());
        Files.write(root.resolve(OPTIONS.substring(1)), options);
    }

    /** The command of the image; what a pod gives as its arguments comes behind it. */
    static List<String> entrypoint() {
        return List.of(JAVA, "@" + OPTIONS, MAIN);
    }
}
