package dev.runproof.compiler.label;

import dev.runproof.compiler.label.Presence.Certain;
import dev.runproof.compiler.label.Presence.Never;
import dev.runproof.compiler.label.Presence.Possible;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The texts that a label may have as its value, the empty one for no label; never fewer than it may have. Immutable.
 *
 * @param empty whether the empty text is among them
 * @param words the others, if they are few and known; empty if they may be any
 */
record Texts(boolean empty, Optional<SortedSet<String>> words) {

    /** Any text. */
    static final Texts ANY = new Texts(true, Optional.empty());
    /** Any text but the empty one. */
    static final Texts SOME = new Texts(false, Optional.empty());
    /** The empty text. */
    static final Texts EMPTY = new Texts(true, Optional.of(Collections.emptySortedSet()));
    /** No text at all. */
    static final Texts NONE = new Texts(false, Optional.of(Collections.emptySortedSet()));

    /** Bounds what is listed, so that a hostile expression costs little; whoever lists more values does not read them. */
    private static final int MOST_WORDS = 64;

    private static final int MOST_CHARACTERS = 8_192;
    private static final int MOST_CAUSES = 8;

    /** What the parser puts in the place of bytes that are no UTF-8. */
    private static final char UNKNOWN = '\uFFFD';

    static Texts of(String text) {
        return text.isEmpty() ? EMPTY : text.indexOf(UNKNOWN) >= 0 ? SOME : of(false, new TreeSet<>(List.of(text)));
    }

    private static Texts of(boolean empty, SortedSet<String> words) {
        boolean few = words.size() <= MOST_WORDS
                && words.stream().mapToInt(String::length).sum() <= MOST_CHARACTERS;
        return new Texts(empty, few ? Optional.of(Collections.unmodifiableSortedSet(words)) : Optional.empty());
    }

    static Texts of(Presence presence) {
        if (presence instanceof Certain certain) {
            return new Texts(false, certain.values());
        }
        return presence instanceof Possible possible ? new Texts(true, possible.values()) : EMPTY;
    }

    /**
     * The presence of the label that has them.
     *
     * @param causes why there is none, if there is none
     */
    Presence presence(List<Cause> causes) {
        if (isEmpty()) {
            return new Never(causes);
        }
        return empty ? new Possible(words) : new Certain(words);
    }

    /** Whether it is the empty text alone. */
    private boolean isEmpty() {
        return words.filter(set -> set.isEmpty()).isPresent();
    }

    Texts orEmpty() {
        return empty ? this : new Texts(true, words);
    }

    Texts or(Texts other) {
        if (words.isEmpty() || other.words.isEmpty()) {
            return new Texts(empty || other.empty, Optional.empty());
        }
        var all = new TreeSet<>(words.get());
        all.addAll(other.words.get());
        return of(empty || other.empty, all);
    }

    /** The texts that are in both; nothing if there is none. */
    Optional<Texts> and(Texts other) {
        boolean both = empty && other.empty;
        if (words.isEmpty()) {
            return nonempty(new Texts(both, other.words));
        }
        if (other.words.isEmpty()) {
            return nonempty(new Texts(both, words));
        }
        var common = new TreeSet<>(words.get());
        common.retainAll(other.words.get());
        return nonempty(new Texts(both, Optional.of(Collections.unmodifiableSortedSet(common))));
    }

    /** Those that are not in a set; nothing if there is none. */
    Optional<Texts> without(Texts others) {
        boolean still = empty && !others.empty;
        if (words.isEmpty() || others.words.isEmpty()) {
            return nonempty(new Texts(still, words));
        }
        var rest = new TreeSet<>(words.get());
        rest.removeAll(others.words.get());
        return nonempty(new Texts(still, Optional.of(Collections.unmodifiableSortedSet(rest))));
    }

    private static Optional<Texts> nonempty(Texts texts) {
        return texts.isEmpty() && !texts.empty ? Optional.empty() : Optional.of(texts);
    }

    /** Each of them followed by each of others. */
    Texts then(Texts next) {
        boolean none = empty && next.empty;
        if (words.isEmpty() || next.words.isEmpty()) {
            return isEmpty() ? next : next.isEmpty() ? this : new Texts(none, Optional.empty());
        }
        var joined = new TreeSet<String>();
        for (String first : all()) {
            for (String second : next.all()) {
                joined.add(first + second);
            }
        }
        joined.remove("");
        return of(none, joined);
    }

    private List<String> all() {
        return Stream.concat(empty ? Stream.of("") : Stream.of(), words.stream().flatMap(set -> set.stream()))
                .toList();
    }

    /** What holds of the label of a series that is of one kind or of another. */
    static Presence either(Presence one, Presence other) {
        if (one instanceof Never first && other instanceof Never second) {
            return first.equals(second) ? first : new Never(joined(first, second));
        }
        return of(one).or(of(other)).presence(List.of());
    }

    /** What holds of the label of a series that is of one kind and of another; of one kind if none can be of both. */
    static Presence both(Presence one, Presence other) {
        if (one instanceof Never) {
            return one;
        }
        List<Cause> causes = other instanceof Never never ? never.causes() : List.of();
        return of(one).and(of(other)).map(texts -> texts.presence(causes)).orElse(one);
    }

    private static List<Cause> joined(Never first, Never second) {
        return Stream.concat(first.causes().stream(), second.causes().stream())
                .distinct()
                .limit(MOST_CAUSES)
                .toList();
    }
}
