package dev.runproof.compiler.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.promql.PromQl.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is said of mistakes: each block of {@code messages.txt} is a text, what is marked in it, and what is said. */
class MessagesTest {

    @TestFactory
    Stream<DynamicTest> eachMistakeIsNamedWhereItIs() throws IOException {
        return blocks().stream().map(block -> {
            String text = block.lines().findFirst().orElseThrow();
            return DynamicTest.dynamicTest(text, () -> assertThat(report(text)).isEqualTo(block));
        });
    }

    private static List<String> blocks() throws IOException {
        try (var file = MessagesTest.class.getResourceAsStream("messages.txt")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n")).toList();
        }
    }

    private static String report(String text) {
        if (!(PromQl.parse(text) instanceof Rejected rejected)) {
            return text + "\nis right";
        }
        Range range = rejected.range();
        String marks = " ".repeat(range.start()) + "^".repeat(Math.max(1, range.end() - range.start()));
        return String.join("\n", text, marks, rejected.message(), "help: " + rejected.help());
    }
}
