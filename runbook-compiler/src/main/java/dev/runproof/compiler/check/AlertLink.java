package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.LinkResolver;
import dev.runproof.compiler.resolve.Resolution;
import java.util.List;
import java.util.Optional;

/**
 * An alert and its way to a runbook.
 *
 * @param alert the alert
 * @param annotation the annotation that holds its link, or else the one to which a link belongs
 * @param link its link as it is written; empty if it has none, as rules of Falco never do
 * @param resolution where the link leads, or the runbook that lists a rule of Falco; empty if there is neither
 */
public record AlertLink(
        Alert alert, String annotation, Optional<Located<String>> link, Optional<Resolution> resolution) {

    static AlertLink of(Alert alert, List<String> names, LinkResolver resolver) {
        String annotation = names.stream()
                .filter(name -> !written(alert, name).isBlank())
                .findFirst()
                .or(() ->
                        names.stream().filter(alert.annotations()::containsKey).findFirst())
                .orElse(names.get(0));
        Optional<Located<String>> link = Optional.ofNullable(alert.annotations().get(annotation))
                .filter(text -> !text.value().isBlank());
        return new AlertLink(alert, annotation, link, link.map(text -> resolver.resolve(text.value())));
    }

    /** The way of a rule of Falco, which has no annotations: a runbook lists it. */
    static AlertLink listed(Alert alert, Optional<Runbook> runbook) {
        return new AlertLink(alert, "", Optional.empty(), runbook.map(Resolution.Page::new));
    }

    private static String written(Alert alert, String name) {
        return Optional.ofNullable(alert.annotations().get(name))
                .map(Located::value)
                .orElse("");
    }
}
