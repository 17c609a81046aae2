package dev.runproof.image;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** A Java runtime with the modules that jars need, out of the JDK that this runs on. */
final class JavaRuntime {

    /**
     * Named by libraries for what nobody here does: Jackson, picocli and SnakeYAML look for them by reflection, or use them only
     * for values of theirs. They would make the runtime half as large again.
     */
    private static final Set<String> OPTIONAL = Set.of("java.desktop", "java.sql");

    private static final Pattern MODULE = Pattern.compile("(java|jdk)(\\.[a-z0-9]+)+");

    /** Found as a service, and by no analysis: without it there are no elliptic curves, and so no TLS with most servers. */
    private static final String CURVES = "jdk.crypto.ec";

    /** From this version on a JDK can be made without them (JEP 493). */
    private static final int LINKS_WITHOUT_JMODS = 24;

    private JavaRuntime() {}

    /**
     * Finds out which modules are needed.
     *
     * @param jars what is to run
     * @param more modules that are needed besides
     */
    static Set<String> modules(List<Path> jars, List<String> more) {
        var arguments = new ArrayList<>(List.of(
                "--list-deps",
                "--ignore-missing-deps",
                "--multi-release",
                Integer.toString(Runtime.version().feature())));
        jars.forEach(jar -> arguments.add(jar.toString()));
        // One a line, or one package of one, such as java.base/sun.security.util; among them "not found".
        var modules = new TreeSet<>(tool("jdeps", arguments)
                .lines()
                .map(line -> line.strip().replaceFirst("/.*", ""))
                .filter(MODULE.asMatchPredicate())
                .toList());
        modules.removeAll(OPTIONAL);
        modules.add(CURVES);
        modules.addAll(more);
        return modules;
    }

    /**
     * Links a runtime.
     *
     * @param modules what it has
     * @param folder where it is made; does not exist yet
     */
    static void link(Set<String> modules, Path folder) {
        var arguments = new ArrayList<>(List.of(
                "--add-modules",
                String.join(",", modules),
                "--vm=server",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.toString()));
        Path jmods = Path.of(System.getProperty("java.home"), "jmods");
        if (Files.isDirectory(jmods)) {
            arguments.addAll(List.of("--module-path", jmods.toString()));
        } else if (Runtime.version().feature() < LINKS_WITHOUT_JMODS) {
            throw new ImageException("there is no " + jmods
                    + ": make images with a JDK that has them, such as Debian's openjdk-17-jdk-headless");
        }
        tool("jlink", arguments);
    }

    private static String tool(String name, List<String> arguments) {
        var tool = ToolProvider.findFirst(name)
                .orElseThrow(() -> new ImageException("this Java has no " + name + ": make images with a JDK"));
        var output = new StringWriter();
        var writer = new PrintWriter(output);
        if (tool.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
            throw new ImageException(name + " failed: " + output.toString().strip());
        }
        return output.toString();
    }
}
