package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as {@code sha256:} and 64 hexadecimal digits. */
public final class Digest {

    private Digest() {}

    /** The digest of a text in UTF-8. */
    public static String ofText(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Of what an object says: its JSON with sorted keys, without {@code metadata} and {@code status}, which servers and
     * controllers write.
     */
    static String ofContent(KubernetesObject object) {
        return ofText(object.statementJson());
    }
}
