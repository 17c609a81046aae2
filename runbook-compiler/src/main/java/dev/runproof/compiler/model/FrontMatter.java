package dev.runproof.compiler.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The part of a runbook that is for machines.
 *
 * @param alerts the alerts that it is for
 * @param listsAlerts whether it has a list of alerts that could be read, be it an empty one
 * @param slug the stable name of its page, where it is not taken from the title
 * @param title the title, where the text has no heading
 * @param lastValidated the day on which somebody last tried it
 * @param owner who keeps it true
 * @param tags words by which its page is found
 * @param inputs the placeholders of its commands that it declares
 * @param declaresInputs whether it has a list of them, be it an empty one
 * @param readInFull whether nothing of it was left out because it could not be read
 */
public record FrontMatter(
        List<Located<String>> alerts,
        boolean listsAlerts,
        Optional<Located<String>> slug,
        Optional<Located<String>> title,
        Optional<Located<LocalDate>> lastValidated,
        Optional<Located<String>> owner,
        List<String> tags,
        List<Placeholder> inputs,
        boolean declaresInputs,
        boolean readInFull) {

    /** That of a file that has none. */
    public static FrontMatter none() {
        return none(true);
    }

    /** That of a file whose front matter is of no use. */
    public static FrontMatter unread() {
        return none(false);
    }

    private static FrontMatter none(boolean readInFull) {
        return new FrontMatter(
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                readInFull);
    }
}
