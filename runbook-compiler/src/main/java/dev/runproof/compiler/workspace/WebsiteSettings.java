package dev.runproof.compiler.workspace;

import java.util.Optional;

/**
 * How the website is made.
 *
 * @param title what it is called
 * @param edit the address at which a page is edited, with {@code {path}} for its file in the repository; empty for none
 */
public record WebsiteSettings(String title, Optional<String> edit) {

    static final String TITLE = "Runbooks";

    /** Where nothing is configured. */
    public static final WebsiteSettings DEFAULT = new WebsiteSettings(TITLE, Optional.empty());

    /** The address at which a file of the repository is edited. */
    public Optional<String> editAddress(String path) {
        return edit.map(address -> address.replace("{path}", path));
    }
}
