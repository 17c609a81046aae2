package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.LabelMatcher;
import dev.runproof.compiler.promql.MatchOperator;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Two matchers of one selector that no series satisfies both. */
final class Contradiction {

    /** Regular expressions that mean the same to RE2 and to Java, and are quickly matched by both. */
    private static final Pattern SIMPLE = Pattern.compile("[\\w:/ @=,-]*+(?:\\.[*+])?+[\\w:/ @=,-]*+(?:\\.[*+])?+");

    private static final String WORDS = "[\\w:/ @=,-]*+(?:\\|[\\w:/ @=,-]*+)*+";
    private static final Pattern ALTERNATIVES = Pattern.compile(WORDS);
    private static final int LONGEST = 2_000;

    private Contradiction() {}

    static Optional<Outcome> of(VectorSelector selector) {
        List<LabelMatcher> matchers = selector.matchers();
        for (LabelMatcher equal : matchers) {
            if (equal.operator() == MatchOperator.EQUAL) {
                Optional<LabelMatcher> other = matchers.stream()
                        .filter(matcher -> matcher.name().equals(equal.name()) && refuses(matcher, equal.value()))
                        .findFirst();
                if (other.isPresent()) {
                    return Optional.of(Outcome.never(
                            equal.range().upTo(other.get().range()),
                            "no series has both " + shown(equal) + " and " + shown(other.get()),
                            "keep one of the two, or select the series of both with or"));
                }
            }
        }
        return Optional.empty();
    }

    private static String shown(LabelMatcher matcher) {
        return matcher.name() + matcher.operator().symbol() + '"' + matcher.value() + '"';
    }

    private static boolean refuses(LabelMatcher matcher, String value) {
        // The parser puts this in the place of bytes that it does not keep.
        if (value.indexOf('\uFFFD') >= 0 || matcher.value().indexOf('\uFFFD') >= 0) {
            return false;
        }
        return switch (matcher.operator()) {
            case EQUAL -> !matcher.value().equals(value);
            case NOT_EQUAL -> matcher.value().equals(value);
            case MATCHES -> isSimple(matcher.value()) && !matches(matcher.value(), value);
            case NOT_MATCHES -> isSimple(matcher.value()) && matches(matcher.value(), value);
        };
    }

    private static boolean isSimple(String regex) {
        return regex.length() <= LONGEST
                && (SIMPLE.matcher(regex).matches()
                        || ALTERNATIVES.matcher(regex).matches());
    }

    private static boolean matches(String regex, String value) {
        return Pattern.compile(regex, Pattern.DOTALL).matcher(value).matches();
    }
}
