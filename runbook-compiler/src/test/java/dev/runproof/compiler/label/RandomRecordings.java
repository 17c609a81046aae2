package dev.runproof.compiler.label;

import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.MatrixSelector;
import dev.runproof.compiler.promql.PromQl;
import dev.runproof.compiler.promql.PromQl.Parsed;
import dev.runproof.compiler.promql.Range;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.VectorSelector;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Recording rules by chance, and expressions that read what they record. */
final class RandomRecordings {

    private static final int NAMES = 60;
    private static final int RULES = 90;
    private static final List<String> LABELS = List.of("job", "pod", "zone", "env");
    private static final List<String> VALUES = List.of("", "rec", "api");

    private final Random random;
    private final RandomQueries queries;
    private final long now;
    private final List<Rule> rules = new ArrayList<>();

    /**
     * Makes none yet.
     *
     * @param seed decides all that is by chance
     * @param now the time at which expressions look at what is not recorded, in seconds
     */
    RandomRecordings(long seed, long now) {
        this.random = new Random(seed);
        this.queries = new RandomQueries(seed);
        this.now = now;
    }

    /** Asks a server for the series of an expression. */
    interface Server {

        List<Map<String, String>> series(String query) throws Exception;
    }

    /** A rule, with its expression as a text. */
    record Rule(String metric, String text, Expr read, Map<String, String> labelsSet) implements RecordingRule {

        @Override
        public Optional<Expr> expression() {
            return Optional.of(read);
        }

        @Override
        public Span place(Optional<Range> clause) {
            return new SourceFile("rules.yaml", text).all();
        }
    }

    /** Makes the rules; a server says which expressions give anything, over series of which none is recorded. */
    void grow(Server server) throws Exception {
        while (rules.size() < RULES) {
            String query = queries.query();
            if (PromQl.parse(query) instanceof Parsed && !server.series(query).isEmpty()) {
                // Some of the first read what only later ones record.
                String text = reading(query);
                Map<String, String> labels = new TreeMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    labels.put(LABELS.get(random.nextInt(LABELS.size())), VALUES.get(random.nextInt(VALUES.size())));
                }
                rules.add(new Rule(name(), text, ((Parsed) PromQl.parse(text)).expr(), labels));
            }
        }
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    Set<String> names() {
        return rules.stream().map(Rule::metric).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The file of all rules. */
    String text() {
        return "groups:\n- name: g\n  rules:\n"
                + rules.stream()
                        .map(rule -> "  - {record: '" + rule.metric + "', expr: '" + rule.text.replace("'", "''")
                                + "', labels: {"
                                + rule.labelsSet.entrySet().stream()
                                        .map(label -> label.getKey() + ": '" + label.getValue() + "'")
                                        .collect(Collectors.joining(", "))
                                + "}}\n")
                        .collect(Collectors.joining());
    }

    /** An expression in which some names are those of rules. */
    String reading() {
        while (true) {
            String query = queries.query();
            if (PromQl.parse(query) instanceof Parsed) {
                return reading(query);
            }
        }
    }

    private String name() {
        return "r:" + random.nextInt(NAMES);
    }

    /** The same with names of rules in place of some, and with the time of the samples at the others. */
    private String reading(String query) {
        Expr expr = ((Parsed) PromQl.parse(query)).expr();
        Set<Expr> inner = Collections.newSetFromMap(new IdentityHashMap<>());
        Tree.all(expr, MatrixSelector.class).forEach(matrix -> inner.add(matrix.selector()));
        var edits = new TreeMap<Integer, String[]>(Collections.reverseOrder());
        for (Expr part : Tree.all(expr)) {
            VectorSelector selector = part instanceof MatrixSelector matrix
                    ? matrix.selector()
                    : part instanceof VectorSelector plain && !inner.contains(plain) ? plain : null;
            if (selector == null) {
                continue;
            }
            if (selector.name().isPresent() && random.nextInt(5) < 2) {
                edits.put(
                        selector.range().start(), new String[] {selector.name().get(), name()});
            } else if (selector.modifiers().at().isEmpty()) {
                edits.put(part.range().end(), new String[] {"", " @ " + now});
            }
        }
        var text = new StringBuilder(query);
        edits.forEach((at, edit) -> text.replace(at, at + edit[0].length(), edit[1]));
        return text.toString();
    }
}
