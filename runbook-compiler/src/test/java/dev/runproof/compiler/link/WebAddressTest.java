package dev.runproof.compiler.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://x.example                     | https://x.example/
            HTTPS://X.Example:443/a               | https://x.example/a
            http://x.example:80/a/../b/./c        | http://x.example/b/c
            http://x.example:8080?q               | http://x.example:8080/?q
            https://x.example/a b^c               | https://x.example/a%20b%5Ec
            https://x.example/%zz%20              | https://x.example/%25zz%20
            https://x.example/ü                   | https://x.example/%C3%BC
            https://bücher.example/               | https://xn--bcher-kva.example/
            https://me:secret@x.example/a         | https://x.example/a
            https://a@b@x.example/a               | https://x.example/a
            https://[2001:DB8::1]:8443/           | https://[2001:db8::1]:8443/
            https://x\\@y/                          | https://x/%5C@y/
            https://a_b.example/                  | https://a_b.example/
            https://x.example/../../a             | https://x.example/a
            """)
    void whatMeansTheSameIsWrittenTheSame(String written, String text) {
        assertThat(WebAddress.parse(written).orElseThrow().address().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x.example",
                "ftp://x.example/",
                "https://",
                "https:///a",
                "https://x.example:99999/",
                "https://x:y/",
                "https://a b/",
                "https://[::1/",
                "https://[x]/",
                "https://x..example/",
                "https://%00/",
                "https://-|-/",
                "javascript:alert(1)"
            })
    void whatIsNoneIsNone(String written) {
        assertThat(WebAddress.parse(written)).isEmpty();
    }

    @Test
    void passwordsAreTold() {
        assertThat(WebAddress.parse("https://me@x.example/").orElseThrow().credentials())
                .isTrue();
        assertThat(WebAddress.parse("https://x.example/@me").orElseThrow().credentials())
                .isFalse();
    }

    @Test
    void theLengthIsBounded() {
        assertThat(WebAddress.parse("https://x.example/" + "a".repeat(10_000))).isEmpty();
    }
}
