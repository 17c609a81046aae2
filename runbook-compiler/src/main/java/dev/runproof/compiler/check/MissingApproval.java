package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.label.RecordingRule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.response.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A response that acts without anybody agreeing, on less than two signals from different detectors. Two signals are enough if
 * whichever sources bring them have seen different events; an alert that is listed for both is if its expression joins them.
 */
final class MissingApproval implements Check {

    private static final Rule RULE = Rule.error("missing-approval");
    private static final String HELP =
            "add approval: { by: WHO, within: 15m, else: page }, or let a second signal come from another detector";

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        if (library.responses().isEmpty()) {
            return;
        }
        var eyes = new Eyes(library);
        for (Response response : library.responses()) {
            if (actsByItself(response)) {
                report(response, eyes, findings);
            }
        }
    }

    /** Whether a step may be done before anybody was asked. */
    private static boolean actsByItself(Response response) {
        if (response.approval().isPresent()) {
            return false;
        }
        for (Step step : response.steps()) {
            if (step.approval().isEmpty()) {
                return true;
            }
            if (step.onlyIf().isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private static void report(Response response, Eyes eyes, Findings findings) {
        List<Signal> signals = response.signals();
        if (signals.size() == 1) {
            Signal only = signals.get(0);
            findings.add(
                    RULE,
                    only.span(),
                    response.name() + " acts by itself, and on one signal: "
                            + only.evidence().word(),
                    HELP);
            return;
        }
        Set<String> joined = response.about().stream()
                .flatMap(input -> List.of(input.label().split("/", -1)).stream())
                .filter(label -> !label.isEmpty())
                .collect(Collectors.toSet());
        Optional<Doubt> first = Optional.empty();
        for (int i = 0; i < signals.size(); i++) {
            for (Signal other : signals.subList(i + 1, signals.size())) {
                Optional<Doubt> doubt = eyes.doubt(signals.get(i), other, joined);
                if (doubt.isEmpty()) {
                    return;
                }
                first = first.or(() -> doubt);
            }
        }
        first.ifPresent(doubt -> findings.add(Finding.of(
                        RULE,
                        response.nameSpan(),
                        response.name() + " acts by itself, and its signals may be one: " + doubt.why(),
                        HELP)
                .with(doubt.places())));
    }

    /**
     * Why two signals may be one.
     *
     * @param one a source of the first
     * @param other a source of the second
     */
    private record Doubt(Source one, Source other) {

        String why() {
            return one.kind() == other.kind() && one.name().equals(other.name())
                    ? one.name() + " is listed for both, and its expression does not join what different detectors see"
                    : one.name() + " and " + other.name() + " may tell of the same events";
        }

        List<Related> places() {
            return List.of(new Related(one.span(), "one of them"), new Related(other.span(), "the other"));
        }
    }

    /** What sources see. */
    private static final class Eyes {

        private final Map<String, List<Alert>> alerts = new HashMap<>();
        private final Map<String, List<RecordingRule>> recordings;

        Eyes(Library library) {
            library.links().stream()
                    .map(AlertLink::alert)
                    .filter(alert -> alert.kind() == Alert.Kind.PROMETHEUS)
                    .forEach(alert -> alerts.computeIfAbsent(alert.name().value(), name -> new ArrayList<>())
                            .add(alert));
            recordings = library.recordings().stream()
                    .collect(Collectors.groupingBy(RecordingRule::metric, Collectors.toList()));
        }

        /** A choice of sources that may be one; empty if there is none. */
        Optional<Doubt> doubt(Signal one, Signal other, Set<String> joined) {
            for (Source first : one.sources()) {
                for (Source second : other.sources()) {
                    List<Sighting> seconds = sightings(second, joined);
                    boolean certain = sightings(first, joined).stream()
                            .allMatch(sighting -> seconds.stream().allMatch(sighting::corroborates));
                    if (!certain) {
                        return Optional.of(new Doubt(first, second));
                    }
                }
            }
            return Optional.empty();
        }

        /** One for each rule of that name; none for an alert that there is not, which is told elsewhere. */
        private List<Sighting> sightings(Source source, Set<String> joined) {
            return source.kind() == Source.Kind.FALCO
                    ? List.of(Sighting.ofFalco(source.name()))
                    : alerts.getOrDefault(source.name(), List.of()).stream()
                            .map(alert -> Sighting.ofAlert(alert, joined, recordings))
                            .toList();
        }
    }
}
