package dev.runproof.compiler.label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads regular expressions of RE2 that are simple: words, sets, groups, alternatives and repetitions, without flags. */
final class RegexReader {

    private static final String META = "\\.+*?()[]{}^$|";
    private static final String REPEATS = "*+?{";
    private static final int DEEPEST = 40;
    private static final int MOST_COPIES = 8;
    private static final int MOST_REPEATED = 1000;

    private final String text;
    private final List<Texts> groups = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private int at;
    private int depth;
    private int firstGroupEnd;

    RegexReader(String text) {
        this.text = text;
    }

    Optional<Regex> read() {
        try {
            boolean opensGroup = opensGroup();
            Part all = alternatives();
            if (at < text.length()) {
                return Optional.empty();
            }
            boolean oneGroup = opensGroup && firstGroupEnd == text.length();
            return Optional.of(new Regex(all.texts, all.everyWord, groups, names, oneGroup));
        } catch (NotSimple e) {
            return Optional.empty();
        }
    }

    private boolean opensGroup() {
        return text.startsWith("(") && (!text.startsWith("(?") || text.startsWith("(?P<") || text.startsWith("(?<"));
    }

    /**
     * What a part matches.
     *
     * @param texts the texts
     * @param everyWord whether it matches each text but perhaps the empty one
     */
    private record Part(Texts texts, boolean everyWord) {

        static final Part NOTHING = new Part(Texts.EMPTY, false);
        static final Part CHARACTER = new Part(Texts.SOME, false);

        Part or(Part other) {
            return new Part(texts.or(other.texts), everyWord || other.everyWord);
        }

        Part then(Part next) {
            return new Part(
                    texts.then(next.texts), (everyWord && next.texts.empty()) || (texts.empty() && next.everyWord));
        }
    }

    private Part alternatives() {
        int first = groups.size();
        Part all = sequence();
        boolean several = false;
        while (take('|')) {
            several = true;
            all = all.or(sequence());
        }
        if (several) {
            perhapsWithout(first);
        }
        return all;
    }

    /** Groups from a place on may have no part in a match. */
    private void perhapsWithout(int first) {
        groups.subList(first, groups.size()).replaceAll(Texts::orEmpty);
    }

