package dev.runproof.runtime.hubble;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the messages of an answer out of its stream, and the status that comes behind them. Called by one thread. */
final class GrpcAnswer implements AsyncResponseConsumer<Void> {

    /** One byte says whether it is compressed, four how long it is. */
    static final int PREFIX = 5;

    /** What a client of gRPC takes unless it is told otherwise. */
    private static final int LONGEST = 4 << 20;

    private static final String STATUS = "grpc-status";
    private static final int OK = 200;

    private final GrpcCall.Message taken;
    private final ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
    private Optional<ByteBuffer> message = Optional.empty();
    private Optional<FutureCallback<Void>> callback = Optional.empty();

    GrpcAnswer(GrpcCall.Message taken) {
        this.taken = taken;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails entity,
            HttpContext context,
            FutureCallback<Void> resultCallback)
            throws IOException {
        callback = Optional.of(resultCallback);
        if (response.getCode() != OK) {
            throw new IOException("it answers " + response.getCode() + ", as no server of gRPC does");
        }
        // An error without messages comes all in one.
        Header status = response.getFirstHeader(STATUS);
        if (status != null) {
            requireOk(status.getValue(), text(response.getFirstHeader("grpc-message")));
        }
        if (entity == null) {
            throw new IOException("it answers nothing");
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            if (message.isEmpty()) {
                copy(part, prefix);
                if (prefix.hasRemaining()) {
                    return;
                }
                message = Optional.of(announced());
            }
            ByteBuffer filling = message.get();
            copy(part, filling);
            if (filling.hasRemaining()) {
                return;
            }
            prefix.clear();
            message = Optional.empty();
            taken.take(filling.flip().asReadOnlyBuffer());
        }
    }

    private ByteBuffer announced() throws IOException {
        prefix.flip();
        byte compressed = prefix.get();
        int length = prefix.getInt();
        if (compressed != 0) {
            throw new IOException("a message is compressed, which was not asked for");
        }
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message has more than " + LONGEST + " bytes");
        }
        if (length == 0) {
            prefix.clear();
        }
        return ByteBuffer.allocate(length);
    }

    private static void copy(ByteBuffer from, ByteBuffer to) {
        int some = Math.min(from.remaining(), to.remaining());
        to.put(from.slice(from.position(), some));
        from.position(from.position() + some);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) throws IOException {
        String status = "";
        String reason = "";
        for (Header trailer : trailers == null ? List.<Header>of() : trailers) {
            if (trailer.getName().equalsIgnoreCase(STATUS)) {
                status = text(trailer);
            } else if (trailer.getName().equalsIgnoreCase("grpc-message")) {
                reason = text(trailer);
            }
        }
        requireOk(status, reason);
        if (message.isPresent() || prefix.position() > 0) {
            throw new IOException("its last message is not whole");
        }
        callback.ifPresent(result -> result.completed(null));
    }

    private static void requireOk(String status, String reason) throws IOException {
        if (status.isEmpty()) {
            throw new IOException("its answer ends without a status");
        }
        if (!status.equals("0")) {
            throw new IOException(
                    "it answers with the status " + status + " of gRPC" + (reason.isEmpty() ? "" : ": " + reason));
        }
    }

    private static String text(@Nullable Header header) {
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    @Override
    public void failed(Exception cause) {
        callback.ifPresent(result -> result.failed(cause));
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {}

    @Override
    public void releaseResources() {}
}
