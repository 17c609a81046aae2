package dev.runproof.compiler.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * Does in one process what the commands do that people wait for, so that the JVM can keep an archive of the classes that they
 * load. Called by {@code bin/runproof} in a small repository, before its first run.
 */
final class Training {

    private Training() {}

    /**
     * Checks, and writes the website.
     *
     * @param args the folder for the website
     */
    public static void main(String[] args) {
        var console = new Console(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                false,
                Map.of());
        var unused = List.of(
                Main.run(
                        console, List.of("check", "--colour", "always", "--json", "/dev/null", "--sarif", "/dev/null")),
                Main.run(console, List.of("site", "--to", args[0])));
    }
}
