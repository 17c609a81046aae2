package dev.runproof.compiler.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What reports say about who wrote them. */
public final class Product {

    static final String NAME = "Runproof";
    /** Where schemas have their ids. */
    public static final String ADDRESS = "https://runproof.dev/";

    private Product() {}

    /** The version, as the build wrote it. */
    public static String version() {
        return resource("version.txt").strip();
    }

    /** How it names itself to servers: with its version, and an address for who wonders what it is. */
    public static String agent() {
        return NAME + "/" + version() + " (link check; +" + ADDRESS + ")";
    }

    /** The page that explains a finding, as Markdown. */
    public static String page(String id) {
        return resource("finding/" + id + ".md");
    }

    /**
     * The text of a resource of ours.
     *
     * @param name its path below {@code META-INF/runproof}
     */
    static String resource(String name) {
        try (InputStream in = Product.class.getResourceAsStream("/META-INF/runproof/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
