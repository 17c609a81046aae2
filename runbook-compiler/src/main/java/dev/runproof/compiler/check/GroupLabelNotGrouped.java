package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.GroupLabelUse;
import dev.runproof.compiler.alertmanager.Integration;
import dev.runproof.compiler.alertmanager.Receiver;
import dev.runproof.compiler.alertmanager.Route;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import java.util.List;

/** A message that shows a group label, on a route that does not group by it: there is nothing where it should stand. */
final class GroupLabelNotGrouped implements Check {

    private static final Rule RULE = Rule.error("group-label-not-grouped");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        UsedReceivers.of(library, (receiver, routes) -> {
            for (Integration integration : receiver.integrations()) {
                for (GroupLabelUse use : integration.message().groupLabels()) {
                    report(use, receiver, routes, findings);
                }
            }
        });
    }

    /** One finding for each place, by the first route that lacks the label. */
    private static void report(GroupLabelUse use, Receiver receiver, List<Route> routes, Findings findings) {
        routes.stream()
                .filter(route -> !route.grouping().has(use.label()))
                .findFirst()
                .ifPresent(route -> findings.add(
                        RULE,
                        use.span(),
                        ".GroupLabels." + use.label() + " is empty for receiver "
                                + receiver.name().value() + ": a route to it does not group by " + use.label(),
                        "write .CommonLabels." + use.label() + ", or add " + use.label() + " to group_by of the route ("
                                + route.receiver().span() + ")"));
    }
}
