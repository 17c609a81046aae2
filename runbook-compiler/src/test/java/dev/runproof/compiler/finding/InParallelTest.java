package dev.runproof.compiler.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InParallelTest {

    private static final Rule RULE = Rule.warning("odd");
    private static final int MANY = 1_000;

    @Test
    void eachIsDoneOnce() {
        var times = new AtomicIntegerArray(MANY);

        InParallel.each(MANY, times::incrementAndGet);

        assertThat(IntStream.range(0, MANY).map(times::get)).containsOnly(1);
    }

    @Test
    void nothingIsDoneWithNothing() {
        InParallel.each(0, i -> {
            throw new AssertionError(i);
        });
    }

    @Test
    void resultsAndFindingsAreInTheOrderOfTheThings() {
        var findings = new Findings();
        List<Integer> numbers = IntStream.range(0, MANY).boxed().toList();

        List<Integer> even = InParallel.with(numbers, findings, (number, own) -> {
            if (number % 2 == 0) {
                return Optional.of(number);
            }
            own.add(RULE, new SourceFile("%04d".formatted(number), "").all(), "it is odd", "add one");
            return Optional.empty();
        });

        assertThat(even).hasSize(MANY / 2).isSorted();
        assertThat(findings.sorted()).hasSize(MANY / 2);
    }
}
