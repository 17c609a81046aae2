package dev.runproof.compiler.cli;

import java.util.List;
import java.util.Locale;

/** What {@code --help} prints. */
final class Help {

    private static final String COLUMN = " ".repeat(20);

    private Help() {}

    static String ofAll(List<Command> commands, List<Option> options) {
        var text = new StringBuilder("Usage: runproof COMMAND [OPTION]...\n\nCommands:\n");
        commands.forEach(command -> line(command.name(), command.summary(), text));
        text.append("\nOptions:\n");
        options.forEach(option -> line(option.synopsis(), option.help(), text));
        exitCodes(text);
        return text.append("\nRead more: runproof COMMAND --help\n").toString();
    }

    static String of(Command command, List<Option> options) {
        var text = new StringBuilder("Usage: runproof " + command.name() + " [OPTION]...\n\n");
        text.append(command.summary().substring(0, 1).toUpperCase(Locale.ROOT))
                .append(command.summary().substring(1))
                .append(".\n\nOptions:\n");
        options.forEach(option -> line(option.synopsis(), option.help(), text));
        exitCodes(text);
        return text.toString();
    }

    private static void exitCodes(StringBuilder text) {
        text.append("\nExit codes:\n");
        for (ExitCode code : ExitCode.values()) {
            line(String.valueOf(code.number()), code.meaning(), text);
        }
    }

    private static void line(String name, String meaning, StringBuilder text) {
        text.append("  ")
                .append(name)
                .append(name.length() < COLUMN.length() ? COLUMN.substring(name.length()) : "\n  " + COLUMN)
                .append(meaning)
                .append('\n');
    }
}
