package dev.runproof.compiler.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of regular expressions is held against those of Java, which mean the same where they are simple. */
class RegexTest {

    private static final long SEED = Long.getLong("labels.seed", 20_261_122);
    private static final int COUNT = 6_000;
    private static final List<String> PARTS = List.of(
            "a", "b", ".", ".*", ".+", "*", "+", "?", "*?", "{2}", "{1,2}", "{0}", "{2,}", "|", "|", "(", "(", ")", ")",
            "(?:", "(?<n>", "[ab]", "[a]", "[^a]", "[a-b]", "\\w", "\\.", "^", "$", "(.*)", "(a|)", "[^a]+", "x");

    private final Random random = new Random(SEED);

    @Test
    void itSaysOfTextsAndGroupsWhatJavaSays() {
        List<String> words = words();
        int read = 0;
        int listed = 0;
        for (int done = 0; done < COUNT; ) {
            String text = text();
            Optional<Pattern> pattern = pattern(text);
            if (pattern.isEmpty()) {
                continue;
            }
            done++;
            Optional<Regex> regex = Regex.of(text);
            if (regex.isPresent()) {
                read++;
                listed += regex.get().texts().words().isPresent() ? 1 : 0;
                words.forEach(word -> compare(text, regex.get(), pattern.get().matcher(word), word));
            }
        }
        System.out.printf(
                "Regular expressions, seed %d: %d, of which %d were read and %d listed%n", SEED, COUNT, read, listed);
        assertThat(read).isGreaterThan(COUNT / 2);
        assertThat(listed).isGreaterThan(COUNT / 10);
    }

    private static void compare(String text, Regex regex, Matcher matcher, String word) {
        boolean matches = matcher.matches();
        String what = text + " and \"" + word + "\", seed " + SEED;
        if (matches || word.isEmpty() || regex.texts().words().isPresent()) {
            assertThat(has(regex.texts(), word)).as(what).isEqualTo(matches);
        }
        if (regex.everyWord() && !word.isEmpty()) {
            assertThat(matches).as(what).isTrue();
        }
        for (int i = 1; matches && i <= matcher.groupCount(); i++) {
            String group = Optional.ofNullable(matcher.group(i)).orElse("");
            Texts known = regex.expand("${" + i + "}", Texts.of(word));
            assertThat(has(known, group)).as(what + ", group " + i).isTrue();
        }
        if (matches && text.contains("<n>")) {
            String group = Optional.ofNullable(matcher.group("n")).orElse("");
            assertThat(has(regex.expand("$n", Texts.of(word)), group)).as(what).isTrue();
        }
    }

    private static boolean has(Texts texts, String word) {
        return word.isEmpty()
                ? texts.empty()
                : texts.words().map(words -> words.contains(word)).orElse(true);
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(7); i >= 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }

    /** As Java reads it; nothing for what it refuses or what means something else there. */
    private static Optional<Pattern> pattern(String text) {
        if (text.matches("(?s).*([*+?}]\\+|[*+?}]\\{).*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text, Pattern.DOTALL));
        } catch (java.util.regex.PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static List<String> words() {
        var words = new ArrayList<>(List.of(""));
        for (int i = 0; words.get(i).length() < 3; i++) {
            for (char c : "ab.".toCharArray()) {
                words.add(words.get(i) + c);
            }
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)a",
                "\\pL",
                "a)|(b",
                "(a",
                "[[:alpha:]]",
                "\\Qa\\E",
                "a$b",
                "a^",
                "\\x41",
                "a**",
                "*",
                "{2}",
                "(?=a)",
                "[a",
                "\\"
            })
    void whatIsNotSimpleIsNotRead(String text) {
        assertThat(Regex.of(text)).isEmpty();
    }
}
