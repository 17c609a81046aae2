package dev.runproof.compiler.promql;

import java.math.BigInteger;

/** What the text of a number means, by the rules of Go, where {@code 010} is 8. */
final class NumberText {

    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    /** No whole number below 2^63 has more digits, in any base. */
    private static final int MOST_DIGITS = 21;

    private NumberText() {}

    /**
     * The value of a number.
     *
     * @throws Mistake if it is none, or too great
     */
    static double value(Token token) {
        String text = token.word();
        if (text.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (text.equals("nan")) {
            return Double.NaN;
        }
        String digits = text.replace("_", "");
        if (!hasUnderscoresBetweenDigits(text)) {
            throw new Mistake(token.range(), token.shown() + " is no number", "write underscores between digits alone");
        }
        if (isWhole(digits)) {
            boolean hexadecimal = digits.startsWith("0x");
            BigInteger value = new BigInteger(hexadecimal ? digits.substring(2) : digits, base(digits));
            if (value.compareTo(MOST) <= 0) {
                return value.longValue();
            }
        }
        if (!isDecimal(digits)) {
            throw new Mistake(
                    token.range(),
                    token.shown() + " is no number",
                    digits.startsWith("0x") ? "write a hexadecimal number up to 0x7fffffffffffffff" : "write digits");
        }
        double value = Double.parseDouble(digits);
        if (Double.isInfinite(value)) {
            throw new Mistake(token.range(), token.shown() + " is too great a number", "write Inf for infinity");
        }
        return value;
    }

    private static int base(String digits) {
        if (digits.startsWith("0x")) {
            return 16;
        }
        return digits.startsWith("0") ? 8 : 10;
    }

    /** Whether it is a whole number, and not so long that its value cannot matter. */
    private static boolean isWhole(String digits) {
        int base = base(digits);
        int from = base == 16 ? 2 : 0;
        int first = from;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        return from < digits.length()
                && digits.length() - first <= MOST_DIGITS
                && digits.chars().skip(first).allMatch(c -> Character.digit(c, base) >= 0);
    }

    private static boolean isDecimal(String digits) {
        int whole = afterDigits(digits, 0);
        boolean point = whole < digits.length() && digits.charAt(whole) == '.';
        int mantissa = point ? afterDigits(digits, whole + 1) : whole;
        if (mantissa == (point ? 1 : 0)) {
            return false;
        }
        if (mantissa == digits.length()) {
            return true;
        }
        int sign = mantissa + 1;
        int exponent = sign < digits.length() && "+-".indexOf(digits.charAt(sign)) >= 0 ? sign + 1 : sign;
        return digits.charAt(mantissa) == 'e'
                && exponent < digits.length()
                && afterDigits(digits, exponent) == digits.length();
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Behind {@code 0x} an underscore may stand too. */
    private static boolean hasUnderscoresBetweenDigits(String text) {
        boolean hexadecimal = text.startsWith("0x");
        boolean digit = hexadecimal;
        boolean underscore = false;
        for (int i = hexadecimal ? 2 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = Character.digit(c, hexadecimal ? 16 : 10) >= 0;
            if (c == '_' ? !digit : underscore && !isDigit) {
                return false;
            }
            underscore = c == '_';
            digit = isDigit;
        }
        return !underscore;
    }
}
