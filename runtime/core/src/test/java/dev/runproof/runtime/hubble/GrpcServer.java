package dev.runproof.runtime.hubble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;

/** A server of gRPC on loopback, with one answer for every call. */
final class GrpcServer implements AutoCloseable {

    private static final ContentType GRPC = ContentType.create("application/grpc");

    private final HttpAsyncServer server;
    private final int port;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private String status = "0";
    private String reason = "";
    private boolean hangs;
    private volatile String path = "";
    private volatile byte[] asked = new byte[0];

    GrpcServer() {
        server = H2ServerBootstrap.bootstrap()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
                .setCanonicalHostName("127.0.0.1")
                .register("*", new Handler())
                .create();
        server.start();
        try {
            var address = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTP)
                    .get()
                    .getAddress();
            port = ((InetSocketAddress) address).getPort();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    /** Says these messages. */
    void says(byte[]... messages) {
        for (byte[] message : messages) {
            answer.writeBytes(
                    ByteBuffer.allocate(5).put((byte) 0).putInt(message.length).array());
            answer.writeBytes(message);
        }
    }

    /** Says these bytes, whatever they are. */
    void saysRaw(byte[] bytes) {
        answer.writeBytes(bytes);
    }

    /** Ends with this status. */
    void ends(String with, String why) {
        status = with;
        reason = why;
    }

    /** Never comes to an end. */
    void hangs() {
        hangs = true;
    }

    String path() {
        return path;
    }

    /** The message that it was asked. */
    byte[] asked() {
        return asked.clone();
    }

    @Override
    public void close() {
        server.close(CloseMode.IMMEDIATE);
    }

    private final class Handler implements AsyncServerRequestHandler<Message<HttpRequest, byte[]>> {

        @Override
        public AsyncRequestConsumer<Message<HttpRequest, byte[]>> prepare(
                HttpRequest request, EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(new BasicAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, byte[]> message, ResponseTrigger trigger, HttpContext context)
                throws HttpException, IOException {
            path = message.getHead().getPath();
            if (message.getHead().containsHeader("Expect")) {
                // As servers of gRPC do: they have no answer to that, and wait for the rest.
                return;
            }
            var framed = ByteBuffer.wrap(message.getBody());
            framed.get();
            asked = new byte[framed.getInt()];
            framed.get(asked);
            trigger.submitResponse(new BasicResponseProducer(new BasicHttpResponse(200), new Answer()), context);
        }
    }

    /** The messages, and the status behind them. */
    private final class Answer implements AsyncEntityProducer {

        private final ByteBuffer left = ByteBuffer.wrap(answer.toByteArray());

        @Override
        public int available() {
            return hangs ? left.remaining() : left.remaining() + 1;
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            channel.write(left);
            if (!left.hasRemaining() && !hangs) {
                List<Header> trailers = new ArrayList<>();
                trailers.add(new BasicHeader("grpc-status", status));
                Optional.of(reason)
                        .filter(text -> !text.isEmpty())
                        .ifPresent(text -> trailers.add(new BasicHeader("grpc-message", text)));
                channel.endStream(trailers);
            }
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public void failed(Exception cause) {}

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public String getContentType() {
            return GRPC.toString();
        }

        @Override
        public String getContentEncoding() {
            return "";
        }

        @Override
        public boolean isChunked() {
            return true;
        }

        @Override
        public Set<String> getTrailerNames() {
            return Set.of("grpc-status", "grpc-message");
        }

        @Override
        public void releaseResources() {}
    }
}
