package dev.runproof.compiler.promql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A text in quotes, read as {@code lexString} and {@code strutil.Unquote} of Prometheus do.
 *
 * @param value the text; each byte of an escape that is no UTF-8 is U+FFFD in it
 * @param wellFormed whether all of it is UTF-8
 * @param end the offset behind the closing quote
 */
record QuotedText(String value, boolean wellFormed, int end) {

    private static final char UNREADABLE = '\uFFFD';
    private static final String ESCAPES = "abfnrtv\\";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000B\\";

    /**
     * Reads a text.
     *
     * @param text where it stands
     * @param start the offset of its opening quote
     * @throws Mistake if it is not closed, or has a wrong escape
     */
    static QuotedText read(String text, int start) {
        int end = new Scan(text, start).end();
        String raw = text.substring(start + 1, end - 1);
        if (text.charAt(start) == '`' || raw.indexOf('\\') < 0) {
            return new QuotedText(raw, true, end);
        }
        return decoded(bytes(raw), end);
    }

    private static QuotedText decoded(byte[] bytes, int end) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean wellFormed = true;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return new QuotedText(out.flip().toString(), wellFormed, end);
            }
            wellFormed = false;
            in.position(in.position() + result.length());
            out.put(String.valueOf(UNREADABLE).repeat(result.length()));
        }
    }

    /** Escapes may name single bytes, so that the text is known only when all of them are there. */
    private static byte[] bytes(String raw) {
        var bytes = new ByteArrayOutputStream(raw.length());
        int at = 0;
        while (at < raw.length()) {
            int escape = raw.indexOf('\\', at);
            int plain = escape < 0 ? raw.length() : escape;
            bytes.writeBytes(raw.substring(at, plain).getBytes(StandardCharsets.UTF_8));
            at = plain;
            if (escape >= 0) {
                char c = raw.charAt(escape + 1);
                int digits = digits(c);
                int from = escape + (digits == 3 ? 1 : 2);
                int meaning = ESCAPES.indexOf(c);
                at = from + digits;
                if (digits == 0) {
                    bytes.write(meaning < 0 ? c : MEANINGS.charAt(meaning));
                } else if (digits <= 3) {
                    bytes.write(Integer.parseInt(raw.substring(from, at), digits == 3 ? 8 : 16));
                } else {
                    bytes.writeBytes(Character.toString(Integer.parseInt(raw.substring(from, at), 16))
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** How many digits an escape has: three octal ones, of which the first is the character itself, or hexadecimal ones. */
    private static int digits(char c) {
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }

    /** Looks for the closing quote, and at each character before it. */
    private static final class Scan {

        private final String text;
        private final int start;
        private final char quote;
        private int at;

        Scan(String text, int start) {
            this.text = text;
            this.start = start;
            this.quote = text.charAt(start);
            this.at = start + 1;
        }

        int end() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == quote) {
                    return at + 1;
                }
                if (c == '\n' && quote != '`') {
                    break;
                }
                if (c == '\\' && quote != '`') {
                    escape();
                } else {
                    at += character();
                }
            }
            throw new Mistake(
                    new Range(start, start + 1),
                    "a string that is not closed",
                    quote == '`' ? "close it with `" : "close it with " + quote + " on its line");
        }

        private int character() {
            int c = text.codePointAt(at);
            if (c == UNREADABLE || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new Mistake(
                        new Range(at, at + 1),
                        "a string with a character that is none",
                        "save the file as UTF-8, or write the character as \\ufffd");
            }
            return Character.charCount(c);
        }

        private void escape() {
            int from = at;
            at++;
            if (at == text.length()) {
                return;
            }
            char c = text.charAt(at);
            int digits = digits(c);
            if (digits == 0) {
                if (c != quote && ESCAPES.indexOf(c) < 0) {
                    throw unknown(from);
                }
                at++;
                return;
            }
            int base = digits == 3 ? 8 : 16;
            at += digits == 3 ? 0 : 1;
            long value = 0;
            for (int i = 0; i < digits; i++) {
                int digit = at < text.length() && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), base) : -1;
                if (digit < 0) {
                    throw new Mistake(
                            new Range(from, Math.max(at, from + 2)),
                            "an escape with too few digits",
                            "write " + digits + (base == 8 ? " octal digits" : " hexadecimal digits")
                                    + ", or \\\\ for a backslash");
                }
                value = value * base + digit;
                at++;
            }
            boolean none = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
            if (none || value > (digits > 3 ? Character.MAX_CODE_POINT : 0xFF)) {
                throw new Mistake(
                        new Range(from, at),
                        "an escape that stands for no character",
                        digits > 3 ? "write the number of a Unicode character" : "write at most \\377");
            }
        }

        private Mistake unknown(int from) {
            String c = Character.toString(text.codePointAt(at));
            boolean pattern = "dDsSwWpPBAzQ.+*?()[]{}|^$/-".contains(c);
            return new Mistake(
                    new Range(from, at + c.length()),
                    "\\" + Token.shown(c) + " is no escape in a string",
                    (pattern ? "write \\\\" + c + " for the regular expression \\" + c : "write \\\\ for a backslash")
                            + ", or put the text in backquotes, where a backslash is one");
        }
    }
}
