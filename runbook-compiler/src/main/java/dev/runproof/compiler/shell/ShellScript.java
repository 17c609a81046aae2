package dev.runproof.compiler.shell;

import java.util.List;
import java.util.Optional;

/**
 * A script for a POSIX shell or Bash, as its syntax.
 *
 * <p>Placeholders such as {@code <SOURCE_IP>} or {@code <pod name>} are words, although a shell would take them for
 * redirections. What Bash reads only when it runs a script (the text in backquotes, arithmetic, conditions in {@code [[ ]]},
 * patterns that depend on options) is taken as it is; where a script nests deeper than 100 levels the rest is, too.
 *
 * @param error the first thing that no shell could read; empty if there is none
 * @param commands its commands, up to the error; those in backquotes and here-documents left out
 */
public record ShellScript(Optional<SyntaxError> error, List<SimpleCommand> commands) {

    /** Takes the commands as they are now. */
    public ShellScript {
        commands = List.copyOf(commands);
    }

    /**
     * Reads a script, in time that grows linearly with its length.
     *
     * @param text the script, lines ending with LF; offsets count its UTF-16 units from 0
     * @return its syntax
     */
    public static ShellScript read(String text) {
        var reader = new CommandReader(text);
        Optional<SyntaxError> error = Optional.empty();
        try {
            reader.script();
        } catch (SyntaxException e) {
            error = Optional.of(e.error());
        } catch (TooDeepException e) {
            return new ShellScript(Optional.empty(), reader.commands());
        }
        return new ShellScript(error, reader.commands());
    }
}
