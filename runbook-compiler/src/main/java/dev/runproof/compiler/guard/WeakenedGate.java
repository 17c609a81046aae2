package dev.runproof.compiler.guard;

import dev.runproof.compiler.finding.FailOn;
import dev.runproof.compiler.finding.Level;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Weight;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.workspace.Configuration;
import dev.runproof.compiler.workspace.FileSetting;
import dev.runproof.compiler.workspace.LinkSettings;
import dev.runproof.compiler.workspace.MaxAge;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two configurations: in what the second one asks for less. */
final class WeakenedGate {

    /** The strictest first. */
    private static final List<FailOn> STRICTNESS = List.of(FailOn.WARNING, FailOn.ERROR, FailOn.NEVER);

    /** Stands for alerts of no severity that is named, and for findings that concern none. */
    private static final String OTHERWISE = "";

    private static final String LINKS = "check-links";

    private final Configuration before;
    private final Configuration after;
    private final List<Rule> rules;
    private final List<Weakening> weakenings = new ArrayList<>();

    /**
     * Something that is asked for less.
     *
     * @param setting the setting that says so
     * @param message what is so, as a clause
     */
    record Weakening(String setting, String message) {}

    private WeakenedGate(Configuration before, Configuration after, Collection<Rule> rules) {
        this.before = before;
        this.after = after;
        this.rules = List.copyOf(rules);
    }

    /** What the second one asks for less; the settings in the order of the reference. */
    static List<Weakening> between(Configuration before, Configuration after, Collection<Rule> rules) {
        var comparison = new WeakenedGate(before, after, rules);
        comparison.files("runbooks", before.runbooks(), after.runbooks());
        comparison.files("alert-rules", before.alertRules(), after.alertRules());
        comparison.files("exercises", before.exercises(), after.exercises());
        comparison.files("incidents", before.incidents(), after.incidents());
        comparison.files("alertmanager", before.alertmanager(), after.alertmanager());
        comparison.sites();
        comparison.labels();
        comparison.sections();
        comparison.maxAge();
        comparison.checkedLinks();
        comparison.severities();
        comparison.failOn();
        return comparison.weakenings;
    }

    private void add(String setting, String message) {
        weakenings.add(new Weakening(setting, message));
    }

    private void files(String setting, List<FileSetting> earlier, List<FileSetting> later) {
        Map<String, Boolean> optional = later.stream()
                .collect(Collectors.toMap(file -> file.pattern().value(), FileSetting::optional, (a, b) -> a && b));
        for (FileSetting file : earlier) {
            Boolean now = optional.get(file.pattern().value());
            if (now == null) {
                add(setting, file.pattern().value() + " is no longer read");
            } else if (now && !file.optional()) {
                add(setting, file.pattern().value() + " may be nothing now");
            }
        }
    }

    private void sites() {
        Set<String> now = after.sites().stream().map(site -> site.at().value()).collect(Collectors.toSet());
        before.sites().stream()
                .map(site -> site.at())
                .map(Located::value)
                .filter(site -> !now.contains(site))
                .forEach(site -> add("sites", "links to " + site + " are no longer resolved"));
    }

    private void labels() {
        added(before.labels().added(), after.labels().added())
                .forEach(label -> add("added-labels", label + " counts as coming with each alert"));
        added(before.labels().subject(), after.labels().subject())
                .forEach(label -> add("subject-labels", label + " counts as that of the subject of each alert"));
    }

    private static Set<String> added(Set<String> earlier, Set<String> later) {
        var added = new TreeSet<>(later);
        added.removeAll(earlier);
        return added;
    }

    private void sections() {
        before.sections().stream()
                .filter(section -> !after.sections().contains(section))
                .forEach(section -> add("sections", "the section " + section + " is no longer asked for"));
    }

    private void maxAge() {
        if (before.maxAge().isEmpty()) {
            return;
        }
        if (after.maxAge().isEmpty()) {
            add("max-age", "validations are no longer asked for");
            return;
        }
        MaxAge was = before.maxAge().get();
        MaxAge is = after.maxAge().get();
        var severities = new TreeSet<String>(was.bySeverity().keySet());
        severities.addAll(is.bySeverity().keySet());
        severities.add(OTHERWISE);
        for (String severity : severities) {
            int earlier = was.of(Set.of(severity));
            int later = is.of(Set.of(severity));
            if (later > earlier) {
                add(
                        "max-age",
                        "a validation" + of(severity) + " may be " + later + " days old, and could be " + earlier);
            }
        }
    }

    private void checkedLinks() {
        LinkSettings was = before.linkSettings();
        LinkSettings is = after.linkSettings();
        added(Set.copyOf(was.ignore()), Set.copyOf(is.ignore()))
                .forEach(address -> add(LINKS, address + " is no longer asked for by check-links"));
        added(Set.copyOf(was.privateHosts()), Set.copyOf(is.privateHosts()))
                .forEach(host -> add(LINKS, "check-links may connect to " + host + " at private addresses"));
        if (is.timeout().compareTo(was.timeout()) < 0) {
            add(
                    LINKS,
                    "check-links waits " + is.timeout().toMillis() + " ms for an answer, and waited "
                            + was.timeout().toMillis());
        }
        if (is.tries() < was.tries()) {
            add(LINKS, "check-links tries " + is.tries() + " times, and tried " + was.tries());
        }
        longer("a dead link is a warning for", was.graceDays(), is.graceDays());
        longer("a link that was fine is not asked for again for", was.rememberedDays(), is.rememberedDays());
    }

    private void longer(String what, int earlier, int later) {
        if (later > earlier) {
            add(LINKS, what + " " + later + " days, and was for " + earlier);
        }
    }

    private void severities() {
        for (Rule rule : rules) {
            Map<String, Level> earlier = levels(before.policy(), rule);
            Map<String, Level> later = levels(after.policy(), rule);
            var severities = new TreeSet<String>(earlier.keySet());
            severities.addAll(later.keySet());
            for (String severity : severities) {
                Level was = level(earlier, severity);
                Level is = level(later, severity);
                // An enum's order: errors first.
                if (is.compareTo(was) > 0) {
                    add(
                            "severities",
                            rule.id() + of(severity) + " weighs " + is.word() + ", and weighed " + was.word());
                }
            }
        }
    }

    private static Level level(Map<String, Level> levels, String severity) {
        Level otherwise = levels.getOrDefault(OTHERWISE, Level.ERROR);
        return levels.getOrDefault(severity, otherwise);
    }

    private static Map<String, Level> levels(Policy policy, Rule rule) {
        Optional<Weight> weight = Optional.ofNullable(policy.weights().get(rule.id()));
        Map<String, Level> levels = new TreeMap<>(weight.map(Weight::byAlert).orElseGet(TreeMap::new));
        levels.put(
                OTHERWISE,
                weight.flatMap(Weight::otherwise)
                        .or(() -> Level.of(rule.severity().word()))
                        .orElse(Level.ERROR));
        return levels;
    }

    private static String of(String severity) {
        return severity.equals(OTHERWISE) ? "" : " of " + severity + " alerts";
    }

    private void failOn() {
        FailOn was = before.policy().failOn();
        FailOn is = after.policy().failOn();
        if (STRICTNESS.indexOf(is) > STRICTNESS.indexOf(was)) {
            add("fail-on", "fail-on is " + is.word() + ", and was " + was.word());
        }
    }
}
