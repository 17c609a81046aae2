package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.LinkReader;
import dev.runproof.compiler.resolve.ReadLink;
import dev.runproof.compiler.resolve.Resolution;
import java.util.List;
import java.util.Optional;

/**
 * An alert and its way to a runbook.
 *
 * @param alert the alert
 * @param annotation the annotation that holds its link, or else the one to which a link belongs
 * @param link its link as it is written; empty if it has none, as rules of Falco never do
 * @param reading what is known of the link; empty if it has none
 * @param resolution where the link leads in short, or the runbook that lists a rule of Falco; empty if there is neither
 */
public record AlertLink(
        Alert alert,
        String annotation,
        Optional<Located<String>> link,
        Optional<ReadLink> reading,
        Optional<Resolution> resolution) {

    static AlertLink of(Alert alert, List<String> names, LinkReader reader) {
        String annotation = names.stream()
                .filter(name -> !written(alert, name).isBlank())
                .findFirst()
                .or(() ->
                        names.stream().filter(alert.annotations()::containsKey).findFirst())
                .orElse(names.get(0));
        Optional<Located<String>> link = Optional.ofNullable(alert.annotations().get(annotation))
                .filter(text -> !text.value().isBlank());
        Optional<ReadLink> reading = link.map(text -> reader.read(alert, text.value()));
        return new AlertLink(alert, annotation, link, reading, reading.map(ReadLink::resolution));
    }

    /** The way of a rule of Falco, which has no annotations: a runbook lists it. */
    static AlertLink listed(Alert alert, Optional<Runbook> runbook) {
        return new AlertLink(
                alert,
                "",
                Optional.empty(),
                Optional.empty(),
                runbook.map(listing -> new Resolution.Page(listing, Optional.empty())));
    }

    /** The runbooks to which it leads; several if its link depends on the values of labels. */
    public List<Runbook> pages() {
        return reading.map(ReadLink::pages)
                .orElseGet(() ->
                        resolution.orElse(null) instanceof Resolution.Page page ? List.of(page.runbook()) : List.of());
    }

    /** The places to which its link leads. */
    List<ReadLink.Destination> destinations() {
        return reading.map(ReadLink::destinations).orElse(List.of());
    }

    private static String written(Alert alert, String name) {
        return Optional.ofNullable(alert.annotations().get(name))
                .map(Located::value)
                .orElse("");
    }
}
