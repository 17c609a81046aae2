package dev.runproof.runtime.engine;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.engine.Ending.Cause;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Namespace;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs transactions, and ends what they contain.
 *
 * <p>What it changes is durable as an intent first, is found again by its name, and is taken back when anything fails,
 * takes too long, or is cancelled. To cancel, interrupt the thread: the call then undoes what it has done and returns,
 * with the thread interrupted. Thread-safe.
 */
public final class Engine {

    private final Cluster cluster;
    private final InstantSource clock;
    private final String holder;
    private final Namespace ownNamespace;
    private final Consumer<EngineEvent> events;
    private final Pause pause;
    private final Sources sources;
    private final AtomicLong runs = new AtomicLong();

    /**
     * Makes an engine.
     *
     * @param cluster the way to the cluster
     * @param clock the time
     * @param holder who works, unique among all processes that ever run, such as a pod's name and UID
     * @param ownNamespace where the records are
     * @param events is told what happens, in the thread that it happens in; what it throws is dropped
     */
    public Engine(
            Cluster cluster, InstantSource clock, String holder, Namespace ownNamespace, Consumer<EngineEvent> events) {
        this(cluster, clock, holder, ownNamespace, events, duration -> Thread.sleep(duration.toMillis()));
    }

    /**
     * Makes an engine that waits in its own way, for tests in virtual time.
     *
     * @param cluster the way to the cluster
     * @param clock the time
     * @param holder who works, unique among all processes that ever run
     * @param ownNamespace where the records are
     * @param events is told what happens
     * @param pause waits between the tries of a call
     */
    public Engine(
            Cluster cluster,
            InstantSource clock,
            String holder,
            Namespace ownNamespace,
            Consumer<EngineEvent> events,
            Pause pause) {
        this(cluster, clock, holder, ownNamespace, events, pause, Sources.NONE);
    }

    /**
     * Makes an engine whose checks look beside the API server too.
     *
     * @param cluster the way to the cluster
     * @param clock the time
     * @param holder who works, unique among all processes that ever run
     * @param ownNamespace where the records are
     * @param events is told what happens
     * @param pause waits between the tries of a call
     * @param sources where else checks look
     */
    public Engine(
            Cluster cluster,
            InstantSource clock,
            String holder,
            Namespace ownNamespace,
            Consumer<EngineEvent> events,
            Pause pause,
            Sources sources) {
        this.sources = sources;
        this.cluster = cluster;
        this.clock = clock;
        this.holder = holder;
        this.ownNamespace = ownNamespace;
        this.events = events;
        this.pause = pause;
    }

    /**
     * Runs a transaction.
     *
     * @param <I> its inputs
     * @param transaction the transaction
     * @param texts the texts of its inputs
     * @param mode whether it has its effect
     * @param incident on whose behalf
     * @return what came of it; whatever goes wrong with the cluster is in it
     * @throws InvalidInputException if an input is missing, unknown, or not a value of its type
     */
    public <I extends Record> TransactionResult run(
            SafetyTransaction<I> transaction, InputTexts texts, Mode mode, Incident incident) {
        Plan plan = Plan.of(transaction, texts, incident);
        return working(context -> {
            context.tell(new EngineEvent.Began(
                    context.now(),
                    transaction.name(),
                    transaction.origin(),
                    mode,
                    plan.request().target()));
            var results = new Results(context);
            return switch (mode) {
                case AUDIT -> new Rehearsal(context, plan, results).run();
                case ENFORCE -> new Enforcement(context, plan, results).run();
            };
        });
    }

    /**
     * Reads a record.
     *
     * @param containment its name
     * @return the record, or empty if there is none
     * @throws ClusterException if it cannot be read
     * @throws MalformedContainmentException if it is not a record
     */
    public Optional<Containment> containment(String containment) {
        return working(context -> {
            var store = new ContainmentStore(context);
            return store.read(store.refOf(containment)).map(StoredContainment::containment);
        });
    }

