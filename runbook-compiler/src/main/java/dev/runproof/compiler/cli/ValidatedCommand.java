package dev.runproof.compiler.cli;

import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.edit.ValidationEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes down that a runbook was validated. */
final class ValidatedCommand implements Command {

    private static final Option RUNBOOK = Option.taking("SLUG", "--runbook", "the runbook, by its slug; needed");
    private static final Option WHO = Option.taking("NAME", "--who", "who validated it; needed");
    private static final Option HOW = Option.taking("WAY", "--how", "exercise, incident or review; needed");
    private static final Option REFERENCE = Option.taking("TEXT", "--reference", "where one can read of it; needed");

    @Override
    public String name() {
        return "validated";
    }

    @Override
    public String summary() {
        return "write down that a runbook was validated";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CheckCommand.CONFIG,
                RUNBOOK,
                WHO,
                HOW,
                REFERENCE,
                CheckCommand.AS_OF,
                Editing.DRY,
                CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        String how = arguments.needed(HOW);
        if (!ValidationEdits.WAYS.contains(how)) {
            throw new UsageException("--how is exercise, incident or review, and not " + how);
        }
        return Editing.run(
                arguments,
                console,
                (configuration, dry) -> new RunbookCompiler(Path.of(""), List.of())
                        .validated(
                                configuration,
                                arguments.needed(RUNBOOK),
                                new ValidationEdits(
                                        CheckCommand.asOf(arguments),
                                        arguments.needed(WHO),
                                        how,
                                        arguments.needed(REFERENCE)),
                                dry));
    }
}
