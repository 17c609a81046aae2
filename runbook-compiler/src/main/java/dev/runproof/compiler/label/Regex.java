package dev.runproof.compiler.label;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a regular expression of RE2 matches as a whole, and its groups with it, as far as it is simple. Immutable.
 *
 * <p>Dots match line breaks, as they do since Prometheus 3.
 *
 * @param texts the texts that it matches; exactly these if they are listed, and it never errs about the empty text
 * @param everyWord whether it matches each text but perhaps the empty one
 * @param groups the texts of its groups, in order, the first at 0; the empty one if a group has no part in a match
 * @param names the places of those of its groups that have names
 * @param oneGroup whether all of it is one group
 */
record Regex(Texts texts, boolean everyWord, List<Texts> groups, Map<String, Integer> names, boolean oneGroup) {

    Regex {
        groups = List.copyOf(groups);
        names = Map.copyOf(names);
    }

    /** Reads one; nothing if it is none, or not simple. */
    static Optional<Regex> of(String pattern) {
        return new RegexReader(pattern).read();
    }

    /** Whether it matches each of some texts. */
    boolean matchesAll(Texts values) {
        return (everyWord && (texts.empty() || !values.empty()))
                || (texts.words().isPresent() && values.without(texts).isEmpty());
    }

    /**
     * What comes of a replacement such as {@code $1-$name}.
     *
     * @param template the replacement
     * @param matched the texts that it matched, as a whole
     */
    Texts expand(String template, Texts matched) {
        Texts expanded = Texts.EMPTY;
        int at = 0;
        while (at < template.length()) {
            int dollar = template.indexOf('$', at);
            int end = dollar < 0 ? template.length() : dollar;
            expanded = expanded.then(Texts.of(template.substring(at, end)));
            at = end;
            if (dollar >= 0) {
                Reference reference = Reference.at(template, dollar);
                expanded = expanded.then(reference.value(this, matched));
                at = reference.end();
            }
        }
        return expanded;
    }

    private Texts group(int number, Texts matched) {
        if (number == 0 || (number == 1 && oneGroup)) {
            return matched;
        }
        return number > groups.size() ? Texts.EMPTY : groups.get(number - 1);
    }

    /**
     * What follows a dollar sign in a replacement.
     *
     * @param name the name or number of a group; empty if there is none, and the dollar sign stands for itself
     * @param end the offset behind it
     */
    private record Reference(String name, int end) {

        private static final int MOST_DIGITS = 8;

        static Reference at(String template, int dollar) {
            int start = dollar + 1;
            if (template.startsWith("$", start)) {
                return new Reference("", start + 1);
            }
            boolean braces = template.startsWith("{", start);
            if (braces) {
                start++;
            }
            int end = start;
            while (end < template.length() && isNamed(template.codePointAt(end))) {
                end += Character.charCount(template.codePointAt(end));
            }
            boolean complete = end > start && (!braces || template.startsWith("}", end));
            return complete
                    ? new Reference(template.substring(start, end), braces ? end + 1 : end)
                    : new Reference("", dollar + 1);
        }

        private static boolean isNamed(int c) {
            return c == '_' || Character.isLetter(c) || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
        }

        Texts value(Regex regex, Texts matched) {
            if (name.isEmpty()) {
                return Texts.of("$");
            }
            boolean number = name.length() <= MOST_DIGITS
                    && name.chars().allMatch(c -> c >= '0' && c <= '9')
                    && (name.length() == 1 || name.charAt(0) != '0');
            if (number) {
                return regex.group(Integer.parseInt(name), matched);
            }
            return Optional.ofNullable(regex.names.get(name))
                    .map(index -> regex.group(index + 1, matched))
                    .orElse(Texts.EMPTY);
        }
    }
}
