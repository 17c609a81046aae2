package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Certainty;
import dev.runproof.compiler.alertmanager.Integration;
import dev.runproof.compiler.alertmanager.Message;
import dev.runproof.compiler.alertmanager.Receiver;
import dev.runproof.compiler.alertmanager.Route;
import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A message whose only link is the one that its alerts have in common: two alerts with different links have none. An error where
 * the alerts that were read show it, a warning where they may.
 */
final class CommonAnnotationLink implements Check {

    private static final Rule RULE = Rule.error("common-annotation-link");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        List<Alert> alerts = library.links().stream()
                .map(AlertLink::alert)
                .filter(alert -> alert.kind() == Alert.Kind.PROMETHEUS)
                .toList();
        for (AlertmanagerConfiguration configuration : library.alertmanager()) {
            boolean concerned = configuration.usedIntegrations().stream()
                    .anyMatch(integration -> takesWhatIsCommon(integration.message()));
            if (concerned) {
                IdentityHashMap<Route, List<Reached>> reached =
                        alerts.isEmpty() ? new IdentityHashMap<>() : Reached.routes(configuration, alerts);
                UsedReceivers.of(
                        configuration,
                        (receiver, routes) -> receiver.integrations().stream()
                                .filter(integration -> takesWhatIsCommon(integration.message()))
                                .forEach(integration -> places(integration, library)
                                        .forEach(place -> new Place(
                                                        place, receiver, library.linkNames(), alerts.isEmpty())
                                                .check(routes, reached, findings))));
            }
        }
    }

    private static boolean takesWhatIsCommon(Message message) {
        return !message.broken() && message.each() != Certainty.YES && message.common() != Certainty.NO;
    }

    /** Where links are asked for by name; where only all common annotations are, the integration itself. */
    private static List<Located<String>> places(Integration integration, Library library) {
        List<Located<String>> places = integration.message().commonLinks();
        return places.isEmpty() ? List.of(new Located<>(library.linkNames().get(0), integration.span())) : places;
    }

    /** One place at which a message asks for a link in common. */
    private record Place(Located<String> link, Receiver receiver, List<String> linkNames, boolean noAlerts) {

        void check(List<Route> routes, IdentityHashMap<Route, List<Reached>> reached, Findings findings) {
            for (Route route : routes) {
                Optional<String> problem = noAlerts
                        ? Optional.of("two alerts with different links")
                                .filter(text -> !route.grouping().has("alertname"))
                        : Optional.empty();
                Severity severity = Severity.WARNING;
                Optional<LinksInGroup.Conflict> conflict = new LinksInGroup(route.grouping(), link.value())
                        .conflict(reached.getOrDefault(route, List.of()));
                if (conflict.isPresent()) {
                    severity = conflict.get().certain() ? Severity.ERROR : Severity.WARNING;
                    problem = conflict.map(Place::name);
                }
                if (problem.isPresent()) {
                    findings.add(new Finding(
                            RULE,
                            severity,
                            link.span(),
                            "receiver " + receiver.name().value() + " gets no " + link.value() + " when "
                                    + problem.get() + " come together: they have none in common",
                            "write {{ range .Alerts }}{{ .Annotations." + link.value()
                                    + " }} {{ end }}, or group by what their links differ in (the route: "
                                    + route.receiver().span() + ")"));
                    return;
                }
            }
        }

        private static String name(LinksInGroup.Conflict conflict) {
            String first = conflict.first().alert().name().value();
            String second = conflict.second().alert().name().value();
            return first.equals(second) ? "two alerts " + first : first + " and " + second;
        }
    }
}
