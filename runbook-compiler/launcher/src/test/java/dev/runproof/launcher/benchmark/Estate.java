package dev.runproof.launcher.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Runbooks and alert rules as a large company has them, made up: the same for the same numbers on every machine. Nothing is
 * wrong with them, so that all of them is read and checked.
 *
 * @param runbooks how many runbooks
 * @param ruleFiles how many files with alert rules
 * @param alerts how many alerts in all of these
 */
record Estate(int runbooks, int ruleFiles, int alerts) {

    private static final long SEED = 20_261_122;
    private static final List<String> WORDS = List.of(
            "the",
            "node",
            "pod",
            "latency",
            "of",
            "requests",
            "is",
            "above",
            "its",
            "usual",
            "rate",
            "for",
            "disk",
            "queue",
            "since",
            "deployment",
            "check",
            "whether",
            "users",
            "can",
            "still",
            "reach",
            "service",
            "and",
            "replica",
            "leader",
            "election",
            "certificate",
            "expires",
            "before",
            "restart",
            "memory",
            "pressure");

    Estate tenth() {
        return new Estate(runbooks / 10, ruleFiles / 10, alerts / 10);
    }

    /**
     * Writes it.
     *
     * @param folder a new folder: {@code runbook.yaml}, {@code runbooks/} and {@code rules/}
     */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("runbooks"));
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("runbook.yaml"), """
                base-url: https://runbooks.example.com/
                runbooks: [runbooks/]
                alert-rules: [rules/]
                sections: runproof
                """);
        for (int i = 0; i < runbooks; i++) {
            Files.writeString(folder.resolve("runbooks/service-%04d.md".formatted(i)), runbook(i));
        }
        for (int i = 0; i < ruleFiles; i++) {
            Files.writeString(folder.resolve("rules/service-%04d.yaml".formatted(i)), rules(i));
        }
    }

    private String runbook(int number) {
        var random = new Random(SEED + number);
        var text = new StringBuilder("---\nalerts:\n");
        for (int alert = number; alert < alerts; alert += runbooks) {
            text.append("  - ").append(alertName(alert)).append('\n');
        }
        text.append("last-validated: 2026-11-02\nowner: team-%d\n---\n".formatted(number % 17));
        text.append("# Runbook: Service%04dFailing\n\n".formatted(number));
        paragraph(random, text);
        text.append("## Trigger Condition\n\n");
        paragraph(random, text);
        text.append("- The expression is in [the rules](../rules/service-%04d.yaml).\n- It has a floor.\n\n"
                .formatted(number % ruleFiles));
        text.append("""
                ## Severity Classification

                | Class | When | Page? |
                |---|---|---|
                | **P1** | all users are concerned | yes |
                | **P2** | some users are concerned | yes |
                | **P3** | no user has noticed | no |

                ## Triage Steps (first 5 minutes)

                """);
        for (int step = 1; step <= 5; step++) {
            text.append(step).append(". ");
            paragraph(random, text);
            text.append(
                    "   ```sh\n   kubectl get pods --namespace shop-%d --selector app=service-%04d -o wide\n   ```\n\n"
                            .formatted(step, number));
        }
        text.append("## Containment Actions\n\n");
        paragraph(random, text);
        if (number % 3 == 0) {
            text.append("""
                    ```yaml transaction
                    name: block-source-%04d
                    inputs:
                      source:
                        type: ip
                      where:
                        type: namespace
                    pre-check:
                      - not-protected
                      - traffic-share-below
                    action:
                      block-ip:
                        address: $source
                        in: $where
                    max-duration: 30s
                    expires: 1h
                    ```

                    """.formatted(number));
        }
        text.append("## Remediation and Recovery\n\n");
        for (int i = 0; i < 4; i++) {
            paragraph(random, text);
        }
        text.append("See [the neighbour](service-%04d.md#triage-steps-first-5-minutes) and `kubectl describe`.\n\n"
                .formatted((number + 1) % runbooks));
        text.append("## Post-Incident\n\n");
        paragraph(random, text);
        text.append("## Appendix A: history\n\n");
        paragraph(random, text);
        return text.toString();
    }

    private String rules(int number) {
        var random = new Random(-SEED - number);
        var text = new StringBuilder("groups:\n  - name: service-%04d\n    rules:\n".formatted(number));
        for (int alert = number; alert < alerts; alert += ruleFiles) {
            text.append("""
                          - alert: %s
                            expr: |
                              sum by (namespace, job, source_ip) (rate(http_requests_total{namespace!="",source_ip!="",job="service-%04d",code=~"5.."}[5m]))
                                / sum by (namespace, job, source_ip) (rate(http_requests_total{job="service-%04d"}[5m])) > 0.%02d
                            for: %dm
                            labels:
                              severity: %s
                              team: team-%d
                            annotations:
                              summary: Service {{ $labels.job }} in {{ $labels.namespace }} fails
                              description: >-
                                %s
                              runbook_url: https://runbooks.example.com/service%04d-failing/
                    """.formatted(
                            alertName(alert),
                            number,
                            number,
                            1 + alert % 90,
                            1 + alert % 30,
                            alert % 2 == 0 ? "critical" : "warning",
                            alert % 17,
                            sentence(random),
                            alert % runbooks));
        }
        return text.toString();
    }

    private static String alertName(int alert) {
        return "Service%05dErrorsHigh".formatted(alert);
    }

    private static void paragraph(Random random, StringBuilder text) {
        text.append(sentence(random)).append(".\n");
        for (int i = 0; i < 2; i++) {
            text.append("   ")
                    .append(sentence(random))
                    .append(", **")
                    .append(sentence(random))
                    .append("**.\n");
        }
        text.append('\n');
    }

    private static String sentence(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
