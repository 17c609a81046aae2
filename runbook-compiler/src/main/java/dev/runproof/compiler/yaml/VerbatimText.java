package dev.runproof.compiler.yaml;

import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scalars whose text stands in the file letter by letter, so that a place in the text is a place in the file: literal blocks
 * ({@code |}), and what is on one line without escapes.
 */
public final class VerbatimText {

    /** An anchor and a tag may precede the value. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:[&!][^\\s]*\\s+){0,2}");

    private VerbatimText() {}

    /**
     * Finds the lines of a text.
     *
     * @param scalar the text
     * @return its lines; nothing if it is folded, has escapes, is quoted over several lines, or is an alias
     */
    public static Optional<SourceSlice> of(Scalar scalar) {
        Span span = scalar.span();
        String written = span.text();
        Matcher properties = PROPERTIES.matcher(written);
        int before = properties.lookingAt() ? properties.end() : 0;
        if (written.startsWith("|", before)) {
            return block(scalar, span.file().lineAt(span.start() + before) + 1);
        }
        int quote = scalar.plain() ? 0 : 1;
        int start = span.start() + before + quote;
        int end = span.end() - quote;
        boolean same = start <= end
                && span.file().text().substring(start, end).equals(scalar.text())
                && !scalar.text().isEmpty();
        return same ? Optional.of(SourceSlice.part(span.file().span(start, end))) : Optional.empty();
    }

    private static Optional<SourceSlice> block(Scalar scalar, int first) {
        SourceFile file = scalar.span().file();
        List<String> lines = scalar.text().lines().toList();
        int[] starts = new int[lines.size()];
        for (int i = 0; i < starts.length; i++) {
            int line = first + i;
            if (line > file.lineCount() || !file.line(line).endsWith(lines.get(i))) {
                return Optional.empty();
            }
            starts[i] = file.lineEnd(line) - lines.get(i).length();
        }
        return Optional.of(SourceSlice.indented(file, first, starts));
    }
}
