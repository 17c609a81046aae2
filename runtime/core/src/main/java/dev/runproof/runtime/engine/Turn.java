package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.NamedObject;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A piece of work on records that stand above containments, such as a run of a response: who does it, by which clock, on
 * which cluster, through the gate of its engine. Used by one thread; made by {@link Engine#turn}.
 */
public final class Turn {

    private final EngineContext context;

    Turn(EngineContext context) {
        this.context = context;
    }

    /** The name under which it works; another one for each turn. */
    public String holder() {
        return context.holder();
    }

    /** The time, in milliseconds, as records have it. */
    public Instant now() {
        return context.now();
    }

    /** The namespace of the records. */
    public Namespace ownNamespace() {
        return context.ownNamespace();
    }

    /** The way to the cluster. */
    public Cluster cluster() {
        return context.cluster();
    }

    /** What is around targets: a mirror where there is one, else the cluster. */
    public ClusterReads surroundings() {
        return context.sources().mirror().map(ClusterReads.class::cast).orElse(context.cluster());
    }

    /** What was measured; empty where nothing is. */
    public Optional<Metrics> metrics() {
        return context.sources().metrics();
    }

    /** The same for what takes something back: it has its own part of the gate. */
    public Turn undoing() {
        return new Turn(context.undoing());
    }

    /** Whether the thread has been interrupted since the turn began; the thread itself no longer is, until its end. */
    public boolean isCancelled() {
        return context.cancellation().requested();
    }

    /**
     * Whether the holder of a record may still be at work: until the time that it has written there is over, unless it is
     * a turn of this process that is known to be.
     *
     * @param holder who
     * @param until until when it may be
     */
    public boolean mayBeAtWork(String holder, Instant until) {
        return !context.isOverHere(holder) && until.isAfter(now());
    }

    /**
     * Waits.
     *
     * @return whether it is to go on; false if it was cancelled
     */
    public boolean waits(Duration duration) {
        return context.waits(duration);
    }

    /**
     * The UID of the object that has a name now.
     *
     * @param object the object, by its name
     * @param until when to give up at the latest
     * @return the UID; empty if there is no such object
     * @throws ClusterException if that cannot be found out
     */
    public Optional<String> uidOf(NamedObject object, Instant until) {
        return ask(until, () -> cluster().get(TargetKinds.refOf(object))).map(KubernetesObject::uid);
    }

    /**
     * Asks until there is an answer, a few times at most.
     *
     * @param until when to give up at the latest
     * @param call changes nothing
     * @throws ClusterException if there is none
     */
    public <T> T ask(Instant until, Supplier<T> call) {
        return Patience.until(context, until).ask(call);
    }

    /**
     * Writes a record. A write is known to have happened when it returns.
     *
     * @param form the kind of record
     * @param ref its address
     * @param previous what it replaces, as it was read; empty if there is none yet
     * @param next the record
     * @param until when to give up at the latest
     * @return the object as the server has it
     * @throws LostRecordException if somebody else has written since
     * @throws ClusterException if it was not written, or that cannot be found out
     */
    public <R> KubernetesObject write(
            RecordForm<R> form, ObjectRef ref, Optional<KubernetesObject> previous, R next, Instant until) {
        return new RecordWriter<>(context.cluster(), form).write(ref, previous, next, Patience.until(context, until));
    }

    /** The same for what must be written if it can be: it is tried until the time is over. */
    public <R> KubernetesObject writeToTheEnd(
            RecordForm<R> form, ObjectRef ref, Optional<KubernetesObject> previous, R next, Instant until) {
        return new RecordWriter<>(context.cluster(), form)
                .write(ref, previous, next, Patience.toTheEnd(context, until));
    }

    /**
     * Runs a check that decides whether something is to be done at all.
     *
     * @param check the check
     * @param target what it looks at
     * @param incident on whose behalf
     * @param deadline by when it has to know
     * @param foreseen in a rehearsal, what steps before would have contained by now
     * @return what it saw; one that throws has found nothing out
     */
    public CheckResult look(
            Check check,
            ContainmentTarget target,
            Incident incident,
            Instant deadline,
            Set<ContainmentTarget> foreseen) {
        return new CheckRunner(context, target, incident, foreseen)
                .run(check, Moment.ONLY_IF, deadline, Optional.empty());
    }
}
