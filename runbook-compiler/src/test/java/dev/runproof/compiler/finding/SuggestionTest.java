package dev.runproof.compiler.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

    @ParameterizedTest
    @CsvSource({
        "blok-ip,    block-ip", // a letter too few
        "blockk-ip,  block-ip", // one too many
        "bloxk-ip,   block-ip", // another
        "bolck-ip,   block-ip", // neighbours swapped
        "blcok_IP,   block-ip", // with the wrong case and separator too
        "abc,        abx", // one of three
        "ab,         ab-", // nothing but a separator
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(Suggestion.nearest(written, List.of("zzzzzzzz", meant))).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"ab, xb", "abc, xyc", "abcd, badc", "block-ip, quarantine-pod", "'', a", "abcde, ''"})
    void doesNotGuess(String written, String name) {
        assertThat(Suggestion.nearest(written, List.of(name))).isEmpty();
    }

    @Test
    void aSwapCountsOnce() {
        assertThat(Suggestion.nearest("abdc", List.of("abcd"))).contains("abcd");
        assertThat(Suggestion.nearest("abdcfe", List.of("abcdef"))).contains("abcdef");
        assertThat(Suggestion.nearest("badcfe", List.of("abcdef"))).isEmpty();
    }

    @Test
    void prefersTheNearestAndThenTheFirst() {
        assertThat(Suggestion.nearest("namespace", List.of("namespaces", "namespaces-x", "namespacea")))
                .contains("namespacea");
        assertThat(Suggestion.nearest("podd", List.of("pods", "pod"))).contains("pod");
    }

    @Test
    void textsWithoutEndAreNotCompared() {
        String longest = "a".repeat(200);
        assertThat(Suggestion.nearest(longest, List.of(longest))).contains(longest);
        assertThat(Suggestion.nearest(longest + "a", List.of(longest))).isEmpty();
        assertThat(Suggestion.nearest(longest, List.of(longest + "a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Missing", "missing-", "missing_url", "-url", "url2"})
    void anIdIsAName(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rule.error(id));
    }

    @Test
    void aRuleHasItsSeverity() {
        assertThat(Rule.error("some-rule").severity()).isEqualTo(Severity.ERROR);
        assertThat(Rule.warning("some-rule").severity()).isEqualTo(Severity.WARNING);
    }
}
