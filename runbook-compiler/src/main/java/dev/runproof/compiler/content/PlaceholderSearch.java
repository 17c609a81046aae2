package dev.runproof.compiler.content;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds placeholders in the commands of a runbook: in blocks that people copy from, and in code within text. */
final class PlaceholderSearch {

    /** A name in angle brackets; a second bracket before it begins a here-document. */
    private static final Pattern NAME = Pattern.compile("(?<!<)<([A-Za-z][A-Za-z0-9_-]{0,62})>");

    /** What people copy from; other languages have angle brackets of their own. */
    private static final Set<String> LANGUAGES = Set.of(
            "",
            "sh",
            "bash",
            "shell",
            "zsh",
            "console",
            "shell-session",
            "shellsession",
            "sh-session",
            "bash-session",
            "terminal",
            "promql",
            "logql",
            "sql",
            "http",
            "powershell",
            "yaml",
            "yml",
            "json");

    /** Keys, characters and levels of logs that are written in the same way. */
    private static final Set<String> OTHERS = Set.of(
            "ALT",
            "BACKSPACE",
            "CR",
            "CRITICAL",
            "CRLF",
            "CTRL",
            "DEBUG",
            "DEL",
            "DELETE",
            "DOWN",
            "EMPTY",
            "END",
            "ENTER",
            "EOF",
            "ERR",
            "ERROR",
            "ESC",
            "ESCAPE",
            "FATAL",
            "HOME",
            "INFO",
            "LEFT",
            "LF",
            "NIL",
            "NONE",
            "NOTICE",
            "NULL",
            "RET",
            "RETURN",
            "RIGHT",
            "SHIFT",
            "SPACE",
            "TAB",
            "TRACE",
            "UNKNOWN",
            "UP",
            "WARN",
            "WARNING");

    private PlaceholderSearch() {}

    /** The names in angle brackets, each with its first place. */
    static List<Located<String>> of(Runbook runbook) {
        Map<String, Located<String>> found = new LinkedHashMap<>();
        for (Span span : commands(runbook)) {
            String text = span.text();
            Set<String> closed = closed(text);
            forEach(text, matcher -> {
                String name = matcher.group(1);
                if (!OTHERS.contains(name) && !closed.contains(name)) {
                    int start = span.start() + matcher.start();
                    Span place = runbook.file().span(start, span.start() + matcher.end());
                    found.merge(name, new Located<>(name, place), PlaceholderSearch::first);
                }
            });
        }
        return List.copyOf(found.values());
    }

    private static Located<String> first(Located<String> one, Located<String> other) {
        return one.span().compareTo(other.span()) <= 0 ? one : other;
    }

    /** Whatever stands in angle brackets anywhere in the page, its front matter left out. */
    static Set<String> anywhere(Runbook runbook) {
        Set<String> names = new HashSet<>();
        forEach(runbook.document().span().text(), matcher -> names.add(matcher.group(1)));
        return names;
    }

    /** Looks only where a bracket is: left to itself the pattern is tried at each letter. */
    private static void forEach(String text, Consumer<MatchResult> found) {
        Matcher matcher = NAME.matcher(text).useTransparentBounds(true);
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            if (matcher.region(at, text.length()).lookingAt()) {
                found.accept(matcher);
            }
        }
    }

    /** Names that are closed like elements of markup, and so are these. */
    private static Set<String> closed(String text) {
        Set<String> names = new HashSet<>();
        int at = text.indexOf("</");
        while (at >= 0) {
            int end = text.indexOf('>', at);
            if (end < 0) {
                break;
            }
            if (end - at < 70) {
                names.add(text.substring(at + 2, end));
            }
            at = text.indexOf("</", at + 2);
        }
        return names;
    }

    private static List<Span> commands(Runbook runbook) {
        var commands = new ArrayList<Span>();
        for (FencedBlock block : runbook.document().fencedBlocks()) {
            boolean forPeople =
                    (!block.info().contains("transaction") && !block.info().contains("response"))
                            || block.info().strip().split("\\s+", 2).length < 2;
            if (forPeople && LANGUAGES.contains(ShellBlocks.language(block))) {
                commands.add(block.content().span());
            }
        }
        commands.addAll(inline(runbook));
        return commands;
    }

    /** Code within text, and indented: the code that is in no fenced block. */
    static List<Span> inline(Runbook runbook) {
        SourceFile file = runbook.file();
        List<FencedBlock> blocks = runbook.document().fencedBlocks();
        var inline = new ArrayList<Span>();
        int next = 0;
        int fencedUntil = -1;
        for (Span code : runbook.document().code().stream().sorted().toList()) {
            while (next < blocks.size() && blocks.get(next).fence().start() <= code.start()) {
                int line = file.lineAt(blocks.get(next).content().span().end());
                fencedUntil = Math.max(fencedUntil, file.lineEnd(Math.min(line + 1, file.lineCount())));
                next++;
            }
            if (code.start() > fencedUntil) {
                inline.add(code);
            }
        }
        return inline;
    }
}
