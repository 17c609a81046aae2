package dev.runproof.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String HASH = "e3d90ae63740112d3261fa8882dfa6c7";
    private static final String RECORD = "ip-" + HASH;

    private final CommandLineRun line = new CommandLineRun();

    @Test
    void aRunIsAnAuditUnlessItSaysOtherwise() {
        assertThat(line.run(run("block-source"))).isZero();

        assertThat(line.out())
                .isEqualTo("""
                block-source on ip/shop/203.0.113.7 in audit mode
                  from brute-force-detected.md:42
                      +0 ms  pre-check            not-protected passed
                      +0 ms  effect               the API server would create %s
                  AUDITED after 0 ms
                """.formatted("ciliumnetworkpolicies.cilium.io/runproof-block-" + HASH + " in shop"));
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void coloursAreForTerminals() {
        line.onColouredTerminal().run(run("block-source"));

        assertThat(line.out())
                .startsWith("\u001b[1mblock-source\u001b[0m on")
                .contains("\u001b[32mpassed\u001b[0m")
                .contains("\u001b[32mAUDITED\u001b[0m after");
    }

    @Test
    void anExpiringContainmentNeedsSomebodyWhoWaits() {
        assertThat(line.run(run("block-source", "--mode", "enforce"))).isEqualTo(2);

        assertThat(line.err()).contains("ends after 1h").contains("--wait");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void whoWaitsUndoesItWhenItExpires() {
        var seen = new ArrayList<Integer>();
        line.whileItWaits(() -> seen.add(line.policies().size()));

        assertThat(line.run(run("block-source", "--mode", "enforce", "--wait"))).isZero();

        assertThat(seen).hasSizeGreaterThan(1).containsOnly(1);
        assertThat(line.instant()).isEqualTo("2026-11-22T11:00:00Z");
        assertThat(line.policies()).isEmpty();
        assertThat(line.out()).contains("stays until 2026-11-22T11:00:00Z").contains("RELEASED");
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesItAndSaysHowToEndIt() {
        line.whileItWaits(() -> Thread.currentThread().interrupt());

        int code = line.run(run("block-source", "--mode", "enforce", "--wait"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isZero();
        assertThat(line.policies()).hasSize(1);
        assertThat(line.out()).contains("stays in place").contains("executor release " + RECORD);
    }

    @Test
    void whoWaitsNoticesThatSomebodyElseHasEndedIt() {
        line.whileItWaits(() -> line.beside("release", RECORD));

        assertThat(line.run(run("block-source", "--mode", "enforce", "--wait"))).isZero();

        assertThat(line.policies()).isEmpty();
        assertThat(line.out()).contains("somebody else has ended the containment: it is UNDONE");
    }

    @Test
    void containedWithoutVerificationHasAnExitCodeOfItsOwn() {
        assertThat(line.run(run("block-for-good", "--mode", "enforce"))).isEqualTo(3);
        assertThat(line.out()).contains("CONTAINED, UNVERIFIED (the transaction has no post-check)");

        assertThat(line.run("release", RECORD)).isZero();
        assertThat(line.out()).contains("RELEASED").contains("released by jane");
        assertThat(line.policies()).isEmpty();

        assertThat(line.run("release", RECORD)).as("again").isZero();
    }

    @Test
    void aConflictHasAnExitCodeOfItsOwn() {
        line.run(run("block-for-good", "--mode", "enforce"));

        assertThat(line.run(run("block-source", "--mode", "enforce", "--wait"))).isEqualTo(14);
    }

    @Test
    void aRefusalHasAnExitCodeOfItsOwn() {
        assertThat(line.run("run", "block-source", "--input", "source=10.96.0.9", "--input", "namespace=shop"))
                .isEqualTo(13);
        assertThat(line.out()).contains("REFUSED").contains("service shop/web");
    }

    @Test
    void whatIsNoAddressOfPrometheusIsSaidBeforeAnythingIsDone() {
        assertThat(line.run(run("block-source", "--mode", "enforce", "--wait", "--prometheus", "prometheus:9090")))
                .isEqualTo(2);
        assertThat(line.err()).contains("--prometheus: the address of Prometheus is an http or https URL");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void anIncidentBeganInThePast() {
        assertThat(line.run(run("block-source", "--began", "yesterday"))).isEqualTo(2);
        assertThat(line.err()).contains("--began is a time such as 2026-11-02T10:00:00Z");
        assertThat(line.run(run("block-source", "--began", "2026-11-22T10:00:00")))
                .isEqualTo(2);
        assertThat(line.run(run("block-source", "--began", "2026-11-22T10:00:01Z")))
                .isEqualTo(2);
        assertThat(line.err()).contains("--began is a time that is still to come");
        assertThat(line.run(run("block-source", "--began", "2026-11-22T11:59:59+02:00")))
                .isZero();
    }

    @Test
    void aKeyOfTheNodeProbesThatCannotBeReadIsSaidBeforeAnythingIsDone() {
        assertThat(line.run(run("block-source", "--mode", "enforce", "--wait", "--node-probe-key", "nowhere/key")))
                .isEqualTo(2);
        assertThat(line.err()).contains("the key of the node probes cannot be read from nowhere/key");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void aReleaseOfNothingIsAMistake() {
        assertThat(line.run("release", "ip-none")).isEqualTo(2);
        assertThat(line.err()).contains("there is no containment ip-none in namespace runproof");
    }

    @Test
    void anUnknownTransactionIsAnsweredWithASuggestion() {
        assertThat(line.run(run("blok-source"))).isEqualTo(2);
        assertThat(line.err())
                .isEqualTo("error: there is no transaction blok-source. Did you mean block-source?"
                        + " There are: block-for-good, block-source\n");
    }

    @Test
    void withoutTransactionsItSaysWhereTheyComeFrom() {
        assertThat(line.withoutCatalogues().run(run("block-source"))).isEqualTo(2);
        assertThat(line.err()).contains("no transactions on the class path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--input source=203.0.113.7|input namespace is missing",
                "--input source=010.0.0.1 --input namespace=shop|input source is not of type ip",
                "--input source=203.0.113.7 --input namespace=shop --input sorce=x|there is no input sorce",
                "--input nonsense|nonsense",
                "--mode destroy|destroy",
                "--wiat|--wiat"
            })
    void aWrongCommandLineIsNamedWithoutAStackTrace(String args, String named) {
        assertThat(line.run(("run block-source " + args).split(" "))).isEqualTo(2);
        assertThat(line.err()).contains(named).doesNotContain("\tat ");
        assertThat(line.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "a\rb", "\u202eevil", "\u0007"})
    void whatComesFromOutsideDoesNothingToATerminal(String hostile) {
        line.run(run(hostile));
        assertThat(line.err()).doesNotContain(hostile);
        line.run(run("block-source", "--input", "source=" + hostile));
        assertThat(line.err()).doesNotContain(hostile);
        line.run("release", hostile);
        assertThat(line.err()).doesNotContain(hostile);
        line.run(run("block-source", "--" + hostile));
        assertThat(line.err()).doesNotContain(hostile);
    }

    @Test
    void jsonIsOneObjectALineWithTheResultLast() throws JsonProcessingException {
        line.run(run("block-for-good", "--mode", "enforce", "--output", "json", "--incident", "INC-7"));

        var lines = new ArrayList<JsonNode>();
        for (String text : line.out().lines().toList()) {
            lines.add(new ObjectMapper().readTree(text));
        }
        assertThat(lines)
                .extracting(node -> node.get("type").asText())
                .containsExactly("began", "checked", "recorded", "effect", "recorded", "recorded", "result");
        var result = lines.get(lines.size() - 1);
        assertThat(result.get("outcome").asText()).isEqualTo("CONTAINED");
        assertThat(result.get("verification").asText()).isEqualTo("UNVERIFIED");
        assertThat(result.get("containment").asText()).isEqualTo(RECORD);
        assertThat(result.at("/effect/metadata/labels/runproof.dev~1incident").asText())
                .isEqualTo("INC-7");
    }

    @Test
    void theHelpListsTheExitCodes() {
        assertThat(line.run("run", "--help")).isZero();

        for (ExitCode code : ExitCode.values()) {
            assertThat(line.out())
                    .contains(code.number() + " ")
                    .contains(code.meaning().substring(0, 20));
        }
    }

    @Test
    void withoutACommandItShowsTheHelp() {
        assertThat(line.run()).isEqualTo(2);
        assertThat(line.err()).contains("run").contains("release").contains("demo");
    }

    @Test
    void theDemoShowsTheWholeLifeOfAContainment() throws IOException {
        assertThat(line.run("demo", "block-source")).isZero();

        // With -Drecreate=true the file is written anew, to be looked at before it is committed.
        if (Boolean.getBoolean("recreate")) {
            Files.writeString(Path.of("src/test/resources/demo-block-source.txt"), line.out());
        }
        assertThat(line.out()).isEqualTo(resource("/demo-block-source.txt"));
    }

    @Test
    void theDemoShowsEveryTransaction() {
        assertThat(line.run("demo")).isZero();

        assertThat(line.out()).contains("══ block-for-good ══").contains("══ block-source ══");
        assertThat(line.policies()).as("in a cluster of its own").isEmpty();
    }

    @Test
    void theDemoTakesInputs() {
        assertThat(line.run("demo", "block-source", "--input", "source=203.0.113.99"))
                .isZero();

        assertThat(line.out()).contains("namespace = shop, source = 203.0.113.99");
    }

    private static String[] run(String name, String... more) {
        var args = new ArrayList<>(List.of("run", name));
        if (List.of(more).stream().noneMatch(arg -> arg.startsWith("source="))) {
            args.addAll(List.of("--input", "source=203.0.113.7"));
        }
        args.addAll(List.of("--input", "namespace=shop"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = Objects.requireNonNull(MainTest.class.getResourceAsStream(name))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
