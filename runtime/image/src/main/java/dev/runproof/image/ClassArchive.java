package dev.runproof.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the archive of loaded classes (AppCDS) of an image comes from, with which the executor starts faster. */
sealed interface ClassArchive {

    /**
     * Lays it out.
     *
     * @param root the root of the image, with everything else in it
     * @param launcher how the JVM is started
     * @return whether there is one
     */
    boolean layOut(Path root, Launcher launcher) throws IOException, InterruptedException;

    /** There is none. */
    record None() implements ClassArchive {
        @Override
        public boolean layOut(Path root, Launcher launcher) {
            return false;
        }
    }

    /**
     * It has been made before, of the same image.
     *
     * @param file the archive
     */
    record Given(Path file) implements ClassArchive {
        @Override
        public boolean layOut(Path root, Launcher launcher) throws IOException, InterruptedException {
            if (!Files.isRegularFile(file)) {
                throw new ImageException("there is no archive of classes " + file);
            }
            Path archive = Files.copy(file, root.resolve(Launcher.ARCHIVE.substring(1)));
            Folders.settle(root);
            var command = new ArrayList<>(launcher.options());
            // Ends with an error if the archive does not fit.
            command.addAll(List.of("-Xshare:on", "-XX:SharedArchiveFile=" + Launcher.ARCHIVE, "-version"));
            Trained.inside(root, command, archive + " was made of other jars, or by another JVM: leave --archive away");
            return true;
        }
    }

    /**
     * It is made by the JVM of the image, in the root of the image: first a list of the classes that a run loads, then an archive of
     * those. The archive has the paths, sizes and times of the jars in it, and fits nothing else.
     *
     * <p>A JVM of version 19 or later makes the same archive of the same image each time, one of version 17 does not: its symbols come in
     * another order (JDK-8253495). Seen with 17.0.15 and 25.
     */
    record Trained() implements ClassArchive {

        private static final String LIST = "/tmp/classes";
        private static final String TRAINING = "dev.runproof.executor.Training";
        private static final String REMEDY =
                "the archive of classes is made in the root of the image, which needs unshare (util-linux) and root,"
                        + " or a kernel that gives user namespaces to everybody; --without-archive makes an image without one";

        /**
         * What threads of the client and of the training's own server load in another order or not at all, as it happens: the list
         * is to be the same each time.
         */
        private static final List<String> BY_CHANCE = List.of(
                "@lambda-proxy jdk/internal/net/http/", "@lambda-proxy sun/net/httpserver/", "sun/net/httpserver/");

        @Override
        public boolean layOut(Path root, Launcher launcher) throws IOException, InterruptedException {
            Path list = root.resolve(LIST.substring(1));
            var training = new ArrayList<>(launcher.options());
            training.addAll(List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + LIST, TRAINING));
            inside(root, training, REMEDY);
            Files.write(list, withoutChance(Files.readAllLines(list)));

            var dump = new ArrayList<>(launcher.options());
            dump.addAll(List.of(
                    // This collector alone can archive objects too, and any other takes them.
                    "-XX:-UseSerialGC",
                    "-XX:+UseG1GC",
                    "-Xshare:dump",
                    "-XX:SharedClassListFile=" + LIST,
                    "-XX:SharedArchiveFile=" + Launcher.ARCHIVE));
            inside(root, dump, REMEDY);
            Files.delete(list);
            return true;
        }

        static List<String> withoutChance(List<String> lines) {
            return lines.stream()
                    .filter(line -> !line.startsWith("#") && BY_CHANCE.stream().noneMatch(line::startsWith))
                    .toList();
        }

        /** Runs the JVM of an image in it: with its root, and the kernel's own files of the machine in their places. */
        static void inside(Path root, List<String> arguments, String remedy) throws IOException, InterruptedException {
            var command = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--fork"));
            if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                command.add("--map-root-user");
            }
            command.addAll(List.of(
                    "--mount-proc=" + root.resolve("proc"),
                    "sh",
                    "-euc",
                    "mount --rbind /dev \"$0/dev\" && exec chroot \"$0\" \"$@\"",
                    root.toString(),
                    Launcher.JAVA));
            command.addAll(arguments);
            Program.run(command, remedy);
        }
    }
}
