package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.template.Template;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.template.TemplateText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The templates that come with Alertmanager, reduced to what they do with annotations, by {@code template/default.tmpl} and
 * {@code template/email.tmpl} of Alertmanager 0.28. The titles and Slack's and Rocket.Chat's texts have none of them; the others
 * list all annotations of each alert.
 */
final class DefaultTemplates {

    private static final String ALL_OF_EACH = "{{ range .Alerts }}{{ .Annotations }}{{ end }}";
    private static final String ALL_OF_LIST = "{{ range . }}{{ .Annotations }}{{ end }}";

    private static final List<String> WITH_ALERTS = List.of(
            "discord.default.message",
            "email.default.html",
            "jira.default.description",
            "msteams.default.text",
            "msteamsv2.default.text",
            "opsgenie.default.description",
            "pushover.default.message",
            "sns.default.message",
            "telegram.default.message",
            "victorops.default.state_message",
            "webex.default.message",
            "wechat.default.message");

    private static final List<String> WITH_LIST =
            List.of("__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances");

    private static final List<String> PLAIN = List.of(
            "__alertmanager",
            "__alertmanagerURL",
            "__description",
            "__subject",
            "discord.default.content",
            "discord.default.title",
            "email.default.subject",
            "jira.default.priority",
            "jira.default.summary",
            "msteams.default.summary",
            "msteams.default.title",
            "msteamsv2.default.title",
            "opsgenie.default.message",
            "opsgenie.default.source",
            "pagerduty.default.client",
            "pagerduty.default.clientURL",
            "pagerduty.default.description",
            "pushover.default.title",
            "pushover.default.url",
            "rocketchat.default.alias",
            "rocketchat.default.emoji",
            "rocketchat.default.iconurl",
            "rocketchat.default.text",
            "rocketchat.default.title",
            "rocketchat.default.titlelink",
            "slack.default.callbackid",
            "slack.default.fallback",
            "slack.default.footer",
            "slack.default.iconemoji",
            "slack.default.iconurl",
            "slack.default.pretext",
            "slack.default.text",
            "slack.default.title",
            "slack.default.titlelink",
            "slack.default.username",
            "sns.default.subject",
            "victorops.default.entity_display_name",
            "victorops.default.monitoring_tool",
            "wechat.default.agent_id",
            "wechat.default.to_party",
            "wechat.default.to_tag",
            "wechat.default.to_user");

    private DefaultTemplates() {}

    /** The templates, by name. */
    static Map<String, Template> byName() {
        Map<String, Template> templates = new HashMap<>();
        put(WITH_ALERTS, ALL_OF_EACH, templates);
        put(WITH_LIST, ALL_OF_LIST, templates);
        put(PLAIN, "", templates);
        return templates;
    }

    private static void put(List<String> names, String text, Map<String, Template> templates) {
        Template template = TemplateReader.read(TemplateText.of(new SourceFile("default.tmpl", text)), new Findings())
                .orElseThrow()
                .main();
        names.forEach(name -> templates.put(name, template));
    }
}
