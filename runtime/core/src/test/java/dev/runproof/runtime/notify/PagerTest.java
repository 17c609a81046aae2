package dev.runproof.runtime.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Drifted;
import dev.runproof.runtime.engine.EngineEvent.Ended;
import dev.runproof.runtime.engine.EngineEvent.ReviewDue;
import dev.runproof.runtime.engine.EngineEvent.Subject;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SECRET = "s3cr3t";
    private static final Pager.Limits LIMITS = new Pager.Limits(
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            4,
            10,
            Duration.ofSeconds(30),
            Duration.ofMinutes(10));
    private static final Subject SUBJECT =
            new Subject("ip-1f", "ip/shop/203.0.113.7", "block-source", "brute-force-detected", List.of("INC-1"));

    @TempDir
    private Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean hanging;

    PagerTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        asked.countDown();
        try (exchange) {
            if (hanging) {
                end.await();
            }
            int code = answers.isEmpty() ? 200 : answers.remove(0);
            if (code > 0) {
                exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
                exchange.sendResponseHeaders(code, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void alertmanagerGetsAnAlert() throws JsonProcessingException {
        page(new AlertmanagerChannel(URI.create(url() + "/am/")), manualIntervention());

        assertThat(requests).singleElement().asString().startsWith("POST /am/api/v2/alerts ");
        JsonNode alert = body().get(0);
        assertThat(alert.at("/labels")).isEqualTo(new ObjectMapper().readTree("""
                {"alertname": "RunproofContainment", "severity": "critical", "outcome": "MANUAL_INTERVENTION",
                 "containment": "ip-1f", "target": "ip/shop/203.0.113.7", "transaction": "block-source",
                 "runbook": "brute-force-detected"}
                """));
        assertThat(alert.at("/annotations/summary").asText())
                .isEqualTo("MANUAL INTERVENTION: block-source on ip/shop/203.0.113.7: because");
        assertThat(alert.at("/annotations/left").asText())
                .isEqualTo("policies.example.com/p in shop: left <here> ; "
                        + "spec.a: 1 was written, 2 is there, by kubectl-edit at 2026-11-22T10:00:00Z");
        assertThat(alert.at("/annotations/commands").asText())
                .isEqualTo("kubectl get policies.example.com/p --namespace=shop ; "
                        + "kubectl delete policies.example.com/p --namespace=shop");
        assertThat(alert.get("startsAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(alert.get("endsAt").asText()).isEqualTo("2026-11-23T10:00:00Z");
    }

    @Test
    void slackGetsATextThatMentionsNobody() throws JsonProcessingException {
        var hostile =
                new Subject("ip-1f", "<!channel> & <https://evil|ok>", "a`b\u202e\n", "runbook", List.of("```<@U1>"));

        page(new SlackChannel(URI.create(url() + "/" + SECRET)), ended(hostile, Outcome.MANUAL_INTERVENTION));

        String text = body().get("text").asText();
        assertThat(text)
                .contains("&lt;!channel&gt; &amp; &lt;https://evil|ok&gt;")
                .doesNotContain("<", ">", "\u202e")
                .contains("\nleft: policies.example.com/p in shop: left &lt;here&gt;\nleft: spec.a: 1 was written")
                .contains("\n```\nkubectl get policies.example.com/p --namespace=shop\nkubectl delete");
    }

    @Test
    void pagerDutyGetsAnEvent() throws JsonProcessingException {
        page(new PagerDutyChannel(URI.create(url() + "/v2/enqueue"), SECRET), manualIntervention());

        JsonNode event = body();
        assertThat(event.get("routing_key").asText()).isEqualTo(SECRET);
        assertThat(event.get("event_action").asText()).isEqualTo("trigger");
        assertThat(event.get("dedup_key").asText()).isEqualTo("runproof/ip-1f/MANUAL_INTERVENTION");
        assertThat(event.at("/payload/severity").asText()).isEqualTo("critical");
        assertThat(event.at("/payload/source").asText()).isEqualTo("ip/shop/203.0.113.7");
        assertThat(event.at("/payload/custom_details/left/1").asText()).startsWith("spec.a: 1 was written");
        assertThat(event.at("/payload/custom_details/commands/0").asText()).startsWith("kubectl get");
        assertThat(event.at("/payload/custom_details/commands/1").asText()).startsWith("kubectl delete");
    }

    @Test
    void aTextOfAnyLengthFits() throws JsonProcessingException {
        var result = result(Outcome.ROLLED_BACK, "\"\\\ud83d\ude00\u0000".repeat(10_000), Optional.empty());

        page(new PagerDutyChannel(URI.create(url()), SECRET), new Ended(NOW, SUBJECT, Mode.ENFORCE, result));

        assertThat(body().at("/payload/summary").asText()).hasSizeLessThan(2000).contains("\"\\\ud83d\ude00 ");
    }

    @ParameterizedTest
    @CsvSource({
        "'500', 2",
        "'429', 2",
        "'503 408 500', 4",
        "'-1', 2",
    })
    void whatPassesIsTriedAgain(String codes, int requestsMade) {
        List.of(codes.split(" ")).forEach(code -> answers.add(Integer.parseInt(code)));

        page(new SlackChannel(URI.create(url())), manualIntervention());

        assertThat(requests).hasSize(requestsMade);
        assertThat(problems).isEmpty();
    }

    @Test
    void itGivesUpAfterFourTries() {
        answers.addAll(List.of(500, 500, 500, 500));

        page(new SlackChannel(URI.create(url() + "/" + SECRET)), manualIntervention());

        assertThat(requests).hasSize(4);
        assertThat(problems)
                .containsExactly("Slack was not told of MANUAL_INTERVENTION of containment ip-1f: it answers 500");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 302, 307})
    void whatWillNotPassIsNotTriedAgainAndNotFollowed(int code) {
        answers.add(code);

        page(new SlackChannel(URI.create(url() + "/" + SECRET)), manualIntervention());

        assertThat(requests).hasSize(1);
        assertThat(problems)
                .singleElement()
                .asString()
                .endsWith("it answers " + code)
                .doesNotContain(SECRET);
    }

    @Test
    void nobodyThereIsAProblemWithoutASecretInIt() {
        server.stop(0);

        page(new SlackChannel(URI.create(url() + "/" + SECRET)), manualIntervention());

        assertThat(problems)
                .singleElement()
                .asString()
                .endsWith("it does not answer")
                .doesNotContain(SECRET);
    }

    @Test
    void whoHangsHoldsUpNobody() throws InterruptedException {
        hanging = true;
        var hurried = new Pager.Limits(
                Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, 1, 2, Duration.ofMillis(1), Duration.ZERO);
        var pager = new Pager(List.of(new SlackChannel(URI.create(url()))), problems::add, hurried);

        pager.accept(manualIntervention());
        asked.await();
        // One is on its way, two wait, and for the others there is no room: each returns at once.
        for (int i = 0; i < 5; i++) {
            pager.accept(manualIntervention());
        }
        pager.close();

        assertThat(requests).hasSize(1);
        assertThat(problems.stream().filter("Slack was not told: too many pages wait for it"::equals))
                .hasSize(3);
        assertThat(problems).contains("Slack was not told all: it does not answer, and 2 pages were waiting");
    }

    @Test
    void theSameIsSaidOnceInTenMinutes() {
        var pager = new Pager(List.of(new SlackChannel(URI.create(url()))), problems::add, LIMITS);
        pager.accept(new ReviewDue(NOW, SUBJECT));
        pager.accept(new ReviewDue(NOW.plusSeconds(599), SUBJECT));
        pager.accept(new Drifted(NOW.plusSeconds(599), SUBJECT, "deleted"));
        pager.accept(new ReviewDue(NOW.plusSeconds(600), SUBJECT));
        pager.close();

        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatAPersonHasToKnowPages(Outcome outcome) {
        boolean pages = List.of("REFUSED", "ROLLED_BACK", "MANUAL_INTERVENTION", "FAILED", "CONFLICT")
                .contains(outcome.name());

        assertThat(Page.of(ended(SUBJECT, outcome)).isPresent()).isEqualTo(pages);
        assertThat(Page.of(new Ended(NOW, SUBJECT, Mode.AUDIT, result(outcome, "", Optional.empty()))))
                .isEmpty();
    }

    @Test
    void whatIsNotVerifiedPages() {
        var unverified = result(Outcome.CONTAINED, "", Optional.of(new Verification.Unverified("nobody knows")));
        var verified = result(Outcome.CONTAINED, "", Optional.of(new Verification.Verified()));

        assertThat(Page.of(new Ended(NOW, SUBJECT, Mode.ENFORCE, unverified))
                        .orElseThrow()
                        .reason())
                .isEqualTo("nobody knows");
        assertThat(Page.of(new Ended(NOW, SUBJECT, Mode.ENFORCE, verified))).isEmpty();
    }

    @Test
    void theEnvironmentNamesTheChannelsAndFilesHoldTheirSecrets() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), SECRET + "\n");
        var channels = Channels.of(Map.of(
                "RUNPROOF_ALERTMANAGER_URL",
                "http://am:9093",
                "RUNPROOF_SLACK_WEBHOOK",
                "https://hooks.example.com/" + SECRET,
                "RUNPROOF_PAGERDUTY_KEY_FILE",
                key.toString()));

        assertThat(channels).hasToString("Alertmanager, Slack, PagerDuty");
        assertThat(channels.all().get(2).body(Page.of(manualIntervention()).orElseThrow()))
                .asString(StandardCharsets.UTF_8)
                .contains("\"routing_key\":\"" + SECRET + "\"");
        assertThat(Channels.of(Map.of("RUNPROOF_SLACK_WEBHOOK", " "))).hasToString("nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t", "file:///s3cr3t", "https://", "http://[s3cr3t", "ftp://s3cr3t/x"})
    void aWrongUrlIsNamedWithoutItsText(String url) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Channels.of(Map.of("RUNPROOF_SLACK_WEBHOOK", url)))
                .withMessage("RUNPROOF_SLACK_WEBHOOK is not an http or https URL")
                .withNoCause();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Channels.of(Map.of(
                        "RUNPROOF_PAGERDUTY_KEY_FILE", folder.resolve("absent").toString())))
                .withMessageContaining("RUNPROOF_PAGERDUTY_KEY_FILE");
    }

    private void page(Channel channel, EngineEvent event) {
        try (var pager = new Pager(List.of(channel), problems::add, LIMITS)) {
            pager.accept(event);
        }
    }

    private JsonNode body() throws JsonProcessingException {
        String request = requests.get(0);
        return new ObjectMapper().readTree(request.substring(request.indexOf(' ', request.indexOf(' ') + 1)));
    }

    private static Ended manualIntervention() {
        return ended(SUBJECT, Outcome.MANUAL_INTERVENTION);
    }

    private static Ended ended(Subject subject, Outcome outcome) {
        return new Ended(NOW, subject, Mode.ENFORCE, result(outcome, "because", Optional.empty()));
    }

    private static TransactionResult result(Outcome outcome, String reason, Optional<Verification> verification) {
        var kind = new ResourceKind("example.com", "v1", "Policy", "policies", true);
        var left = new Remainder(
                new ObjectRef(kind, "shop", "p"),
                "left <here>",
                List.of(new Difference(
                        "spec.a", Optional.of("1"), Optional.of("2"), Optional.of("kubectl-edit"), Optional.of(NOW))),
                "kubectl get policies.example.com/p --namespace=shop",
                "kubectl delete policies.example.com/p --namespace=shop");
        return new TransactionResult(
                outcome,
                verification,
                Optional.of(reason).filter(text -> !text.isEmpty()),
                Duration.ZERO,
                false,
                Optional.of("ip-1f"),
                Optional.empty(),
                outcome == Outcome.MANUAL_INTERVENTION ? List.of(left) : List.of(),
                List.of());
    }
}
