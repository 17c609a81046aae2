package dev.runproof.compiler.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

    @Test
    void aLiteralKeepsItsTextAndItsQuotes() {
        assertThat(SafeText.literal("a\"b\\u0022\n\r\t\0\u007f\u00e9\u202e$L"))
                .isEqualTo("\"a\\\"b\\\\u0022\\n\\015\\011\\000\\177\\u00e9\\u202e$L\"");
    }

    @Test
    void aCommentStaysAComment() {
        assertThat(SafeText.javadoc(" */ class X {} \\u002a/ @see\n<b>&lt; \u00e9\u202e\ud800 \ud83d\ude00"))
                .isEqualTo("&#42;/ class X &#123;&#125; &#92;u002a/ &#64;see &#60;b&#62;&#38;lt; &#233;?? &#128512;");
    }

    @Test
    void aCommentIsNotLong() {
        assertThat(SafeText.javadoc("a".repeat(1000))).isEqualTo("a".repeat(300) + "...");
    }
}
