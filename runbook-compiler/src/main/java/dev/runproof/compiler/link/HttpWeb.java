package dev.runproof.compiler.link;

import dev.runproof.compiler.link.AllowedHosts.PrivateAddressException;
import dev.runproof.compiler.link.Answer.Failure;
import dev.runproof.compiler.link.Answer.Kind;
import dev.runproof.compiler.link.NameLookup.NoSuchNameException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * The web by HTTP/1.1. It keeps no cookies, knows no passwords, asks no proxy, and follows nothing by itself; a request has one limit
 * for all that it does, and nothing that a server sends is read without bound.
 */
final class HttpWeb implements Web {

    /** Of a page, after it was unpacked. */
    private static final int LARGEST_PAGE = 4 << 20;

    /** Of a body that nobody wants: so much is read to keep the connection; else a new one is cheaper. */
    private static final int LARGEST_REST = 64 << 10;

    private static final int LARGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;

    private final CloseableHttpClient client;
    private final ScheduledExecutorService clock;
    private final Duration timeout;

    /**
     * Makes one.
     *
     * @param hosts what may be connected to
     * @param connections how many connections there may be at once
     * @param perHost how many of them to one host
     * @param timeout how long a request may take in all
     * @param agent how it names itself
     */
    HttpWeb(AllowedHosts hosts, int connections, int perHost, Duration timeout, String agent) {
        this.timeout = timeout;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "link-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        Timeout limit = Timeout.of(timeout);
        var connectionFactory = ManagedHttpClientConnectionFactory.builder()
                .http1Config(Http1Config.custom()
                        .setMaxLineLength(LARGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build();
        var connectionManager = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Resolver(hosts))
                .setConnectionFactory(connectionFactory)
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(perHost)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connectionManager)
                .setUserAgent(agent)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(limit)
                        .setConnectionRequestTimeout(limit)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** Hands the client the addresses that were looked at, and no name that it could look up again. */
    private record Resolver(AllowedHosts hosts) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return hosts.of(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    @Override
    public Answer ask(WebAddress address, Method method) {
        var request = new HttpUriRequestBase(method == Method.HEAD ? "HEAD" : "GET", URI.create(address.text()));
        request.setHeader("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        // What is not read need not be packed; some servers of files do it badly.
        request.setHeader("Accept-Encoding", method == Method.READ ? "gzip" : "identity");
        var late = new AtomicBoolean();
        ScheduledFuture<?> alarm = clock.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            var host = new HttpHost(address.scheme(), bare(address.host()), address.port());
            ClassicHttpResponse response = client.executeOpen(host, request, null);
            try {
                return answer(response, method);
            } finally {
                leave(request, response);
            }
        } catch (IOException | RuntimeException e) {
            return late.get() ? tooLate() : failure(e);
        } finally {
            alarm.cancel(false);
        }
    }

    /** Of a body that was not read to its end: to close it alone would read it, however long it is. */
    private static void leave(HttpUriRequestBase request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // That the connection is gone is what was wanted; one that was read to its end has been given back before.
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Answer answer(ClassicHttpResponse response, Method method) throws IOException {
        var status = new Answer.Status(
                response.getCode(),
                header(response, "Location").map(HttpWeb::asUtf8),
                header(response, "Retry-After"),
                Optional.empty());
        HttpEntity body = response.getEntity();
        if (body == null) {
            return method == Method.READ && status.good() ? with(HtmlPage.other("an empty page"), status) : status;
        }
        InputStream in = body.getContent();
        if (method == Method.READ && status.good()) {
            return with(page(body, in), status);
        }
        if (body.getContentLength() >= 0 && body.getContentLength() <= LARGEST_REST) {
            in.skipNBytes(body.getContentLength());
        }
        return status;
    }

    private static Answer with(HtmlPage page, Answer.Status status) {
        return new Answer.Status(status.status(), status.location(), status.retryAfter(), Optional.of(page));
    }

    private static HtmlPage page(HttpEntity body, InputStream in) throws IOException {
        ContentType type = ContentType.parseLenient(body.getContentType());
        String kind = type == null ? "text/html" : type.getMimeType();
        if (!HtmlPage.isHtml(kind)) {
            return HtmlPage.other(kind);
        }
        Charset charset = type == null ? null : type.getCharset();
        boolean packed = "gzip".equalsIgnoreCase(body.getContentEncoding())
                || "x-gzip".equalsIgnoreCase(body.getContentEncoding());
        return HtmlPage.read(
                kind,
                Optional.ofNullable(charset).map(Charset::name),
                packed ? new GZIPInputStream(in) : in,
                LARGEST_PAGE);
    }

    private static Optional<String> header(ClassicHttpResponse response, String name) {
        return Optional.ofNullable(response.getFirstHeader(name))
                .map(Header::getValue)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** Headers are read byte by byte; what is not ASCII in an address is UTF-8, as browsers take it. */
    private static String asUtf8(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Answer tooLate() {
        return new Failure(Kind.UNREACHABLE, "there was no answer within " + DurationText.of(timeout));
    }

    private Answer failure(Exception e) {
        if (e instanceof PrivateAddressException) {
            return new Failure(
                    Kind.NOT_ASKED, "its host has a private address, which is asked only if private-hosts names it");
        }
        if (e instanceof NoSuchNameException) {
            return new Failure(Kind.NO_SUCH_HOST, "there is no host of that name");
        }
        if (e instanceof UnknownHostException) {
            return new Failure(Kind.UNREACHABLE, "the address of its host could not be found out");
        }
        if (e instanceof ConnectTimeoutException || e instanceof InterruptedIOException) {
            return tooLate();
        }
        if (e instanceof SSLException) {
            return new Failure(Kind.UNUSABLE, "no secure connection could be made (" + reason(e) + ")");
        }
        if (e instanceof ConnectException) {
            return new Failure(Kind.UNREACHABLE, "the connection was refused");
        }
        if (e instanceof NoHttpResponseException || e instanceof SocketException) {
            return new Failure(Kind.UNREACHABLE, "the connection broke");
        }
        if (e instanceof ZipException) {
            return new Failure(Kind.UNUSABLE, "what it sent could not be unpacked");
        }
        return new Failure(Kind.UNUSABLE, "what it sent was not understood (" + reason(e) + ")");
    }

    private static String reason(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.length() > 200 ? message.substring(0, 200) + "…" : message;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
