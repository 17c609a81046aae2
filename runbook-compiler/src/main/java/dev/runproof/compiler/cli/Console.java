package dev.runproof.compiler.cli;

import dev.runproof.compiler.output.ReportFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where the command line reads and writes, in UTF-8 whatever the locale.
 *
 * @param in what is piped into it
 * @param out for what was asked for
 * @param err for what is wrong with the asking
 * @param terminal whether {@code out} is a terminal
 * @param environment the variables of the process
 */
record Console(InputStream in, OutputStream out, OutputStream err, boolean terminal, Map<String, String> environment) {

    /** Whether colours are wanted where nobody said so: <a href="https://no-color.org/">NO_COLOR</a>. */
    boolean wantsColour() {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /**
     * Prints what was asked for. That a reader such as {@code head} has gone is no mistake: it has seen what it wanted.
     *
     * @throws IOException if it cannot be written
     */
    void print(String text) throws IOException {
        print(to -> to.write(text));
    }

    /**
     * Prints what was asked for, piece by piece, as {@link #print(String)} does.
     *
     * @throws IOException if it cannot be written
     */
    void print(ReportFile.Text text) throws IOException {
        try {
            var to = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.writeTo(to);
            to.flush();
        } catch (IOException e) {
            if (!"Broken pipe".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    /** Prints what went wrong, as far as that is possible. */
    void error(String text) {
        note("runproof: " + text + "\n");
    }

    /** Prints what is not part of what was asked for, as far as that is possible. */
    void note(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // Nobody is left to be told; the exit code still says it.
        }
    }
}
