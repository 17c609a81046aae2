package dev.runproof.runtime.notify;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ways to a person, as the environment of the process names them. Each variable has a twin that ends in {@code _FILE}
 * and names a file with the value, for secrets that are mounted.
 *
 * <ul>
 *   <li>{@code RUNPROOF_ALERTMANAGER_URL}: the URL of an Alertmanager, without {@code /api/v2/alerts}
 *   <li>{@code RUNPROOF_SLACK_WEBHOOK}: the URL of an incoming webhook
 *   <li>{@code RUNPROOF_PAGERDUTY_KEY}: the integration key of a service
 * </ul>
 *
 * <p>Immutable. What it holds is secret; its text is not.
 */
public final class Channels {

    private final List<Channel> all;

    private Channels(List<Channel> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the environment.
     *
     * @param environment the variables
     * @return the channels, perhaps none
     * @throws IllegalArgumentException if one is wrong; the message names the variable, and never its value
     */
    public static Channels of(Map<String, String> environment) {
        var channels = new ArrayList<Channel>();
        url(environment, "RUNPROOF_ALERTMANAGER_URL")
                .map(AlertmanagerChannel::new)
                .ifPresent(channels::add);
        url(environment, "RUNPROOF_SLACK_WEBHOOK").map(SlackChannel::new).ifPresent(channels::add);
        value(environment, "RUNPROOF_PAGERDUTY_KEY")
                .map(key -> new PagerDutyChannel(PagerDutyChannel.ADDRESS, key))
                .ifPresent(channels::add);
        return new Channels(channels);
    }

    List<Channel> all() {
        return all;
    }

    private static Optional<URI> url(Map<String, String> environment, String variable) {
        return value(environment, variable).map(parse(variable));
    }

    private static Function<String, URI> parse(String variable) {
        return text -> {
            try {
                var uri = new URI(text);
                if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // The message would quote it.
            }
            throw new IllegalArgumentException(variable + " is not an http or https URL");
        };
    }

    private static Optional<String> value(Map<String, String> environment, String variable) {
        String file = environment.getOrDefault(variable + "_FILE", "");
        String text = environment.getOrDefault(variable, "");
        if (!file.isEmpty()) {
            try {
                text = Files.readString(Path.of(file));
            } catch (IOException | InvalidPathException e) {
                throw new IllegalArgumentException("the file that " + variable + "_FILE names cannot be read", e);
            }
        }
        return Optional.of(text.strip()).filter(value -> !value.isEmpty());
    }

    /** Which there are, without their addresses and keys. */
    @Override
    public String toString() {
        return all.isEmpty()
                ? "nobody"
                : String.join(", ", all.stream().map(Channel::name).toList());
    }
}
