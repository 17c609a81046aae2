package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Resolution;
import java.util.Optional;

/**
 * An alert and its way to a runbook.
 *
 * @param alert the alert
 * @param link its link as it is written; empty if it has none
 * @param resolution where the link leads; empty if it has none
 */
public record AlertLink(Alert alert, Optional<Located<String>> link, Optional<Resolution> resolution) {

    /** The annotation that holds the link, by the convention of Prometheus mixins. */
    static final String ANNOTATION = "runbook_url";

    static AlertLink of(Alert alert, LinkResolver resolver) {
        Optional<Located<String>> link = Optional.ofNullable(alert.annotations().get(ANNOTATION))
                .filter(annotation -> !annotation.value().isBlank());
        return new AlertLink(alert, link, link.map(annotation -> resolver.resolve(annotation.value())));
    }
}
