package dev.runproof.runtime.notify;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A way to a person.
 *
 * <p>Its address may be a secret (that of a Slack webhook is), and so may be what is in its body (PagerDuty's key): neither
 * is ever part of a text that is shown or logged.
 */
abstract sealed class Channel permits AlertmanagerChannel, PagerDutyChannel, SlackChannel {

    private static final int LONGEST_TEXT = 2000;

    private final String name;
    private final URI address;

    Channel(String name, URI address) {
        this.name = name;
        this.address = address;
    }

    /** What may be shown of it. */
    final String name() {
        return name;
    }

    final URI address() {
        return address;
    }

    /** The JSON that is posted. */
    abstract byte[] body(Page page);

    /** A text from outside without what cannot be seen, and not too long. */
    static String plain(String text) {
        return plain(text, LONGEST_TEXT);
    }

    static String plain(String text, int length) {
        var plain = new StringBuilder();
        text.codePoints()
                .limit(length)
                .map(point -> switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> ' ';
                    default -> point;
                })
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    static byte[] utf8(Object tree) {
        return JsonText.of(tree).getBytes(StandardCharsets.UTF_8);
    }

    /** What every channel says about the containment. */
    static Map<String, String> about(Page page) {
        var subject = page.subject();
        return Map.of(
                "containment", plain(subject.containment()),
                "target", plain(subject.target()),
                "transaction", plain(subject.transaction()),
                "runbook", plain(subject.runbook()));
    }

    static String incidents(Page page) {
        return plain(String.join(", ", page.subject().incidents()));
    }
}
