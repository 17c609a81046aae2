package dev.runproof.compiler.index;

import java.util.regex.Pattern;

/**
 * Matches with a limit on the steps: a regular expression from a jar may take exponential time, and the engine offers no
 * other way to stop it than the text that it reads.
 */
final class BoundedMatch {

    private static final int MOST_READS = 1_000_000;

    private BoundedMatch() {}

    static boolean matches(Pattern pattern, String text) {
        try {
            return pattern.matcher(new CountedText(text)).matches();
        } catch (TooManyReadsException | StackOverflowError e) {
            return false;
        }
    }

    private static final class CountedText implements CharSequence {

        private final String text;
        private int reads;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new TooManyReadsException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManyReadsException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
