package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Receiver;
import dev.runproof.compiler.alertmanager.Route;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Walks through the receivers that routes lead to. */
final class UsedReceivers {

    private UsedReceivers() {}

    /** Hands over each such receiver of all configurations, with the routes at which alerts can stay. */
    static void of(Library library, BiConsumer<Receiver, List<Route>> each) {
        library.alertmanager().forEach(configuration -> of(configuration, each));
    }

    static void of(AlertmanagerConfiguration configuration, BiConsumer<Receiver, List<Route>> each) {
        Map<String, List<Route>> routes = configuration.routesByReceiver();
        for (Receiver receiver : configuration.receivers()) {
            List<Route> leading = routes.getOrDefault(receiver.name().value(), List.of());
            if (!leading.isEmpty()) {
                each.accept(receiver, leading);
            }
        }
    }
}
