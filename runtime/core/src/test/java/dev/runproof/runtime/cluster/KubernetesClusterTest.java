package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.ScriptedServer.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KubernetesClusterTest {

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ResourceKind NAMESPACES = new ResourceKind("", "v1", "Namespace", "namespaces", false);
    private static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private enum Call {
        GET,
        LIST,
        CREATE,
        REPLACE,
        APPLY,
        DELETE;

        /** How often it may be sent if the connection breaks: the JDK reads again, and does not write again. */
        int mostTimes() {
            return this == GET || this == LIST ? 2 : 1;
        }

        void to(Cluster cluster) {
            switch (this) {
                case GET -> cluster.get(ref("m"));
                case LIST -> cluster.list(DEPLOYMENTS);
                case CREATE -> cluster.create(object("m"), WriteMode.COMMIT);
                case REPLACE -> cluster.replace(stored("m"), WriteMode.COMMIT);
                case APPLY -> cluster.apply(object("m"), "ours", WriteMode.COMMIT);
                case DELETE -> cluster.delete(ref("m"), "u-1", WriteMode.COMMIT);
            }
        }
    }

    static Stream<Arguments> callsAndFailures() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(
                        Arguments.of(call, 400, "BadRequest", Reason.INVALID),
                        Arguments.of(call, 403, "Forbidden", Reason.FORBIDDEN),
                        Arguments.of(call, 404, "NotFound", Reason.NOT_FOUND),
                        Arguments.of(call, 408, "Timeout", Reason.UNKNOWN_OUTCOME),
                        Arguments.of(call, 409, "AlreadyExists", Reason.ALREADY_EXISTS),
                        Arguments.of(call, 409, "Conflict", Reason.CONFLICT),
                        Arguments.of(call, 415, "UnsupportedMediaType", Reason.INVALID),
                        Arguments.of(call, 422, "Invalid", Reason.INVALID),
                        Arguments.of(call, 429, "TooManyRequests", Reason.TOO_MANY_REQUESTS),
                        Arguments.of(call, 500, "InternalError", Reason.UNKNOWN_OUTCOME),
                        Arguments.of(call, 503, "ServiceUnavailable", Reason.UNKNOWN_OUTCOME),
                        Arguments.of(call, 504, "Timeout", Reason.UNKNOWN_OUTCOME)));
    }

    @ParameterizedTest
    @MethodSource("callsAndFailures")
    void aFailureHasItsReasonAndIsNotTriedAgain(Call call, int code, String reason, Reason expected)
            throws IOException {
        server.answer(ScriptedServer.status(
                code,
                "{\"kind\":\"Status\",\"reason\":\"" + reason + "\",\"message\":\"because\"}",
                "Retry-After",
                "0",
                "Content-Type",
                "application/json"));

        var failure = failureOf(call, PATIENCE);

        assertThat(failure.reason()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining(code + " " + reason).hasMessageEndingWith(": because");
        assertThat(server.requests()).hasSize(1);
    }

    /** A token that was rotated is the one thing that another request can mend; a server that answers so did nothing. */
    @ParameterizedTest
    @MethodSource("calls")
    void aTokenThatIsRefusedIsReadAgainOnce(Call call) throws IOException {
        server.answer(ScriptedServer.status(401, "{\"reason\":\"Unauthorized\"}"));

        assertThat(failureOf(call, PATIENCE).reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(server.requests()).hasSize(2);
    }

    static Stream<Call> calls() {
        return Stream.of(Call.values());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aRedirectIsNotFollowed(Call call) throws IOException {
        server.answer(ScriptedServer.status(307, "", "Location", server.url() + "/elsewhere"));

        assertThat(failureOf(call, PATIENCE).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void anAnswerThatIsNoJsonLeavesTheOutcomeOpen(Call call) throws IOException {
        server.answer(ScriptedServer.status(200, "<html>Welcome</html>"));

        assertThat(failureOf(call, PATIENCE).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aConnectionThatBreaksLeavesTheOutcomeOpen(Call call) throws IOException {
        server.answer(ScriptedServer.hangUp());

        assertThat(failureOf(call, PATIENCE).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(server.requests()).hasSizeBetween(1, call.mostTimes());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aKeptConnectionThatBreaksDoesNotMakeAWriteTwice(Call call) throws IOException {
        try (var cluster = cluster(PATIENCE)) {
            server.answer(ScriptedServer.status(200, json(stored("m"))));
            cluster.get(ref("m"));
            server.answer(ScriptedServer.hangUp());

            assertThat(catchThrowableOfType(ClusterException.class, () -> call.to(cluster))
                            .reason())
                    .isEqualTo(Reason.UNKNOWN_OUTCOME);
        }
        assertThat(server.requests()).hasSizeBetween(2, 1 + call.mostTimes());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void silenceLeavesTheOutcomeOpen(Call call) throws IOException {
        server.answer(server.silence());

        assertThat(failureOf(call, IMPATIENCE).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void halfAnAnswerLeavesTheOutcomeOpen(Call call) throws IOException {
        server.answer(server.halfAnAnswer());

        assertThat(failureOf(call, IMPATIENCE).reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aClosedPortIsKnownToHaveChangedNothing(Call call) throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var cluster = KubernetesCluster.fromKubeconfig(kubeconfig("http://127.0.0.1:" + port))) {
            var failure = catchThrowableOfType(ClusterException.class, () -> call.to(cluster));

            assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws IOException {
        server.answer(server.silence());
        Thread.currentThread().interrupt();

        var failure = failureOf(Call.CREATE, PATIENCE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_OUTCOME);
    }

    @Test
    void writesAreStrictNamedAndDryIfSoWanted() throws IOException {
        server.answer(ScriptedServer.status(200, json(stored("m"))));
        var options = "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"preconditions\":{\"uid\":\"u-1\"},"
                + "\"propagationPolicy\":\"Background\"";
        var path = "/apis/apps/v1/namespaces/shop/deployments";
        var query = "?fieldManager=runproof&fieldValidation=Strict";
        try (var cluster = cluster(PATIENCE)) {
            cluster.create(object("m"), WriteMode.COMMIT);
            cluster.create(object("m"), WriteMode.DRY_RUN);
            cluster.replace(stored("m"), WriteMode.COMMIT);
            cluster.replace(stored("m"), WriteMode.DRY_RUN);
            cluster.delete(ref("m"), "u-1", WriteMode.COMMIT);
            cluster.delete(ref("m"), "u-1", WriteMode.DRY_RUN);
            cluster.delete(stored("m").withMetadata(Map.of("uid", "u-1")), WriteMode.COMMIT);
        }
        var asRead = options.replace("\"uid\":\"u-1\"", "\"uid\":\"u-1\",\"resourceVersion\":\"7\"");
        assertThat(server.requests())
                .containsExactly(
                        new Request("POST " + path + query, json(object("m"))),
                        new Request("POST " + path + query + "&dryRun=All", json(object("m"))),
                        new Request("PUT " + path + "/m" + query, json(stored("m"))),
                        new Request("PUT " + path + "/m" + query + "&dryRun=All", json(stored("m"))),
                        new Request("DELETE " + path + "/m", options + "}"),
                        new Request("DELETE " + path + "/m", options + ",\"dryRun\":[\"All\"]}"),
                        new Request("DELETE " + path + "/m", asRead + "}"));
    }

    @Test
    void anApplyIsAPatchThatTakesNothingFromOthers() throws IOException {
        var mediaTypes = new ArrayList<String>();
        server.answer(exchange -> {
            mediaTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            ScriptedServer.status(200, json(stored("m"))).to(exchange);
        });
        try (var cluster = cluster(PATIENCE)) {
            cluster.apply(object("m"), "runproof.dev/a b", WriteMode.COMMIT);
            cluster.writingAs("alice").apply(object("m"), "ours", WriteMode.DRY_RUN);
            cluster.writingAs("alice").create(object("m"), WriteMode.COMMIT);

            var unread = object("m").withMetadata(Map.of("resourceVersion", "7"));
            assertThat(catchThrowableOfType(
                                    ClusterException.class, () -> cluster.apply(unread, "ours", WriteMode.COMMIT))
                            .reason())
                    .isEqualTo(Reason.INVALID);
        }
        var path = "/apis/apps/v1/namespaces/shop/deployments";
        assertThat(server.requests())
                .containsExactly(
                        new Request(
                                "PATCH " + path + "/m?fieldManager=runproof.dev%2Fa%20b&fieldValidation=Strict",
                                json(object("m"))),
                        new Request(
                                "PATCH " + path + "/m?fieldManager=ours&fieldValidation=Strict&dryRun=All",
                                json(object("m"))),
                        new Request("POST " + path + "?fieldManager=alice&fieldValidation=Strict", json(object("m"))));
        assertThat(mediaTypes)
                .containsExactly("application/apply-patch+yaml", "application/apply-patch+yaml", "application/json");
    }

    static Stream<Arguments> answersToAnApply() {
        return Stream.of(
                Arguments.of(
                        409,
                        "{\"reason\":\"Conflict\",\"message\":\"Apply failed with 2 conflicts: conflicts with "
                                + "\\\"alice\\\" using v1:\\n- .data.a\\n- .data.b\"}",
                        Reason.CONFLICT,
                        "conflicts with \"alice\" using v1: - .data.a - .data.b"),
                Arguments.of(
                        422,
                        "{\"reason\":\"Invalid\",\"message\":\"field is immutable\",\"details\":{\"causes\":[{"
                                + "\"reason\":\"FieldValueInvalid\",\"field\":\"metadata.uid\"}]}}",
                        Reason.CONFLICT,
                        "field is immutable"),
                Arguments.of(
                        500,
                        "{\"message\":\"failed to create typed patch object (/m; /v1, Kind=ConfigMap): .dat: field not "
                                + "declared in schema\"}",
                        Reason.INVALID,
                        ".dat: field not declared in schema"));
    }

    @ParameterizedTest
    @MethodSource("answersToAnApply")
    void whatAServerSaysOfAnApplyHasItsReason(int code, String body, Reason reason, String message) throws IOException {
        server.answer(ScriptedServer.status(code, body));

        var failure = failureOf(Call.APPLY, PATIENCE);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageEndingWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "' 30 ', 30",
        "-1, 0",
        "9999999, 0",
        "soon, 0",
        "'Sun, 22 Nov 2026 10:00:00 GMT', 0",
        "'', 0"
    })
    void itIsSaidHowLongTheServerWantsToBeLeftAlone(String header, long seconds) throws IOException {
        server.answer(ScriptedServer.status(429, "{}", "Retry-After", header));

        assertThat(failureOf(Call.CREATE, PATIENCE).retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aListMayBeOfOneNamespace() throws IOException {
        server.answer(ScriptedServer.status(200, "{\"items\":[" + item("shop", "a") + "]}"));
        try (var cluster = cluster(PATIENCE)) {
            assertThat(cluster.list(DEPLOYMENTS, "shop")).hasSize(1);
        }
        assertThat(server.requests())
                .extracting(Request::line)
                .containsExactly("GET /apis/apps/v1/namespaces/shop/deployments?limit=500");
    }

    @Test
    void namesAreEscapedInPaths() throws IOException {
        server.answer(ScriptedServer.status(404, "{\"details\":{\"name\":\"a b?c#d;é\"}}"));
        try (var cluster = cluster(PATIENCE)) {
            assertThat(cluster.get(new ObjectRef(CONFIG_MAPS, "x y", "a b?c#d;é")))
                    .isEmpty();
            assertThat(cluster.get(new ObjectRef(NAMESPACES, "", "a b?c#d;é"))).isEmpty();
        }
        assertThat(server.requests())
                .extracting(Request::line)
                .containsExactly(
                        "GET /api/v1/namespaces/x%20y/configmaps/a%20b%3Fc%23d%3B%C3%A9",
                        "GET /api/v1/namespaces/a%20b%3Fc%23d%3B%C3%A9");
    }

    @Test
    void thePathOfTheServerIsKept() throws IOException {
        server.answer(ScriptedServer.status(404, "{\"details\":{\"name\":\"m\"}}"));
        try (var cluster = KubernetesCluster.fromKubeconfig(kubeconfig(server.url() + "/k8s/clusters/c-1/"))) {
            assertThat(cluster.get(ref("m"))).isEmpty();
        }
        assertThat(server.requests())
                .extracting(Request::line)
                .containsExactly("GET /k8s/clusters/c-1/apis/apps/v1/namespaces/shop/deployments/m");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"404 page not found", "{}", "{\"details\":{}}", "{\"details\":{\"name\":\"other\"}}"})
    void a404ThatDoesNotNameTheObjectDoesNotSayThatItIsAbsent(String body) throws IOException {
        server.answer(ScriptedServer.status(404, body));

        assertThat(failureOf(Call.GET, PATIENCE).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aListIsFetchedInChunksAndSorted() throws IOException {
        server.answer(exchange -> {
            var query = exchange.getRequestURI().getRawQuery();
            var body = query.endsWith("continue=next%2B%2F%3D%26")
                    ? "{\"metadata\":{\"continue\":\"\"},\"items\":[" + item("shop", "a") + "]}"
                    : "{\"metadata\":{\"continue\":\"next+/=&\"},\"items\":[" + item("shop-2", "b") + ","
                            + item("shop", "c") + "]}";
            ScriptedServer.status(200, body).to(exchange);
        });
        List<KubernetesObject> listed;
        try (var cluster = cluster(PATIENCE)) {
            listed = cluster.list(CONFIG_MAPS);
        }
        assertThat(listed).containsExactly(configMap("shop", "a"), configMap("shop", "c"), configMap("shop-2", "b"));
        assertThat(server.requests())
                .extracting(Request::line)
                .containsExactly(
                        "GET /api/v1/configmaps?limit=500",
                        "GET /api/v1/configmaps?limit=500&continue=next%2B%2F%3D%26");
    }

    @Test
    void whatAServerSaysCannotMoveTheCursorOfATerminal() throws IOException {
        server.answer(
                ScriptedServer.status(422, "{\"message\":\"no \\u001b[2J\\r\\n\\u202efdp" + "x".repeat(5000) + "\"}"));

        assertThat(failureOf(Call.CREATE, PATIENCE).getMessage())
                .contains("no  [2J   fdpx")
                .hasSizeLessThan(1300);
    }

    @Test
    void aKubeconfigThatIsNoneIsExplained() throws IOException {
        var good = Files.readString(kubeconfig(server.url()));
        assertUnusable("there is no kubeconfig file", folder.resolve("absent"));
        assertUnusable("cannot be read as a kubeconfig", file("{ not yaml"));
        assertUnusable("cannot be read as a kubeconfig", file("- a\n- list\n"));
        assertUnusable("cannot be read as a kubeconfig", file(""));
        assertUnusable("no current-context", file("apiVersion: v1\nkind: Config\n"));
        assertUnusable("no current-context", file(good.replace("current-context: c", "current-context: other")));
        assertUnusable("names no cluster", file(good.replace("cluster: k", "cluster: other")));
        assertUnusable("has no server", file(good.replaceAll("server: '.*'", "tls-server-name: x")));
        assertUnusable(
                "keys or certificates",
                file(good.replace("token: secret", "client-certificate-data: eA==, client-key-data: eA==")));
    }

    private static void assertUnusable(String message, Path kubeconfig) {
        var failure = catchThrowableOfType(ClusterException.class, () -> KubernetesCluster.fromKubeconfig(kubeconfig));
        assertThat(failure).as(message).isNotNull();
        assertThat(failure.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining(message);
    }

    private ClusterException failureOf(Call call, Duration timeout) throws IOException {
        try (var cluster = cluster(timeout)) {
            var failure = catchThrowableOfType(ClusterException.class, () -> call.to(cluster));
            assertThat(failure).isNotNull();
            return failure;
        }
    }

    private KubernetesCluster cluster(Duration timeout) throws IOException {
        return KubernetesCluster.fromKubeconfig(kubeconfig(server.url()), timeout);
    }

    private Path kubeconfig(String url) throws IOException {
        return file("apiVersion: v1\nkind: Config\ncurrent-context: c\n"
                + "contexts: [{name: c, context: {cluster: k, user: u}}]\n"
                + "clusters: [{name: k, cluster: {server: '" + url + "'}}]\n"
                + "users: [{name: u, user: {token: secret}}]\n");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "kubeconfig", ""), text);
    }

    private static ObjectRef ref(String name) {
        return new ObjectRef(DEPLOYMENTS, "shop", name);
    }

    private static KubernetesObject object(String name) {
        return KubernetesObject.of(ref(name), Map.of(), Map.of(), Map.of());
    }

    private static KubernetesObject stored(String name) {
        return object(name).withMetadata(Map.of("resourceVersion", "7"));
    }

    private static KubernetesObject configMap(String namespace, String name) {
        return KubernetesObject.of(
                CONFIG_MAPS,
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("namespace", namespace, "name", name)));
    }

    private static String item(String namespace, String name) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"" + namespace + "\"}}";
    }

    private static String json(KubernetesObject object) throws IOException {
        return new ObjectMapper().writeValueAsString(object.content());
    }
}
