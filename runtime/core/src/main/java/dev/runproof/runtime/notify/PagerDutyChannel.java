package dev.runproof.runtime.notify;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.TreeMap;

/** PagerDuty, version 2 of its Events API. */
final class PagerDutyChannel extends Channel {

    static final URI ADDRESS = URI.create("https://events.pagerduty.com/v2/enqueue");

    private static final int LONGEST_SUMMARY = 1000;
    private static final int LONGEST_KEY = 255;

    private final String routingKey;

    PagerDutyChannel(URI address, String routingKey) {
        super("PagerDuty", address);
        this.routingKey = routingKey;
    }

    @Override
    byte[] body(Page page) {
        var details = new TreeMap<String, Object>(about(page));
        details.put("incidents", incidents(page));
        details.put("left", page.left().stream().map(Channel::plain).toList());
        details.put("commands", page.commands().stream().map(Channel::plain).toList());
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", plain(page.summary(), LONGEST_SUMMARY));
        payload.put("source", plain(page.subject().target()));
        payload.put("severity", page.severity().name().toLowerCase(Locale.ROOT));
        payload.put("timestamp", page.at().toString());
        payload.put("class", page.what());
        payload.put("component", plain(page.subject().runbook()));
        payload.put("custom_details", details);
        var event = new LinkedHashMap<String, Object>();
        event.put("routing_key", routingKey);
        event.put("event_action", "trigger");
        event.put("dedup_key", plain(page.dedupKey(), LONGEST_KEY));
        event.put("payload", payload);
        return utf8(event);
    }
}
