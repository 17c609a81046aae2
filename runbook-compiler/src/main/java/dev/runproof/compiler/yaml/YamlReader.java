package dev.runproof.compiler.yaml;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into trees that know their places. Scalars stay texts: what {@code yes} or {@code 012} means is decided by
 * the field that is read. Merge keys ({@code <<}) are resolved, since the Go programs that read rules resolve them.
 *
 * <p>Stateless and thread-safe.
 */
public final class YamlReader {

    private static final int SMALLEST_BUFFER = 1_024;

    /** The parser copies all of a token for each buffer that the token fills: small ones are quadratic in its length. */
    private static final int LARGEST_BUFFER = 1 << 20;

    private YamlReader() {}

    /**
     * Reads all documents of a text.
     *
     * @param slice the text
     * @param findings takes what is wrong
     * @return the documents in their order, without empty ones; nothing if the text is broken
     */
    public static Optional<List<YamlNode>> read(SourceSlice slice, Findings findings) {
        String text = slice.text();
        var builder = new YamlTreeBuilder(slice, findings);
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .setParseComments(false)
                    .setBufferSize(Math.max(SMALLEST_BUFFER, Math.min(text.length(), LARGEST_BUFFER)))
                    .build();
            for (Event event : new Parse(settings).parseString(text)) {
                builder.accept(event);
            }
            return Optional.of(builder.documents());
        } catch (YamlTreeBuilder.RefusedException e) {
            findings.add(YamlRules.INVALID_YAML, e.span(), e.problem(), e.help());
        } catch (MarkedYamlEngineException e) {
            Span place = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> place(slice, mark))
                    .orElseGet(slice::span);
            findings.add(YamlRules.INVALID_YAML, place, "not YAML: " + sentence(e), help(e));
        } catch (ReaderException e) {
            findings.add(
                    YamlRules.INVALID_YAML,
                    place(slice, text, e.getPosition()),
                    "not YAML: it has no character U+%04X".formatted(e.getCodePoint()),
                    "remove the character, or write it as an escape in double quotes");
        } catch (YamlEngineException e) {
            findings.add(YamlRules.INVALID_YAML, slice.span(), "not YAML: " + e.getMessage(), "mend the text");
        }
        return Optional.empty();
    }

    /**
     * Reads a text that is to be one document.
     *
     * @param slice the text
     * @param findings takes what is wrong
     * @return the document; nothing if the text is broken or empty; the first one, with a finding, if there are several
     */
    public static Optional<YamlNode> readOne(SourceSlice slice, Findings findings) {
        return read(slice, findings).flatMap(documents -> {
            if (documents.size() > 1) {
                findings.add(
                        YamlRules.INVALID_YAML,
                        documents.get(1).span(),
                        "a second document, where there can be one only",
                        "remove the line --- and what follows it");
            }
            return documents.stream().findFirst();
        });
    }

    private static Span place(SourceSlice slice, Mark mark) {
        int start = slice.offset(mark.getLine(), mark.getColumn());
        int line = slice.file().lineAt(start);
        int end = start < slice.file().lineEnd(line)
                ? start + Character.charCount(slice.file().text().codePointAt(start))
                : start;
        return slice.file().span(start, end);
    }

    private static Span place(SourceSlice slice, String text, int codePoints) {
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        String before = text.substring(0, end);
        int line = (int) before.chars().filter(c -> c == '\n').count();
        int start = slice.offset(line, before.codePointCount(before.lastIndexOf('\n') + 1, before.length()));
        return slice.file().span(start, start);
    }

    private static String sentence(MarkedYamlEngineException e) {
        String context = e.getContext() == null || e.getContext().isBlank() ? "" : e.getContext() + ", ";
        String problem = e.getProblem() == null ? "it breaks off" : e.getProblem();
        return (context + problem).replaceAll("\\s+", " ").strip();
    }

    private static String help(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "" : e.getProblem();
        if (problem.contains("TAB")) {
            return "indent with spaces; YAML does not allow tabs";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put the text before this colon in quotes, or begin a new line";
        }
        return "look at the indentation, quotes and brackets here and in the line before";
    }
}
