package dev.runproof.compiler.link;

import static dev.runproof.compiler.link.MisbehavingServer.inTurn;
import static dev.runproof.compiler.link.MisbehavingServer.send;
import static dev.runproof.compiler.link.MisbehavingServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.runproof.compiler.link.Crawl.Limits;
import dev.runproof.compiler.link.NameLookup.NoSuchNameException;
import dev.runproof.compiler.link.Verdict.Dead;
import dev.runproof.compiler.link.Verdict.Moved;
import dev.runproof.compiler.link.Verdict.Undecided;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of addresses whose servers behave as servers do. All of them are on this machine; time is not waited for. */
class LinkCheckTest {

    /** Only what never answers takes so long; all else is at once. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final VirtualTicker ticker = new VirtualTicker();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> lookups = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> names = new TreeMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private MisbehavingServer server;
    private Duration timeout = TIMEOUT;
    private List<String> privateHosts = List.of("*");
    private Crawl.Limits limits = new Limits(8, 2, Duration.ZERO);
    private int requests;

    @BeforeEach
    void startServer() throws IOException {
        server = MisbehavingServer.at("127.0.0.1");
    }

    @AfterEach
    void stopServer() {
        end.countDown();
        server.close();
        workers.shutdownNow();
    }

    private List<InetAddress> lookUp(String host) throws UnknownHostException {
        lookups.add(host);
        if (host.endsWith(".ill")) {
            throw new UnknownHostException(host);
        }
        if (host.endsWith(".gone")) {
            throw new NoSuchNameException(host);
        }
        var found = new ArrayList<InetAddress>();
        for (String address : names.getOrDefault(host, List.of("127.0.0.1"))) {
            found.add(InetAddress.getByName(address));
        }
        return found;
    }

    /** Addresses to what became of them, {@code PORT} standing for the server's. */
    private Map<String, Verdict> check(String... written) {
        Map<WebAddress, Set<String>> pages = new LinkedHashMap<>();
        Map<String, WebAddress.Written> parsed = new LinkedHashMap<>();
        for (String address : written) {
            WebAddress.Written read = WebAddress.parse(address.replace("PORT", String.valueOf(server.port())))
                    .orElseThrow();
            parsed.put(address, read);
            Set<String> fragments = pages.computeIfAbsent(read.address(), page -> new LinkedHashSet<>());
            read.fragment().ifPresent(fragments::add);
        }
        var hosts = new AllowedHosts(this::lookUp, PublicAddresses::contain, privateHosts);
        var patience = new Patience(3, Duration.ofSeconds(1), Duration.ofMinutes(2), new Random(7));
        try (var web = new HttpWeb(hosts, limits.atOnce(), limits.perHost(), timeout, "Test/1")) {
            Crawl.Result result = new Crawl(web, workers, ticker, limits, LinkProgress.NONE)
                    .run(pages.entrySet().stream()
                            .map(page -> new Inquiry(page.getKey(), page.getValue(), patience))
                            .toList());
            requests = result.requests();
            Map<String, Verdict> verdicts = new LinkedHashMap<>();
            parsed.forEach((address, read) -> {
                Outcome outcome = Objects.requireNonNull(result.outcomes().get(read.address()));
                verdicts.put(
                        address,
                        read.fragment()
                                .flatMap(name ->
                                        Optional.ofNullable(outcome.places().get(name)))
                                .orElse(outcome.page()));
            });
            return verdicts;
        }
    }

    private String one(String address) {
        Verdict verdict = check(address).get(address);
        String text = verdict instanceof Dead dead
                ? "dead: " + dead.why()
                : verdict instanceof Undecided doubt
                        ? "undecided: " + doubt.why()
                        : verdict instanceof Moved moved ? "moved: " + moved.to() : "fine";
        return text.replace(String.valueOf(server.port()), "PORT");
    }

    private List<String> asked() {
        return server.requests().stream().map(Object::toString).toList();
    }

