package dev.runproof.compiler;

import dev.runproof.compiler.report.Report;
import dev.runproof.compiler.site.Website;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes files of a website. The compiler knows none: one is found among the services of the class path. */
public interface WebsiteTheme {

    /**
     * The theme on the class path.
     *
     * @return it; empty if there is none
     */
    static Optional<WebsiteTheme> find() {
        return ServiceLoader.load(WebsiteTheme.class, WebsiteTheme.class.getClassLoader())
                .findFirst();
    }

    /**
     * The theme on the class path.
     *
     * @throws IOException if there is none
     */
    static WebsiteTheme required() throws IOException {
        return find().orElseThrow(() ->
                new IOException("there is no theme for the website: put the jar runproof-site on the class path"));
    }

    /**
     * Writes the website. What an earlier call wrote and this one does not is removed; anything else is left alone.
     *
     * @param website what it shows
     * @param folder where; it is made if there is none
     * @return how many files were written
     * @throws IOException if a file cannot be written, or the folder is not empty and was not written by this; the message
     *     says which
     */
    int write(Website website, Path folder) throws IOException;

    /**
     * Writes the pages of a report, with a page for who leads each exercise. What an earlier call wrote and this one does not is removed;
     * anything else is left alone.
     *
     * @param report what it shows
     * @param folder where; it is made if there is none
     * @return how many files were written
     * @throws IOException if a file cannot be written, or the folder is not empty and was not written by this; the message
     *     says which
     */
    int write(Report report, Path folder) throws IOException;

    /**
     * Serves the website on this machine alone, and makes it anew when a file has changed that it is made of.
     *
     * @param source makes it; it is called by one thread at a time
     * @param root the folder that names of files are relative to
     * @param port the port; 0 for any that is free
     * @return the server, which runs until it is closed
     * @throws IOException if the port is taken
     */
    Server serve(Source source, Path root, int port) throws IOException;

    /** Makes a website of the files as they are now. */
    @FunctionalInterface
    interface Source {

        /** Makes it. */
        WebsiteReport make();
    }

    /** A server that runs. Thread-safe. */
    interface Server extends AutoCloseable {

        /** The address of the first page. */
        String address();

        /** Ends it. */
        @Override
        void close();
    }
}
