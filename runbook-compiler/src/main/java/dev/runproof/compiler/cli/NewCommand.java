package dev.runproof.compiler.cli;

import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Begins a runbook. */
final class NewCommand implements Command {

    private static final Option ALERT = Option.taking("NAME", "--alert", "the alert; needed");
    private static final Option OWNER = Option.taking("NAME", "--owner", "who keeps the runbook true; needed");
    private static final Option FILE =
            Option.taking("FILE", "--file", "where it is written; beside the other runbooks without it");

    @Override
    public String name() {
        return "new";
    }

    @Override
    public String summary() {
        return "begin a runbook for an alert";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, ALERT, OWNER, FILE, CheckCommand.INDEX, Editing.DRY, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        return Editing.run(
                arguments,
                console,
                (configuration, dry) -> new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                        .newRunbook(
                                configuration,
                                arguments.needed(ALERT),
                                arguments.needed(OWNER),
                                CheckCommand.path(arguments, FILE),
                                dry));
    }
}