    private Part sequence() {
        // Where the whole begins and ends it begins and ends anyway.
        if (depth == 0) {
            take('^');
        }
        Part all = Part.NOTHING;
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            if (depth == 0 && text.charAt(at) == '$' && (at + 1 == text.length() || text.charAt(at + 1) == '|')) {
                at++;
                break;
            }
            all = all.then(repeated());
        }
        return all;
    }

    private Part repeated() {
        int first = groups.size();
        Part one = one();
        if (at >= text.length() || REPEATS.indexOf(text.charAt(at)) < 0) {
            return one;
        }
        char c = text.charAt(at);
        at++;
        int min = c == '+' ? 1 : 0;
        int max = c == '?' ? 1 : Integer.MAX_VALUE;
        if (c == '{') {
            min = number();
            max = !take(',') ? min : text.startsWith("}", at) ? Integer.MAX_VALUE : number();
            if (!take('}') || max < min) {
                throw new NotSimple();
            }
        }
        take('?');
        if (at < text.length() && REPEATS.indexOf(text.charAt(at)) >= 0) {
            throw new NotSimple();
        }
        if (min == 0) {
            perhapsWithout(first);
        }
        return repeat(one, min, max);
    }

    private int number() {
        int from = at;
        while (at < text.length() && at - from < 4 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw new NotSimple();
        }
        int value = Integer.parseInt(text.substring(from, at));
        if (value > MOST_REPEATED) {
            throw new NotSimple();
        }
        return value;
    }

    private static Part repeat(Part one, int min, int max) {
        boolean empty = min == 0 || one.texts.empty();
        boolean everyWord = one.everyWord && max > 0 && (min <= 1 || one.texts.empty());
        if (max > MOST_COPIES || one.texts.words().isEmpty()) {
            boolean nothing = max == 0 || one.texts.equals(Texts.EMPTY);
            return new Part(nothing ? Texts.EMPTY : empty ? Texts.ANY : Texts.SOME, everyWord);
        }
        Texts texts = Texts.EMPTY;
        Texts all = min == 0 ? Texts.EMPTY : one.texts;
        for (int i = 1; i <= max; i++) {
            texts = texts.then(one.texts);
            all = i <= min ? texts : all.or(texts);
        }
        return new Part(all, everyWord);
    }

    private Part one() {
        char c = text.charAt(at);
        return switch (c) {
            case '(' -> group();
            case '[' -> set();
            case '\\' -> escape();
            case '.' -> any();
            case '^', '$', '*', '+', '?', '{', ')' -> throw new NotSimple();
            default -> {
                int from = at;
                at += Character.charCount(text.codePointAt(at));
                yield new Part(Texts.of(text.substring(from, at)), false);
            }
        };
    }

    /** A dot with its repetition, which decides whether it matches every word. */
    private Part any() {
        at++;
        if (take('*')) {
            take('?');
            refuseRepetition();
            return new Part(Texts.ANY, true);
        }
        if (take('+')) {
            take('?');
            refuseRepetition();
            return new Part(Texts.SOME, true);
        }
        return Part.CHARACTER;
    }

    private void refuseRepetition() {
        if (at < text.length() && REPEATS.indexOf(text.charAt(at)) >= 0) {
            throw new NotSimple();
        }
    }

    private Part group() {
        boolean first = at == 0;
        at++;
        depth++;
        if (depth > DEEPEST) {
            throw new NotSimple();
        }
        boolean captures = true;
        if (take('?')) {
            if (take(':')) {
                captures = false;
            } else {
                take('P');
                if (!take('<')) {
                    throw new NotSimple();
                }
                int end = text.indexOf('>', at);
                if (end <= at || names.putIfAbsent(text.substring(at, end), groups.size()) != null) {
                    throw new NotSimple();
                }
                at = end + 1;
            }
        }
        int index = groups.size();
        if (captures) {
            groups.add(Texts.EMPTY);
        }
        Part inside = alternatives();
        if (!take(')')) {
            throw new NotSimple();
        }
        depth--;
        if (captures) {
            groups.set(index, inside.texts);
        }
        if (first) {
            firstGroupEnd = at;
        }
        return inside;
    }

    private Part escape() {
        at++;
        if (at >= text.length()) {
            throw new NotSimple();
        }
        char c = text.charAt(at);
        at++;
        if ("dDsSwW".indexOf(c) >= 0) {
            return Part.CHARACTER;
        }
        if (c < 0x80 && !Character.isLetterOrDigit(c)) {
            return new Part(Texts.of(String.valueOf(c)), false);
        }
        throw new NotSimple();
    }

    /** A set of few characters is the alternative between them; of others it is known only that they are one character. */
    private Part set() {
        int end = at + 1;
        if (text.startsWith("^", end)) {
            end++;
        }
        if (text.startsWith("]", end)) {
            throw new NotSimple();
        }
        boolean listed = text.charAt(at + 1) != '^';
        var characters = new TreeSet<String>();
        while (end < text.length() && text.charAt(end) != ']') {
            char c = text.charAt(end);
            if (c == '[') {
                throw new NotSimple();
            }
            if (c == '\\') {
                end++;
                if (end >= text.length()) {
                    throw new NotSimple();
                }
                listed &= META.indexOf(text.charAt(end)) >= 0 || text.charAt(end) == '-';
            } else {
                listed &= c != '-' && c < 0x80;
            }
            characters.add(String.valueOf(text.charAt(end)));
            end++;
        }
        if (end >= text.length()) {
            throw new NotSimple();
        }
        at = end + 1;
        return listed
                ? characters.stream()
                        .map(character -> new Part(Texts.of(character), false))
                        .reduce(Part::or)
                        .orElseThrow(NotSimple::new)
                : Part.CHARACTER;
    }

    private boolean take(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        if (there) {
            at++;
        }
        return there;
    }

    /** It has something that is not read here; or it is no regular expression, which is told elsewhere. */
    private static final class NotSimple extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSimple() {
            super("not a simple regular expression", null, false, false);
        }
    }
}
