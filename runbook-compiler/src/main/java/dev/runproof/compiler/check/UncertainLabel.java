package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.regex.Pattern;

/** A link that leads to one of several pages by a label that may be missing; without it, it leads nowhere. */
final class UncertainLabel implements Check {

    private static final Rule RULE = Rule.warning("uncertain-label").ofAlerts();
    private static final Pattern ACTION = Pattern.compile("\\{\\{[^}]*+}}");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertLink link : library.links()) {
            // Where it is not known which pages there are, that is told as such.
            if (!link.destinations().isEmpty()
                    && link.link().orElseThrow().value().contains("{{")) {
                KnownLabels.of(link.alert())
                        .filter(KnownLabels::isRead)
                        .ifPresent(labels -> run(link, labels, findings));
            }
        }
    }

    private static void run(AlertLink link, KnownLabels labels, Findings findings) {
        Alert alert = link.alert();
        Located<String> written = link.link().orElseThrow();
        for (UsedLabel used : UsedLabel.of(written)) {
            boolean setByRule = alert.labels().containsKey(used.name());
            if (!setByRule
                    && isBeforeQuery(used, written.value())
                    && labels.ofSeries(used.name()) instanceof Possible) {
                findings.add(Finding.of(
                                RULE,
                                used.span(),
                                "the link of alert " + alert.name().value() + " leads nowhere without the label "
                                        + used.name() + ", which may be missing",
                                "select only series that have it, with " + used.name() + "!=\"\"")
                        .about(AlertSeverity.of(alert))
                        .with(labels.whyUnsure(used.name())));
            }
        }
    }

    /** A query does not decide which page is shown. */
    private static boolean isBeforeQuery(UsedLabel used, String link) {
        return ACTION.matcher(link.substring(0, used.start())).replaceAll("").indexOf('?') < 0;
    }
}
