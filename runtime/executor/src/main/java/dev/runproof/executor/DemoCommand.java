package dev.runproof.executor;

import dev.runproof.runtime.transaction.SafetyTransaction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what transactions do, without a cluster. */
@Command(
        name = "demo",
        description = {
            "Shows what each transaction does, or one of them, on a simulated API server in memory.",
            "Nothing outside this process is touched, and no packet is dropped."
        })
final class DemoCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The name of a transaction. Default: all.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--input",
            paramLabel = "NAME=VALUE",
            description = "An input, in place of the first good example of its type.")
    private Map<String, String> inputs = new LinkedHashMap<>();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var catalogue = surroundings.catalogue();
        Collection<SafetyTransaction<?>> transactions = name.<Collection<SafetyTransaction<?>>>map(
                        one -> List.of(catalogue.named(one)))
                .orElseGet(catalogue::all);
        surroundings
                .console()
                .line("A simulation: the API server is in memory, and nothing outside this process is touched.");
        var demo = new Demo(surroundings);
        for (SafetyTransaction<?> transaction : transactions) {
            demo.show(transaction, inputs);
        }
        return ExitCode.DONE.number();
    }
}
