package dev.runproof.compiler.processor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Javadoc comment as plain text: without tags and markup, paragraphs separated by an empty line. What stands in
 * the inline tags for code and literal text is kept letter by letter.
 */
final class JavadocText {

    private static final Pattern BLOCK_TAG = Pattern.compile("\\s*@\\w.*");
    private static final Pattern PARAMETER = Pattern.compile("\\s*@param\\s+(\\w+)(.*)", Pattern.DOTALL);
    private static final Pattern SENTENCE = Pattern.compile("(.*?\\.)(?:\\s.*)?", Pattern.DOTALL);

    private final String body;
    private final Map<String, String> parameters;

    private JavadocText(String body, Map<String, String> parameters) {
        this.body = body;
        this.parameters = parameters;
    }

    /**
     * Reads a comment.
     *
     * @param comment what {@code Elements.getDocComment} gives
     */
    static JavadocText of(Optional<String> comment) {
        var sections = new ArrayList<StringBuilder>();
        sections.add(new StringBuilder());
        int depth = 0;
        for (String line : comment.orElse("").lines().toList()) {
            if (depth == 0 && BLOCK_TAG.matcher(line).matches()) {
                sections.add(new StringBuilder());
            }
            sections.get(sections.size() - 1).append(line).append('\n');
            depth = Math.max(0, depth + depthOf(line));
        }
        var parameters = new HashMap<String, String>();
        for (StringBuilder section : sections.subList(1, sections.size())) {
            Matcher parameter = PARAMETER.matcher(section);
            if (parameter.matches()) {
                parameters.put(parameter.group(1), PlainText.of(parameter.group(2)));
            }
        }
        return new JavadocText(PlainText.of(sections.get(0).toString()), parameters);
    }

    private static int depthOf(String line) {
        return (int) (line.chars().filter(c -> c == '{').count()
                - line.chars().filter(c -> c == '}').count());
    }

    /** All of it but the block tags; empty if there is no comment. */
    String body() {
        return body;
    }

    /** The first sentence. */
    String summary() {
        String paragraph = body.lines().findFirst().orElse("");
        Matcher sentence = SENTENCE.matcher(paragraph);
        return sentence.matches() ? sentence.group(1) : paragraph;
    }

    /** What {@code @param} says; empty if it says nothing. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
