package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Alteration.Sight;
import dev.runproof.runtime.engine.Alteration.Step;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes an effect and takes it back, as often as it takes. It never overwrites and never deletes what is not ours. */
final class EffectWriter {

    /** What is to be changed is not ours, or is no more as it was when that was decided. */
    static final class ForeignObjectException extends EngineException {

        private static final long serialVersionUID = 1;

        ForeignObjectException(String message) {
            super(message);
        }
    }

    /** The object that was to be changed is there no more. */
    static final class TargetGoneException extends EngineException {

        private static final long serialVersionUID = 1;

        TargetGoneException(String message) {
            super(message);
        }
    }

    /** The effect is there, made for the same containment in a later epoch than ours. */
    static final class LaterEpochException extends EngineException {

        private static final long serialVersionUID = 1;
        private final long epoch;

        LaterEpochException(String message, long epoch) {
            super(message);
            this.epoch = epoch;
        }

        long epoch() {
            return epoch;
        }
    }

    /** What came of taking an effect back. */
    sealed interface Removal {

        /**
         * Nothing of ours is there.
         *
         * @param note what else there is to say; empty if there is nothing
         * @param acted whether it was there, and may have done something by itself that stays
         */
        record Gone(String note, boolean acted) implements Removal {}

        /**
         * It is there, or that cannot be found out.
         *
         * @param reason why, in a sentence for people
         * @param differences in which fields it is not what was made
         * @param found the object as it was seen last; empty if it was not
         */
        record Left(String reason, List<Difference> differences, Optional<KubernetesObject> found) implements Removal {}
    }

    private final EngineContext context;

    EffectWriter(EngineContext context) {
        this.context = context;
    }

    /**
     * Makes an effect. An answer that was lost is looked up; what is not there then is sent again, and names and versions
     * see to it that it is there once in the end.
     *
     * @param alteration what is to be done
     * @param seal what is written on the object
     * @param patience how often to try
     * @return the object as the server has it, or had it
     * @throws ForeignObjectException if it is somebody else's
     * @throws TargetGoneException if there is nothing to change
     * @throws LaterEpochException if it was made in a later epoch
     * @throws ClusterException if it could not be made, or that cannot be found out
     */
    KubernetesObject make(Alteration alteration, Seal seal, Patience patience) {
        ObjectRef object = alteration.effect().object();
        boolean look = alteration.looksFirst();
        while (true) {
            try {
                Optional<KubernetesObject> found = Optional.empty();
                if (look) {
                    found = context.cluster().get(object);
                    Optional<KubernetesObject> done = done(alteration, seal.stamp(), found);
                    if (done.isPresent()) {
                        return done.get();
                    }
                }
                var made = alteration.write(context.cluster(), found, seal, WriteMode.COMMIT);
                tell(alteration.written(WriteMode.COMMIT), object);
                return made;
            } catch (ClusterException e) {
                look |= e.reason() == Reason.ALREADY_EXISTS || e.reason() == Reason.UNKNOWN_OUTCOME;
                if (!patience.allows(e)) {
                    throw e;
                }
            }
        }
    }

    /** The object if it is done already; empty if it can be. */
    private Optional<KubernetesObject> done(Alteration alteration, Stamp stamp, Optional<KubernetesObject> found) {
        ObjectRef object = alteration.effect().object();
        var epoch =
                found.map(there -> alteration.epoch(stamp.containment(), there)).orElse(OptionalLong.empty());
        if (epoch.isPresent() && epoch.getAsLong() > stamp.epoch()) {
            throw new LaterEpochException(
                    object + " is there already, made in epoch " + epoch.getAsLong(), epoch.getAsLong());
        }
        Sight sight = alteration.see(stamp.containment(), found);
        if (sight instanceof Sight.Done done) {
            tell(What.FOUND, object);
            return Optional.of(done.object());
        }
        if (sight instanceof Sight.Absent && alteration instanceof Editing) {
            throw new TargetGoneException(object + " is gone");
        }
        if (sight instanceof Sight.Absent || sight instanceof Sight.Open) {
            return Optional.empty();
        }
        tell(What.LEFT, object);
        throw new ForeignObjectException(object
                + (sight instanceof Sight.Foreign foreign
                        ? " is there already and " + foreign.reason()
                        : " has been changed by somebody already")
                + "; it has not been touched");
    }

    /**
     * Takes an effect back, if it is still as it was made.
     *
     * @param record the record, as this executor has written it
     * @param patience how often to try
     * @throws LostRecordException if it was made in a later epoch: whoever made it has the record now
     */
    Removal remove(StoredContainment record, Patience patience) {
        var alteration = Alteration.of(record.containment().effect());
        ObjectRef object = alteration.effect().object();
        boolean deleted = false;
        boolean deletedThisTry = false;
        Optional<KubernetesObject> seen = Optional.empty();
        while (true) {
            String failure;
            Duration atLeast = Duration.ZERO;
            try {
                Optional<KubernetesObject> found = context.cluster().get(object);
                seen = found;
                found.ifPresent(there -> requireNoLater(record, alteration, there));
                Step step = alteration.takeBack(record.address(), found);
                if (step instanceof Step.Replace replace) {
                    seen = Optional.of(context.cluster().replace(replace.object(), WriteMode.COMMIT));
                    step = replace.after();
                }
                if (step instanceof Step.Over over) {
                    tell(deleted && over.what() == What.GONE ? What.DELETED : over.what(), object);
                    boolean wasThere = deleted || !alteration.effect().uid().isEmpty();
                    return new Removal.Gone(
                            over.note(), alteration.leavesItsWork() && over.what() == What.GONE && wasThere);
                }
                if (step instanceof Step.Stays stays) {
                    tell(What.LEFT, object);
                    return new Removal.Left(stays.reason(), stays.differences(), seen);
                }
                if (step instanceof Step.Delete delete && !deletedThisTry) {
                    deleted = true;
                    deletedThisTry = true;
                    context.cluster().delete(delete.object(), WriteMode.COMMIT);
                    continue;
                }
                failure =
                        step instanceof Step.Wait wait ? wait.reason() : object + " is still there after its deletion";
            } catch (ClusterException e) {
                if (e.reason() == Reason.INVALID) {
                    return new Removal.Left(e.getMessage(), List.of(), seen);
                }
                // 404 and 409 on a delete: the next look tells. 403: perhaps it has just started.
                failure = e.getMessage();
                atLeast = e.retryAfter();
            }
            if (!patience.another(failure, atLeast)) {
                return new Removal.Left(failure, List.of(), seen);
            }
            deletedThisTry = false;
        }
    }

    private static void requireNoLater(StoredContainment record, Alteration alteration, KubernetesObject found) {
        OptionalLong epoch = alteration.epoch(record.address(), found);
        if (epoch.isPresent()
                && epoch.getAsLong() > record.containment().progress().epoch()) {
            throw new LostRecordException(found.ref() + " was made in epoch " + epoch.getAsLong()
                    + ": another executor has containment " + record.name() + " now");
        }
    }

    private void tell(What what, ObjectRef object) {
        context.tell(new Effected(context.now(), what, object));
    }
}
