package dev.runproof.compiler.alertmanager;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of integration: what it shows to people, by {@code config/notifiers.go} of Alertmanager 0.28 and the notifiers. Colours,
 * icons, fallbacks for old clients, keys and addresses are left out: nobody reads a link there.
 *
 * @param key its key in a receiver
 * @param name what people call it
 * @param fields the fields whose texts are shown, with their defaults; what is nested in them counts too
 * @param parts the entries that a field of a mapping has besides those that are written, with their texts
 * @param unless the field whose texts are all that is sent if it is there; without it everything is sent
 * @param remedy the line to add, with the name of the annotation as {@code %s}
 */
record IntegrationType(
        String key,
        String name,
        List<Field> fields,
        Map<String, List<Field>> parts,
        Optional<String> unless,
        String remedy) {

    /**
     * A text that is shown.
     *
     * @param name its key
     * @param text its default; empty if it has none
     */
    record Field(String name, String text) {}

    private static final String EACH = "{{ range .Alerts }}{{ .Annotations.%s }} {{ end }}";

    private static final List<IntegrationType> ALL = List.of(
            type(
                    "discord",
                    "Discord",
                    "message",
                    field("content"),
                    titled("discord", "title"),
                    titled("discord", "message")),
            type("email", "e-mail", "html", titled("email", "html"), field("text"), field("headers")),
            everything("incidentio", "incident.io", Optional.empty()),
            type(
                    "jira",
                    "Jira",
                    "description",
                    titled("jira", "summary"),
                    titled("jira", "description"),
                    field("fields")),
            type(
                    "msteams",
                    "Microsoft Teams",
                    "text",
                    titled("msteams", "title"),
                    titled("msteams", "summary"),
                    titled("msteams", "text")),
            type("msteamsv2", "Microsoft Teams", "text", titled("msteamsv2", "title"), titled("msteamsv2", "text")),
            type(
                    "opsgenie",
                    "Opsgenie",
                    "description",
                    titled("opsgenie", "message"),
                    titled("opsgenie", "description"),
                    field("details"),
                    field("note")),
            new IntegrationType(
                    "pagerduty_configs",
                    "PagerDuty",
                    List.of(
                            titled("pagerduty", "description"),
                            new Field("client_url", template("pagerduty.default.clientURL")),
                            field("details"),
                            field("links"),
                            field("images")),
                    Map.of(
                            "details",
                            List.of(new Field(
                                    "firing", "{{ template \"pagerduty.default.instances\" .Alerts.Firing }}"))),
                    Optional.empty(),
                    "details: { runbook: '{{ range .Alerts.Firing }}{{ .Annotations.%s }} {{ end }}' }"),
            type(
                    "pushover",
                    "Pushover",
                    "message",
                    titled("pushover", "title"),
                    titled("pushover", "message"),
                    titled("pushover", "url"),
                    field("url_title")),
            type(
                    "rocketchat",
                    "Rocket.Chat",
                    "text",
                    titled("rocketchat", "title"),
                    new Field("title_link", template("rocketchat.default.titlelink")),
                    titled("rocketchat", "text"),
                    field("fields"),
                    field("actions")),
            new IntegrationType(
                    "slack_configs",
                    "Slack",
                    List.of(
                            titled("slack", "title"),
                            new Field("title_link", template("slack.default.titlelink")),
                            titled("slack", "pretext"),
                            titled("slack", "text"),
                            titled("slack", "footer"),
                            field("fields"),
                            field("actions")),
                    Map.of(),
                    Optional.empty(),
                    "text: '{{ range .Alerts }}<{{ .Annotations.%s }}|{{ .Labels.alertname }}> {{ end }}'"),
            type("sns", "SNS", "message", titled("sns", "subject"), titled("sns", "message"), field("attributes")),
            type("telegram", "Telegram", "message", titled("telegram", "message")),
            type(
                    "victorops",
                    "Splunk On-Call",
                    "state_message",
                    titled("victorops", "state_message"),
                    titled("victorops", "entity_display_name"),
                    field("custom_fields")),
            type("webex", "Webex", "message", titled("webex", "message")),
            everything("webhook", "webhook", Optional.of("payload")),
            type("wechat", "WeChat", "message", titled("wechat", "message")));

    private static final Map<String, IntegrationType> BY_KEY =
            ALL.stream().collect(Collectors.toMap(IntegrationType::key, Function.identity()));

    static Optional<IntegrationType> of(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    static List<String> keys() {
        return ALL.stream().map(IntegrationType::key).toList();
    }

    private static IntegrationType type(String name, String title, String remedied, Field... fields) {
        return new IntegrationType(
                name + "_configs", title, List.of(fields), Map.of(), Optional.empty(), remedied + ": '" + EACH + "'");
    }

    private static IntegrationType everything(String name, String title, Optional<String> unless) {
        return new IntegrationType(
                name + "_configs",
                title,
                unless.map(field -> List.of(field(field))).orElse(List.of()),
                Map.of(),
                unless.or(() -> Optional.of("")),
                unless.map(field -> field + ": { runbook: '" + EACH + "' }").orElse(EACH));
    }

    private static Field field(String name) {
        return new Field(name, "");
    }

    /** A field whose default is the template of its own name. */
    private static Field titled(String integration, String name) {
        return new Field(name, template(integration + ".default." + name));
    }

    private static String template(String name) {
        return "{{ template \"" + name + "\" . }}";
    }
}
