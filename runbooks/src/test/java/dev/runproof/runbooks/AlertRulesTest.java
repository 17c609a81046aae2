package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alert rules under Prometheus' own checker and in its unit tests ({@code alert-rules/tests}). */
class AlertRulesTest {

    private static final Program PROMTOOL =
            new Program("promtool", "it comes with Prometheus (Debian: apt-get install prometheus)");

    @Test
    void prometheusAcceptsTheRules() {
        PROMTOOL.require();
        List<String> arguments = new ArrayList<>(List.of("check", "rules"));
        Library.alertRules().forEach(file -> arguments.add(file.toString()));

        Program.Outcome outcome = PROMTOOL.run("", arguments);

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.runproof.runbooks.Library#alertRuleTests")
    void rulesFireWhenTheyShouldAndOnlyThen(Path test) {
        PROMTOOL.require();

        Program.Outcome outcome = PROMTOOL.run("", List.of("test", "rules", test.toString()));

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("dev.runproof.runbooks.Library#alertRules")
    void everyFileOfRulesIsTested(Path rules) {
        String test = rules.getFileName().toString().replace(".yaml", "_test.yaml");

        assertThat(Library.alertRuleTests()).extracting(Path::getFileName).contains(Path.of(test));
    }
}
