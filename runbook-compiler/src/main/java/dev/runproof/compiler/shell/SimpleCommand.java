package dev.runproof.compiler.shell;

import java.util.List;

/**
 * A command with its arguments, wherever in the script it stands.
 *
 * @param words the name and the arguments; assignments before the name left out
 * @param targets where redirections lead, both for reading and writing
 */
public record SimpleCommand(List<Word> words, List<Target> targets) {

    /**
     * Where a redirection leads.
     *
     * @param operator such as {@code >>}, without the number of the descriptor
     * @param word the file
     */
    public record Target(String operator, Word word) {}

    /** Takes the lists as they are now. */
    public SimpleCommand {
        words = List.copyOf(words);
        targets = List.copyOf(targets);
    }
}
