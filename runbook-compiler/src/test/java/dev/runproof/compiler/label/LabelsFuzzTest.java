package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import dev.runproof.compiler.promql.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is said of labels does not contradict itself, whatever text it is said of: what changes nothing for series changes nothing
 * of what is said of them, and two ways to ask the same have one answer. The build tries the seeds beside it;
 * {@code runbook-compiler/fuzz} looks for others.
 */
class LabelsFuzzTest {

    /** Longer texts find no other mistakes, and are read more slowly. */
    private static final int LONGEST = 4_000;

    @FuzzTest
    @DictionaryFile(resourcePath = "/fuzz/promql.dict")
    void ofPromQl(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.length() > LONGEST || !(PromQl.parse(text) instanceof Parsed parsed)) {
            return;
        }
        LabelSet labels = LabelInference.of(parsed.expr());
        wellFormed(labels, text);
        if (parsed.expr().type() != ValueType.VECTOR) {
            return;
        }
        // On a line of its own: a comment may end the text.
        String inner = "(" + text + "\n)";
        same(labels, inner);
        same(labels, "sort(" + inner + ")");
        same(labels, "topk(3, " + inner + ")");
        same(labels, inner + " unless " + inner);
        same(labels, inner + " or " + inner);
        same(labels, inner + " > 0");
        for (String label : few(labels.named().keySet())) {
            if (!label.equals(LabelMatcher.METRIC_NAME)) {
                read("sum by (" + quoted(label) + ") (" + inner + ")").ifPresent(expr -> {
                    LabelSet grouped = LabelInference.of(expr);
                    assertThat(shape(grouped.presence(label))).isEqualTo(shape(labels.presence(label)));
                    assertThat(grouped.others()).isInstanceOf(Never.class);
                });
                read("sum without (" + quoted(label) + ") (" + inner + ")")
                        .ifPresent(expr -> assertThat(LabelInference.of(expr).presence(label))
                                .isInstanceOf(Never.class));
            }
        }
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "/fuzz/logql.dict")
    void ofLogQl(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        LabelSet labels = LogQlInference.of(text);
        wellFormed(labels, text);
        if (labels.equals(LabelSet.open())) {
            return;
        }
        LabelSet wrapped = LogQlInference.of("(" + text + "\n)");
        assertThat(shapes(wrapped, labels.named().keySet()))
                .isEqualTo(shapes(labels, labels.named().keySet()));
        // In comments the languages differ: those of Loki go on behind a carriage return.
        if (text.length() <= LONGEST && text.indexOf('#') < 0 && PromQl.parse(text) instanceof Parsed parsed) {
            LabelSet promQl = LabelInference.of(parsed.expr());
            names(labels, promQl)
                    .forEach(label -> assertThat(promQl.presence(label) instanceof Certain
                                    && labels.presence(label) instanceof Never)
                            .as(label)
                            .isFalse());
        }
    }

    @FuzzTest
    @DictionaryFile(resourcePath = "/fuzz/template.dict")
    void ofTemplates(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String expression = "sum by (may, must) (x{must=\"a\"})";
        LabelSet series = LabelInference.of(read(expression).orElseThrow());
        Presence value = new LabelTemplate(text).value(series);
        wellFormed(value, expression.length());
        assertThat(new LabelTemplate(text + "x").value(series)).isNotInstanceOf(Never.class);
        if (!text.contains("{{")) {
            assertThat(value instanceof Never).isEqualTo(text.isEmpty());
        }
    }

    private static void same(LabelSet labels, String text) {
        read(text).ifPresent(expr -> {
            LabelSet other = LabelInference.of(expr);
            wellFormed(other, text);
            assertThat(shapes(other, names(labels, other))).as(text).isEqualTo(shapes(labels, names(labels, other)));
        });
    }

    /** An expression; nothing if it has become too deep. */
    private static Optional<Expr> read(String text) {
        return PromQl.parse(text) instanceof Parsed parsed ? Optional.of(parsed.expr()) : Optional.empty();
    }

    private static String quoted(String label) {
        var text = new StringBuilder("\"");
        label.codePoints().forEach(c -> text.append("\\U%08x".formatted(c)));
        return text.append('"').toString();
    }

    private static List<String> few(Collection<String> labels) {
        return labels.stream().limit(4).toList();
    }

    private static Collection<String> names(LabelSet one, LabelSet other) {
        var names = new TreeSet<>(one.named().keySet());
        names.addAll(other.named().keySet());
        // Of one that neither names.
        names.add("");
        return names;
    }

    private static List<Map.Entry<String, String>> shapes(LabelSet labels, Collection<String> names) {
        var shapes = new ArrayList<Map.Entry<String, String>>();
        names.forEach(name -> shapes.add(Map.entry(name, shape(labels.presence(name)))));
        return shapes;
    }

    /** What is said of a label, without why. */
    private static String shape(Presence presence) {
        return presence instanceof Never ? "never" : presence.toString();
    }

    private static void wellFormed(LabelSet labels, String text) {
        labels.named().values().forEach(presence -> wellFormed(presence, text.length()));
        wellFormed(labels.others(), text.length());
        assertThat(labels.others()).isNotInstanceOf(Certain.class);
    }

    private static void wellFormed(Presence presence, int length) {
        if (presence instanceof Never never) {
            assertThat(never.causes()).isNotEmpty();
            never.causes().forEach(cause -> {
                assertThat(cause.reason()).isNotBlank();
                cause.clause().ifPresent(clause -> assertThat(clause.end()).isLessThanOrEqualTo(length));
            });
            return;
        }
        Optional<SortedSet<String>> values =
                presence instanceof Certain certain ? certain.values() : ((Possible) presence).values();
        values.ifPresent(known -> assertThat(known).isNotEmpty().doesNotContain(""));
    }
}
