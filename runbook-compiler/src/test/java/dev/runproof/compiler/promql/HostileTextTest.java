package dev.runproof.compiler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.promql.PromQl.Parsed;
import dev.runproof.compiler.promql.PromQl.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Texts that nobody writes who means well: each is answered, with a place in the text, and on a small stack. */
class HostileTextTest {

    private static final int LONG = 1_000_000;
    private static final int DEEP = 100_000;

    /** Half of what a thread has by default. */
    private static final long STACK = 512 * 1024;

    private static PromQl.Result parse(String text) throws Exception {
        var task = new FutureTask<>(() -> PromQl.parse(text));
        new Thread(null, task, "small", STACK).start();
        return answered(text, task.get());
    }

    private static PromQl.Result answered(String text, PromQl.Result result) {
        if (result instanceof Rejected rejected) {
            assertThat(rejected.range().end()).isLessThanOrEqualTo(text.length());
            assertThat(rejected.message()).hasSizeLessThan(400).isNotBlank();
            assertThat(rejected.help()).hasSizeLessThan(400).isNotBlank();
        }
        return result;
    }

    @TestFactory
    Stream<DynamicTest> depthIsBounded() {
        return Stream.of(
                        "(".repeat(DEEP),
                        "(".repeat(DEEP) + "1" + ")".repeat(DEEP),
                        "-".repeat(DEEP) + "up",
                        "abs(".repeat(DEEP),
                        "sum by (a) (".repeat(DEEP),
                        "1^".repeat(DEEP) + "1",
                        "1+".repeat(DEEP) + "1",
                        "up or ".repeat(DEEP) + "up",
                        "up[5m:]" + "[5m:]".repeat(DEEP),
                        "x[" + "(".repeat(DEEP),
                        "x[" + "-".repeat(DEEP) + "1]",
                        "x[" + "1+".repeat(DEEP) + "1]",
                        "x[" + "2^".repeat(DEEP) + "1]",
                        "x[" + "max_of(1,".repeat(DEEP),
                        "x offset " + "-".repeat(DEEP) + "1")
                .map(text -> DynamicTest.dynamicTest(
                        Token.shown(text), () -> assertThat(parse(text)).isInstanceOf(Rejected.class)));
    }

