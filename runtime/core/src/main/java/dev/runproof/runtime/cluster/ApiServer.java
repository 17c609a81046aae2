package dev.runproof.runtime.cluster;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.BackwardsCompatibilityInterceptor;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Sends requests to an API server, each once. Thread-safe. */
final class ApiServer implements AutoCloseable {

    private static final String JSON = "application/json";

    private final String url;
    private final Duration timeout;
    private final HttpClient client;

    /**
     * Prepares connections, and opens none.
     *
     * @throws ClusterException if keys or certificates cannot be read
     */
    ApiServer(Config config, Duration timeout) {
        this.url = withoutSlash(config.getMasterUrl());
        this.timeout = timeout;
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(Math.toIntExact(timeout.toMillis()));
        config.setUserAgent("runproof");
        // HTTP/2 puts all calls on one connection. A server ends it by GOAWAY after each 401, when it stops, and now
        // and
        // then, and Java 17 then fails all calls under way, those that were done too (JDK-8335181).
        config.setHttp2Disable(true);
        try {
            var builder = new SameAddressFactory()
                    .newBuilder(config)
                    // Sends what was answered by 404 again, to groups of years ago.
                    .addOrReplaceInterceptor(BackwardsCompatibilityInterceptor.NAME, null);
            if (!hasToken(config)) {
                // Would read the kubeconfig again for each request, in search of one.
                builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, null);
            }
            this.client = builder.build();
        } catch (KubernetesClientException e) {
            throw new ClusterException(
                    Reason.UNREACHABLE, "the keys or certificates for " + url + " cannot be used", e);
        }
    }

    /** Does not follow redirects: they would send a write, and our token, once more and to somebody else. */
    private static final class SameAddressFactory extends JdkHttpClientFactory {
        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        }
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @param method the HTTP method
     * @param path the path and query, encoded
     * @param body the JSON to send
     * @return what the server answers, be it a success or not
     * @throws ClusterException if there is no answer: {@link Reason#UNREACHABLE} if there was no connection, {@link
     *     Reason#UNKNOWN_OUTCOME} if there was one
     */
    ApiAnswer send(String method, String path, Optional<Map<String, Object>> body) {
        return send(method, path, JSON, body);
    }

    /**
     * As {@link #send(String, String, Optional)}, with a body of another media type that JSON is too, such as YAML.
     */
    ApiAnswer send(String method, String path, String mediaType, Optional<Map<String, Object>> body) {
        var request = client.newHttpRequestBuilder()
                .uri(url + path)
                .header("Accept", JSON)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .method(method, mediaType, body.map(Json::text).orElse(null))
                .build();
        var call = method + " " + path;
        var pending = client.sendAsync(request, byte[].class);
        try {
            // The timeout of the request ends with the headers; this one covers the body too.
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new ApiAnswer(
                    call,
                    response.code(),
                    Json.parse(response.body()),
                    Optional.ofNullable(response.header("Retry-After")));
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw noAnswer(Reason.UNKNOWN_OUTCOME, call, "there is no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw noAnswer(Reason.UNKNOWN_OUTCOME, call, "the wait for an answer is interrupted", e);
        } catch (ExecutionException e) {
            throw failure(call, rootOf(e));
        }
    }

    /**
     * Sends a GET whose answer goes on for a while.
     *
     * @param path the path and query, encoded
     * @param stream takes the lines of the answer, and how it ends
     */
    void stream(String path, WatchStream stream) {
        var request = client.newHttpRequestBuilder()
                .uri(url + path)
                .header("Accept", "application/json")
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        String call = "GET " + path;
        var pending = client.consumeBytes(request, (buffers, body) -> {
            stream.take(buffers);
            body.consume();
        });
        stream.cancelBy(() -> pending.cancel(true));
        var unused = pending.thenCompose(response -> {
                    var body = response.body();
                    stream.answered(call, response.code(), Optional.ofNullable(response.header("Retry-After")));
                    stream.cancelBy(body::cancel);
                    body.consume();
                    return body.done();
                })
                .handle((done, failure) -> {
                    stream.end(Optional.ofNullable(failure).map(why -> failure(call, rootOf(why))));
                    return stream;
                });
    }

    /**
     * Sends a GET and passes its answer on as it comes.
     *
     * @param path the path and query, encoded
     * @param to takes the bytes of a success; where it throws, the answer is given up
     * @param atMost how long it may take, from the first byte sent to the last received
     * @throws ClusterException if there is no answer, no success, or its end does not come
     * @throws IOException what {@code to} has thrown
     */
    void download(String path, OutputStream to, Duration atMost) throws IOException {
        var request = client.newHttpRequestBuilder()
                .uri(url + path)
                .header("Accept", JSON + ", */*")
                .timeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        String call = "GET " + path;
        var download = new Download(call, to);
        var enough = new CompletableFuture<Boolean>();
        var pending = client.consumeBytes(request, (buffers, body) -> {
            if (download.take(buffers)) {
                body.consume();
            } else {
                body.cancel();
                enough.complete(true);
            }
        });
        var whole = pending.thenCompose(response -> {
            download.answered(response.code(), Optional.ofNullable(response.header("Retry-After")));
            response.body().consume();
            return response.body().done();
        });
        try {
            CompletableFuture.anyOf(whole, enough).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            download.giveUp();
            throw noAnswer(Reason.UNKNOWN_OUTCOME, call, "it is not complete within " + atMost.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            download.giveUp();
            Thread.currentThread().interrupt();
            throw noAnswer(Reason.UNKNOWN_OUTCOME, call, "the wait for it is interrupted", e);
        } catch (ExecutionException e) {
            download.requireTaken();
            throw failure(call, rootOf(e));
        } finally {
            pending.cancel(true);
        }
        download.requireTaken();
        download.requireSuccess();
    }

    @Override
    public void close() {
        client.close();
    }

    private ClusterException failure(String call, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return noAnswer(Reason.UNREACHABLE, call, "there is no connection", cause);
        }
        if (cause instanceof SSLHandshakeException) {
            return noAnswer(Reason.UNREACHABLE, call, "one of both does not trust the other's certificate", cause);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return noAnswer(
                    Reason.UNKNOWN_OUTCOME, call, "there is no answer within " + timeout.toMillis() + " ms", cause);
        }
        return noAnswer(Reason.UNKNOWN_OUTCOME, call, "the connection broke before the answer", cause);
    }

    private ClusterException noAnswer(Reason reason, String call, String why, Throwable cause) {
        return new ClusterException(reason, "no answer from " + url + " to " + call + ": " + why, cause);
    }

    private static Throwable rootOf(Throwable e) {
        Throwable cause = e;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean hasToken(Config config) {
        return config.getAutoOAuthToken() != null
                || config.getOauthToken() != null
                || config.getAuthProvider() != null
                || config.getUsername() != null;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
