package dev.runproof.compiler.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What is done once. */
class RememberedTest {

    private static final Rule RULE = Rule.warning("long");

    private final Queue<String> done = new ConcurrentLinkedQueue<>();
    private final Remembered<String, Integer> lengths = new Remembered<>();

    private List<Integer> lengths(Findings findings, String... words) {
        return lengths.with(List.of(words), String::toLowerCase, findings, (word, own) -> {
            done.add(word);
            if (word.length() > 3) {
                own.add(RULE, new SourceFile(word, word).all(), word + " is long", "shorten it");
            }
            return word.isEmpty() ? Optional.empty() : Optional.of(word.length());
        });
    }

    @Test
    void onlyWhatIsNewIsDoneAndTheRestIsToldAgain() {
        var first = new Findings();
        var second = new Findings();

        assertThat(lengths(first, "one", "three", "")).containsExactly(3, 5);
        assertThat(done).containsExactlyInAnyOrder("one", "three", "");
        done.clear();
        assertThat(lengths(second, "", "Three", "four", "one")).containsExactly(5, 4, 3);

        assertThat(done).containsExactly("four");
        assertThat(first.sorted()).extracting(Finding::message).containsExactly("three is long");
        assertThat(second.sorted()).extracting(Finding::message).containsExactly("four is long", "three is long");
    }

    @Test
    void whatWasNotAskedForTheLastTimeIsForgotten() {
        lengths(new Findings(), "one");
        lengths(new Findings());
        done.clear();

        lengths(new Findings(), "one");

        assertThat(done).containsExactly("one");
    }
}
