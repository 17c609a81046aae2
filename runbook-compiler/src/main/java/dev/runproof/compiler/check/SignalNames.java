package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Signal.Source;
import java.util.Set;
import java.util.TreeSet;

/** Holds what signals name against the alerts and the rules of Falco that there are. */
final class SignalNames {

    private final Library library;
    private final Set<String> alerts = new TreeSet<>();
    private final Set<String> rulesOfFalco = new TreeSet<>();

    SignalNames(Library library) {
        this.library = library;
        for (AlertLink link : library.links()) {
            (link.alert().kind() == Alert.Kind.FALCO ? rulesOfFalco : alerts)
                    .add(link.alert().name().value());
        }
    }

    void report(Rule rule, Findings findings) {
        for (Response response : library.responses()) {
            for (Signal signal : response.signals()) {
                signal.sources().forEach(source -> report(source, rule, findings));
            }
        }
    }

    private void report(Source source, Rule rule, Findings findings) {
        boolean falco = source.kind() == Source.Kind.FALCO;
        Set<String> names = falco ? rulesOfFalco : alerts;
        Set<String> others = falco ? alerts : rulesOfFalco;
        if (names.contains(source.name())) {
            return;
        }
        if (others.contains(source.name())) {
            findings.add(
                    rule,
                    source.span(),
                    source.name()
                            + (falco ? " is an alert, and no rule of Falco" : " is a rule of Falco, and no alert"),
                    "write " + (falco ? "alert" : "falco") + ": " + source.name());
            return;
        }
        findings.add(
                rule,
                source.span(),
                "no rule file has " + (falco ? "a rule of Falco " : "an alert ") + source.name(),
                Suggestion.nearest(source.name(), names)
                        .map(name -> "did you mean " + name + "?")
                        .orElse("remove it, or add the file with its rule to alert-rules: in runbook.yaml"));
    }
}
