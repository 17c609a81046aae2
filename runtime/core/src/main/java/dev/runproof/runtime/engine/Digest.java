package dev.runproof.runtime.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runproof.runtime.cluster.KubernetesObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/** SHA-256 as {@code sha256:} and 64 hexadecimal digits. */
final class Digest {

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Digest() {}

    static String ofText(String text) {
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
        var content = new LinkedHashMap<>(object.content());
        content.remove("metadata");
        content.remove("status");
        try {
            return ofText(CANONICAL.writeValueAsString(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of the API is always JSON", e);
        }
    }
}
