package dev.runproof.runtime.notify;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Alertmanager, version 2 of its API: one alert, which ends by itself after a day. Its labels are the dedup key. */
final class AlertmanagerChannel extends Channel {

    private static final Duration FIRING = Duration.ofDays(1);

    AlertmanagerChannel(URI base) {
        super("Alertmanager", URI.create(base.toString().replaceAll("/+$", "") + "/api/v2/alerts"));
    }

    @Override
    byte[] body(Page page) {
        var labels = new TreeMap<String, Object>(about(page));
        labels.put("alertname", "RunproofContainment");
        labels.put("outcome", page.what());
        labels.put("severity", page.severity().name().toLowerCase(Locale.ROOT));
        var annotations = new TreeMap<String, Object>();
        annotations.put("summary", plain(page.summary()));
        annotations.put("incidents", incidents(page));
        annotations.put("left", plain(String.join(" ; ", page.left())));
        annotations.put("commands", plain(String.join(" ; ", page.commands())));
        var alert = new LinkedHashMap<String, Object>();
        alert.put("labels", labels);
        alert.put("annotations", annotations);
        alert.put("startsAt", page.at().toString());
        alert.put("endsAt", page.at().plus(FIRING).toString());
        return utf8(List.of(alert));
    }
}
