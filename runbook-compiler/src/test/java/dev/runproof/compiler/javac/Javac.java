package dev.runproof.compiler.javac;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The javac of this JDK, with the warnings of our build as errors and the runtime's sources beside the given ones. */
public final class Javac {

    private static final Path RUNTIME = Path.of("../runtime/core/src/main/java");
    private static final List<String> OPTIONS = List.of(
            "--release",
            "17",
            "-encoding",
            "US-ASCII",
            "-Werror",
            "-Xlint:all,-processing,-serial,-classfile",
            "-Xdoclint:all,-missing",
            "-implicit:class");

    private final Path output;
    private final Optional<Processor> processor;

    private Javac(Path output, Optional<Processor> processor) {
        this.output = output;
        this.processor = processor;
    }

    /** Without annotation processing. */
    public static Javac into(Path output) {
        return new Javac(output, Optional.empty());
    }

    /** With an annotation processor. */
    public static Javac into(Path output, Processor processor) {
        return new Javac(output, Optional.of(processor));
    }

    /**
     * Compiles.
     *
     * @param sources texts by their path, such as {@code shop/Cart.java}
     * @return what javac said, as {@code shop/Cart.java:3:8: message} in English; empty if it is content
     */
    public List<String> compile(Map<String, String> sources) {
        if (!Files.isDirectory(RUNTIME)) {
            throw new IllegalStateException("the runtime's sources are not in " + RUNTIME.toAbsolutePath());
        }
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-sourcepath", RUNTIME.toString(), "-d", output.toString()));
        options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        processor.ifPresentOrElse(present -> {}, () -> options.add("-proc:none"));
        try (var files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            var units = sources.entrySet().stream()
                    .map(source -> new Unit(source.getKey(), source.getValue()))
                    .toList();
            var task = compiler.getTask(null, files, diagnostics, options, null, units);
            task.setLocale(Locale.ROOT);
            processor.ifPresent(present -> task.setProcessors(List.of(present)));
            boolean compiled = task.call();
            List<String> said =
                    diagnostics.getDiagnostics().stream().map(Javac::line).toList();
            if (compiled != said.isEmpty()) {
                throw new IllegalStateException("javac " + (compiled ? "warned: " : "failed: ") + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
        String message = diagnostic.getMessage(Locale.ROOT);
        return diagnostic.getSource() instanceof Unit unit
                ? unit.path + ":" + diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber() + ": " + message
                : message;
    }

    private static final class Unit extends SimpleJavaFileObject {

        private final String path;
        private final String text;

        Unit(String path, String text) {
            super(URI.create("text:///" + path), Kind.SOURCE);
            this.path = path;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
