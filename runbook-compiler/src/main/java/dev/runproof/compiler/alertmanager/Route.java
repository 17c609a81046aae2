package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node of the tree that decides where an alert goes.
 *
 * @param receiver the name of its receiver, its own or that of the route above it, where it is written
 * @param ownReceiver whether it names the receiver itself
 * @param grouping which alerts are told together, likewise its own or that of the route above it
 * @param matchers what an alert has to have to come here
 * @param continues whether an alert that came here goes on to the routes behind it
 * @param routes the routes below it
 */
public record Route(
        Located<String> receiver,
        boolean ownReceiver,
        Grouping grouping,
        List<Matcher> matchers,
        boolean continues,
        List<Route> routes) {

    /** Takes the lists as they are now. */
    public Route {
        matchers = List.copyOf(matchers);
        routes = List.copyOf(routes);
    }

    /** It and all below it. */
    public Stream<Route> all() {
        return Stream.concat(Stream.of(this), routes.stream().flatMap(Route::all));
    }

    /** Whether an alert that comes to the route above it comes here, as far as the rule that raises it says. */
    public Certainty matches(Alert alert) {
        Certainty all = Certainty.YES;
        for (Matcher matcher : matchers) {
            Certainty matches = matcher.matches(alert);
            if (matches == Certainty.NO) {
                return Certainty.NO;
            }
            all = all == Certainty.YES ? matches : all;
        }
        return all;
    }

    /** Whether an alert that comes here can stay here: not if a route below it takes all. */
    public boolean keepsAlerts() {
        return routes.stream().noneMatch(route -> route.matchers.isEmpty());
    }
}
