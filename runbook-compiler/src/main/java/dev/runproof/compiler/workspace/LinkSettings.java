package dev.runproof.compiler.workspace;

import java.time.Duration;
import java.util.List;

/**
 * How the web is asked whether addresses lead anywhere.
 *
 * @param atOnce requests at once
 * @param perHost of these, requests to one host
 * @param interval the time between the beginnings of two requests to one host
 * @param timeout how long a request may take in all
 * @param tries how often something is tried that may work a little later
 * @param ignore addresses that are not asked for; {@code *} stands for any characters
 * @param privateHosts hosts with private addresses that may be asked all the same, likewise
 * @param graceDays for how many days a dead link is a warning
 * @param rememberedDays for how many days a link that was fine is not asked for again
 */
public record LinkSettings(
        int atOnce,
        int perHost,
        Duration interval,
        Duration timeout,
        int tries,
        List<String> ignore,
        List<String> privateHosts,
        int graceDays,
        int rememberedDays) {

    /** Those of a configuration that says nothing of it. */
    public static final LinkSettings DEFAULT =
            new LinkSettings(32, 2, Duration.ofMillis(100), Duration.ofSeconds(20), 3, List.of(), List.of(), 7, 1);

    /** Takes the lists as they are now. */
    public LinkSettings {
        ignore = List.copyOf(ignore);
        privateHosts = List.copyOf(privateHosts);
    }
}
