package dev.runproof.site;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.PageSection;
import dev.runproof.compiler.site.Part;
import dev.runproof.compiler.site.RunbookPage;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What search knows of a page.
 *
 * @param page its name
 * @param title its title
 * @param alerts its alerts
 * @param tags its tags
 * @param owner its owner
 * @param headings its headings
 * @param words the words in its text, each once
 */
record SearchDocument(
        String page, String title, String alerts, String tags, String owner, String headings, List<String> words) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_WORDS = 500;
    private static final int SHORTEST_WORD = 3;
    private static final int LONGEST_WORD = 40;

    /**
     * What search knows of a page.
     *
     * @param page the page
     * @param shared the words of all pages: most stand in many of them, and are held once
     */
    static SearchDocument of(RunbookPage page, Map<String, String> shared) {
        PageEntry entry = page.entry();
        var words = new WordSet(MOST_WORDS);
        for (PageSection section : page.sections()) {
            for (Part part : section.parts()) {
                if (part instanceof Part.Text text) {
                    add(text.html(), true, words);
                } else if (part instanceof Part.OfTransaction of) {
                    add(of.transaction().source(), false, words);
                } else if (part instanceof Part.OfResponse of) {
                    add(of.response().source(), false, words);
                }
            }
        }
        return new SearchDocument(
                entry.name(),
                entry.title(),
                String.join(" ", entry.alerts()),
                String.join(" ", entry.tags()),
                entry.owner().orElse(""),
                page.sections().stream().map(PageSection::title).collect(Collectors.joining(" ")),
                words.words().stream()
                        .map(word -> {
                            String first = shared.putIfAbsent(word, word);
                            return first == null ? word : first;
                        })
                        .toList());
    }

    private static void add(String written, boolean html, WordSet words) {
        char[] text = written.toCharArray();
        int begin = 0;
        int at = 0;
        while (at < text.length && words.size() < MOST_WORDS) {
            char c = text[at];
            boolean inWord = isOfWord(text, at);
            if (inWord && (at - begin < LONGEST_WORD || Character.isLowSurrogate(c))) {
                at++;
            } else {
                addWord(text, begin, at, words);
                at = inWord ? at : html ? behindMarkup(text, at, c) : at + 1;
                begin = at;
            }
        }
        addWord(text, begin, at, words);
    }

    private static boolean isOfWord(char[] text, int at) {
        char c = text[at];
        if (c < 0x80) {
            // Nearly all are, and quickly told.
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        return Character.isLowSurrogate(c)
                ? at > 0 && Character.isLetterOrDigit(Character.codePointAt(text, at - 1))
                : Character.isLetterOrDigit(Character.codePointAt(text, at));
    }

    private static void addWord(char[] text, int begin, int end, WordSet words) {
        if (end - begin >= SHORTEST_WORD && words.size() < MOST_WORDS) {
            words.add(text, begin, end);
        }
    }

    /** The offset behind a tag or an entity; behind the character if it begins none. */
    private static int behindMarkup(char[] text, int at, char c) {
        int end = at + 1;
        char last;
        if (c == '<') {
            last = '>';
            while (end < text.length && text[end] != last) {
                end++;
            }
        } else if (c == '&') {
            last = ';';
            while (end < text.length && (isOfWord(text, end) || text[end] == '#')) {
                end++;
            }
        } else {
            return end;
        }
        return end < text.length && text[end] == last ? end + 1 : at + 1;
    }

    /**
     * A script that hands the documents over: pages that are opened from a disk can read no other file. Most words stand in many
     * pages, so that each is written once, the most frequent ones first, and a page names them by their numbers.
     */
    static byte[] script(List<SearchDocument> documents) {
        Map<String, Integer> frequencies = new HashMap<>();
        documents.forEach(document -> document.words().forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        List<String> words = frequencies.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> numbers = new HashMap<>();
        words.forEach(word -> numbers.put(word, numbers.size()));
        List<int[]> wordsOf = documents.parallelStream()
                .map(document -> document.words().stream()
                        .mapToInt(numbers::get)
                        .sorted()
                        .toArray())
                .toList();
        try {
            return ("globalThis.runproofPages = " + MAPPER.writeValueAsString(new Script(documents, words, wordsOf))
                            + ";\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("records of texts are always written", e);
        }
    }

    /** The words of each page, in the order of the pages, as numbers in the list of words, from 0. */
    private record Script(
            @JsonIgnoreProperties("words") List<SearchDocument> pages, List<String> words, List<int[]> wordsOf) {}
}
