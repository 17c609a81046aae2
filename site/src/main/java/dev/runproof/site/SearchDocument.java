package dev.runproof.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.compiler.site.PageEntry;
import dev.runproof.compiler.site.PageSection;
import dev.runproof.compiler.site.Part;
import dev.runproof.compiler.site.RunbookPage;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        String page, String title, String alerts, String tags, String owner, String headings, String words) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TAG = Pattern.compile("<[^>]*>|&[a-z#0-9]+;");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,40}");
    private static final int MOST_WORDS = 500;

    static SearchDocument of(RunbookPage page) {
        PageEntry entry = page.entry();
        Set<String> words = new LinkedHashSet<>();
        for (PageSection section : page.sections()) {
            for (Part part : section.parts()) {
                if (part instanceof Part.Text text) {
                    add(TAG.matcher(text.html()).replaceAll(" "), words);
                } else if (part instanceof Part.OfTransaction of) {
                    add(of.transaction().source(), words);
                } else if (part instanceof Part.OfResponse of) {
                    add(of.response().source(), words);
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
                String.join(" ", words));
    }

    private static void add(String text, Set<String> words) {
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (words.size() < MOST_WORDS && matcher.find()) {
            words.add(matcher.group());
        }
    }

    /** A script that hands the documents over: pages that are opened from a disk can read no other file. */
    static byte[] script(List<SearchDocument> documents) {
        try {
            return ("globalThis.runproofPages = " + MAPPER.writeValueAsString(documents) + ";\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new AssertionError("records of texts are always written", e);
        }
    }
}
