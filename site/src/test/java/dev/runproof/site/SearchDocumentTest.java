package dev.runproof.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.PageSection;
import dev.runproof.compiler.site.Part;
import dev.runproof.compiler.site.RunbookPage;
import dev.runproof.compiler.site.Validity;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What search knows of a page. */
class SearchDocumentTest {

    @Test
    void wordsStandThereOnceInTheirOrderAndInSmallLetters() {
        assertThat(words("<p>The Pod of the POD, is; gone-now</p>")).containsExactly("the", "pod", "gone", "now");
    }

    @Test
    void markupIsNoWord() {
        assertThat(words("<a href=\"https://example.com/\">link</a> &amp; &notclosed a &lt;cut>"))
                .containsExactly("link", "notclosed", "cut");
    }

    @Test
    void lettersOfAllScriptsAreLetters() {
        assertThat(words("\u00C9t\u00E9 \u00C9T\u00C9 \u0130STANBUL stra\u00DFe \u65E5\u672C\u8A9E a\u2014b"))
                .containsExactly("\u00E9t\u00E9", "i\u0307stanbul", "stra\u00DFe", "\u65E5\u672C\u8A9E");
        assertThat(words("\uD835\uDC9C\uD835\uDC9E \uD83D\uDE00\uD83D\uDE00"))
                .containsExactly("\uD835\uDC9C\uD835\uDC9E");
        // The Kelvin sign is a K.
        assertThat(words("kelvin \u212Aelvin")).containsExactly("kelvin");
    }

    @Test
    void whatIsTooLongIsCutAndNoLetterIsCutInTwo() {
        String long40 = "x".repeat(40);
        assertThat(words(long40 + "tail")).containsExactly(long40, "tail");
        String odd = "x".repeat(39) + "\uD835\uDC9C";
        assertThat(words(odd + "tail")).containsExactly(odd, "tail");
    }

    @Test
    void afterSoManyWordsNoneIsAdded() {
        String all = IntStream.range(0, 2_000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        assertThat(words(all)).hasSize(500).startsWith("word0").endsWith("word499");
    }

    private static List<String> words(String html) {
        var entry = new PageEntry(
                "page",
                "Title",
                "runbooks/page.md",
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                new Validity(Validity.State.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty());
        var section = new PageSection("", "", PageSection.Kind.LEAD, List.of(new Part.Text(html)));
        return SearchDocument.of(
                        new RunbookPage(
                                entry, List.of(section), List.of(), List.of(), List.of(), Optional.empty(), List.of()),
                        new HashMap<>())
                .words();
    }
}
