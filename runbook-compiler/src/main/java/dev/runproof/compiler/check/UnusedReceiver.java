package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Receiver;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import java.util.List;
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
            // A route to a receiver that is not there is probably meant for this one, and is told by itself.
            boolean complete = configuration.route().isPresent()
                    && configuration.receivers().stream()
                            .map(receiver -> receiver.name().value())
                            .collect(Collectors.toSet())
                            .containsAll(used);
            for (Receiver receiver : complete ? configuration.receivers() : List.<Receiver>of()) {
                String name = receiver.name().value();
                if (!used.contains(name)) {
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
