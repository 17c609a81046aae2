package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.action.FieldEdit.InFront;
import dev.runproof.runtime.action.FieldEdit.Listed;
import dev.runproof.runtime.action.FieldEdit.Value;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.PodRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldEditTest {

    private static final List<String> LIST = List.of("metadata", "annotations", "example.com/list");

    private static final List<String> RULES = List.of("spec", "rules");
    private static final Map<String, Object> OURS = Map.of("name", "ours", "does", List.of("a"));

    private static KubernetesObject rules(Object... rules) {
        return object("").withAt(RULES, Optional.of(List.of(rules)));
    }

    private static KubernetesObject object(String list) {
        return KubernetesObject.of(
                TargetKinds.refOf(PodRef.parse("shop/web-0")),
                Map.of(),
                list.isEmpty() ? Map.of() : Map.of("example.com/list", list),
                Map.of());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        var edits = List.of(
                new Value(List.of("spec", "replicas"), Optional.of(3L), Optional.of(0L), AtTheEnd.RESTORE),
                new Value(List.of("metadata", "labels", "a/b"), Optional.of("x"), Optional.empty(), AtTheEnd.KEEP),
                new Value(List.of("a"), Optional.empty(), Optional.of(List.of("x")), AtTheEnd.RESTORE),
                new Listed(LIST, "192.0.2.1/32"),
                new InFront(RULES, OURS));

        assertThat(edits)
                .allSatisfy(edit -> assertThat(FieldEdit.of(edit.fields())).contains(edit));
    }

    @Test
    void whatIsNoEditIsNotReadAsOne() {
        assertThat(List.of(
                        Map.of(),
                        Map.of("path", List.of(), "atTheEnd", "KEEP"),
                        Map.of("path", List.of(1L), "atTheEnd", "KEEP"),
                        Map.of("path", "a", "atTheEnd", "KEEP"),
                        Map.of("path", List.of("a"), "atTheEnd", "BURN", "after", "x"),
                        Map.of("path", List.of("a"), "atTheEnd", "KEEP", "before", "x", "after", "x"),
                        Map.of("path", List.of("a"), "inFront", Map.of("a", "b")),
                        Map.of("path", List.of("a"), "inFront", Map.of("name", "")),
                        Map.of("path", List.of("a"), "inFront", "x"),
                        Map.of("path", List.of("a"), "listed", "x,y")))
                .allSatisfy(fields -> assertThat(FieldEdit.of(fields)).isEmpty());
    }

    @Test
    void anElementComesAndGoesAndThoseOfOthersStay() {
        var edit = new Listed(LIST, "192.0.2.1/32");

        assertThat(edit.doneIn(object(""))).contains("192.0.2.1/32");
        assertThat(edit.doneIn(object("a, b"))).contains("a, b,192.0.2.1/32");
        assertThat(edit.undoneIn(object("a,192.0.2.1/32,c"))).contains("a,c");
        assertThat(edit.undoneIn(object("192.0.2.1/32"))).isEmpty();
        assertThat(edit.isDoneIn(object("a, 192.0.2.1/32"))).isTrue();
        assertThat(edit.isDoneIn(object("a,192.0.2.1/320"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b ,a", " a", "a ", "a,,b", "a,", ",", "a\n,b", "a,192.0.2.1/32"})
    void whatOthersHaveWrittenIsToTheLetterAsItWas(String theirs) {
        var edit = new Listed(LIST, "192.0.2.1/32");
        String with = (String) edit.doneIn(object(theirs)).orElseThrow();

        assertThat(edit.isDoneIn(object(with))).isTrue();
        if (theirs.equals(",")) {
            assertThat(edit.undoneIn(object(with))).as("nothing but commas").isEmpty();
        } else {
            assertThat(edit.undoneIn(object(with))).contains(theirs);
        }
    }

    @Test
    void whereverOthersHavePutItItAloneGoes() {
        var edit = new Listed(LIST, "192.0.2.1/32");

        assertThat(edit.undoneIn(object("192.0.2.1/32, a"))).contains(" a");
        assertThat(edit.undoneIn(object("a , 192.0.2.1/32 ,b"))).contains("a ,b");
        assertThat(edit.undoneIn(object("a, 192.0.2.1/32 ,192.0.2.1/32")))
                .as("one of the two is theirs")
                .contains("a, 192.0.2.1/32 ");
        assertThat(edit.undoneIn(object("a,b"))).contains("a,b");
    }

    @Test
    void anObjectComesInFrontAndGoesAloneFromWhereverItStands() {
        var edit = new InFront(RULES, OURS);
        var other = Map.of("name", "other");

        assertThat(edit.doneIn(object(""))).contains(List.of(OURS));
        assertThat(edit.doneIn(rules(other, "x"))).contains(List.of(OURS, other, "x"));
        assertThat(edit.doneIn(rules(other, OURS))).as("it is there").contains(List.of(other, OURS));
        assertThat(edit.undoneIn(rules(other, OURS, "x"))).contains(List.of(other, "x"));
        assertThat(edit.undoneIn(rules(OURS))).isEmpty();
        assertThat(edit.isDoneIn(rules(other, OURS))).isTrue();
        assertThat(edit.isOpenIn(object(""))).isTrue();
        assertThat(edit.isOpenIn(rules(other))).isTrue();
    }

    @Test
    void anObjectOfItsNameThatSaysSomethingElseIsNeitherItNorRoomForIt() {
        var edit = new InFront(RULES, OURS);
        var changed = Map.of("name", "ours", "does", List.of("b"));

        assertThat(edit.isDoneIn(rules(changed))).isFalse();
        assertThat(edit.isOpenIn(rules(changed))).isFalse();
        assertThat(edit.undoneIn(rules(changed))).contains(List.of(changed));
        assertThat(edit.isOpenIn(object("").withAt(RULES, Optional.of("x")))).isFalse();
        assertThatThrownBy(() -> new InFront(RULES, Map.of("does", "a"))).isInstanceOf(IllegalArgumentException.class);
    }

    /** As controllers find it that are written in Go, so that no release misses what still denies. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t",
                "\n",
                "\u000b",
                "\r",
                "\u0085",
                "\u00a0",
                "\u2007",
                "\u202f",
                "\u3000",
                "\u00a0 \u0085"
            })
    void spaceBesideItIsWhatGoTakesForSpace(String space) {
        var edit = new Listed(LIST, "192.0.2.1/32");

        assertThat(edit.isDoneIn(object("a," + space + "192.0.2.1/32" + space))).isTrue();
        assertThat(edit.undoneIn(object("a," + space + "192.0.2.1/32" + space))).contains("a");
        assertThat(edit.undoneIn(object("192.0.2.1/32," + space))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001f", "\u200b", "\ufeff", "x"})
    void whatGoTakesForNoSpaceMakesItAnotherElement(String other) {
        assertThat(new Listed(LIST, "192.0.2.1/32").isDoneIn(object(other + "192.0.2.1/32")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,b", "a b", "a\n"})
    void whatWouldBeTwoElementsIsNone(String text) {
        assertThatThrownBy(() -> new Listed(LIST, text)).isInstanceOf(IllegalArgumentException.class);
    }
}
