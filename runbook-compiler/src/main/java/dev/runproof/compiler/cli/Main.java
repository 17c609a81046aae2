package dev.runproof.compiler.cli;

import dev.runproof.compiler.RunbookCompiler;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runproof without Maven: {@code java -jar runproof.jar check}.
 *
 * <p>Exit codes: 0 nothing refuses the change; 1 findings refuse it; 2 the command line or the configuration is wrong; 3 a report
 * or the output could not be written; 4 a defect of Runproof, or out of memory.
 */
public final class Main {

    private static final List<Command> COMMANDS = List.of(
            new CheckCommand(),
            new BaselineCommand(),
            new CheckLinksCommand(),
            new DescribeCommand(),
            new LockCommand(),
            new ManifestsCommand(),
            new SiteCommand(),
            new ServeCommand(),
            new ReportCommand(),
            new SelfTestCommand(),
            new NewCommand(),
            new FixCommand(),
            new ValidatedCommand(),
            new ExerciseCommand());
    private static final Option HELP = Option.flag("--help", "print this");
    private static final Option VERSION = Option.flag("--version", "print the version");
    private static final String TRACE = "RUNPROOF_TRACE";

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param args the command line
     */
    @SuppressWarnings("SystemConsoleNull") // the property sees to it that it can be
    public static void main(String[] args) {
        // From Java 22 on there is a console without a terminal too, unless this one is asked for.
        System.setProperty("jdk.console", "java.base");
        // The validator of schemas logs by SLF4J, which otherwise complains to the reader that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        // Not System.out, which tells nobody that the disk is full.
        var console = new Console(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.console() != null,
                System.getenv());
        System.exit(run(console, Arrays.asList(args)).number());
    }

    /**
     * Runs a command. Throws nothing.
     *
     * @param console where it writes
     * @param words the command line
     */
    static ExitCode run(Console console, List<String> words) {
        try {
            return dispatch(console, words);
        } catch (UsageException e) {
            console.error(Terminal.escaped(e.problem()) + "\nSee: runproof --help");
            return ExitCode.USAGE;
        } catch (IOException e) {
            console.error("cannot write the output: " + Terminal.escaped(String.valueOf(e.getMessage())));
            return ExitCode.NOT_WRITTEN;
        } catch (OutOfMemoryError e) {
            console.error("out of memory; allow it more, for example with JDK_JAVA_OPTIONS=-Xmx2g");
            return ExitCode.DEFECT;
        } catch (RuntimeException | Error e) {
            console.error("a defect of Runproof, please report it: " + Terminal.escaped(e.toString()) + "\nWith "
                    + TRACE + "=1 in the environment it says where.");
            if (console.environment().containsKey(TRACE)) {
                e.printStackTrace(new PrintStream(console.err(), true, StandardCharsets.UTF_8));
            }
            return ExitCode.DEFECT;
        }
    }

    private static ExitCode dispatch(Console console, List<String> words) throws UsageException, IOException {
        if (words.isEmpty()) {
            throw new UsageException("what shall be done? There is " + names());
        }
        String first = words.get(0);
        if (first.equals("--version") || first.equals("-V")) {
            console.print("runproof " + RunbookCompiler.version() + "\n");
            return ExitCode.PASSED;
        }
        boolean help = first.equals("help") || first.equals("--help") || first.equals("-h");
        if (help && words.size() == 1) {
            console.print(Help.ofAll(COMMANDS, List.of(HELP, VERSION)));
            return ExitCode.PASSED;
        }
        Command command = command(help ? words.get(1) : first);
        var options = new ArrayList<>(command.options());
        options.add(HELP);
        Arguments arguments = Arguments.of(help ? List.of(HELP.name()) : words.subList(1, words.size()), options);
        if (arguments.has(HELP)) {
            console.print(Help.of(command, options));
            return ExitCode.PASSED;
        }
        return command.run(arguments, console);
    }

    private static Command command(String name) throws UsageException {
        for (Command command : COMMANDS) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        List<String> known = COMMANDS.stream().map(Command::name).toList();
        throw new UsageException((name.startsWith("-") ? "there is no option " : "there is no command ")
                + name
                + Suggestion.nearest(name, known)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; there is " + names()));
    }

    private static String names() {
        return String.join(", ", COMMANDS.stream().map(Command::name).toList());
    }
}
