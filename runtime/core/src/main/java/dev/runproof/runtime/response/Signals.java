package dev.runproof.runtime.response;

import dev.runproof.runtime.engine.Turn;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.metrics.PromQl;
import dev.runproof.runtime.response.Trigger.Signal;
import dev.runproof.runtime.response.Trigger.Source;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.value.InvalidValueException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether the signals of a response are still there, about the same inputs. Alerts are looked up among those that fire now, in the
 * series {@code ALERTS} of Prometheus; an event of Falco has happened, and nobody can say whether it goes on.
 *
 * @param response the response
 * @param inputs the inputs of the run
 */
record Signals(Response response, Map<String, String> inputs) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES = 3;

    /** What is known of them. */
    sealed interface Seen {

        /** Each of them is there. */
        record StillThere() implements Seen {}

        /**
         * One of them is not.
         *
         * @param reason which, in a sentence for people
         */
        record Gone(String reason) implements Seen {}

        /**
         * Nobody knows of one, and the others are there.
         *
         * @param reason why, in a sentence for people
         */
        record Unknown(String reason) implements Seen {}
    }

    /** Looks, a few times if nobody answers. */
    Seen look(Turn turn) {
        List<String> alerts = response.trigger().signals().stream()
                .flatMap(signal -> signal.sources().stream())
                .filter(Source.Alert.class::isInstance)
                .map(source -> ((Source.Alert) source).name())
                .distinct()
                .toList();
        if (alerts.isEmpty()) {
            return seen(List.of());
        }
        Optional<Metrics> metrics = turn.metrics();
        if (metrics.isEmpty()) {
            return new Seen.Unknown("there is no Prometheus to ask which alerts fire (--prometheus)");
        }
        String names = alerts.stream().map(PromQl::literally).collect(Collectors.joining("|"));
        String query = "ALERTS{alertstate=\"firing\",alertname=~" + PromQl.quoted(names) + "}";
        Answer answer;
        int tried = 0;
        do {
            answer = metrics.get().query(query, turn.now(), TIMEOUT);
        } while (answer instanceof Answer.Unknown && ++tried < TRIES && turn.waits(PAUSE));
        return answer instanceof Answer.Samples samples
                ? seen(samples.samples())
                : new Seen.Unknown("which alerts fire is not known: " + ((Answer.Unknown) answer).reason());
    }

    private Seen seen(List<Sample> firing) {
        var unknown = new ArrayList<String>();
        for (Signal signal : response.trigger().signals()) {
            if (signal.sources().stream().anyMatch(source -> isThere(source, firing))) {
                continue;
            }
            List<String> events = signal.sources().stream()
                    .filter(Source.FalcoRule.class::isInstance)
                    .map(source -> ((Source.FalcoRule) source).name())
                    .toList();
            if (events.isEmpty()) {
                return new Seen.Gone(
                        signal.sources().stream().map(Signals::name).collect(Collectors.joining(" or "))
                                + " does not fire any more about this");
            }
            unknown.addAll(events);
        }
        return unknown.isEmpty()
                ? new Seen.StillThere()
                : new Seen.Unknown("whether " + String.join(" or ", unknown)
                        + " of Falco goes on cannot be asked: an event of it has happened");
    }

    private static String name(Source source) {
        return source instanceof Source.Alert alert ? alert.name() : ((Source.FalcoRule) source).name();
    }

    private boolean isThere(Source source, List<Sample> firing) {
        return source instanceof Source.Alert alert
                && firing.stream()
                        .filter(sample -> alert.name().equals(sample.labels().get("alertname")))
                        .anyMatch(sample -> isAboutThis(sample.labels()));
    }

    /** Whether an alert with these labels is about the inputs of the run, in whatever form it writes them. */
    private boolean isAboutThis(Map<String, String> labels) {
        var texts = new HashMap<String, String>();
        for (InputDeclaration input : response.inputs()) {
            text(input, labels).or(input::defaultText).ifPresent(text -> texts.put(input.name(), text));
        }
        try {
            Map<String, String> read = Inputs.read(response, texts).texts();
            return inputs.entrySet().stream()
                    .allMatch(input -> Optional.ofNullable(read.get(input.getKey()))
                            .filter(text -> isMeant(text, input.getValue()))
                            .isPresent());
        } catch (InvalidInputException | InvalidValueException e) {
            return false;
        }
    }

    /** An object is meant by its name too: a run has its UID behind that, and an alert has none. */
    private static boolean isMeant(String read, String input) {
        return input.equals(read) || input.startsWith(read + "/");
    }

    private static Optional<String> text(InputDeclaration input, Map<String, String> labels) {
        var parts = new ArrayList<String>();
        for (String label : input.label().split("/", -1)) {
            String value = labels.get(label);
            if (value == null) {
                return Optional.empty();
            }
            parts.add(value);
        }
        return Optional.of(String.join("/", parts));
    }
}
