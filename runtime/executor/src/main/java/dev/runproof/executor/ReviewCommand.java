package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Containment.Review.Verdict;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Notes what a person has found a containment to be. */
@Command(name = "review", description = "Notes in the record whether it was right to contain the incident.")
final class ReviewCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "ID", description = "The name of the containment, as list shows it.")
    private String id = "";

    @Option(
            names = "--verdict",
            paramLabel = "true-positive|false-positive",
            required = true,
            converter = VerdictConverter.class,
            description = "Whether the incident was one.")
    private Verdict verdict = Verdict.TRUE_POSITIVE;

    @Option(names = "--by", paramLabel = "NAME", description = "Who has found it. Default: the user.")
    private Optional<String> by = Optional.empty();

    @Mixin
    private CommonOptions options = new CommonOptions();

    ReviewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return Session.with(surroundings, options, (engine, report) -> {
                    Containment reviewed = engine.review(id, verdict, by.orElse(surroundings.user()))
                            .orElseThrow(() -> options.unknown(id));
                    report.containment(id, reviewed);
                    return ExitCode.DONE;
                })
                .number();
    }

    /** As a runbook would write it: in lower case, with a hyphen. */
    static final class VerdictConverter implements ITypeConverter<Verdict> {
        @Override
        public Verdict convert(String text) {
            return Arrays.stream(Verdict.values())
                    .filter(verdict -> name(verdict).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Verdict.values())
                                            .map(VerdictConverter::name)
                                            .toList())
                            + " but was '" + text + "'"));
        }

        static String name(Verdict verdict) {
            return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
