package dev.runproof.compiler.processor;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes the markup out of Javadoc: inline tags, HTML elements and entities. */
final class PlainText {

    private static final char PARAGRAPH = '\u2029';
    private static final Pattern INLINE_TAG = Pattern.compile("@(\\w+)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("([^\\s(]+(?:\\([^)]*\\))?)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern ELEMENT =
            Pattern.compile("<!--.*?-->|</?([a-zA-Z][a-zA-Z0-9]*)[^>]*>", Pattern.DOTALL);
    private static final Pattern BLOCK_ELEMENT =
            Pattern.compile("p|br|ul|ol|li|dl|dt|dd|pre|table|tr|div|blockquote|h[1-6]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]+));");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");

    private final String source;
    private final StringBuilder text = new StringBuilder();

    private PlainText(String source) {
        this.source = source;
    }

    static String of(String source) {
        var reader = new PlainText(source);
        reader.read();
        return Arrays.stream(reader.text.toString().split(String.valueOf(PARAGRAPH)))
                .map(paragraph -> paragraph.strip().replaceAll("\\s+", " "))
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }

    private void read() {
        Matcher element = ELEMENT.matcher(source);
        Matcher entity = ENTITY.matcher(source);
        int at = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (source.startsWith("{@", at)) {
                int end = closingBrace(at);
                inlineTag(source.substring(at + 1, end));
                at = end + 1;
            } else if (c == '<' && element.region(at, source.length()).lookingAt()) {
                if (element.group(1) != null
                        && BLOCK_ELEMENT.matcher(element.group(1)).matches()) {
                    text.append(PARAGRAPH);
                }
                at = element.end();
            } else if (c == '&' && entity.region(at, source.length()).lookingAt()) {
                text.append(character(entity));
                at = entity.end();
            } else {
                text.append(c);
                at++;
            }
        }
    }

    private int closingBrace(int open) {
        int depth = 0;
        for (int i = open; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return source.length();
    }

    private void inlineTag(String content) {
        Matcher tag = INLINE_TAG.matcher(content);
        if (!tag.matches()) {
            return;
        }
        String argument = tag.group(2).strip();
        switch (tag.group(1)) {
            case "code", "literal" -> text.append(argument);
            case "link", "linkplain" -> text.append(link(argument));
            default -> text.append(of(argument));
        }
    }

    private static String link(String argument) {
        Matcher link = LINK.matcher(argument);
        if (!link.matches()) {
            return argument;
        }
        String label = of(link.group(2));
        return label.isEmpty() ? link.group(1).replaceFirst("^#", "").replace('#', '.') : label;
    }

    private static String character(Matcher entity) {
        if (entity.group(3) != null) {
            return ENTITIES.getOrDefault(entity.group(3), entity.group());
        }
        int codePoint =
                entity.group(1) != null ? Integer.parseInt(entity.group(1)) : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : entity.group();
    }
}
