package dev.runproof.compiler.cli;

import dev.runproof.compiler.CheckOptions;
import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.edit.ExerciseEdits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Writes down that an exercise was held. */
final class ExerciseCommand implements Command {

    private static final Option NAME = Option.taking("NAME", "--exercise", "the exercise, by its name; needed");
    private static final Option DATE =
            Option.taking("DAY", "--date", "the day on which it was held; the one that counts as today without it");
    private static final Option TOOK_PART = Option.taking(
                    "WHO", "--took-part", "who took part; needed, may be given several times")
            .repeated();
    private static final Option DURATION =
            Option.taking("TIME", "--duration", "how long it lasted, such as 80m; needed");
    private static final Option RESULT = Option.taking(
                    "NAME=RESULT",
                    "--result",
                    "what came of an objective: the time that it took, such as placed=21m, met or missed; for each one")
            .repeated();
    private static final Option FINDING = Option.taking(
                    "TEXT",
                    "--finding",
                    "what was found, as \"FOUND -> CHANGED\", or \"FOUND -> open: WHO\" while nothing was changed; may be given several times")
            .repeated();

    @Override
    public String name() {
        return "exercise";
    }

    @Override
    public String summary() {
        return "write down that an exercise was held";
    }

    @Override
    public List<Option> options() {
        return List.of(
                CheckCommand.CONFIG,
                NAME,
                DATE,
                TOOK_PART,
                DURATION,
                RESULT,
                FINDING,
                CheckCommand.AS_OF,
                Editing.DRY,
                CheckCommand.COLOUR);
    }

    @Override
    public ExitCode run(Arguments arguments, Console console) throws UsageException, IOException {
        LocalDate asOf = CheckCommand.asOf(arguments);
        String name = arguments.needed(NAME);
        arguments.needed(TOOK_PART);
        arguments.needed(RESULT);
        var record = new ExerciseEdits(
                held(arguments, asOf),
                arguments.all(TOOK_PART),
                arguments.needed(DURATION),
                arguments.all(RESULT),
                arguments.all(FINDING));
        return Editing.run(
                arguments,
                console,
                (configuration, dry) ->
                        new RunbookCompiler(Path.of(""), List.of()).exercised(configuration, name, record, asOf, dry));
    }

    private static LocalDate held(Arguments arguments, LocalDate asOf) throws UsageException {
        Optional<String> written = arguments.value(DATE);
        Optional<LocalDate> day = written.isPresent() ? written.flatMap(CheckOptions::day) : Optional.of(asOf);
        if (day.isEmpty()) {
            throw new UsageException("--date: " + written.orElse("") + " is no day such as 2026-11-22");
        }
        return day.get();
    }
}
