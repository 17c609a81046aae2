package dev.runproof.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Words, each once, in lower case and in the order in which they came. They are looked up by their letters, so that a string is made of
 * a word once, and not each time it stands in a text. Not thread-safe.
 */
final class WordSet {

    private final List<String> words;
    private final @Nullable String[] table;

    /**
     * Makes an empty set.
     *
     * @param most how many words it is meant for: with far more, looking one up takes longer and longer
     */
    WordSet(int most) {
        this.words = new ArrayList<>(most);
        this.table = new String[4 * Integer.highestOneBit(most)];
    }

    int size() {
        return words.size();
    }

    List<String> words() {
        return words;
    }

    /** Adds a word: a part of a text, of whose Latin letters it makes small ones there. */
    void add(char[] text, int begin, int end) {
        boolean latin = true;
        for (int i = begin; i < end; i++) {
            char c = text[i];
            if (c >= 'A' && c <= 'Z') {
                text[i] = (char) (c + 'a' - 'A');
            }
            latin &= c < 0x80;
        }
        if (latin) {
            addFolded(text, begin, end);
        } else {
            // The small letters of some are more, or fewer.
            char[] folded = new String(text, begin, end - begin)
                    .toLowerCase(Locale.ROOT)
                    .toCharArray();
            addFolded(folded, 0, folded.length);
        }
    }

    private void addFolded(char[] text, int begin, int end) {
        int hash = 0;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + text[i];
        }
        int last = table.length - 1;
        int slot = (hash ^ hash >>> 15) & last;
        for (String word = table[slot]; word != null; word = table[slot]) {
            if (isWord(word, text, begin, end)) {
                return;
            }
            slot = slot + 1 & last;
        }
        String word = new String(text, begin, end - begin);
        table[slot] = word;
        words.add(word);
    }

    private static boolean isWord(String word, char[] text, int begin, int end) {
        if (word.length() != end - begin) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (text[i] != word.charAt(i - begin)) {
                return false;
            }
        }
        return true;
    }
}
