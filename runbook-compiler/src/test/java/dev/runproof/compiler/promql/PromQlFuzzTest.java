package dev.runproof.compiler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.promql.PromQl.Parsed;
import dev.runproof.compiler.promql.PromQl.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any text is read or refused, with a place and a sentence; and what was read, written again, is read as the same tree. The build
 * tries the seeds beside it; {@code runbook-compiler/fuzz} looks for others.
 */
class PromQlFuzzTest {

    @FuzzTest
    @DictionaryFile(resourcePath = "/fuzz/promql.dict")
    void reads(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        PromQl.Result result = PromQl.parse(text);
        if (result instanceof Rejected rejected) {
            assertThat(rejected.range().end()).isLessThanOrEqualTo(text.length());
            assertThat(rejected.message()).isNotBlank().doesNotContain("\n");
            assertThat(rejected.help()).isNotBlank().doesNotContain("\n");
            return;
        }
        Parsed parsed = (Parsed) result;
        for (Expr part : Tree.all(parsed.expr())) {
            assertThat(part.range().end()).isLessThanOrEqualTo(text.length());
        }
        String printed = PrintedExpr.of(parsed.expr());
        assertThat(PromQl.parse(printed))
                .as(printed)
                .isInstanceOfSatisfying(
                        Parsed.class,
                        again -> assertThat(withoutPlaces(again.expr()))
                                .as(printed)
                                .isEqualTo(withoutPlaces(parsed.expr())));
    }

    private static JsonNode withoutPlaces(Expr expr) {
        JsonNode tree = GoTree.of(expr);
        removePlaces(tree);
        return tree;
    }

    private static void removePlaces(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            object.remove(List.of("start", "end"));
        }
        tree.forEach(PromQlFuzzTest::removePlaces);
    }
}
