package dev.runproof.compiler.check;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Slug;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runbook is for an alert; of several the first, by file.
 *
 * @param listing the runbooks by the names of the alerts that they list
 * @param slugs the runbooks by their slugs
 */
record RunbooksByAlert(Map<String, Runbook> listing, Map<String, Runbook> slugs) {

    static RunbooksByAlert of(List<Runbook> runbooks) {
        Map<String, Runbook> listing = new HashMap<>();
        Map<String, Runbook> slugs = new HashMap<>();
        for (Runbook runbook : runbooks) {
            for (Located<String> alert : runbook.frontMatter().alerts()) {
                listing.putIfAbsent(alert.value(), runbook);
            }
            slugs.putIfAbsent(runbook.slug().value(), runbook);
        }
        return new RunbooksByAlert(listing, slugs);
    }

    /** The runbook that lists an alert. */
    Optional<Runbook> listing(String alert) {
        return Optional.ofNullable(listing.get(alert));
    }

    /** The runbook that is most probably meant for an alert: one that lists it, or else has its name. */
    Optional<Runbook> meantFor(String alert) {
        return listing(alert).or(() -> Optional.ofNullable(slugs.get(Slug.of(alert))));
    }
}
