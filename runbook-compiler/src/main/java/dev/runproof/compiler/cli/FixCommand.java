package dev.runproof.compiler.cli;

import dev.runproof.compiler.RunbookCompiler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Mends what can be mended without knowing more. */
final class FixCommand implements Command {

    private static final Option BEGIN = Option.taking(
            "OWNER",
            "--begin-for",
            "begin a runbook for each alert that has none, with this owner; none is begun without it");

    @Override
    public String name() {
        return "fix";
    }

    @Override
    public String summary() {
        return "add links that runbooks know, redirects and if-later-fails; write names of pages as they are; begin runbooks";
    }

    @Override
    public List<Option> options() {
        return List.of(CheckCommand.CONFIG, BEGIN, CheckCommand.INDEX, Editing.DRY, CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        return Editing.run(
                arguments,
                console,
                (configuration, dry) -> new RunbookCompiler(Path.of(""), CheckCommand.indexPath(arguments))
                        .fix(configuration, arguments.value(BEGIN), dry));
    }
}
