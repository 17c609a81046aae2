package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A link that leads to one of several pages by a label that may be missing; without it, it leads nowhere. */
final class UncertainLabel implements Check {

    private static final Rule RULE = Rule.warning("uncertain-label").ofAlerts();
    /** An action of a template, or the beginning of the query. */
    private static final Pattern ACTION_OR_QUERY = Pattern.compile("\\{\\{[^}]*+}}|\\?");

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
                library.labelsByAlert()
                        .of(link.alert())
                        .filter(KnownLabels::isRead)
                        .ifPresent(labels -> run(link, labels, findings));
            }
        }
    }

    private static void run(AlertLink link, KnownLabels labels, Findings findings) {
        Alert alert = link.alert();
        Located<String> written = link.link().orElseThrow();
        int query = query(written.value());
        for (UsedLabel used : UsedLabel.of(written)) {
            boolean setByRule = alert.labels().containsKey(used.name());
            if (!setByRule && used.start() < query && labels.ofSeries(used.name()) instanceof Possible) {
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

    /** Where the query begins, which does not decide which page is shown. */
    private static int query(String link) {
        Matcher matcher = ACTION_OR_QUERY.matcher(link);
        while (matcher.find()) {
            if (matcher.group().equals("?")) {
                return matcher.start();
            }
        }
        return link.length();
    }
}
