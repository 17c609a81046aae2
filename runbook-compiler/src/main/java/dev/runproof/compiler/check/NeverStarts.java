package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.Presence;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.transaction.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A response whose signals never agree on what it is about: what one of them is about another never is. */
final class NeverStarts implements Check {

    private static final Rule RULE = Rule.error("never-starts");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            response.about().stream()
                    .flatMap(input -> List.of(input.label().split("/", -1)).stream()
                            .flatMap(label -> disagreement(response, input, label, library).stream()))
                    .findFirst()
                    .ifPresent(findings::add);
        }
    }

    private static Optional<Finding> disagreement(Response response, Input input, String label, Library library) {
        Optional<Set<String>> agreed = Optional.empty();
        var places = new ArrayList<Related>();
        for (Signal signal : response.signals()) {
            Optional<Set<String>> values = values(signal, label, library);
            if (values.isPresent()) {
                places.add(new Related(
                        signal.span(), signal.evidence().word() + " is about " + String.join(", ", values.get())));
                Set<String> left = new TreeSet<>(values.get());
                agreed.ifPresent(left::retainAll);
                agreed = Optional.of(left);
            }
        }
        return agreed.filter(left -> left.isEmpty() && places.size() > 1)
                .map(left -> Finding.of(
                                RULE,
                                response.nameSpan(),
                                "nothing can start " + response.name() + ": its signals have no " + label
                                        + " in common",
                                "use alerts that tell of the same " + input.name())
                        .with(places));
    }

    /** All values that a label has in a signal; empty if they are not known, or nothing is known of a source. */
    private static Optional<Set<String>> values(Signal signal, String label, Library library) {
        Set<String> all = new TreeSet<>();
        for (Source source : signal.sources()) {
            List<Alert> alerts = library.links().stream()
                    .map(AlertLink::alert)
                    .filter(alert -> source.kind() == Source.Kind.ALERT
                            && alert.kind() == Alert.Kind.PROMETHEUS
                            && alert.name().value().equals(source.name()))
                    .toList();
            if (alerts.isEmpty()) {
                return Optional.empty();
            }
            for (Alert alert : alerts) {
                Optional<? extends Set<String>> values =
                        library.labelsByAlert().of(alert).flatMap(labels -> listed(labels.ofAlerts(label)));
                if (values.isEmpty()) {
                    return Optional.empty();
                }
                all.addAll(values.get());
            }
        }
        return Optional.of(all);
    }

    private static Optional<? extends Set<String>> listed(Presence presence) {
        if (presence instanceof Presence.Certain certain) {
            return certain.values();
        }
        return presence instanceof Presence.Possible possible ? possible.values() : Optional.empty();
    }
}
