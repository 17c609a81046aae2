package dev.runproof.compiler;

import dev.runproof.compiler.javac.Javac;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Runs the compiler in a process of its own, in the folder that is its first argument, and prints what the JVM saw it do: {@code
 * process COMMAND}, {@code class NAME}, {@code write FILE}, {@code connect HOST}. With a second argument it does these things itself
 * instead, to show that the JVM sees them.
 */
final class Watched {

    /** What a class is called that only the folder of the pull request has. */
    static final String STRANGER = "evil.Evil";

    private static final List<String> EVENTS = List.of(
            "jdk.ProcessStart",
            "jdk.ClassLoad",
            "jdk.ClassDefine",
            "jdk.FileWrite",
            "jdk.SocketRead",
            "jdk.SocketWrite");

    private Watched() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path recorded = Path.of(args[1]);
        try (var recording = new Recording()) {
            for (String event : EVENTS) {
                recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
            }
            recording.start();
            if (args.length > 2) {
                misbehave(folder);
            } else {
                compile(folder);
            }
            recording.stop();
            recording.dump(recorded);
        }
        var seen = new TreeSet<String>();
        for (RecordedEvent event : RecordingFile.readAllEvents(recorded)) {
            seen.add(line(event));
        }
        seen.forEach(System.out::println);
    }

    private static void compile(Path folder) throws IOException {
        Path configuration = folder.resolve("runbook.yaml");
        var compiler = new RunbookCompiler(folder, List.of(folder.resolve("classes"), folder));
        CheckReport report = compiler.check(
                configuration, CheckOptions.asOf(LocalDate.of(2026, 11, 22)), InputStream.nullInputStream());
        System.out.println("summary " + report.summary());
        for (String text : List.of(report.text(true), report.sarif(), report.json())) {
            System.out.println("length " + text.length());
        }
        GenerateReport generated = compiler.generate(
                configuration, "books", folder.resolve("target/java"), folder.resolve("target/resources"));
        System.out.println("generated " + generated.summary());
        compiler.describe(folder.resolve("target/describe"));
    }

    private static void misbehave(Path folder) throws Exception {
        new ProcessBuilder("true").start().waitFor();
        try (var loader =
                new URLClassLoader(new URL[] {folder.resolve("classes").toUri().toURL()})) {
            Class.forName(STRANGER, false, loader);
        }
        Files.writeString(folder.resolve("outside.txt"), "here");
    }

    private static String line(RecordedEvent event) {
        String kind = event.getEventType().getName();
        return switch (kind) {
            case "jdk.ProcessStart" -> "process " + event.getString("command");
            case "jdk.ClassLoad" -> "class " + name(event.getClass("loadedClass"));
            case "jdk.ClassDefine" -> "class " + name(event.getClass("definedClass"));
            case "jdk.FileWrite" -> "write " + event.getString("path");
            default -> kind.toLowerCase(Locale.ROOT).replace("jdk.socket", "connect ");
        };
    }

    private static String name(RecordedClass type) {
        return Optional.ofNullable(type).map(RecordedClass::getName).orElse("?");
    }

    /** Compiles what a stranger brings along into a folder of classes; each of it leaves a file behind when it is loaded. */
    static void strangers(Path classes, Path mark) throws IOException {
        Files.createDirectories(classes);
        String body = """
                    static {
                        try {
                            java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), "was here");
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                """.formatted(mark.toString().replace("\\", "\\\\"));
        var problems = new ArrayList<>(
                Javac.into(classes)
                        .compile(
                                Map.of(
                                        "evil/Evil.java",
                                                "package evil;\n/** Evil. */\npublic final class Evil {\n" + body
                                                        + "\n/** Makes one. */ public Evil() {} }\n",
                                        "evil/EvilProcessor.java",
                                                "package evil;\n/** Evil. */\npublic final class EvilProcessor extends javax.annotation.processing.AbstractProcessor {\n"
                                                        + body
                                                        + "\n/** Makes one. */ public EvilProcessor() {}\n@Override public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement> a, javax.annotation.processing.RoundEnvironment r) { return false; } }\n")));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.toString());
        }
    }
}
