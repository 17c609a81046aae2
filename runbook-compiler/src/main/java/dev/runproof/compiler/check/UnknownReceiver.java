package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Route;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import java.util.Set;
import java.util.stream.Collectors;

/** A route to a receiver that is not there: Alertmanager refuses the whole configuration. */
final class UnknownReceiver implements Check {

    private static final Rule RULE = Rule.error("unknown-receiver");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertmanagerConfiguration configuration : library.alertmanager()) {
            Set<String> names = configuration.receivers().stream()
                    .map(receiver -> receiver.name().value())
                    .collect(Collectors.toSet());
            for (Route route : configuration.routes()) {
                String name = route.receiver().value();
                if (route.ownReceiver() && !names.contains(name)) {
                    findings.add(
                            RULE,
                            route.receiver().span(),
                            "there is no receiver " + name,
                            Suggestion.nearest(name, names)
                                    .map(near -> "did you mean " + near + "?")
                                    .orElse("add it to receivers:"));
                }
            }
        }
    }
}
