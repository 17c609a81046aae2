package dev.runproof.runtime.cluster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** An answer that is passed on as it comes; of one that is no success only so much is kept as tells why. Thread-safe. */
final class Download {

    private static final int LONGEST_REFUSAL = 1 << 16;

    private final String call;
    private final OutputStream to;
    private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
    private int code;
    private Optional<String> retryAfter = Optional.empty();
    private Optional<IOException> broken = Optional.empty();
    private boolean over;

    Download(String call, OutputStream to) {
        this.call = call;
        this.to = to;
    }

    /** The status has come, and the body is to follow. */
    synchronized void answered(int status, Optional<String> wait) {
        code = status;
        retryAfter = wait;
    }

    /** Takes what has come; false if no more is wanted. */
    synchronized boolean take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            var bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            if (over) {
                return false;
            }
            if (!isSuccess()) {
                refusal.write(bytes, 0, Math.min(bytes.length, LONGEST_REFUSAL - refusal.size()));
                continue;
            }
            try {
                to.write(bytes);
            } catch (IOException e) {
                broken = Optional.of(e);
                over = true;
                return false;
            }
        }
        return true;
    }

    /** Nobody waits for it any more: nothing is passed on from now on. */
    synchronized void giveUp() {
        over = true;
    }

    synchronized void requireTaken() throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    synchronized void requireSuccess() {
        if (!isSuccess()) {
            throw new ApiAnswer(call, code, Json.parse(refusal.toByteArray()), retryAfter).failure();
        }
    }

    private boolean isSuccess() {
        return code == 200;
    }
}
