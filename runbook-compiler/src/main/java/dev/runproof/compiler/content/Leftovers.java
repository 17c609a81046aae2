package dev.runproof.compiler.content;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Severity;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.Section;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a template said, or a note of the author's, where text should be. A section of nothing else is an error. */
final class Leftovers {

    private static final Pattern LEFTOVER = Pattern.compile(
            // A note of the author's; not a word of a path or an identifier, nor somebody's TODO list.
            "(?<![\\w./#$-])(?:TODO|TBD|FIXME)(?![\\w/-]|\\.\\w|[ \\t]+lists?\\b)"
                    // An instruction in brackets; not a tag with attributes, nor the text of a link.
                    + "|<(?i:insert|describe|fill[ -]in|replace)[ \\t][^<>=\\r\\n]{1,200}>"
                    + "|\\[(?i:insert|describe|fill[ -]in|replace)[ \\t][^\\[\\]\\r\\n]{1,200}](?![(\\[:])"
                    + "|(?i:lorem[ \\t]+ipsum)"
                    // A line, or an item of a list, that has nothing in it but an ellipsis.
                    + "|(?:\u2026|\\.{3})(?=[ \\t]*$)(?<=^[ \\t>]{0,9}(?:(?:[-*+]|\\d{1,9}[.)])[ \\t]{1,4})?(?:\u2026|\\.{3}))",
            Pattern.MULTILINE);

    private static final Pattern WRITTEN = Pattern.compile("[\\p{L}\\p{N}]");

    private Leftovers() {}

    /** Reports them. */
    static void report(Runbook runbook, Findings findings) {
        List<Span> leftovers = leftovers(runbook);
        if (!leftovers.isEmpty()) {
            report(runbook, leftovers, findings);
        }
    }

    private static List<Span> leftovers(Runbook runbook) {
        var found = new ArrayList<Span>();
        String prose = runbook.document().prose();
        Matcher matcher = LEFTOVER.matcher(prose).useTransparentBounds(true).useAnchoringBounds(false);
        char[] letters = prose.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (mayBeginLeftover(letters[i], i + 1 < letters.length ? letters[i + 1] : '\n')
                    && matcher.region(i, prose.length()).lookingAt()) {
                found.add(runbook.file().span(i, matcher.end()));
                i = matcher.end() - 1;
            }
        }
        return found;
    }

    /** What each part of the pattern begins with: left to itself it tries all of its parts at each letter. */
    private static boolean mayBeginLeftover(char c, char next) {
        return switch (c) {
            case 'T' -> next == 'O' || next == 'B';
            case 'F' -> next == 'I';
            case 'l', 'L' -> next == 'o' || next == 'O';
            case '<', '[' -> Character.isLetter(next);
            case '.' -> next == '.';
            case '\u2026' -> true;
            default -> false;
        };
    }

    private static void report(Runbook runbook, List<Span> leftovers, Findings findings) {
        NavigableMap<Integer, Section> unwritten = unwritten(runbook, leftovers);
        for (Span leftover : leftovers) {
            Map.Entry<Integer, Section> before = unwritten.floorEntry(leftover.start());
            boolean alone =
                    before != null && leftover.end() <= before.getValue().body().end();
            findings.add(new Finding(
                    ContentRules.TEMPLATE_TEXT,
                    alone ? Severity.ERROR : Severity.WARNING,
                    leftover,
                    alone
                            ? "the section " + before.getValue().heading().text() + " has nothing in it but "
                                    + leftover.text()
                            : leftover.text() + " was left here by a template, or to be written later",
                    "write what belongs here, or remove it"));
        }
    }

    /** The sections, by the place at which their bodies begin, in which nothing stands but leftovers. */
    private static NavigableMap<Integer, Section> unwritten(Runbook runbook, List<Span> leftovers) {
        SourceFile file = runbook.file();
        var rest = new StringBuilder(runbook.document().content());
        int done = 0;
        for (Span leftover : leftovers) {
            // A note goes on to the end of its line, on which others may stand.
            int end = Math.max(leftover.end(), file.lineEnd(file.lineAt(leftover.start())));
            for (int i = Math.max(done, leftover.start()); i < end; i++) {
                rest.setCharAt(i, ' ');
            }
            done = Math.max(done, end);
        }
        var unwritten = new TreeMap<Integer, Section>();
        for (Section section : runbook.sections()) {
            Span body = section.body();
            if (!WRITTEN.matcher(rest).region(body.start(), body.end()).find()) {
                unwritten.put(body.start(), section);
            }
        }
        return unwritten;
    }
}
