package dev.runproof.runtime.notify;

import java.net.URI;
import java.util.Map;

/**
 * An incoming webhook of Slack, or of what understands the same. The three characters that begin its markup are escaped,
 * so that a label cannot mention a channel or disguise a link; backticks cannot end the block of commands.
 */
final class SlackChannel extends Channel {

    SlackChannel(URI webhook) {
        super("Slack", webhook);
    }

    @Override
    byte[] body(Page page) {
        var text = new StringBuilder(escaped(page.summary()));
        text.append("\ncontainment ").append(escaped(page.subject().containment()));
        text.append(" of runbook ").append(escaped(page.subject().runbook()));
        text.append(", for ").append(escaped(String.join(", ", page.subject().incidents())));
        page.left().forEach(sentence -> text.append("\nleft: ").append(escaped(sentence)));
        if (!page.commands().isEmpty()) {
            text.append("\n```");
            page.commands()
                    .forEach(
                            command -> text.append('\n').append(escaped(command).replace('`', '\'')));
            text.append("\n```");
        }
        return utf8(Map.of("text", text.toString()));
    }

    private static String escaped(String text) {
        return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
