package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Identities.NoSuchObjectException;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.Lookup.UnresolvedException;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
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
    private final EngineTime time;
    private final String process;
    private final Namespace ownNamespace;
    private final Consumer<EngineEvent> events;
    private final Sources sources;
    private final Limits limits;
    private final AtomicLong runs = new AtomicLong();
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    /**
     * Makes an engine whose checks look at the cluster alone, with the usual limits.
     *
     * @param cluster the way to the cluster
     * @param time the time
     * @param holder who works, unique among all processes that ever run, such as a pod's name and UID
     * @param ownNamespace where the records are
     * @param events is told what happens, in the thread that it happens in; what it throws is dropped
     */
    public Engine(
            Cluster cluster, EngineTime time, String holder, Namespace ownNamespace, Consumer<EngineEvent> events) {
        this(cluster, time, holder, ownNamespace, events, Sources.NONE);
    }

    /**
     * Makes an engine with the usual limits: a hundred containments may begin at once, and then one a second; of its writes 50
     * may be under way at once and 50 begin in each second, 100 after a quiet time.
     *
     * @param cluster the way to the cluster
     * @param time the time
     * @param holder who works
     * @param ownNamespace where the records are
     * @param events is told what happens
     * @param sources where checks look beside the API server
     */
    public Engine(
            Cluster cluster,
            EngineTime time,
            String holder,
            Namespace ownNamespace,
            Consumer<EngineEvent> events,
            Sources sources) {
        this(cluster, time, holder, ownNamespace, events, sources, Limits.usual(time.nanos()));
    }

    /**
     * Makes an engine from all its parts.
     *
     * @param cluster the way to the cluster
     * @param time the time
     * @param holder who works
     * @param ownNamespace where the records are
     * @param events is told what happens
     * @param sources where checks look beside the API server
     * @param limits what it may do to the cluster
     */
    public Engine(
            Cluster cluster,
            EngineTime time,
            String holder,
            Namespace ownNamespace,
            Consumer<EngineEvent> events,
            Sources sources,
            Limits limits) {
        this.cluster = cluster;
        this.time = time;
        this.process = holder + "/";
        this.ownNamespace = ownNamespace;
        this.events = events;
        this.sources = sources;
        this.limits = limits;
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
        return run(transaction, texts, mode, incident, Set.of());
    }

    /**
     * Runs a transaction in audit mode, as a step behind others that are not done either.
     *
     * @param <I> its inputs
     * @param transaction the transaction
     * @param texts the texts of its inputs
     * @param incident on whose behalf
     * @param foreseen what the others would have contained by then
     * @return what would come of it
     * @throws InvalidInputException if an input is missing, unknown, or not a value of its type
     */
    public <I extends Record> TransactionResult rehearse(
            SafetyTransaction<I> transaction, InputTexts texts, Incident incident, Set<ContainmentTarget> foreseen) {
        return run(transaction, texts, Mode.AUDIT, incident, foreseen);
    }

    private <I extends Record> TransactionResult run(
            SafetyTransaction<I> transaction,
            InputTexts texts,
            Mode mode,
            Incident incident,
            Set<ContainmentTarget> foreseen) {
        return working(context -> {
            var results = new Results(context);
            Plan plan;
            try {
                var identities = new Identities(context, transaction.maxDuration());
                var known = lookedUp(context, transaction, texts.identifying(identities::uidOf));
                plan = Plan.of(transaction, known, incident);
            } catch (UnresolvedException e) {
                return results.nothingChanged(Outcome.REFUSED, String.valueOf(e.getMessage()));
            } catch (NoSuchObjectException e) {
                return results.nothingChanged(Outcome.NOT_NEEDED, e.getMessage());
            } catch (ClusterException e) {
                return results.nothingChanged(Outcome.FAILED, e.getMessage());
            }
            context.tell(new EngineEvent.Began(
                    context.now(),
                    transaction.name(),
                    transaction.origin(),
                    mode,
                    plan.request().target()));
            TransactionResult result = switch (mode) {
                case AUDIT -> new Rehearsal(context, plan, results, foreseen).run();
                case ENFORCE -> new Enforcement(context, plan, results, limits.budget()).run();
            };
            String record =
                    new ContainmentStore(context).refOf(plan.action().target()).name();
            context.tell(new EngineEvent.Ended(
                    context.now(),
                    new EngineEvent.Subject(
                            record,
                            plan.request().target(),
                            plan.request().transaction(),
                            plan.request().runbook(),
                            List.of(incident.id())),
                    mode,
                    result));
            return result;
        });
    }

    /** What is not looked up yet is looked up now, and taken for the rest of the run. */
    private static InputTexts lookedUp(EngineContext context, SafetyTransaction<?> transaction, InputTexts texts)
            throws UnresolvedException {
        InputTexts known = texts;
        for (Lookup lookup : transaction.lookups()) {
            if (!known.has(lookup.name())) {
                known = known.with(lookup.name(), lookup.read(known, context.cluster()));
            }
        }
        return known;
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
     * Reads all records.
     *
     * @return the records, by name; one that cannot be read as one is among them, and says so
     * @throws ClusterException if they cannot be read
     */
    public List<Listed> containments() {
        return cluster.list(Containment.KIND, ownNamespace.name()).stream()
                .map(Listed::of)
                .toList();
    }

    /**
     * A record in a list.
     *
     * @param name its name
     * @param containment the record; empty if it cannot be read as one
     * @param problem what is wrong with it; empty if nothing is
     */
    public record Listed(String name, Optional<Containment> containment, String problem) {

        private static Listed of(KubernetesObject object) {
            try {
                return new Listed(object.ref().name(), Optional.of(Containment.of(object)), "");
            } catch (MalformedContainmentException e) {
                return new Listed(object.ref().name(), Optional.empty(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Ends a containment, for all incidents that claim it.
     *
     * @param containment the name of its record
     * @param by who wants it, for the history
     * @return what came of it
     */
    public TransactionResult release(String containment, String by) {
        return onRecord(containment, (work, found) -> work.release().all(found, by));
    }

    /**
     * Ends the claim of one incident. With the last claim the containment ends; while there are others, it stays until
     * the last of their ends.
     *
     * @param containment the name of its record
     * @param by who wants it, for the history
     * @param incident the incident
     * @return what came of it; {@link Outcome#CONTAINED} if others claim it
     */
    public TransactionResult release(String containment, String by, Incident incident) {
        return onRecord(containment, (work, found) -> work.release().one(found, by, incident));
    }

    /**
     * Ends a containment if its time is over. Another incident may have joined meanwhile and prolonged it.
     *
     * @param containment the name of its record
     * @return what came of it; {@link Outcome#NOT_NEEDED} if its time is not over
     */
    public TransactionResult expire(String containment) {
        return recover(containment, "expiry");
    }

    /**
     * Does what is due on a record, whoever has written it: takes back what an executor that is gone has begun, ends a
     * containment whose time is over, and removes an effect that was made after the end.
     *
     * @param containment the name of its record
     * @param by on whose behalf, for the history
     * @return what came of it; {@link Outcome#NOT_NEEDED} if nothing is due
     */
    public TransactionResult recover(String containment, String by) {
        return onRecord(containment, (work, found) -> work.recovery().recover(found, by));
    }

    /**
     * Goes round all records once: does what is due on each as {@link #recover} does, notices what somebody has changed
     * or deleted, asks a person about what does not end by itself, and deletes the records of what is long over.
     *
     * @param by on whose behalf, for the history
     * @param retention how long the record of what is over is kept; longer than any executor may sleep
     * @return what came of it
     * @throws ClusterException if the records cannot be listed
     */
    public Round patrol(String by, Duration retention) {
        return working(context -> new Patrol(context, by, retention).round());
    }

    /**
     * Notes what a person has found a containment to be.
     *
     * @param containment the name of its record
     * @param verdict what
     * @param by who
     * @return the record
     * @throws ClusterException if it cannot be written
     */
    public Optional<Containment> review(String containment, Containment.Review.Verdict verdict, String by) {
        return working(context -> {
            var store = new ContainmentStore(context);
            return store.read(store.refOf(containment)).map(found -> {
                Instant now = context.now();
                var reviewed = found.containment().with(new Containment.Review(verdict, by, now));
                var patience =
                        Patience.until(context, now.plus(reviewed.request().maxDuration()));
                return store.write(found.object().ref(), Optional.of(found), reviewed, patience)
                        .containment();
            });
        });
    }

    /**
     * Tells the name of the record that a transaction has for its inputs, and changes nothing.
     *
     * @param <I> its inputs
     * @param transaction the transaction
     * @param texts the texts of its inputs
     * @return the name, as {@link #containment} takes it
     * @throws InvalidInputException if an input is missing, unknown, or not a value of its type
     */
    public <I extends Record> String containmentOf(SafetyTransaction<I> transaction, InputTexts texts) {
        return ContainmentStore.nameOf(
                transaction.action(transaction.read(texts)).target());
    }

    /**
     * Does a piece of work on records that stand above containments. An interruption of the thread is taken as a wish to
     * cancel, and is on the thread again in the end.
     *
     * @param work what
     * @return what came of it
     */
    public <T> T turn(Function<Turn, T> work) {
        return working(context -> work.apply(new Turn(context)));
    }

    /** What can be done with a record that was read. */
    private record Work(EngineContext context, ContainmentStore store, Results results) {
        Release release() {
            return new Release(context, store, results);
        }

        Recovery recovery() {
            return new Recovery(context, store, results);
        }
    }

    private TransactionResult onRecord(String name, BiFunction<Work, StoredContainment, TransactionResult> what) {
        return working(context -> {
            var work = new Work(context, new ContainmentStore(context), new Results(context));
            try {
                return work.store()
                        .read(work.store().refOf(name))
                        .map(found -> told(context, found, what.apply(work, found)))
                        .orElseGet(() -> work.results()
                                .nothingChanged(
                                        Outcome.FAILED,
                                        "there is no containment " + name + " in namespace " + ownNamespace));
            } catch (LostRecordException e) {
                return work.results().conflict(name, e.getMessage());
            } catch (MalformedContainmentException e) {
                return work.results().conflict(name, "containment " + name + " cannot be read: " + e.getMessage());
            } catch (ClusterException e) {
                return work.results().nothingChanged(Outcome.FAILED, e.getMessage());
            }
        });
    }

    private static TransactionResult told(EngineContext context, StoredContainment found, TransactionResult result) {
        if (result.outcome() != Outcome.NOT_NEEDED) {
            var subject = EngineEvent.Subject.of(found.name(), found.containment());
            context.tell(new EngineEvent.Ended(context.now(), subject, Mode.ENFORCE, result));
        }
        return result;
    }

    private <T> T working(Function<EngineContext, T> work) {
        var cancellation = new Cancellation();
        String run = process + runs.incrementAndGet();
        running.add(run);
        try {
            return work.apply(new EngineContext(
                    new GatedCluster(cluster, limits.gate(), WriteGate.Work.FORWARD, time.pause(), cancellation),
                    time.steady(),
                    time.pause(),
                    events,
                    ownNamespace,
                    run,
                    process,
                    running,
                    cancellation,
                    sources));
        } finally {
            running.remove(run);
            cancellation.requested();
            cancellation.restore();
        }
    }
}