    @Test
    void aPageIsAskedForByItsHeadAlone() {
        server.on("/a", 200, "", "page");
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        assertThat(asked()).containsExactly("HEAD /a");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 500, 501})
    void badNewsByHeadIsNotBelieved(int status) {
        server.on("/a", (request, out) -> send(request, out, request.method().equals("HEAD") ? status : 200, "", "x"));
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        assertThat(asked()).containsExactly("HEAD /a", "GET /a");
    }

    @Test
    void aHostThatLiesAboutHeadIsNotAskedByItAgain() {
        limits = new Limits(1, 1, Duration.ZERO);
        for (String path : List.of("/a", "/b", "/c")) {
            server.on(
                    path, (request, out) -> send(request, out, request.method().equals("HEAD") ? 405 : 200, "", "x"));
        }
        check("http://x.example:PORT/a", "http://x.example:PORT/b", "http://x.example:PORT/c");
        assertThat(asked()).containsExactly("HEAD /a", "GET /a", "GET /b", "GET /c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | dead: the server answers 404 Not Found
            410 | dead: the server answers 410 Gone
            401 | undecided: the server answers 401 Unauthorized
            403 | undecided: the server answers 403 Forbidden
            451 | undecided: the server answers 451 Unavailable For Legal Reasons
            304 | undecided: the server answers 304 Not Modified
            999 | undecided: the server answers 999
            """)
    void oneAnswerIsEnough(int status, String verdict) {
        server.on("/a", status, "WWW-Authenticate: Basic realm=x\r\n", "");
        assertThat(one("http://x.example:PORT/a")).isEqualTo(verdict);
        assertThat(asked()).containsExactly("HEAD /a", "GET /a");
        assertThat(ticker.waits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void whatMayPassIsTriedAgainLater(int status) {
        server.on("/a", inTurn(status(status, ""), status(status, ""), status(200, "")));
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        assertThat(asked()).containsExactly("HEAD /a", "GET /a", "GET /a");
        assertThat(ticker.waits()).hasSize(2);
        assertThat(ticker.waits().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(ticker.waits().get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void andNotForEver() {
        server.on("/a", 503, "", "");
        assertThat(one("http://x.example:PORT/a")).isEqualTo("undecided: the server answers 503 Service Unavailable");
        assertThat(asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "Sun, 22 Nov 2026 12:01:30 GMT"})
    void aPauseThatAServerAsksForIsKeptForAllOfItsHost(String after) {
        limits = new Limits(1, 1, Duration.ZERO);
        server.on("/a", inTurn(status(429, "Retry-After: " + after + "\r\n"), status(200, "")));
        server.on("/b", 200, "", "");
        assertThat(check("http://x.example:PORT/a", "http://x.example:PORT/b").values())
                .allMatch(Verdict.Fine.class::isInstance);
        assertThat(asked()).containsExactly("HEAD /a", "HEAD /a", "HEAD /b");
        assertThat(ticker.waits()).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    void otherHostsAreAskedMeanwhile() {
        limits = new Limits(1, 1, Duration.ZERO);
        server.on("/a", inTurn(status(429, "Retry-After: 90\r\n"), status(200, "")));
        server.on("/b", 200, "", "");
        check("http://x.example:PORT/a", "http://y.example:PORT/b");
        assertThat(asked()).containsExactly("HEAD /a", "HEAD /b", "HEAD /a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Mon, 23 Nov 2026 12:00:00 GMT", "999999999"})
    void whoAsksForTooLongAPauseIsLeftAlone(String after) {
        limits = new Limits(1, 1, Duration.ZERO);
        server.on("/a", 429, "Retry-After: " + after + "\r\n", "");
        Map<String, Verdict> verdicts =
                check("http://x.example:PORT/a", "http://x.example:PORT/b", "http://x.example:PORT/c");
        assertThat(verdicts.values()).allMatch(Undecided.class::isInstance);
        assertThat(asked()).containsExactly("HEAD /a");
        assertThat(ticker.waits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "", "Tue, 22 Nov 2026 12:01:30 GMT"})
    void aPauseThatCannotBeReadIsOneOfOurs(String after) {
        server.on("/a", inTurn(status(429, "Retry-After: " + after + "\r\n"), status(200, "")));
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        assertThat(ticker.waits()).hasSize(1);
        assertThat(ticker.waits().get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void requestsToOneHostKeepTheirInterval() {
        limits = new Limits(8, 8, Duration.ofMillis(250));
        for (String path : List.of("/a", "/b", "/c")) {
            server.on(path, 200, "", "");
        }
        check("http://x.example:PORT/a", "http://x.example:PORT/b", "http://x.example:PORT/c");
        assertThat(ticker.waits()).containsExactly(Duration.ofMillis(250), Duration.ofMillis(250));
    }

    @Test
    void thereAreNeverMoreRequestsThanAllowed() {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var all = new CountDownLatch(2);
        limits = new Limits(8, 2, Duration.ZERO);
        var addresses = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            server.on("/" + i, (request, out) -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                all.countDown();
                all.await();
                now.decrementAndGet();
                send(request, out, 200, "", "");
            });
            addresses.add("http://x.example:PORT/" + i);
        }
        check(addresses.toArray(String[]::new));
        assertThat(most).hasValue(2);
    }

    @Test
    void onePageIsAskedForOnceHoweverManyPlacesOnItAreMeant() {
        server.on("/a", 200, "", "<h2 id=one>1</h2><h2 id=two>2</h2>");
        Map<String, Verdict> verdicts = check(
                "http://x.example:PORT/a#one", "HTTP://X.example:PORT/b/../a#two", "http://x.example:PORT/a#three");
        assertThat(asked()).containsExactly("GET /a");
        assertThat(verdicts.values())
                .extracting(verdict -> verdict.getClass().getSimpleName())
                .containsExactly("Fine", "Fine", "Dead");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            b%C3%A4r      | <p id="bär">                                  | fine
            b%20c         | <a name="b c">                                | fine
            a&b           | <p id="a&amp;b">                              | fine
            top           | <p>                                           | fine
            TOP           | <p>                                           | fine
            :~:text=x     | <p>                                           | fine
            a:~:text=x    | <p id=a>                                      | fine
            install       | <h2 id="user-content-install">                | fine
            A             | <p id=a>                                      | dead: the page has nothing named A; did you mean #a?
            a             | <p name=a>                                    | dead: the page has nothing named a
            a             | <!-- <p id=a> -->                             | dead: the page has nothing named a
            a             | <script>"<p id=a>"</script><h2 id=b>b</h2>    | dead: the page has nothing named a
            a             | <script></script><h2><a name=b></a>b</h2>      | dead: the page has nothing named a
            a             | <script></script><h2>b</h2>                   | undecided: the page gets its names by script, if it has any
            /route        | <h2 id=b>b</h2>                               | undecided: what it names is for a script of the page
            """)
    void placesAreFoundAsHtmlSays(String fragment, String page, String verdict) {
        server.on("/a", 200, "", page);
        assertThat(one("http://x.example:PORT/a#" + fragment)).isEqualTo(verdict);
    }

    /** As many elements as fit, each in the one before. */
    @Test
    @Timeout(60)
    void pagesThatAreDeepAreRead() {
        server.on("/a", 200, "", "<h1><div>".repeat(400_000) + "<p id=x>");
        assertThat(one("http://x.example:PORT/a#x")).isEqualTo("fine");
    }

    @Test
    void placesOfPagesThatComeFromScriptsAreNotKnown() {
        server.on("/a", 200, "", "<h2 id=b>b</h2>");
        assertThat(one("http://github.com:PORT/a#L10"))
                .isEqualTo("undecided: pages of github.com get their names by script");
    }

    @Test
    void placesOfWhatIsNoPageAreNotKnown() {
        server.on("/a", 200, "Content-Type: application/pdf\r\n", "%PDF");
        assertThat(one("http://x.example:PORT/a#page=3")).isEqualTo("undecided: the page is no HTML (application/pdf)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            301 | /b                     | moved: http://x.example:PORT/b
            308 | http://x.example:PORT/b | moved: http://x.example:PORT/b
            301 | b?q=ü                  | moved: http://x.example:PORT/b?q=%C3%BC
            301 | //y.example:PORT/b     | moved: http://y.example:PORT/b
            302 | /b                     | fine
            303 | /b                     | fine
            307 | /b                     | fine
            301 | /a                     | dead: its redirects lead round in a circle
            302 | /a                     | undecided: its redirects lead round in a circle
            301 | /missing               | dead: it redirects to http://x.example:PORT/missing, and there the server answers 404 Not Found
            302 | mailto:x@y.example     | undecided: the server redirects to what is no address of the web
            302 | file:///etc/passwd     | undecided: the server redirects to what is no address of the web
            302 | http://                | undecided: the server redirects to what is no address of the web
            302 | /login?back=a          | undecided: it redirects to a login, http://x.example:PORT/login?back=a
            """)
    void redirectsAreFollowed(int status, String location, String verdict) {
        server.on("/a", status, "Location: " + location.replace("PORT", "" + server.port()) + "\r\n", "")
                .on("/b", 200, "", "")
                .on("/b?q=%C3%BC", 200, "", "")
                .on("/login?back=a", 200, "", "");
        assertThat(one("http://x.example:PORT/a")).isEqualTo(verdict);
    }

    @Test
    void onlyTheWayThatIsForGoodIsANewAddress() {
        server.on("/a", 301, "Location: /b\r\n", "")
                .on("/b", 302, "Location: /c\r\n", "")
                .on("/c", 301, "Location: /d\r\n", "")
                .on("/d", 200, "", "");
        assertThat(one("http://x.example:PORT/a")).isEqualTo("moved: http://x.example:PORT/b");
    }

    @Test
    void redirectsThatNeverEndAreNotFollowedForEver() {
        for (int i = 0; i < 30; i++) {
            server.on("/" + i, 302, "Location: /" + (i + 1) + "\r\n", "");
        }
        assertThat(one("http://x.example:PORT/0")).isEqualTo("undecided: more than 20 redirects follow each other");
        assertThat(asked()).hasSize(20);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /b      | fine
            /b#two  | dead: it redirects to http://x.example:PORT/b#two instead
            /c      | dead: it redirects to http://x.example:PORT/c, and there the page has nothing named one
            """)
    void redirectsKeepThePlaceUnlessTheyNameAnother(String location, String verdict) {
        server.on("/a", 302, "Location: " + location + "\r\n", "")
                .on("/b", 200, "", "<h2 id=one>1</h2><h2 id=two>2</h2>")
                .on("/c", 200, "", "<h2>1</h2>");
        assertThat(one("http://x.example:PORT/a#one")).isEqualTo(verdict);
    }

    @Test
    void noCookiesAndNoPasswordsAreSentAndWeSayWhoWeAre() {
        server.on("/a", 302, "Set-Cookie: a=b\r\nLocation: http://me:secret@x.example:" + server.port() + "/b\r\n", "")
                .on("/b", 200, "", "");
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        assertThat(server.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers()).doesNotContainKeys("Cookie", "Authorization", "Referer");
            assertThat(request.headers()).containsEntry("User-Agent", "Test/1");
            assertThat(request.headers()).containsEntry("Host", "x.example:" + server.port());
        });
    }

    @Test
    void aHostThatThereIsNotIsNoHostAndOneThatIsNotFoundIsUnknown() {
        assertThat(one("http://x.gone/a")).isEqualTo("dead: there is no host of that name");
        assertThat(one("http://x.ill/a")).isEqualTo("undecided: the address of its host could not be found out");
    }

    @Test
    void whoDoesNotAnswerIsUnknown() {
        timeout = Duration.ofMillis(100);
        server.on("/a", (request, out) -> end.await());
        assertThat(one("http://x.example:PORT/a")).isEqualTo("undecided: there was no answer within 100 ms");
        assertThat(asked()).containsExactly("HEAD /a", "GET /a", "GET /a");
    }

    @Test
    void whoAnswersByteByByteIsUnknownToo() {
        timeout = Duration.ofMillis(200);
        server.on("/a", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; ; i++) {
                out.write(("X-" + i + ": 1\r\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                end.await(20, TimeUnit.MILLISECONDS);
            }
        });
        assertThat(one("http://x.example:PORT/a")).isEqualTo("undecided: there was no answer within 200 ms");
    }

    @Test
    void aHostThatDoesNotAnswerIsGivenUp() {
        limits = new Limits(1, 1, Duration.ZERO);
        server.close();
        var addresses = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            addresses.add("http://x.example:PORT/" + i);
        }
        Map<String, Verdict> verdicts = check(addresses.toArray(String[]::new));
        assertThat(verdicts.values()).allMatch(Undecided.class::isInstance);
        assertThat(verdicts.get("http://x.example:PORT/0")).isEqualTo(new Undecided("the connection was refused"));
        assertThat(verdicts.values())
                .filteredOn(verdict -> verdict.toString().contains("was given up"))
                .isNotEmpty();
        assertThat(requests).isEqualTo(6);
    }

    @Test
    void aConnectionThatBreaksIsUnknown() {
        server.on("/a", (request, out) -> out.close());
        assertThat(one("http://x.example:PORT/a")).isEqualTo("undecided: the connection broke");
    }

    @Test
    void whoSpeaksNoTlsIsUnknown() {
        assertThat(one("https://x.example:PORT/a")).startsWith("undecided: no secure connection could be made (");
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotBelieved(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("keys");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=x.example",
                        "-ext",
                        "san=dns:x.example",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), "secret".toCharArray()), "secret".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        var reached = new AtomicInteger();
        secure.createContext("/", exchange -> reached.incrementAndGet());
        secure.start();
        try {
            assertThat(one("https://x.example:" + secure.getAddress().getPort() + "/"))
                    .startsWith("undecided: no secure connection could be made (")
                    .contains("certif");
            assertThat(reached).hasValue(0);
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void headersWithoutEndAreNotRead() {
        server.on("/a", (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write("X: 1\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(one("http://x.example:PORT/a")).startsWith("undecided: what it sent was not understood");
    }

    @Test
    void bodiesWithoutEndAreNotRead() throws InterruptedException {
        var left = new CountDownLatch(1);
        server.on("/a", (request, out) -> {
            boolean head = request.method().equals("HEAD");
            String length = head ? "Content-Length: 0\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
            out.write(("HTTP/1.1 " + (head ? 405 : 200) + " OK\r\n" + length).getBytes(StandardCharsets.US_ASCII));
            try {
                while (!head) {
                    out.write(("400\r\n" + "x".repeat(0x400) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                left.countDown();
                throw e;
            }
        });
        assertThat(one("http://x.example:PORT/a")).isEqualTo("fine");
        left.await();
    }

    @Test
    void packedPagesAreReadAsFarAsIsSensible() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write("<h2 id=first>1</h2>".getBytes(StandardCharsets.UTF_8));
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                gzip.write(blanks);
            }
        }
        server.on("/a", (request, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            packed.writeTo(out);
        });
        assertThat(one("http://x.example:PORT/a#first")).isEqualTo("fine");
        assertThat(one("http://x.example:PORT/a#last"))
                .isEqualTo("undecided: the page is too large to be read to its end");
    }

    @Test
    void whatCannotBeUnpackedIsUnknown() {
        server.on("/a", 200, "Content-Encoding: gzip\r\n", "no gzip at all");
        assertThat(one("http://x.example:PORT/a#a")).isEqualTo("undecided: what it sent could not be unpacked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/a",
                "http://localhost:PORT/a",
                "http://10.0.0.1/",
                "http://[::1]:PORT/a",
                "http://[::ffff:127.0.0.1]:PORT/a",
                "http://[fe80::1]/",
                "http://169.254.169.254/latest/meta-data",
                "http://[64:ff9b::7f00:1]:PORT/a",
                "http://[2002:7f00:1::]:PORT/a"
            })
    void privateAddressesAreNotAsked(String address) {
        privateHosts = List.of();
        server.on("/a", 200, "", "");
        String host = WebAddress.parse(address.replace("PORT", "1"))
                .orElseThrow()
                .address()
                .host();
        names.put(host, List.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host));
        assertThat(one(address))
                .isEqualTo("undecided: its host has a private address, which is asked only if private-hosts names it");
        assertThat(asked()).isEmpty();
    }

    @Test
    void noRedirectLeadsToThem() {
        privateHosts = List.of("x.example");
        server.on("/a", 302, "Location: http://inside.example:" + server.port() + "/secret\r\n", "");
        assertThat(one("http://x.example:PORT/a"))
                .isEqualTo("undecided: it redirects to http://inside.example:PORT/secret, and there its host has a"
                        + " private address, which is asked only if private-hosts names it");
        assertThat(asked()).doesNotContain("HEAD /secret");
    }

    @Test
    void theAddressThatWasLookedAtIsTheOneThatIsConnectedTo() throws IOException {
        var answers = new AtomicInteger();
        var hosts = new AllowedHosts(
                host -> List.of(InetAddress.getByName(answers.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")),
                address -> address.getHostAddress().equals("127.0.0.1"),
                List.of());
        server.on("/a", 200, "", "");
        WebAddress address = WebAddress.parse("http://x.example:" + server.port() + "/a")
                .orElseThrow()
                .address();
        try (var web = new HttpWeb(hosts, 1, 1, TIMEOUT, "Test/1")) {
            assertThat(web.ask(address, Web.Method.HEAD)).isInstanceOf(Answer.Status.class);
        }
        assertThat(answers).hasValue(1);
        try (var web = new HttpWeb(hosts, 1, 1, TIMEOUT, "Test/1")) {
            assertThat(web.ask(address, Web.Method.HEAD)).isInstanceOf(Answer.Failure.class);
        }
    }

    @Test
    void ofSeveralAddressesThePublicOnesAloneAreUsed() throws IOException {
        var hosts = new AllowedHosts(
                host -> List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}), InetAddress.getLoopbackAddress()),
                address -> address.getHostAddress().equals("127.0.0.1"),
                List.of());
        assertThat(hosts.of("x.example")).containsExactly(InetAddress.getLoopbackAddress());
    }
}
