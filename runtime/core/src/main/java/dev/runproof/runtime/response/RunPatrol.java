package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.LostRecordException;
import dev.runproof.runtime.engine.TransactionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Goes round all runs once, and does what is due on each. Used once, by one thread. */
final class RunPatrol {

    private final Work work;
    private final Function<ResponseRun, Takeover> takeovers;
    private final Duration retention;
    private final List<ResponseResult> results = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private Optional<Instant> next = Optional.empty();

    RunPatrol(Work work, Function<ResponseRun, Takeover> takeovers, Duration retention) {
        this.work = work;
        this.takeovers = takeovers;
        this.retention = retention;
    }

    /**
     * Goes round.
     *
     * @throws ClusterException if the runs cannot be listed
     */
    RunRound round() {
        var runs = new LinkedHashMap<String, StoredRun>();
        for (KubernetesObject object : work.store().all()) {
            try {
                runs.put(object.ref().name(), StoredRun.of(object));
            } catch (MalformedRunException e) {
                problems.add("run " + object.ref().name() + " cannot be read: " + e.getMessage());
            }
        }
        for (StoredRun run : runs.values()) {
            if (work.turn().isCancelled()) {
                break;
            }
            try {
                visit(run);
            } catch (LostRecordException ignored) {
                // Somebody else is at it, and does what is due.
            } catch (ClusterException | MalformedRunException e) {
                problems.add("run " + run.name() + ": " + e.getMessage());
            }
        }
        if (!runs.isEmpty() && !work.turn().isCancelled()) {
            endLateClaims(runs);
        }
        return new RunRound(results, problems, next);
    }

    private void visit(StoredRun listed) {
        ResponseRun run = listed.run();
        if (run.state().ended()) {
            forget(listed);
        } else if (work.isAtWork(run)) {
            comesAt(run.heldUntil());
        } else {
            // It may be older than the list by now.
            Optional<StoredRun> fresh = work.store().read(listed.name());
            if (fresh.isPresent()) {
                take(fresh.get());
            }
        }
    }

    private void take(StoredRun found) {
        ResponseResult result = takeovers.apply(found.run()).of(found);
        switch (result.outcome()) {
            case NOT_NEEDED -> {
                boolean left = !found.run().state().ended() && !work.isAtWork(found.run());
                if (left && !work.turn().isCancelled()) {
                    problems.add("run " + found.name() + ": " + result.reason().orElse(""));
                }
            }
            case WAITING -> {
                if (found.run().state() == RunState.WAITING && !Takeover.isDue(found.run(), work.now())) {
                    comesAt(found.run().progress().next().map(ResponseRun.Due::at));
                } else {
                    results.add(result);
                }
            }
            case CONFLICT -> {
                // Somebody else is at it.
            }
            default -> results.add(result);
        }
    }

    private void forget(StoredRun run) {
        if (run.run().state() == RunState.MANUAL_INTERVENTION) {
            // A person has been told, and the record stays until that person deletes it.
            return;
        }
        Instant now = work.now();
        if (!run.run().lastStep().plus(retention).isAfter(now) && work.store().forget(run)) {
            work.tell(new ResponseEvent.Forgotten(now, ResponseEvent.Subject.of(run.name(), run.run())));
        }
    }

    /**
     * Ends what executors have contained for steps that are over: each of them had slept since it began the step, and did not
     * know that somebody else had ended it meanwhile.
     */
    private void endLateClaims(Map<String, StoredRun> runs) {
        List<Engine.Listed> containments;
        try {
            containments = work.engine().containments();
        } catch (ClusterException e) {
            problems.add("whether executors have contained something too late is not known: " + e.getMessage());
            return;
        }
        for (Engine.Listed listed : containments) {
            listed.containment()
                    .filter(containment -> containment.state() == ContainmentState.CONTAINED)
                    .ifPresent(containment -> endLateClaims(listed.name(), containment, runs));
        }
    }

    private void endLateClaims(String name, Containment containment, Map<String, StoredRun> runs) {
        for (Containment.Claim claim : containment.claims()) {
            Optional<Claim> ofStep = Claim.read(claim.incident());
            if (ofStep.isEmpty() || !runs.containsKey(ofStep.get().run())) {
                continue;
            }
            try {
                boolean late = work.store()
                        .read(ofStep.get().run())
                        .map(StoredRun::run)
                        .filter(run -> run.state().ended())
                        .flatMap(run -> run.step(ofStep.get().step()))
                        .filter(step -> step.state().leavesNothing())
                        .isPresent();
                if (late) {
                    TransactionResult ended =
                            work.engine().release(name, "run " + ofStep.get().run(), new Incident(claim.incident()));
                    ended.remaining()
                            .forEach(left -> problems.add(
                                    left.object() + ": " + left.reason() + ". To remove it: " + left.command()));
                }
            } catch (ClusterException | MalformedRunException e) {
                problems.add("containment " + name + ": " + e.getMessage());
            }
        }
    }

    private void comesAt(Optional<Instant> due) {
        due.ifPresent(at ->
                next = Optional.of(next.filter(other -> other.isBefore(at)).orElse(at)));
    }
}
