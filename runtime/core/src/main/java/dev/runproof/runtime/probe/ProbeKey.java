package dev.runproof.runtime.probe;

import dev.runproof.runtime.value.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that a node's probe and those who ask it share. It signs questions, so that strangers cannot ask, and answers,
 * so that nobody in between can say that an address is blocked; it is never sent. HMAC with SHA-256 over parts that are
 * each preceded by their length. Immutable.
 */
public final class ProbeKey {

    /** The shortest key, in bytes. */
    public static final int MIN_BYTES = 32;

    private static final int MAX_BYTES = 4096;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private ProbeKey(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Takes a secret.
     *
     * @param secret at least {@value #MIN_BYTES} bytes, chosen at random
     * @throws InvalidValueException if it is shorter, or absurdly long
     */
    public static ProbeKey of(byte[] secret) {
        if (secret.length < MIN_BYTES || secret.length > MAX_BYTES) {
            throw new InvalidValueException(
                    "the key of the node probes has " + MIN_BYTES + " to " + MAX_BYTES + " bytes");
        }
        return new ProbeKey(secret);
    }

    /**
     * Reads a secret from a file, whose white space at the end does not count.
     *
     * @param file such as a mounted Secret
     * @throws InvalidValueException if it cannot be read, or what it holds is no key
     */
    public static ProbeKey read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InvalidValueException("the key of the node probes has at most " + MAX_BYTES + " bytes");
            }
            return of(Files.readString(file, StandardCharsets.ISO_8859_1)
                    .stripTrailing()
                    .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new InvalidValueException("the key of the node probes cannot be read from " + file);
        }
    }

    /** The signature of some parts, in hexadecimal digits. */
    String sign(String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether a signature is that of some parts; takes as long whether it is or not. */
    boolean isSignature(String signature, String... parts) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), sign(parts).getBytes(StandardCharsets.US_ASCII));
    }
}
