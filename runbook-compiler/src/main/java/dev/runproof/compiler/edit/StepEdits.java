package dev.runproof.compiler.edit;

import dev.runproof.compiler.edit.Lines.Edit;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says of steps of responses in one file what becomes of them when a later one fails. Whoever takes the text reads it again. */
public final class StepEdits {

    private static final String KEEP = "if-later-fails: keep";

    private final SourceFile file;
    private final List<Edit> edits = new ArrayList<>();

    /**
     * Takes a file.
     *
     * @param file a runbook, in either form, or a file beside one
     */
    public StepEdits(SourceFile file) {
        this.file = file;
    }

    /**
     * Lets a step stay.
     *
     * @param name where the name of its transaction stands
     * @return whether that can be written there
     */
    public boolean keep(Span name) {
        Optional<Edit> edit = edit(name);
        edit.ifPresent(edits::add);
        return edit.isPresent();
    }

    private Optional<Edit> edit(Span name) {
        int line = file.lineAt(name.start());
        String behind = file.text().substring(name.end(), Math.max(name.end(), file.lineEnd(line)));
        String rest = behind.strip();
        if (rest.isEmpty() || rest.startsWith("#") || rest.startsWith(",") || rest.startsWith("]")) {
            return Optional.of(new Edit(name.end(), name.end(), ": { " + KEEP + " }"));
        }
        if (!rest.startsWith(":")) {
            return Optional.empty();
        }
        String value = rest.substring(1).strip();
        if (value.startsWith("{")) {
            int at = name.end() + behind.indexOf('{') + 1;
            boolean empty = value.substring(1).strip().startsWith("}");
            return Optional.of(new Edit(at, at, " " + KEEP + (empty ? "" : ",")));
        }
        return value.isEmpty() || value.startsWith("#") ? Lines.below(file, line, KEEP) : Optional.empty();
    }

    /** The text with all of it. */
    public String text() {
        return Lines.with(file, edits);
    }
}
