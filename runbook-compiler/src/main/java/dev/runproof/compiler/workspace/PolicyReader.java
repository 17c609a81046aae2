package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;

import dev.runproof.compiler.finding.FailOn;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Level;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.finding.Weight;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what findings weigh: {@code fail-on} and {@code severities} of {@code runbook.yaml}. */
final class PolicyReader {

    private static final String OTHERWISE = "default";
    private static final String LEVELS =
            Arrays.stream(Level.values()).map(Level::word).collect(Collectors.joining(", "));

    private final Map<String, Rule> rules;
    private final Findings findings;

    PolicyReader(List<Rule> rules, Findings findings) {
        this.rules = rules.stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        this.findings = findings;
    }

    /** Reads the two settings of a configuration that fits the schema. */
    Policy read(Mapping root) {
        FailOn failOn =
                root.get("fail-on").flatMap(node -> FailOn.of(text(node))).orElse(Policy.DEFAULT.failOn());
        return new Policy(failOn, root.get("severities").map(this::weights).orElse(Map.of()));
    }

    private Map<String, Weight> weights(YamlNode node) {
        var weights = new TreeMap<String, Weight>();
        for (Entry entry : ((Mapping) node).entries()) {
            if (isChangeable(entry)) {
                weight(entry).ifPresent(weight -> weights.put(entry.name(), weight));
            }
        }
        return weights;
    }

    private Optional<Weight> weight(Entry entry) {
        if (!(entry.value() instanceof Mapping bySeverity)) {
            return Level.of(text(entry.value())).map(Weight::of);
        }
        if (!Optional.ofNullable(rules.get(entry.name())).map(Rule::aboutAlerts).orElse(false)) {
            refuse(
                    entry.value(),
                    entry.name() + " is not found in alerts, so that their severity cannot decide what it weighs",
                    "write one of " + LEVELS);
            return Optional.empty();
        }
        var byAlert = new TreeMap<String, Level>();
        for (Entry one : bySeverity.entries()) {
            Level.of(text(one.value())).ifPresent(level -> byAlert.put(one.name(), level));
        }
        Optional<Level> otherwise = Optional.ofNullable(byAlert.remove(OTHERWISE));
        return Optional.of(new Weight(byAlert, otherwise));
    }

    private static String text(YamlNode node) {
        return ((Scalar) node).text();
    }

    private boolean isChangeable(Entry entry) {
        Rule rule = rules.get(entry.name());
        if (rule == null) {
            refuse(
                    entry.key(),
                    "there is no finding " + entry.name(),
                    Suggestion.nearest(entry.name(), rules.keySet())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("findings have the ids that reports show in brackets"));
            return false;
        }
        if (rule.fixed()) {
            refuse(
                    entry.key(),
                    "the severity of " + rule.id() + " cannot be changed: what was not read was not checked",
                    "leave it out, and mend or no longer name the files that it is found in");
            return false;
        }
        return true;
    }

    private void refuse(YamlNode node, String message, String help) {
        findings.add(INVALID_CONFIGURATION, node.span(), message, help);
    }
}
