package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries of this machine that a Java runtime is linked with: those of C and C++, and the loader. They come from packages of Debian,
 * whose names, versions and licences are laid out beside them, where scanners of images look.
 */
final class SystemLibraries {

    /** A line of ldd: {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)}, or a path alone, which is the loader. */
    private static final Pattern LINE = Pattern.compile("\\s+(?:(\\S+) => )?(/\\S+|not found)(?: \\(0x[0-9a-f]+\\))?");

    private static final String REMEDY = "make images on Debian or Ubuntu, with libc-bin and dpkg, which they have";

    private SystemLibraries() {}

    /**
     * Lays out what the programs and libraries of a runtime need.
     *
     * @param runtime the runtime
     * @param root the root of the image
     */
    static void layOut(Path runtime, Path root) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ldd"));
        var own = new TreeSet<String>();
        for (Path file : Folders.contents(runtime)) {
            if (Files.isRegularFile(file) && isElf(file)) {
                command.add(file.toString());
                own.add(file.getFileName().toString());
            }
        }
        var packages = new TreeSet<String>();
        for (Path library : found(Program.run(command, REMEDY), own::contains)) {
            if (!library.startsWith(runtime)) {
                copy(library, root.resolve(library.toString().substring(1)));
                packages.add(packageOf(library));
            }
        }
        for (String name : packages) {
            describe(name, root);
        }
    }

    /**
     * Reads what ldd says.
     *
     * @param output of one or several programs
     * @param own whether a library is one of the runtime's own, which finds it by itself
     * @return the files, sorted
     * @throws ImageException if one that is not its own is missing
     */
    static List<Path> found(String output, Predicate<String> own) {
        var files = new TreeSet<Path>();
        for (String line : output.lines().toList()) {
            Matcher match = LINE.matcher(line);
            if (!match.matches()) {
                continue; // the name of a file, or linux-vdso.so.1, which the kernel has
            }
            if (!match.group(2).equals("not found")) {
                files.add(Path.of(match.group(2)));
            } else if (!own.test(match.group(1))) {
                throw new ImageException("the Java runtime needs " + match.group(1) + ", which is not on this machine");
            }
        }
        return List.copyOf(files);
    }

    private static boolean isElf(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4 && start[0] == 0x7f && start[1] == 'E' && start[2] == 'L' && start[3] == 'F';
        }
    }

    /** The package of a file, which knows it by its name below / or below /usr: one of them is a link to the other. */
    private static String packageOf(Path file) throws InterruptedException {
        String name = file.toString();
        String other = name.startsWith("/usr/") ? name.substring("/usr".length()) : "/usr" + name;
        Optional<ImageException> failure = Optional.empty();
        for (String path : List.of(name, other)) {
            try {
                String line = Program.run(List.of("dpkg-query", "--search", path), REMEDY);
                return line.substring(0, line.indexOf(": "));
            } catch (ImageException e) {
                failure = Optional.of(e);
            }
        }
        throw failure.orElseThrow();
    }

    /** As images of the distroless project do: a file for each package, with what dpkg knows of it. */
    private static void describe(String name, Path root) throws IOException, InterruptedException {
        String plain = name.replaceFirst(":.*", "");
        Path status = root.resolve("var/lib/dpkg/status.d").resolve(plain);
        Files.createDirectories(status.getParent());
        Files.writeString(status, Program.run(List.of("dpkg-query", "--status", name), REMEDY));
        Path licence = Path.of("/usr/share/doc", plain, "copyright");
        if (!Files.isRegularFile(licence)) {
            throw new ImageException(licence + " is missing, and the licence has to go with the library; install "
                    + plain + " again with its documentation");
        }
        copy(licence, root.resolve(licence.toString().substring(1)));
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(file.toRealPath(), to);
    }
}
