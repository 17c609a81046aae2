package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes the object that is an effect, and takes it back. It never overwrites and never deletes what is not ours. */
final class EffectWriter {

    /** The name of an effect is taken by an object that is not ours. */
    static final class ForeignObjectException extends EngineException {

        private static final long serialVersionUID = 1;

        ForeignObjectException(String message) {
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
         */
        record Gone(String note) implements Removal {}

        /**
         * It is there, or that cannot be found out.
         *
         * @param reason why, in a sentence for people
         * @param differences in which fields it is not what was made
         */
        record Left(String reason, List<Difference> differences) implements Removal {

            Left(String reason) {
                this(reason, List.of());
            }
        }
    }

    static final String CHANGED = "it has been changed since it was made, so it has been left as it is";

    private final EngineContext context;

    EffectWriter(EngineContext context) {
        this.context = context;
    }

    /**
     * Makes an effect. An answer that was lost is looked up; an object that is not there then is sent again, and its
     * name sees to it that there is one in the end.
     *
     * @param desired the object, stamped
     * @param stamp the stamp on it
     * @param patience how often to try
     * @return the object as the server has it
     * @throws ForeignObjectException if its name is taken
     * @throws LaterEpochException if it was made in a later epoch
     * @throws ClusterException if it could not be made, or that cannot be found out
     */
    KubernetesObject make(KubernetesObject desired, Stamp stamp, Patience patience) {
        boolean look = false;
        while (true) {
            try {
                if (look) {
                    Optional<KubernetesObject> found = context.cluster().get(desired.ref());
                    if (found.isPresent()) {
                        return ours(found.get(), stamp);
                    }
                }
                var made = context.cluster().create(desired, WriteMode.COMMIT);
                tell(What.CREATED, made.ref());
                return made;
            } catch (ClusterException e) {
                look |= e.reason() == Reason.ALREADY_EXISTS || e.reason() == Reason.UNKNOWN_OUTCOME;
                if (!patience.allows(e)) {
                    throw e;
                }
            }
        }
    }

    private KubernetesObject ours(KubernetesObject found, Stamp stamp) {
        long epoch = Stamp.epochOf(found);
        if (Stamp.isOf(stamp.containment(), found) && epoch > stamp.epoch()) {
            throw new LaterEpochException(found.ref() + " is there already, made in epoch " + epoch, epoch);
        }
        if (stamp.isIntactOn(found)) {
            tell(What.FOUND, found.ref());
            return found;
        }
        tell(What.LEFT, found.ref());
        throw new ForeignObjectException(
                found.ref() + " is there already and belongs to " + Stamp.ownerOf(found) + "; it has not been touched");
    }

    /**
     * Takes an effect back, if it is still as it was made.
     *
     * @param record the record, as this executor has written it
     * @param patience how often to try
     * @throws LostRecordException if the object was made in a later epoch: whoever made it has the record now
     */
    Removal remove(StoredContainment record, Patience patience) {
        String containment = record.address();
        Effect effect = record.containment().effect();
        boolean deleted = false;
        boolean deletedThisTry = false;
        while (true) {
            String failure;
            Duration atLeast = Duration.ZERO;
            try {
                Optional<KubernetesObject> found = context.cluster().get(effect.object());
                if (found.isEmpty()) {
                    tell(deleted ? What.DELETED : What.GONE, effect.object());
                    return new Removal.Gone("");
                }
                if (!Stamp.isOf(containment, found.get())) {
                    tell(What.LEFT, effect.object());
                    return new Removal.Gone(effect.object() + " belongs to " + Stamp.ownerOf(found.get())
                            + " and has not been touched");
                }
                requireNoLater(record, found.get());
                if (!isStillAsMade(containment, effect, found.get())) {
                    tell(What.LEFT, effect.object());
                    return new Removal.Left(CHANGED, effect.differencesFrom(found.get()));
                }
                boolean ending =
                        found.get().text("metadata", "deletionTimestamp").isPresent();
                if (!ending && !deletedThisTry) {
                    deleted = true;
                    deletedThisTry = true;
                    context.cluster().delete(found.get(), WriteMode.COMMIT);
                    continue;
                }
                failure = effect.object() + (ending ? " waits for a finalizer" : " is still there after its deletion");
            } catch (ClusterException e) {
                if (e.reason() == Reason.INVALID) {
                    return new Removal.Left(e.getMessage());
                }
                // 404 and 409 on a delete: the next look tells. 403: perhaps it has just started.
                failure = e.getMessage();
                atLeast = e.retryAfter();
            }
            if (!patience.another(failure, atLeast)) {
                return new Removal.Left(failure);
            }
            deletedThisTry = false;
        }
    }

    private static void requireNoLater(StoredContainment record, KubernetesObject found) {
        long epoch = Stamp.epochOf(found);
        if (epoch > record.containment().progress().epoch()) {
            throw new LostRecordException(found.ref() + " was made in epoch " + epoch
                    + ": another executor has containment " + record.name() + " now");
        }
    }

    /**
     * Whether an object is the effect, as it was made. One that somebody has deleted and put back as it was is too: what
     * counts is whose it says that it is, and what it says.
     */
    static boolean isStillAsMade(String containment, Effect effect, KubernetesObject found) {
        return effect.uid().isEmpty()
                ? new Stamp(containment, 0, effect.digest()).isIntactOn(found)
                : Stamp.isOf(containment, found) && Digest.ofContent(found).equals(effect.digest());
    }

    private void tell(What what, ObjectRef object) {
        context.tell(new Effected(context.now(), what, object));
    }
}
