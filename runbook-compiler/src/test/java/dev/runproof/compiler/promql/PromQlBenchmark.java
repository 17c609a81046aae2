package dev.runproof.compiler.promql;

import dev.runproof.compiler.label.LabelInference;
import dev.runproof.compiler.promql.PromQl.Parsed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how many expressions a second are read, and their labels inferred, in a warm process: each expression of the rules that are here
 * and beside the checkout, a hundred times. Beside it {@code promtool check rules}, in a process of its own, on one file with the
 * same expressions, which it also has to read as YAML; and on the file with one rule, which is its start.
 */
final class PromQlBenchmark {

    private static final int TIMES = 100;
    private static final int WARM_UP = 5;

    private PromQlBenchmark() {}

    /**
     * Measures and prints.
     *
     * @param args the number of rounds
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(args[0]);
        List<String> once = RuleExpressions.ofAll();
        var all = new ArrayList<String>();
        for (int i = 0; i < TIMES; i++) {
            all.addAll(once);
        }
        System.out.printf("%d expressions, %d times; medians of %d rounds%n", once.size(), TIMES, rounds);
        var read = new ArrayList<Double>();
        var inferred = new ArrayList<Double>();
        var promtool = new ArrayList<Double>();
        Path folder = Files.createTempDirectory("promql");
        Path rules = folder.resolve("rules.yaml");
        Path one = folder.resolve("one.yaml");
        try {
            Files.writeString(rules, rules(all));
            Files.writeString(one, rules(List.of("up == 0")));
            for (int round = -WARM_UP; round < rounds; round++) {
                double time = seconds(() -> all.forEach(PromQlBenchmark::read));
                double both = seconds(
                        () -> all.forEach(text -> LabelInference.of(read(text).expr())));
                if (round >= 0) {
                    read.add(time);
                    inferred.add(both);
                    promtool.add(check(rules) - check(one));
                }
            }
        } finally {
            Files.delete(rules);
            Files.delete(one);
            Files.delete(folder);
        }
        print("read", all.size(), read);
        print("read, and labels inferred", all.size(), inferred);
        print("promtool check rules, without its start", all.size(), promtool);
    }

    private static Parsed read(String text) {
        if (PromQl.parse(text) instanceof Parsed parsed) {
            return parsed;
        }
        throw new IllegalStateException(text);
    }

    private static double seconds(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double check(Path file) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var process = new ProcessBuilder("promtool", "check", "rules", "--lint=none", file.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static String rules(List<String> expressions) {
        var text = new StringBuilder("groups:\n- name: all\n  rules:\n");
        for (int i = 0; i < expressions.size(); i++) {
            text.append("  - record: r:")
                    .append(i)
                    .append("\n    expr: |\n      ")
                    .append(expressions.get(i).strip().replace("\n", "\n      "))
                    .append('\n');
        }
        return text.toString();
    }

    private static void print(String what, int count, List<Double> seconds) {
        double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
        System.out.printf(Locale.ROOT, "  %-42s %8.3f s  %9.0f a second%n", what, median, count / median);
    }
}
