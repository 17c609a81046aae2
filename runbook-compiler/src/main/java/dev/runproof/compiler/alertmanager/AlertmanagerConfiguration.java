package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration of Alertmanager, as far as it decides whether who is told gets the link.
 *
 * @param file the file
 * @param route the root of the routing tree; empty if it could not be read
 * @param receivers the receivers
 */
public record AlertmanagerConfiguration(SourceFile file, Optional<Route> route, List<Receiver> receivers) {

    /** Takes the list as it is now. */
    public AlertmanagerConfiguration {
        receivers = List.copyOf(receivers);
    }

    /** All routes. */
    public List<Route> routes() {
        return route.stream().flatMap(Route::all).toList();
    }

    /** The routes at which alerts can stay, by the name of their receiver. */
    public Map<String, List<Route>> routesByReceiver() {
        Map<String, List<Route>> byReceiver = new HashMap<>();
        for (Route each : routes()) {
            if (each.keepsAlerts()) {
                byReceiver
                        .computeIfAbsent(each.receiver().value(), name -> new ArrayList<>())
                        .add(each);
            }
        }
        return byReceiver;
    }

    /** The integrations of the receivers to which routes lead. */
    public List<Integration> usedIntegrations() {
        Collection<String> used = routesByReceiver().keySet();
        return receivers.stream()
                .filter(receiver -> used.contains(receiver.name().value()))
                .flatMap(receiver -> receiver.integrations().stream())
                .toList();
    }
}
