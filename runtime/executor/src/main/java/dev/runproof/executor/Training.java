package dev.runproof.executor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Does what a run does, as far as it goes without a cluster, so that the JVM can keep the classes that this takes for later
 * starts ({@code -XX:ArchiveClassesAtExit}). Prints nothing, and talks to nobody: the one address that it tries is that of this
 * machine itself, where nothing listens on the port for nothing.
 */
public final class Training {

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            current-context: none
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
            contexts: [{name: none, context: {cluster: none, user: none}}]
            users: [{name: none, user: {token: none}}]
            """;

    private Training() {}

    /**
     * Trains.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Main.quieten();
        var nowhere = new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var surroundings = Main.surroundings(new Console(nowhere, nowhere, false), Map.of());
        Main.run(surroundings, "demo");
        Main.run(surroundings, "run", "--help");
        try {
            Path kubeconfig = Files.createTempFile("training", ".yaml");
            try {
                Files.writeString(kubeconfig, KUBECONFIG);
                Main.run(surroundings, "list", "--kubeconfig", kubeconfig.toString());
            } finally {
                Files.delete(kubeconfig);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
