package dev.runproof.runtime.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A new file that counts and digests what is written to it, and takes no more than it may. Thread-safe. */
final class EvidenceFile extends OutputStream {

    /** There is more than the file may take. What it may take is in it. */
    static final class FullException extends IOException {

        private static final long serialVersionUID = 1;

        FullException(long most) {
            super("there is more than the " + most + " bytes that may be taken of it");
        }
    }

    private final String name;
    private final FileChannel channel;
    private final MessageDigest digest;
    private final long most;
    private long bytes;

    /**
     * Makes the file, for its owner to read only.
     *
     * @param path where; nothing is there yet
     * @param most how many bytes it takes
     * @throws IOException if it cannot be made, or is there
     */
    EvidenceFile(Path path, long most) throws IOException {
        this.name = String.valueOf(path.getFileName());
        this.most = most;
        this.digest = sha256();
        this.channel = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r--------")));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String sha256(byte[] text) {
        return HexFormat.of().formatHex(sha256().digest(text));
    }

    String name() {
        return name;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int length) throws IOException {
        int taken = (int) Math.min(length, most - bytes);
        var buffer = ByteBuffer.wrap(from, offset, taken);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        digest.update(from, offset, taken);
        bytes += taken;
        if (taken < length) {
            throw new FullException(most);
        }
    }

    /** Sees to it that what was written is on the disk; from then on it takes nothing more. */
    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            channel.force(true);
            channel.close();
        }
    }

    synchronized long bytes() {
        return bytes;
    }

    /** The SHA-256 of what it has, in hexadecimal digits. To be asked once. */
    synchronized String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
