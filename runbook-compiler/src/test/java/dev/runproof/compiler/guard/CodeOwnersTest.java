package dev.runproof.compiler.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of GitHub's documentation, and what is near to them. */
class CodeOwnersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *              | a.md                  | true
            *              | docs/deep/a.md        | true
            *.js           | lib/a.js              | true
            *.js           | lib/a.jsx             | false
            /build/logs/   | build/logs/a          | true
            /build/logs/   | build/logs/deep/a     | true
            /build/logs/   | x/build/logs/a        | false
            docs/*         | docs/a.md             | true
            docs/*         | docs/deep/a.md        | false
            apps/          | apps/a                | true
            apps/          | x/apps/deep/a         | true
            /docs/         | docs/deep/a           | true
            /docs/         | x/docs/a              | false
            /scripts       | scripts/a             | true
            **/logs        | build/logs/a          | true
            **/logs        | logs                  | true
            /apps/github   | apps/github/a         | true
            /apps/github   | apps/githubs          | false
            runbooks/**/a? | runbooks/x/y/ab       | true
            runbooks/**/a? | runbooks/ab           | true
            docs/**        | docs/deep/a.md        | true
            docs/**        | docs/a.md             | true
            docs/**        | x/docs/a.md           | false
            **             | docs/deep/a.md        | true
            docs/a**d      | docs/abcd             | true
            docs/a**d      | docs/ab/cd            | false
            docs/a**/d     | docs/ab/d             | true
            docs/a**/d     | docs/ab/c/d           | false
            docs/a**       | docs/ab/c             | false
            a.b            | aXb                   | false
            a\\Qb          | a\\Qb                 | true
            """)
    void aPatternIsAboutPaths(String pattern, String path, boolean owned) {
        assertThat(CodeOwners.parse(pattern + " @a").of(path).isEmpty()).isEqualTo(!owned);
    }

    @Test
    void theLastMatchDecides() {
        CodeOwners owners =
                CodeOwners.parse("# all\n* @all @more # and a comment\n[Section]\n/docs/ @docs\r\n/docs/free.md\n");
        assertThat(owners.of("a")).containsExactly("@all", "@more");
        assertThat(owners.of("docs/a")).containsExactly("@docs");
        assertThat(owners.of("docs/free.md")).isEmpty();
        assertThat(CodeOwners.parse("").of("a")).isEmpty();
    }

    @Test
    void aPatternOfStarsIsReadInTime() {
        assertThat(CodeOwners.parse("*a".repeat(30) + "b @a").of("a".repeat(40)))
                .isEmpty();
    }
}
