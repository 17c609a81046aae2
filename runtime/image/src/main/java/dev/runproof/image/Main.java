package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes an image from the command line. Exit codes: 0 made; 1 not made, and it is said why; 2 wrong usage.
 */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a container image of an executor, as a tar that docker load, podman load and ctr images import take.",
            "Needs a JDK with its jmods, and Debian or Ubuntu; for the archive of classes also root, or user namespaces."
        })
public final class Main implements Callable<Integer> {

    @Option(
            names = "--lib",
            paramLabel = "FOLDER",
            required = true,
            description = "The jars: the executor, what it needs, and yours.")
    private Path lib = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "IMAGE",
            required = true,
            description = "What it is called, such as registry.example.com/security/executor:1.")
    private String name = "";

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "The tar to write.")
    private Path tar = Path.of("");

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A label, such as org.opencontainers.image.revision=a commit. Once for each.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--module",
            paramLabel = "NAME",
            description = "A module of the JDK that your jars use by its name only, so that nobody finds it in them.")
    private List<String> modules = new ArrayList<>();

    @Option(
            names = "--without-archive",
            description = "No archive of classes: the executor starts slower, and the tar is the same on each build.")
    private boolean withoutArchive;

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "Takes this archive of classes, of an image of the same jars, rather than a new one.")
    private Optional<Path> archive = Optional.empty();

    private Main() {}

    /**
     * Makes an image, and ends the process.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (!(e instanceof ImageException)) {
                        throw e;
                    }
                    line.getErr().println("error: " + e.getMessage());
                    return 1;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plan = new ImagePlan(lib, name, Labels.parse(labels), modules, kind());
        Path work = Files.createTempDirectory("image");
        try {
            plan.write(tar, work);
        } finally {
            Folders.delete(work);
        }
        System.out.println(tar + ": " + name + ", " + Files.size(tar) / 1_000_000 + " MB");
        return 0;
    }

    private ClassArchive kind() {
        if (withoutArchive) {
            return new ClassArchive.None();
        }
        return archive.<ClassArchive>map(ClassArchive.Given::new).orElseGet(ClassArchive.Trained::new);
    }
}
