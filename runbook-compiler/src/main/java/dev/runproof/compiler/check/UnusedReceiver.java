package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Receiver;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import java.util.Set;
import java.util.stream.Collectors;

/** A receiver that no route leads to: whoever wrote it thinks that somebody is told. */
final class UnusedReceiver implements Check {

    private static final Rule RULE = Rule.warning("unused-receiver");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (AlertmanagerConfiguration configuration : library.alertmanager()) {
            Set<String> used = configuration.routes().stream()
                    .map(route -> route.receiver().value())
                    .collect(Collectors.toSet());
            for (Receiver receiver : configuration.receivers()) {
                String name = receiver.name().value();
                // Without a root nothing is known of routes.
                if (configuration.route().isPresent() && !used.contains(name)) {
                    findings.add(
                            RULE,
                            receiver.name().span(),
                            "no route leads to receiver " + name,
                            "add a route with receiver: " + name + ", or remove it");
                }
            }
        }
    }
}
