package dev.runproof.compiler.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs git in a checkout that strangers may have made. Its configuration can name programs, so nothing is asked of it for which git
 * would start one: it reads objects, gets no variable of ours, reads no configuration but that of the repository, and
 * connects to nobody.
 */
final class GitProgram {

    /** Longer than any repository needs; a git that waits for somebody must not keep a build for hours. */
    private static final long SECONDS = 300;

    private static final int LONGEST_REASON = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");

    private static final List<String> NO_OTHER_PROGRAM = List.of(
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.pager=cat",
            "-c",
            "diff.external=",
            "-c",
            "safe.bareRepository=explicit");

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_ATTR_NOSYSTEM", "1",
            "GIT_ALLOW_PROTOCOL", "none",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_NO_REPLACE_OBJECTS", "1",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C");

    private final Path program;
    private final Path top;
    private final Path work;

    /** What is done with what it prints. */
    @FunctionalInterface
    interface Output<T> {
        T read(InputStream out) throws IOException, GitException;
    }

    private GitProgram(Path program, Path top, Path work) {
        this.program = program;
        this.top = top;
        this.work = work;
    }

    /**
     * Finds it.
     *
     * @param path the variable PATH; of its folders only absolute ones count, for others are within the checkout
     * @param top the top of the checkout
     * @param work a folder of ours
     * @throws GitException if there is none
     */
    static GitProgram find(String path, Path top, Path work) throws GitException {
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String name : List.of("git", "git.exe")) {
                Optional<Path> program = absolute(folder)
                        .map(found -> found.resolve(name))
                        .filter(found -> Files.isRegularFile(found) && Files.isExecutable(found));
                if (program.isPresent()) {
                    return new GitProgram(program.get(), top, work);
                }
            }
        }
        throw new GitException("there is no git on this machine");
    }

    private static Optional<Path> absolute(String folder) {
        try {
            return Optional.of(Path.of(folder)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Runs a command that reads nothing.
     *
     * @throws GitException if it fails; the message says why in git's words
     */
    <T> T run(List<String> command, Output<T> output) throws IOException, GitException {
        return run(command, Files.write(work.resolve("in"), new byte[0]), output);
    }

    /** The same with a file as standard input. */
    <T> T run(List<String> command, Path in, Output<T> output) throws IOException, GitException {
        var words = new ArrayList<String>();
        words.add(program.toString());
        words.addAll(NO_OTHER_PROGRAM);
        words.addAll(command);
        Path err = work.resolve("err");
        var builder = new ProcessBuilder(words)
                .directory(top.toFile())
                .redirectInput(in.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Optional.ofNullable(top.getParent())
                .ifPresent(above -> builder.environment().put("GIT_CEILING_DIRECTORIES", above.toString()));
        Process process = builder.start();
        CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (InputStream out = process.getInputStream()) {
            T read = output.read(out);
            out.transferTo(OutputStream.nullOutputStream());
            if (process.waitFor() != 0) {
                throw new GitException(reason(command.get(0), err));
            }
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException("it was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String reason(String command, Path err) throws IOException {
        String said = UNPRINTABLE
                .matcher(new String(Files.readAllBytes(err), StandardCharsets.UTF_8))
                .replaceAll(" ")
                .strip();
        return said.isEmpty()
                ? "git " + command + " failed"
                : "git says: " + said.substring(0, Math.min(LONGEST_REASON, said.length()));
    }
}
