package dev.runproof.compiler;

import dev.runproof.compiler.content.Content;
import dev.runproof.compiler.finding.Remembered;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.site.Reference;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Optional;

/**
 * What was read the last time, so that only what has changed since is read and looked at again: by content, not by time. For
 * one caller at a time.
 *
 * @param runbooks the runbooks
 * @param rules the files with alert rules
 * @param content what is looked for in each runbook by itself
 * @param explanations the pages of findings, which are the same each time
 */
record Memory(
        Remembered<RunbookKey, Runbook> runbooks,
        Remembered<RuleKey, Rules> rules,
        Content content,
        Remembered<String, Reference.FindingPage> explanations) {

    /** One without anything. */
    static Memory empty() {
        return new Memory(new Remembered<>(), new Remembered<>(), new Content(), new Remembered<>());
    }

    /** A file by its name and its text. */
    record Text(String path, String text) {

        static Text of(SourceFile file) {
            return new Text(file.path(), file.text());
        }

        /** Of the name alone: two texts under one name are rare, and to go through a text letter by letter takes long. */
        @Override
        public int hashCode() {
            return path.hashCode();
        }
    }

    /** All that the reading of a runbook depends on. */
    record RunbookKey(Text text, List<Text> beside, String location, String path, SlugSource slugSource) {}

    /** All that the reading of alert rules depends on; without a text if the file could not be opened. */
    record RuleKey(Optional<Text> text, boolean inChart) {}

    /** What came out of a file with alert rules, and whether it was read, as far as its findings go. */
    record Rules(Optional<AlertFile> content, boolean read) {}
}