    @Test
    void whatPeopleWriteIsNotTooDeep() throws Exception {
        int levels = Depth.DEEPEST - 1;
        assertThat(parse("(".repeat(levels) + "1" + ")".repeat(levels))).isInstanceOf(Parsed.class);
        assertThat(parse("sum by (a) (".repeat(levels) + "x" + ")".repeat(levels)))
                .isInstanceOf(Parsed.class);
        assertThat(parse("-abs(".repeat(levels / 2) + "up" + ")".repeat(levels / 2)))
                .isInstanceOf(Parsed.class);
        assertThat(parse("(".repeat(levels + 1) + "1")).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.message()).isEqualTo("an expression that nests more than 200 levels deep");
            assertThat(rejected.range()).isEqualTo(new Range(levels + 1, levels + 2));
        });
        int operators = Depth.HIGHEST - 1;
        assertThat(parse("up or ".repeat(operators) + "up")).isInstanceOf(Parsed.class);
        assertThat(parse("up or ".repeat(operators + 1) + "up"))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message()).isEqualTo("a chain of more than 500 operators"));
    }

    /** Each of these takes long if what was read is read again. */
    @TestFactory
    Stream<DynamicTest> lengthIsNot() {
        return Stream.of(
                        "1".repeat(LONG),
                        "0".repeat(LONG) + "1",
                        "1_".repeat(LONG / 2) + "1",
                        "1e" + "9".repeat(LONG),
                        "1." + "9".repeat(LONG),
                        "1m".repeat(LONG / 2),
                        "9".repeat(LONG) + "m",
                        "a".repeat(LONG),
                        "a".repeat(LONG) + "(",
                        " ".repeat(LONG),
                        "#".repeat(LONG),
                        "#\n".repeat(LONG / 2),
                        "fill ".repeat(LONG / 5),
                        "\"" + "\\\\".repeat(LONG / 2),
                        "\"" + "\\xff".repeat(LONG / 4) + "\"",
                        "\"" + "x".repeat(LONG),
                        "{" + "a=\"b\",".repeat(LONG / 6) + "}",
                        "{" + "a=~\".\",".repeat(LONG / 7) + "}",
                        "a + on (" + "a,".repeat(LONG / 4) + ") group_left (" + "b,".repeat(LONG / 4) + ") b",
                        "sum by (" + "a,".repeat(LONG / 2) + ") (x)",
                        "label_join(x, \"a\", \",\"" + ", \"a\"".repeat(LONG / 5) + ")",
                        "rate(" + "x,".repeat(LONG / 2) + "x)",
                        "x" + " offset 0s".repeat(LONG / 10),
                        "x" + " anchored".repeat(LONG / 9),
                        "{a=~\"" + "(".repeat(LONG) + "\"}",
                        "{a=~\"" + "(".repeat(LONG / 2) + ")".repeat(LONG / 2) + "\"}",
                        "{a=~\"" + "[[:".repeat(LONG / 3) + "\"}",
                        "{a=~\"" + "[".repeat(LONG) + "]\"}",
                        "{a=~`" + "\\Q".repeat(LONG / 2) + "`}",
                        "{a=~`" + "\\p{".repeat(LONG / 3) + "`}",
                        "{a=~\"" + "{1,".repeat(LONG / 3) + "\"}",
                        "{a=~\"" + "a{1".repeat(LONG / 3) + "\"}",
                        "{a=~\"" + "a|".repeat(LONG / 2) + "\"}",
                        "{a=~\"" + "(?<".repeat(LONG / 3) + "\"}",
                        "{a=~\"" + "a?".repeat(LONG / 2) + "\"}",
                        "x[" + "+1".repeat(LONG / 2),
                        "\u0000".repeat(LONG),
                        "\ud800".repeat(LONG),
                        "\udc00\ud800".repeat(LONG / 2),
                        "\"" + "\ud800".repeat(LONG) + "\"",
                        "{\"\ud83d\ude00\"=\"" + "\ud83d\ude00".repeat(LONG / 2) + "\"}",
                        "$".repeat(LONG),
                        "\u202e".repeat(LONG))
                .map(text -> DynamicTest.dynamicTest(
                        Token.shown(text), () -> assertThat(parse(text)).isNotNull()));
    }

    @Test
    void garbageIsAnswered() throws Exception {
        var random = new Random(6);
        List<String> pieces = List.of(
                "sum", "by", "(", ")", "{", "}", "[", "]", "\"", "'", "`", "\\", ",", ":", "@", "=", "~", "!", "<", ">",
                "+", "-", "/", "^", "#", "\n", " ", "1", "5m", "0x", ".", "_", "e", "rate", "offset", "bool", "on",
                "fill", "\u0000", "\ud800", "\udfff", "\ufffd", "\u00e9", "$", "step", "max_of", "inf");
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int j = random.nextInt(30); j >= 0; j--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            answered(text.toString(), PromQl.parse(text.toString()));
        }
        byte[] bytes = new byte[LONG];
        random.nextBytes(bytes);
        parse(new String(bytes, StandardCharsets.ISO_8859_1));
        parse(new String(bytes, StandardCharsets.UTF_16));
    }

    /** The parser takes each word once, so that its steps are bounded by the words, and these by the characters. */
    @Test
    void eachWordTakesACharacter() {
        var random = new RandomExpressions(7);
        for (int i = 0; i < 5_000; i++) {
            String text = random.mutated(random.grown());
            var lexer = new Lexer(text);
            int end = 0;
            try {
                for (Token token = lexer.next(); !token.is(Token.Kind.END); token = lexer.next()) {
                    assertThat(token.start()).isBetween(end, text.length());
                    assertThat(token.end()).isGreaterThan(token.start());
                    assertThat(token.text()).isEqualTo(text.substring(token.start(), token.end()));
                    end = token.end();
                }
            } catch (Mistake mistake) {
                assertThat(mistake.range().start()).isGreaterThanOrEqualTo(end);
            }
        }
    }
}
