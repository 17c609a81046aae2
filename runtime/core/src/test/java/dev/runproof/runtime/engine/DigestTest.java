package dev.runproof.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void itIsThatOfTheCanonicalJson() {
        var spec = new LinkedHashMap<String, Object>();
        spec.put("b", List.of(List.of(), Map.of(), "x"));
        spec.put("a", Map.of("n", 1L, "t", true));

        assertThat(digest(spec))
                .isEqualTo(Digest.ofText("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\","
                        + "\"spec\":{\"a\":{\"n\":1,\"t\":true},\"b\":[[],{},\"x\"]}}"));
    }

    @Test
    void anotherContentHasAnotherDigest() {
        Set<String> digests = Stream.<Map<String, ?>>of(
                        Map.of(),
                        Map.of("a", "b"),
                        Map.of("a", ""),
                        Map.of("a", "1"),
                        Map.of("a", 1L),
                        Map.of("a", List.of("b", "c")),
                        Map.of("a", List.of("b\",\"c")),
                        Map.of("a", List.of("b\\\",\"c")),
                        Map.of("a", List.of(List.of("b"), "c")),
                        Map.of("a", List.of(List.of("b", "c"))))
                .map(DigestTest::digest)
                .collect(Collectors.toSet());

        assertThat(digests).hasSize(10);
    }

    @Test
    void whatServersAndControllersWriteIsNotInIt() {
        var object = object(Map.of("a", "b"));

        assertThat(Digest.ofContent(object.with("status", Map.of("x", "y")).withMetadata(Map.of("uid", "1"))))
                .isEqualTo(Digest.ofContent(object));
    }

    private static String digest(Map<String, ?> spec) {
        return Digest.ofContent(object(spec));
    }

    private static KubernetesObject object(Map<String, ?> spec) {
        var ref = new ObjectRef(new ResourceKind("", "v1", "ConfigMap", "configmaps", true), "shop", "m");
        return KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec));
    }
}
