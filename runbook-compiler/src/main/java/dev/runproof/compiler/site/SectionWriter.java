package dev.runproof.compiler.site;

import dev.runproof.compiler.site.PageSection.Kind;
import dev.runproof.compiler.site.PageText.Block;
import dev.runproof.compiler.site.PageText.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what is written of a page into sections, and puts a box before each step of those in which somebody does something: before the
 * items of numbered lists and the headings between them, or of any list where none is numbered. For one page; not thread-safe.
 */
final class SectionWriter {

    /** What the site itself names. */
    static final String OWN = "rp-";

    /** Elements that stand within a line. */
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "cite", "code", "del", "em", "i", "img", "kbd", "mark", "q", "s", "samp", "small", "span",
            "strike", "strong", "sub", "sup", "u");

    private static final Pattern BOX = Pattern.compile("^\\[[ xX]] ");

    /** What stands before the words of a step: such a box, or a number in a heading. */
    private static final Pattern MARK = Pattern.compile("^(?:\\[[ xX]]|\\d{1,3}[.)]) ");

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.:?!])\\s");
    private static final int LONGEST_LABEL = 64;

    private final boolean whole;
    private final List<Section> sections = new ArrayList<>();
    private final HtmlText html = new HtmlText();
    private final List<Mark> marks = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private String title = "";
    private String anchor = "";
    private Kind kind = Kind.LEAD;
    private boolean inList;
    private boolean inNumbered;
    private boolean hasNumbered;
    private Optional<Step> step = Optional.empty();
    private Optional<Block> block = Optional.empty();

    /** A place where something may be put in once all of a section is known. */
    private sealed interface Mark permits Cut, Step {}

    /** A block for the compiler, which stands there. */
    private record Cut(int at, Block block) implements Mark {}

    /** What may be a step. Its offsets are those of the section. */
    private static final class Step implements Mark {
        private final boolean heading;
        private final boolean numbered;

        /** Where a heading begins, or the tag of an item ends. */
        private final int at;

        private int end;

        /** Where the box of an item comes, and the length of what it stands for. */
        private int box;

        private int boxLength;

        private boolean hasElements;
        private int wordsOfParagraph = -1;
        private String label = "";

        Step(boolean heading, boolean numbered, int at, int box) {
            this.heading = heading;
            this.numbered = numbered;
            this.at = at;
            this.box = box;
        }
    }

    private SectionWriter(boolean whole) {
        this.whole = whole;
    }

    /** For a page of sections, each with a heading of the second level. */
    static SectionWriter ofSections() {
        return new SectionWriter(false);
    }

    /** For a page without sections and steps. */
    static SectionWriter whole() {
        return new SectionWriter(true);
    }

    /** What is written. */
    HtmlText html() {
        return html;
    }

    /**
     * Before the tag of an element is written.
     *
     * @param tag its name
     * @param depth how many elements are open
     */
    void opens(String tag, int depth) {
        space(tag);
        if (depth == 0) {
            inNumbered = tag.equals("ol");
            inList = inNumbered || tag.equals("ul");
            hasNumbered |= inNumbered;
            if (tag.equals("h3") && kind.hasSteps()) {
                begin(new Step(true, false, html.length(), html.length()));
            }
            if (tag.equals("h2") || tag.equals("h3")) {
                words.setLength(0);
            }
        } else if (depth == 2 && step.isPresent() && !step.get().heading && !step.get().hasElements) {
            Step item = step.get();
            item.hasElements = true;
            if (tag.equals("p")) {
                item.wordsOfParagraph = words.length();
                if (html.isBlankFrom(item.box)) {
                    // Behind its tag.
                    item.box = html.length() + "<p>".length();
                }
            }
        }
    }

    /** When its tag is written; it counts among those that are open. In a list that nobody closed may stand anything. */
    void opened(String tag, int depth) {
        if (depth == 2 && inList && tag.equals("li") && kind.hasSteps()) {
            begin(new Step(false, inNumbered, html.length() - 1, html.length()));
            words.setLength(0);
        }
    }

    private void begin(Step begun) {
        marks.add(begun);
        step = Optional.of(begun);
    }

    /** Before text is written. */
    void text(String text) {
        words.append(text);
        step.filter(item -> !item.heading && html.length() == item.box).ifPresent(item -> {
            Matcher box = BOX.matcher(text);
            item.boxLength = box.find() ? box.end() : 0;
        });
    }

    /**
     * Code for the compiler is written.
     *
     * @param kind the second word of its fence
     * @param source its text
     */
    void forCompiler(String kind, String source) {
        if (block.isEmpty() && !whole) {
            var page = new HtmlText();
            page.raw("<pre tabindex=\"0\"><code>").text(source).raw("</code></pre>");
            block = Optional.of(new Block(page.toString(), kind, source));
        }
    }

    /**
     * When an element has ended.
     *
     * @param tag its name
     * @param id its anchor; may be empty
     * @param start where it begins
     * @param depth how many elements are open
     */
    void closed(String tag, String id, int start, int depth) {
        if (depth == 2 && step.isPresent() && step.get().wordsOfParagraph >= 0) {
            Step item = step.get();
            if (item.label.isEmpty()) {
                item.label = label(words.substring(item.wordsOfParagraph));
            }
        }
        space(tag);
        if (depth == 1 && step.isPresent() && !step.get().heading) {
            endStep();
        } else if (depth == 0) {
            if (tag.equals("h1") || (tag.equals("h2") && !whole)) {
                html.cut(start);
                block = Optional.empty();
                if (tag.equals("h2")) {
                    endSection();
                    title = normalised(words);
                    anchor = id;
                    kind = title.isEmpty() ? Kind.LEAD : Kind.of(title);
                }
            } else if (step.isPresent()) {
                endStep();
            }
            if (block.isPresent()) {
                if (tag.equals("pre")) {
                    html.cut(start);
                }
                marks.add(new Cut(html.length(), block.get()));
                block = Optional.empty();
            }
        }
    }

    private void endStep() {
        Step ended = step.orElseThrow();
        ended.end = html.length();
        if (ended.wordsOfParagraph < 0) {
            ended.label = label(words);
        }
        step = Optional.empty();
    }

    /** Ends the page; its sections, of which the first is what stands above the first heading. */
    List<Section> end() {
        endSection();
        return sections;
    }

    private void endSection() {
        if (marks.isEmpty()) {
            end(List.of(new Block(html.toString(), "", "")));
        } else {
            end(marked());
        }
    }

    private List<Block> marked() {
        var blocks = new ArrayList<Block>();
        var text = new HtmlText();
        int done = 0;
        int number = 0;
        for (Mark mark : marks) {
            if (mark instanceof Cut cut) {
                text.add(html, done, cut.at);
                blocks.add(new Block(text.toString(), "", ""));
                blocks.add(cut.block);
                text = new HtmlText();
                done = cut.at;
            } else if (mark instanceof Step found && (found.heading || found.numbered || !hasNumbered)) {
                number++;
                text.add(html, done, found.at);
                if (found.heading) {
                    text.raw("<div class=\"step\">");
                    box(number, found, text);
                    text.add(html, found.at, found.end).raw("</div>");
                    done = found.end;
                } else {
                    text.raw(" class=\"step\"").add(html, found.at, found.box);
                    box(number, found, text);
                    done = found.box + found.boxLength;
                }
            }
        }
        text.add(html, done, html.length());
        blocks.add(new Block(text.toString(), "", ""));
        return blocks;
    }

    private void end(List<Block> blocks) {
        sections.add(new Section(title, anchor, kind, blocks));
        html.cut(0);
        marks.clear();
        hasNumbered = false;
    }

    private void box(int number, Step found, HtmlText to) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("type", "checkbox");
        attributes.put("id", OWN + anchor + "-" + number);
        attributes.put("aria-label", found.label);
        to.open("input", attributes);
    }

    private static String label(CharSequence words) {
        String text = MARK.matcher(normalised(words)).replaceFirst("");
        String sentence = SENTENCE.split(text, 2)[0];
        return sentence.codePointCount(0, sentence.length()) <= LONGEST_LABEL
                ? sentence
                : sentence.substring(0, sentence.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "\u2026";
    }

    /** What stands in elements that have lines of their own is no word with what stands before or behind. */
    private void space(String tag) {
        if (!INLINE.contains(tag)) {
            words.append(' ');
        }
    }

    /** Words as they are read: with one space between, and without what nobody sees. */
    private static String normalised(CharSequence words) {
        var text = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (Character.isWhitespace(c) || c == '\u00A0') {
                space = text.length() > 0;
            } else if (c != '\u200B' && c != '\u00AD') {
                text.append(space ? " " : "").append(c);
                space = false;
            }
        }
        return text.toString();
    }
}
