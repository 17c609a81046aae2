package dev.runproof.compiler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Standard input, of which there is one: read once, only if it is asked for, and then as often as it is asked for. */
final class StandardInput {

    private final InputStream in;
    private final int most;
    private Optional<byte[]> read = Optional.empty();

    /**
     * Takes a stream.
     *
     * @param in the stream
     * @param most the bytes that are read of it at most
     */
    StandardInput(InputStream in, int most) {
        this.in = in;
        this.most = most;
    }

    /** The stream from its beginning. Fails where the stream does, and each time. */
    InputStream again() {
        try {
            if (read.isEmpty()) {
                read = Optional.of(in.readNBytes(most));
            }
            return new ByteArrayInputStream(read.get());
        } catch (IOException e) {
            return in;
        }
    }
}
