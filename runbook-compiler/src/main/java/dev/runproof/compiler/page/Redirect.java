package dev.runproof.compiler.page;

import dev.runproof.compiler.model.Located;
import java.util.Optional;

/**
 * An old name of a page, and the page that is now for it.
 *
 * @param from the slug or path under which there is no page any more
 * @param to the slug or path of the page, perhaps with {@code #} and an anchor
 */
public record Redirect(Located<String> from, Located<String> to) {

    /** The slug or path that it leads to. */
    public String page() {
        int fragment = to.value().indexOf('#');
        return fragment < 0 ? to.value() : to.value().substring(0, fragment);
    }

    /** The anchor on the page that it leads to. */
    public Optional<String> anchor() {
        int fragment = to.value().indexOf('#');
        return fragment < 0 ? Optional.empty() : Optional.of(to.value().substring(fragment + 1));
    }
}
