package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example configuration under Alertmanager's own tool; that its receivers pass runbooks on is for the gate to check. */
class AlertmanagerTest {

    private static final Program AMTOOL =
            new Program("amtool", "it comes with Alertmanager (Debian: apt-get install prometheus-alertmanager)");

    @Test
    void alertmanagerAcceptsTheConfiguration() {
        AMTOOL.require();

        Program.Outcome outcome = AMTOOL.run(
                "",
                List.of(
                        "check-config",
                        Library.alertmanager().resolve("alertmanager.yaml").toString()));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void itsMessagesHaveTheRunbookOfEachAlertThatFires(@TempDir Path folder) throws IOException {
        AMTOOL.require();
        Path group = folder.resolve("group.json");
        Files.writeString(group, """
                {
                  "status": "firing",
                  "groupLabels": { "alertname": "A", "namespace": "shop" },
                  "alerts": [
                    { "status": "firing", "annotations": { "summary": "one", "runbook_url": "https://r.example/one/" } },
                    { "status": "firing", "annotations": { "summary": "two", "runbook_url": "https://r.example/two/" } },
                    { "status": "resolved", "annotations": { "summary": "old", "runbook_url": "https://r.example/old/" } }
                  ]
                }
                """);

        Program.Outcome outcome = AMTOOL.run(
                "",
                List.of(
                        "template",
                        "render",
                        "--template.data=" + group,
                        "--template.glob=" + Library.alertmanager().resolve("*.tmpl"),
                        "--template.text={{ template \"runbooks.title\" . }}{{ template \"runbooks.text\" . }}"));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output())
                .startsWith("[FIRING 2] A in shop")
                .contains("Runbook: https://r.example/one/", "Runbook: https://r.example/two/", "Resolved: old")
                .doesNotContain("https://r.example/old/");
    }
}
