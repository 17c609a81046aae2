package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one record of a target: lock, epoch, claims and journal of whatever contains it. In the cluster it is a resource of
 * the kind {@link #KIND} in the runtime's namespace. Times are in milliseconds. Immutable.
 *
 * @param request what was asked for
 * @param progress how far it is
 * @param effect the object that is the effect
 * @param claims the incidents that want it
 * @param history the steps of this epoch, oldest first
 */
public record Containment(Request request, Progress progress, Effect effect, List<Claim> claims, List<Entry> history) {

    /** The kind of the record. */
    public static final ResourceKind KIND =
            new ResourceKind("runproof.dev", "v1alpha1", "Containment", "containments", true);

    /** How many incidents are recorded; more than these may join, and are not listed. */
    static final int MAX_CLAIMS = 100;

    /** Copies the lists. */
    public Containment {
        claims = List.copyOf(claims);
        history = List.copyOf(history);
    }

    /**
     * What was asked for. Two equal requests want the same thing.
     *
     * @param target the key of the target
     * @param transaction the name of the transaction
     * @param runbook the slug of its runbook
     * @param digest the digest of its block
     * @param action the name of its action
     * @param inputs the canonical text of each input by its name
     * @param maxDuration the time from intent to contained, and that for undoing
     */
    public record Request(
            String target,
            String transaction,
            String runbook,
            String digest,
            String action,
            Map<String, String> inputs,
            Duration maxDuration) {

        /** Copies the map. */
        public Request {
            inputs = Map.copyOf(inputs);
        }
    }

    /**
     * How far it is.
     *
     * @param state the state
     * @param epoch how often the target has been taken, from 1
     * @param holder who works on it now; empty while nobody does
     * @param deadline when what the holder does has to be done; empty while nobody works on it
     * @param verification whether the effect was seen to work; empty before that is known
     * @param expiresAt when the containment ends by itself; empty if it does not
     * @param next what is due then; empty if nothing is
     */
    public record Progress(
            ContainmentState state,
            long epoch,
            String holder,
            Optional<Instant> deadline,
            Optional<Verification> verification,
            Optional<Instant> expiresAt,
            Optional<Due> next) {}

    /**
     * The object that is the effect.
     *
     * @param object its address
     * @param uid its UID; empty before it is known
     * @param digest the digest of what it says
     */
    public record Effect(ObjectRef object, String uid, String digest) {}

    /**
     * An incident that wants the effect.
     *
     * @param incident its id
     * @param since since when
     * @param until until when; empty for as long as the containment lasts
     */
    public record Claim(String incident, Instant since, Optional<Instant> until) {}

    /**
     * Something that is due.
     *
     * @param what what
     * @param at when
     */
    public record Due(What what, Instant at) {

        /** What can be due. */
        public enum What {
            /** The effect is to be taken back. */
            UNDO,
            /** A person is to be asked. */
            PAGE
        }
    }

    /**
     * A step in the history.
     *
     * @param state the state that was reached
     * @param at when
     * @param by who did it
     * @param note more about it; empty if there is no more
     */
    public record Entry(ContainmentState state, Instant at, String by, String note) {}

    /** The state. */
    public ContainmentState state() {
        return progress.state();
    }

    /**
     * Reads a record.
     *
     * @param object as the server has it
     * @return the record
     * @throws MalformedContainmentException if it is not one; the message says what is wrong with it
     */
    public static Containment of(KubernetesObject object) {
        return ContainmentFields.read(object);
    }

    /** What stands under {@code spec}. */
    Map<String, Object> fields() {
        return ContainmentFields.write(this);
    }

    /** This record in another state, with the step in its history. */
    Containment step(Progress reached, Instant at, String by, String note) {
        var steps = new ArrayList<>(history);
        steps.add(new Entry(reached.state(), at, by, note));
        return new Containment(request, reached, effect, claims, steps);
    }

    /** This record with the effect that was made. */
    Containment with(Effect made) {
        return new Containment(request, progress, made, claims, history);
    }

    /**
     * This record with one more incident, and with the later of both ends. An incident that is in it already changes
     * nothing.
     */
    Containment joinedBy(Claim claim) {
        if (claims.stream().anyMatch(other -> other.incident().equals(claim.incident()))) {
            return this;
        }
        var all = new ArrayList<>(claims);
        if (all.size() < MAX_CLAIMS) {
            all.add(claim);
        }
        Optional<Instant> end =
                progress.expiresAt().flatMap(mine -> claim.until().map(theirs -> theirs.isAfter(mine) ? theirs : mine));
        var extended = new Progress(
                progress.state(),
                progress.epoch(),
                progress.holder(),
                progress.deadline(),
                progress.verification(),
                end,
                progress.next().flatMap(due -> end.map(at -> new Due(due.what(), at))));
        return new Containment(request, extended, effect, all, history);
    }

    /** The texts of the inputs, sorted by name. */
    Map<String, String> sortedInputs() {
        return new TreeMap<>(request.inputs());
    }
}
