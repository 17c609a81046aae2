package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runbooks.Program.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** What a variable of the environment gives to tests: a cluster, or a command that reaches a part of it. */
enum Given {
    KUBECONFIG("a cluster"),
    /** A host outside of the cluster. */
    WORLD("the command that runs a program outside of the cluster"),
    NODE("the command that runs a program on the cluster's node"),
    LOAD("the command that loads an image onto the nodes");

    private final String meaning;

    Given(String meaning) {
        this.meaning = meaning;
    }

    /** Skips tests, said loudly, where one of these is not given; with {@code CI=true} they fail. */
    static void orSkip(Class<?> tests, Given... needed) {
        for (Given one : needed) {
            if (one.value().isBlank()) {
                String why = "NOT RUN: " + tests.getSimpleName() + ", as " + one.variable() + " does not name "
                        + one.meaning;
                if ("true".equals(System.getenv("CI"))) {
                    fail(why);
                }
                System.out.println(why);
                Assumptions.abort(why);
            }
        }
    }

    Path path() {
        return Path.of(value());
    }

    /** The command, with more words behind it. */
    List<String> with(List<String> words) {
        var command = new ArrayList<>(List.of(value().trim().split(" +")));
        command.addAll(words);
        return command;
    }

    /** Runs the command, with more words behind it, to its end. */
    Outcome run(List<String> words) {
        List<String> command = with(words);
        return new Program(command.get(0), "it is the command of " + variable())
                .run("", command.subList(1, command.size()));
    }

    private String variable() {
        return "RUNPROOF_" + name();
    }

    private String value() {
        return System.getenv().getOrDefault(variable(), "");
    }
}
