package dev.runproof.compiler;

import dev.runproof.compiler.site.Website;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the website is made of. Immutable.
 *
 * @param check what is wrong with it
 * @param website the website; empty if the configuration is of no use
 */
public record WebsiteReport(CheckReport check, Optional<Website> website) {

    /**
     * Writes the website with the theme on the class path.
     *
     * @param folder where; it is made if there is none
     * @return how many files were written; none if there is no website
     * @throws IOException if there is no theme, or a file cannot be written; the message says which
     */
    public int write(Path folder) throws IOException {
        WebsiteTheme theme = WebsiteTheme.required();
        return website.isPresent() ? theme.write(website.get(), folder) : 0;
    }
}
