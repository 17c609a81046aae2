package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ObjectRef REF = new ObjectRef(PODS, "shop", "p");
    private static final String AT = "2026-11-22T10:00:00Z";

    @Test
    void whatWasChangedAddedAndRemovedIsTold() {
        var written = saying(Map.of("same", 1, "changed", "a", "removed", true, "deep", Map.of("x", 1, "y", 2)));
        var found = saying(Map.of("same", 1, "changed", 1.5, "added", List.of(1), "deep", Map.of("x", 1, "y", 3)));

        assertThat(Difference.between(written, found))
                .containsExactly(
                        difference("spec.added", null, "[1]"),
                        difference("spec.changed", "\"a\"", "1.5"),
                        difference("spec.deep.y", "2", "3"),
                        difference("spec.removed", "true", null));
        assertThat(Difference.between(written, written)).isEmpty();
    }

    @Test
    void elementsOfListsAreComparedByTheirPlaces() {
        var written = saying(Map.of("a", List.of("x", "y"), "b", List.of(Map.of("c", 1))));
        var found = saying(Map.of("a", List.of("x"), "b", List.of(Map.of("c", 2), "z")));

        assertThat(Difference.between(written, found))
                .containsExactly(
                        difference("spec.a[1]", "\"y\"", null),
                        difference("spec.b[0].c", "1", "2"),
                        difference("spec.b[1]", null, "\"z\""));
    }

    @Test
    void whatServersAndControllersWriteIsNoDifference() {
        var written = saying(Map.of("a", 1));
        var found = written.withMetadata(
                        Map.of("uid", "u-1", "resourceVersion", "7", "generation", 3, "labels", Map.of("theirs", "1")))
                .with("status", Map.of("phase", "Running"));

        assertThat(Difference.between(written, found)).isEmpty();
    }

    @Test
    void labelsAndAnnotationsThatWereWrittenAreCompared() {
        var written = KubernetesObject.of(REF, Map.of("l", "1", "m", "1"), Map.of("a.b/c", "1"), Map.of());
        var found = KubernetesObject.of(REF, Map.of("l", "2", "n", "1"), Map.of("a.b/c", "1", "x", "1"), Map.of());

        assertThat(Difference.between(written, found))
                .containsExactly(
                        difference("metadata.labels.l", "\"1\"", "\"2\""),
                        difference("metadata.labels.m", "\"1\"", null));
        assertThat(Difference.between(KubernetesObject.of(REF, Map.of(), Map.of("a.b/c", "2"), Map.of()), found))
                .containsExactly(difference("metadata.annotations[\"a.b/c\"]", "\"2\"", "\"1\""));
    }

    @Test
    void whoHasWrittenItLastIsNamed() {
        var written = saying(Map.of("a", 1, "b", 1, "c", List.of(1), "d", Map.of("e", 1), "f", 1));
        var found = owned(
                saying(Map.of("a", 2, "b", 2, "c", List.of(2), "d", Map.of("e", 2), "g", Map.of("h", 1))),
                owner("first", "2026-11-22T09:00:00Z", Map.of("f:spec", Map.of("f:a", Map.of(), "f:f", Map.of()))),
                owner("last", AT, Map.of("f:spec", Map.of("f:a", Map.of(), "f:c", Map.of()))),
                owner("timeless", "soon", Map.of("f:spec", Map.of("f:d", Map.of("f:e", Map.of()), "f:a", Map.of()))),
                owner("below", AT, Map.of("f:spec", Map.of("f:g", Map.of(".", Map.of(), "f:h", Map.of())))));

        assertThat(Difference.between(written, found).stream().map(Difference::sentence))
                .containsExactly(
                        "spec.a: 1 was written, 2 is there, by last at " + AT,
                        "spec.b: 1 was written, 2 is there",
                        "spec.c[0]: 1 was written, 2 is there, by last at " + AT,
                        "spec.d.e: 1 was written, 2 is there, by timeless",
                        "spec.f: 1 was written, nothing is there",
                        "spec.g: nothing was written, {\"h\":1} is there, by below at " + AT);
    }

    @Test
    void ownersOfElementsAreKnownByKeysByValuesAndByPlaces() {
        var ports = List.of(Map.of("port", 80, "protocol", "TCP", "name", "a"), Map.of("port", 443, "name", "b"));
        var written = saying(Map.of("ports", List.of(), "set", List.of(), "list", List.of()));
        var found = owned(
                saying(Map.of("ports", ports, "set", List.of("x", "y"), "list", List.of("z"))),
                owner(
                        "keys",
                        AT,
                        Map.of(
                                "f:spec",
                                Map.of(
                                        "f:ports",
                                        Map.of("k:{\"port\":80,\"protocol\":\"TCP\"}", Map.of("f:name", Map.of()))))),
                owner("no-keys", AT, Map.of("f:spec", Map.of("f:ports", Map.of("k:not JSON", Map.of())))),
                owner("values", AT, Map.of("f:spec", Map.of("f:set", Map.of("v:\"y\"", Map.of())))),
                owner("places", AT, Map.of("f:spec", Map.of("f:list", Map.of("i:0", Map.of())))));

        assertThat(Difference.between(written, found))
                .extracting(Difference::path, Difference::by)
                .containsExactly(
                        tuple("spec.list[0]", Optional.of("places")),
                        tuple("spec.ports[0]", Optional.of("keys")),
                        tuple("spec.ports[1]", Optional.empty()),
                        tuple("spec.set[0]", Optional.empty()),
                        tuple("spec.set[1]", Optional.of("values")));
    }

    @Test
    void textsOfStrangersAreEscapedAndCut() {
        var hostile = new LinkedHashMap<String, Object>();
        hostile.put("\u001b[2J\u202e \"]", "\u001b[31m\n\u202e\ud83d\ude00\udb40\udc01");
        hostile.put("long", "\ud83d\ude00".repeat(1000));
        hostile.put("k".repeat(2000), 1);
        var found = owned(
                saying(hostile), owner("\u001b]0;x\u0007\"\u202e", AT, Map.of("f:spec", Map.of("f:long", Map.of()))));

        var differences = Difference.between(saying(Map.of()), found);

        assertThat(differences).hasSize(3);
        assertThat(differences.get(0).path()).isEqualTo("spec[\"\\u001B[2J\\u202E \\\"]\"]");
        assertThat(differences.get(0).found()).contains("\"\\u001B[31m\\n\\u202E\ud83d\ude00\\uDB40\\uDC01\"");
        assertThat(differences.get(1).path())
                .startsWith("spec[\"kkk")
                .endsWith("\u2026")
                .hasSizeLessThan(513);
        assertThat(differences.get(2).by()).contains("\\u001B]0;x\\u0007\\\"\\u202E");
        assertThat(differences.get(2).found().orElseThrow())
                .hasSizeBetween(255, 256)
                .endsWith("\ud83d\ude00\u2026");
    }

    @Test
    void managedFieldsThatAreNoneAreLeftOut() {
        for (Object none : List.of(
                "x",
                List.of("x"),
                List.of(Map.of()),
                List.of(Map.of("manager", "m", "fieldsV1", "x")),
                List.of(Map.of("manager", "m", "fieldsV1", Map.of("f:spec", "x"))),
                List.of(Map.of("manager", "m", "fieldsV1", Map.of())))) {
            var found = saying(Map.of("a", 1)).withMetadata(Map.of("managedFields", none));

            assertThat(Difference.between(saying(Map.of()), found))
                    .as(none.toString())
                    .containsExactly(difference("spec.a", null, "1"));
        }
    }

    @Test
    void anObjectSaysAgainWhatItsStatementSays() {
        var said = saying(Map.of("a", 1, "b", List.of(1.5, true, "\u00e9\n"), "c", Map.of()));

        var again = KubernetesObject.saying(REF, said.statementJson()).orElseThrow();

        assertThat(Difference.between(again, said)).isEmpty();
        assertThat(again.statementJson()).isEqualTo(said.statementJson());
    }

    @Test
    void whatIsNoStatementIsSaidByNoObject() {
        for (String none :
                List.of("", "{", "[]", "1", "{\"metadata\":{}}", "{\"a\":99999999999999999999}", "[".repeat(5000))) {
            assertThat(KubernetesObject.saying(REF, none)).as(none).isEmpty();
        }
    }

    private static KubernetesObject saying(Map<String, ?> spec) {
        return KubernetesObject.of(REF, Map.of(), Map.of(), Map.of("spec", spec));
    }

    private static Map<String, Object> owner(String manager, String time, Map<String, ?> fields) {
        return Map.of("manager", manager, "operation", "Update", "time", time, "fieldsV1", fields);
    }

    private static KubernetesObject owned(KubernetesObject object, Map<?, ?>... owners) {
        return object.withMetadata(Map.of("managedFields", new ArrayList<>(List.of(owners))));
    }

    private static Difference difference(String path, @Nullable String written, @Nullable String found) {
        return new Difference(
                path,
                Optional.ofNullable(written),
                Optional.ofNullable(found),
                Optional.empty(),
                Optional.<Instant>empty());
    }
}
