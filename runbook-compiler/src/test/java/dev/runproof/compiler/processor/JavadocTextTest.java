package dev.runproof.compiler.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavadocTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            Plain words.                               | Plain words.
            A {@code a < b && {c}} stays.              | A a < b && {c} stays.
            A {@literal <p>} stays.                    | A <p> stays.
            See {@link Shop#pay(int, String)}.         | See Shop.pay(int, String).
            See {@link #pay}.                          | See pay.
            See {@link Shop#pay(int, long) the till}.  | See the till.
            See {@linkplain Shop the {@code till}}.    | See the till.
            Less &lt; more &gt; and &amp;, &#65;&#x42;. | Less < more > and &, AB.
            Unknown &hellip; and &#x110000; stay.      | Unknown &hellip; and &#x110000; stay.
            A <b>bold</b><!-- hidden --> word.         | A bold word.
            1 < 2 stays.                               | 1 < 2 stays.
            An {@code open brace                       | An open brace
            """)
    void takesMarkupOut(String comment, String expected) {
        assertThat(JavadocText.of(Optional.of(comment)).body()).isEqualTo(expected);
    }

    @Test
    void keepsParagraphsAndFindsTheFirstSentence() {
        var text = JavadocText.of(Optional.of("""
                 Blocks 1.2.3.4
                 and more. Then this.

                 <ul><li>one<li>two</ul>
                 {@code
                 @param notATag
                 }
                 @param first the first,
                     on two lines
                 @param second
                 @return nothing of interest
                """));
        assertThat(text.summary()).isEqualTo("Blocks 1.2.3.4 and more.");
        assertThat(text.body()).isEqualTo("Blocks 1.2.3.4 and more. Then this.\n\none\n\ntwo\n\n@param notATag");
        assertThat(text.parameter("first")).isEqualTo("the first, on two lines");
        assertThat(text.parameter("second")).isEmpty();
        assertThat(text.parameter("notATag")).isEmpty();
    }

    @Test
    void saysNothingWhereThereIsNoComment() {
        var text = JavadocText.of(Optional.empty());
        assertThat(text.summary()).isEmpty();
        assertThat(text.body()).isEmpty();
    }
}
