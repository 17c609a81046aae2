package dev.runproof.runtime.hubble;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http.protocol.DefaultHttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2MultiplexingRequesterBootstrap;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * One call by gRPC over HTTP/2 without TLS: one message there, many back. Source:
 * <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>.
 *
 * @param host whom
 * @param port where
 * @param path the method
 * @param atMost how long it may take
 */
record GrpcCall(String host, int port, String path, Duration atMost) {

    private static final int MOST_HEADERS = 16 << 10;

    /** What a request needs. Not {@code Expect: 100-continue}, for which servers of gRPC have no answer. */
    private static final HttpProcessor HEADERS = new DefaultHttpProcessor(
            new HttpRequestInterceptor[] {H2RequestTargetHost.INSTANCE, H2RequestContent.INSTANCE},
            new HttpResponseInterceptor[0]);

    /** Takes a message; called in one thread, one after the other. */
    interface Message {
        void take(ByteBuffer message) throws IOException;
    }

    /**
     * Makes the call, and waits for its end.
     *
     * @throws IOException if it cannot be made, takes too long, ends with another status than OK, or the messages cannot be taken
     */
    void ask(byte[] message, Message taken) throws IOException {
        var time = Timeout.of(atMost);
        var requester = H2MultiplexingRequesterBootstrap.bootstrap()
                .setHttpProcessor(HEADERS)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSoTimeout(time)
                        .build())
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(MOST_HEADERS)
                        .build())
                .create();
        try {
            requester.start();
            var request = AsyncRequestBuilder.post()
                    .setHttpHost(new HttpHost("http", host, port))
                    .setPath(path)
                    .addHeader("te", "trailers")
                    .addHeader("grpc-timeout", atMost.toMillis() + "m")
                    .setEntity(new BasicAsyncEntityProducer(framed(message), ContentType.create("application/grpc")))
                    .build();
            requester
                    .execute(request, new GrpcAnswer(taken), time, new Ignored())
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("the answer did not come to an end within " + atMost.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            requester.close(CloseMode.IMMEDIATE);
        }
    }

    /** Not compressed, with its length. */
    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(GrpcAnswer.PREFIX + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** The future tells all. */
    private static final class Ignored implements FutureCallback<Void> {

        @Override
        public void completed(Void result) {}

        @Override
        public void failed(Exception e) {}

        @Override
        public void cancelled() {}
    }
}
