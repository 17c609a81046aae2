package dev.runproof.compiler.promql;

import java.util.List;

/** What the text of a duration such as {@code 1h30m} means. */
final class DurationText {

    private static final List<String> UNITS = List.of("y", "w", "d", "h", "m", "s", "ms");
    private static final List<Long> NANOSECONDS = List.of(
            31_536_000_000_000_000L,
            604_800_000_000_000L,
            86_400_000_000_000L,
            3_600_000_000_000L,
            60_000_000_000L,
            1_000_000_000L,
            1_000_000L);
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_DIGITS = 19;

    private DurationText() {}

    /**
     * A duration in seconds: a year has 365 days.
     *
     * @throws Mistake if it is none, or longer than 292 years
     */
    static double seconds(Token token) {
        String text = token.text();
        long nanoseconds = 0;
        int before = -1;
        int at = 0;
        while (at < text.length()) {
            int unitStart = at;
            while (unitStart < text.length() && isDigit(text.charAt(unitStart))) {
                unitStart++;
            }
            int end = unitStart;
            while (end < text.length() && !isDigit(text.charAt(end))) {
                end++;
            }
            int unit = UNITS.indexOf(text.substring(unitStart, end));
            if (unit < 0 || unitStart == at) {
                throw new Mistake(
                        token.range(),
                        token.shown() + " is no duration",
                        "write whole numbers with the units y, w, d, h, m, s and ms, such as 1h30m");
            }
            if (unit <= before) {
                throw new Mistake(
                        token.range(),
                        token.shown() + " is no duration: its units are not in order",
                        "write each unit once, the greatest first, such as 1h30m");
            }
            before = unit;
            nanoseconds = sum(nanoseconds, text.substring(at, unitStart), NANOSECONDS.get(unit), token);
            at = end;
        }
        long whole = nanoseconds / SECOND;
        double rest = nanoseconds % SECOND;
        return whole + rest / SECOND;
    }

    private static long sum(long nanoseconds, String count, long unit, Token token) {
        String digits = count.replaceFirst("^0+", "");
        try {
            if (digits.length() <= MOST_DIGITS) {
                long number = digits.isEmpty() ? 0 : Long.parseLong(digits);
                return Math.addExact(nanoseconds, Math.multiplyExact(number, unit));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // too long, as below
        }
        throw new Mistake(
                token.range(), token.shown() + " is longer than 292 years", "write a duration that has an end");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
