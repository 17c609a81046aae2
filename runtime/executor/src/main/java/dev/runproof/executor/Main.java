package dev.runproof.executor;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.MalformedContainmentException;
import dev.runproof.runtime.evidence.NoEvidenceException;
import dev.runproof.runtime.response.MalformedRunException;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import dev.runproof.runtime.value.InvalidValueException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs compiled transactions and responses from the command line: {@code run}, {@code respond}, {@code approve}, {@code
 * deny}, {@code release}, {@code list}, {@code show}, {@code review}, {@code recover}, {@code serve}, {@code collect}, {@code demo}.
 *
 * <p>Exit codes: 0 contained and verified, audited, released, or nothing to do; 1 a defect of the program; 2 wrong usage;
 * 3 contained but not verified; 4 not all could be done; 5 waiting for a person; 6 stopped, and something stands; 10 rolled back; 11 manual intervention; 13 refused; 14 conflict; 15 cancelled before
 * anything was changed; 16 the cluster could not be asked. After SIGTERM the exit code is that of what was done about it.
 */
@Command(
        name = "executor",
        description = "Runs the transactions of your runbooks.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
public final class Main {

    /** Kept, so that the level set on it is not lost with it. */
    private static final Logger CLIENT_LOG = Logger.getLogger("io.fabric8");

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        quieten();
        var shutdown = new Shutdown(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        int code = run(surroundings(), args);
        shutdown.finished(code);
        System.exit(code);
    }

    /** The client logs what it also throws, and that is told in our words. */
    static void quieten() {
        CLIENT_LOG.setLevel(Level.SEVERE);
    }

    /**
     * Runs a command.
     *
     * @param surroundings what it gets from where it runs
     * @param args the command line
     * @return the exit code
     */
    static int run(Surroundings surroundings, String... args) {
        Console console = surroundings.console();
        var line = new CommandLine(new Main())
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new RespondCommand(surroundings))
                .addSubcommand(new ApproveCommand(surroundings))
                .addSubcommand(new DenyCommand(surroundings))
                .addSubcommand(new StandDownCommand(surroundings))
                .addSubcommand(new ReleaseCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new ShowCommand(surroundings))
                .addSubcommand(new ReviewCommand(surroundings))
                .addSubcommand(new RecoverCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings))
                .addSubcommand(new CollectCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new CommandLine.HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler((e, arguments) -> {
                    console.error(String.valueOf(e.getMessage()));
                    console.err()
                            .println("See: "
                                    + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
                    console.err().flush();
                    return ExitCode.USAGE.number();
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> failure(console, e));
        Map<String, String> codes = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> codes.put(" " + code.number(), code.meaning()));
        line.getSubcommands().values().forEach(command -> {
            command.getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("%nExit codes:%n")
                    .exitCodeList(codes);
            command.getCommandSpec().mixinStandardHelpOptions(true).version("executor " + version());
        });
        line.getCommandSpec().mixinStandardHelpOptions(true).version("executor " + version());
        line.getCommandSpec().usageMessage().exitCodeList(codes);
        if (args.length == 0) {
            line.usage(console.err());
            return ExitCode.USAGE.number();
        }
        return line.execute(args);
    }

    private static int failure(Console console, Exception e) {
        if (e instanceof UsageException || e instanceof InvalidInputException || e instanceof InvalidValueException) {
            console.error(String.valueOf(e.getMessage()));
            return ExitCode.USAGE.number();
        }
        if (e instanceof MalformedContainmentException || e instanceof MalformedRunException) {
            console.error("the record cannot be read: " + e.getMessage());
            return ExitCode.INCOMPLETE.number();
        }
        if (e instanceof NoEvidenceException) {
            console.error(String.valueOf(e.getMessage()));
            return ExitCode.INCOMPLETE.number();
        }
        if (e instanceof ClusterException) {
            console.error(String.valueOf(e.getMessage()));
            return ExitCode.FAILED.number();
        }
        console.error("a defect of this program; please report it with what follows");
        e.printStackTrace(console.err());
        console.err().flush();
        return ExitCode.DEFECT.number();
    }

    @SuppressWarnings("SystemConsoleNull") // the property sees to it that it can be
    private static Surroundings surroundings() {
        var environment = System.getenv();
        // From Java 22 on there is a console without a terminal too, unless this one is asked for.
        System.setProperty("jdk.console", "java.base");
        boolean terminal = System.console() != null
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.get("TERM"));
        var console = new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                terminal);
        return surroundings(console, environment);
    }

    static Surroundings surroundings(Console console, Map<String, String> environment) {
        String host = environment.getOrDefault("HOSTNAME", "host");
        return new Surroundings(
                console,
                ServiceLoader.load(TransactionCatalogue.class),
                ServiceLoader.load(ResponseCatalogue.class),
                kubeconfig ->
                        kubeconfig.map(KubernetesCluster::fromKubeconfig).orElseGet(KubernetesCluster::fromEnvironment),
                InstantSource.system(),
                System::nanoTime,
                duration -> Thread.sleep(duration.toMillis()),
                host + "/" + UUID.randomUUID(),
                Optional.ofNullable(System.getProperty("user.name")).orElse("somebody"),
                environment);
    }

    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("of an unpacked build");
    }
}
