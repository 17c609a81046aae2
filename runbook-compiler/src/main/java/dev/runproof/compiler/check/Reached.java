package dev.runproof.compiler.check;

import dev.runproof.compiler.alertmanager.AlertmanagerConfiguration;
import dev.runproof.compiler.alertmanager.Certainty;
import dev.runproof.compiler.alertmanager.Route;
import dev.runproof.compiler.model.Alert;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Which alerts come to stay at which route, by the labels that rules set. Labels that come with the series are not known here.
 *
 * @param alert the alert
 * @param certain whether it surely does; else it may
 */
record Reached(Alert alert, boolean certain) {

    /** The alerts of each route, by identity. */
    static IdentityHashMap<Route, List<Reached>> routes(AlertmanagerConfiguration configuration, List<Alert> alerts) {
        IdentityHashMap<Route, List<Reached>> reached = new IdentityHashMap<>();
        configuration.route().ifPresent(root -> alerts.forEach(alert -> walk(root, alert, true, reached)));
        return reached;
    }

    /** As Alertmanager does: an alert stays at a route if none of those below it takes it. */
    private static void walk(Route route, Alert alert, boolean certain, IdentityHashMap<Route, List<Reached>> reached) {
        boolean comesToNext = certain;
        boolean staysSurely = certain;
        boolean stays = true;
        for (Route below : route.routes()) {
            Certainty matches = below.matches(alert);
            if (matches == Certainty.NO) {
                continue;
            }
            boolean surely = matches == Certainty.YES;
            walk(below, alert, comesToNext && surely, reached);
            stays &= !surely;
            staysSurely &= surely;
            if (!below.continues()) {
                if (surely) {
                    break;
                }
                comesToNext = false;
            }
        }
        if (stays) {
            reached.computeIfAbsent(route, key -> new ArrayList<>()).add(new Reached(alert, staysSurely));
        }
    }
}
