package dev.runproof.executor;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Round;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunRound;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A resident executor: goes round, shows that it is alive, waits until something is due, and goes round again. */
final class Residence {

    /** The longest time between two rounds. */
    private static final Duration ROUND = Duration.ofSeconds(10);

    /** The shortest, so that something that stays due does not keep it busy. */
    private static final Duration BREATH = Duration.ofMillis(250);

    private final Engine engine;
    private final Responses responses;
    private final Heartbeat heartbeat;
    private final Report report;
    private final Surroundings surroundings;
    private final Duration retention;
    private Set<String> known = Set.of();

    Residence(Session.Tools tools, Surroundings surroundings, Duration retention) {
        this.engine = tools.engine();
        this.responses = tools.responses();
        this.heartbeat = tools.heartbeat();
        this.report = tools.report();
        this.surroundings = surroundings;
        this.retention = retention;
    }

    /** Stays until the thread is interrupted. */
    ExitCode stay() {
        report.note("serving as " + surroundings.holder());
        try {
            while (true) {
                Optional<Instant> next = round();
                surroundings.pause().pause(until(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report.note("stopped; what is contained stays, and whoever serves next looks after it");
            return ExitCode.DONE;
        }
    }

    private Optional<Instant> round() {
        var problems = new HashSet<String>();
        try {
            heartbeat.beat(surroundings.holder());
        } catch (ClusterException e) {
            problems.add("the sign of life cannot be renewed: " + e.getMessage());
        }
        // First, as it finishes containments that the other one would take back.
        Optional<Instant> next = runs(problems);
        try {
            Round round = engine.patrol("serve", retention);
            round.results().forEach(report::result);
            problems.addAll(round.problems());
            next = earlier(next, round.next());
        } catch (ClusterException e) {
            problems.add("the containments cannot be listed: " + e.getMessage());
        }
        // What lasts is said once, and again if it comes back.
        problems.stream().filter(problem -> !known.contains(problem)).sorted().forEach(report::note);
        known = problems;
        return next;
    }

    private Optional<Instant> runs(Set<String> problems) {
        try {
            RunRound round = responses.patrol("serve", retention);
            round.results().forEach(report::result);
            problems.addAll(round.problems());
            return round.next();
        } catch (ClusterException e) {
            problems.add("the runs of responses cannot be listed: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    private Duration until(Optional<Instant> next) {
        Duration left = next.map(at -> Duration.between(surroundings.clock().instant(), at))
                .filter(time -> time.compareTo(ROUND) < 0)
                .orElse(ROUND);
        return left.compareTo(BREATH) < 0 ? BREATH : left;
    }
}
