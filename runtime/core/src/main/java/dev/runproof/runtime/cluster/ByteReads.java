package dev.runproof.runtime.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Reads what an API server sends as it sends it, byte by byte: logs, and objects that are to be kept as they were. */
public interface ByteReads {

    /**
     * Reads an answer.
     *
     * @param what what is asked for
     * @param to takes the bytes as they come, of a success only; it is not closed
     * @param atMost how long it may take in all
     * @throws ClusterException if there is no answer, it is no success, or its end does not come; some of it may have been taken
     * @throws IOException what {@code to} has thrown: the answer is then given up
     */
    void read(Reading what, OutputStream to, Duration atMost) throws IOException;
}