    /**
     * Ends a containment, for all incidents that claim it.
     *
     * @param containment the name of its record
     * @param by who wants it, for the history
     * @return what came of it
     */
    public TransactionResult release(String containment, String by) {
        return working(context -> end(context, containment, by, false));
    }

    /**
     * Ends a containment if its time is over. Another incident may have joined meanwhile and prolonged it.
     *
     * @param containment the name of its record
     * @return what came of it; {@link Outcome#NOT_NEEDED} if its time is not over
     */
    public TransactionResult expire(String containment) {
        return working(context -> end(context, containment, "expiry", true));
    }

    private TransactionResult end(EngineContext context, String name, String by, boolean onlyIfExpired) {
        var store = new ContainmentStore(context);
        var results = new Results(context);
        try {
            Optional<StoredContainment> found = store.read(store.refOf(name));
            if (found.isEmpty()) {
                return results.nothingChanged(
                        Outcome.FAILED, "there is no containment " + name + " in namespace " + ownNamespace);
            }
            if (onlyIfExpired && !isExpired(found.get().containment(), context.now())) {
                return results.ended(Outcome.NOT_NEEDED, name, "its time is not over", false, List.of(), List.of());
            }
            return end(context, store, results, found.get(), by);
        } catch (LostRecordException e) {
            return results.conflict(name, e.getMessage());
        } catch (MalformedContainmentException e) {
            return results.conflict(name, "containment " + name + " cannot be read: " + e.getMessage());
        } catch (ClusterException e) {
            return results.nothingChanged(Outcome.FAILED, e.getMessage());
        }
    }

    private TransactionResult end(
            EngineContext context, ContainmentStore store, Results results, StoredContainment found, String by) {
        var containment = found.containment();
        var state = containment.state();
        if (state == ContainmentState.MANUAL_INTERVENTION) {
            return left(context, results, found);
        }
        if (state.ended()) {
            return results.ended(
                    Outcome.NOT_NEEDED, found.name(), "it is " + state + " already", false, List.of(), List.of());
        }
        Optional<Instant> held = heldUntil(containment).filter(until -> until.isAfter(context.now()));
        if (held.isPresent()) {
            return results.conflict(
                    found.name(),
                    containment.progress().holder() + " is working on it (" + state + ") and has until " + held.get());
        }
        String reason = state == ContainmentState.CONTAINED
                ? "released by " + by
                : "taken over from " + containment.progress().holder() + ", whose time is over, by " + by;
        return new Ending(context, store, results).end(found, Cause.of(state), reason, by);
    }

    private static boolean isExpired(Containment containment, Instant now) {
        return containment.progress().expiresAt().filter(at -> !at.isAfter(now)).isPresent();
    }

    /** Until when the holder may still be at work: its deadline, and as long again if it has begun to undo. */
    private static Optional<Instant> heldUntil(Containment containment) {
        return containment
                .progress()
                .deadline()
                .map(deadline -> deadline.plus(containment.request().maxDuration()));
    }

    private static TransactionResult left(EngineContext context, Results results, StoredContainment found) {
        var remaining = new ArrayList<Remainder>();
        var effect = found.containment().effect().object();
        if (context.cluster().get(effect).isPresent()) {
            remaining.add(Remainder.of(effect, "it could not be taken back; look at it before you delete it"));
        }
        remaining.add(Remainder.of(
                found.object().ref(), "the record keeps the target from being contained again; delete it last"));
        return results.ended(
                Outcome.MANUAL_INTERVENTION,
                found.name(),
                "it waits for a person since an earlier attempt",
                false,
                remaining,
                List.of());
    }

    private <T> T working(Function<EngineContext, T> work) {
        var cancellation = new Cancellation();
        try {
            return work.apply(new EngineContext(
                    cluster,
                    clock,
                    pause,
                    events,
                    ownNamespace,
                    holder + "/" + runs.incrementAndGet(),
                    cancellation,
                    sources));
        } finally {
            cancellation.requested();
            cancellation.restore();
        }
    }
}
