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
 * @param history the steps of this containment, oldest first
 * @param review what a person has found it to be; empty until then
 */
public record Containment(
        Request request,
        Progress progress,
        Effect effect,
        List<Claim> claims,
        List<Entry> history,
        Optional<Review> review) {

    /** The kind of the record. */
    public static final ResourceKind KIND =
            new ResourceKind("runproof.dev", "v1alpha1", "Containment", "containments", true);

    /** How many claims are recorded. The last of so many is {@link #MORE}. */
    static final int MAX_CLAIMS = 100;

    /** Stands for all incidents beyond those that are listed; no incident is called so. */
    static final String MORE = "\u2026";

    /** How many steps are kept: the first, and the last ones. */
    static final int MAX_HISTORY = 200;

    /** The longest text about a step or a verification, in UTF-16 units. */
    static final int MAX_NOTE = 4096;

    /** The longest statement of an effect that is kept, in UTF-16 units. */
    static final int MAX_STATEMENT = 65536;

    /** The longest name of who did something, in UTF-16 units. */
    static final int MAX_BY = 512;

    /** Copies the lists. */
    public Containment {
        claims = List.copyOf(claims);
        history = List.copyOf(history);
    }

    /**
     * What was asked for. Two equal requests want the same thing.
     *
     * @param target the key of the target
     * @param detail what belongs to the key, by {@code ContainmentTarget.detail()}
     * @param transaction the name of the transaction
     * @param runbook the slug of its runbook
     * @param digest the digest of its block
     * @param action the name of its action
     * @param inputs the canonical text of each input by its name
     * @param maxDuration the time from intent to contained, and that for undoing
     */
    public record Request(
            String target,
            String detail,
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
            Optional<Due> next) {

        /** Cuts a reason that is too long for the record. */
        public Progress {
            verification = verification.map(Verification::cut);
        }

        /** Taken by an executor, with a higher epoch unless it has it already. */
        Progress heldBy(String executor, Instant until) {
            return new Progress(
                    state,
                    holder.equals(executor) ? epoch : epoch + 1,
                    executor,
                    Optional.of(until),
                    verification,
                    expiresAt,
                    next);
        }

        /** In a later epoch. */
        Progress inEpoch(long later) {
            return new Progress(state, later, holder, deadline, verification, expiresAt, next);
        }

        /** In another state. */
        Progress in(ContainmentState reached) {
            return new Progress(reached, epoch, holder, deadline, verification, expiresAt, next);
        }

        /** With nobody who works on it. */
        Progress unheld() {
            return new Progress(state, epoch, "", Optional.empty(), verification, expiresAt, next);
        }

        /** With another verification. */
        Progress seen(Verification now) {
            return new Progress(state, epoch, holder, deadline, Optional.of(now), expiresAt, next);
        }

        /** With another end and something else due. */
        Progress until(Optional<Instant> end, Optional<Due> due) {
            return new Progress(state, epoch, holder, deadline, verification, end, due);
        }

        /** With nothing that is still to come. */
        Progress over() {
            return new Progress(
                    state, epoch, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * What is done to one object.
     *
     * @param how what it is
     * @param object the address of the object
     * @param uid its UID; empty before it is known
     * @param digest the digest of the statement
     * @param statement what a created object says, what is changed in one that is edited, or what a deleted one said, as
     *     JSON, so that what others change can be told from it; empty if that is longer than {@link #MAX_STATEMENT}, or
     *     was written by a version that did not keep it
     */
    public record Effect(How how, ObjectRef object, String uid, String digest, String statement) {

        /** What can be done to an object. */
        public enum How {
            /** It is made. */
            CREATE,
            /** It is made, and does something by itself. */
            RUN,
            /** It is made, and reads by itself: deleting it leaves nothing that it has done. */
            READ,
            /** Some of its fields are changed. */
            EDIT,
            /** It is deleted. */
            DELETE
        }

        static Effect of(How how, ObjectRef object, String uid, String statement) {
            return new Effect(
                    how, object, uid, Digest.ofText(statement), statement.length() <= MAX_STATEMENT ? statement : "");
        }

        /** What it says, as an object of its address; empty if that is not known, or not what was written. */
        Optional<KubernetesObject> stated() {
            // Somebody may have written into the record, so that what it keeps counts only if its digest is right.
            return Optional.of(statement)
                    .filter(kept -> Digest.ofText(kept).equals(digest))
                    .flatMap(kept -> KubernetesObject.saying(object, kept));
        }
    }

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
     * What a person has found a containment to be.
     *
     * @param verdict what
     * @param by who
     * @param at when
     */
    public record Review(Verdict verdict, String by, Instant at) {

        /** Cuts a name that is too long. */
        public Review {
            by = Cut.to(MAX_BY, by);
        }

        /** Whether the incident was one. */
        public enum Verdict {
            /** It was right to contain it. */
            TRUE_POSITIVE,
            /** There was nothing to contain. */
            FALSE_POSITIVE
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
    public record Entry(ContainmentState state, Instant at, String by, String note) {

        /** Cuts texts that are too long. */
        public Entry {
            by = Cut.to(MAX_BY, by);
            note = Cut.to(MAX_NOTE, note);
        }
    }

    /** The state. */
    public ContainmentState state() {
        return progress.state();
    }

    /**
     * Until when its holder may still be at work: the time that it has, and before it has begun to undo the time for that
     * too. Empty if nobody holds it.
     */
    public Optional<Instant> heldUntil() {
        if (progress.holder().isEmpty()) {
            return Optional.empty();
        }
        Instant deadline = progress.deadline().orElse(Instant.EPOCH);
        boolean undoing = state() == ContainmentState.UNDOING || state() == ContainmentState.ROLLING_BACK;
        return Optional.of(undoing ? deadline : deadline.plus(request.maxDuration()));
    }

    /** When it came to an end: the last step of one that is over. */
    public Optional<Instant> endedAt() {
        return state().ended() && !history.isEmpty()
                ? Optional.of(history.get(history.size() - 1).at())
                : Optional.empty();
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

    /** What stands under {@code spec} in its resource: texts, numbers, lists and maps. */
    public Map<String, Object> fields() {
        return ContainmentFields.write(this);
    }

    /** This record in another state, with the step in its history. */
    Containment step(Progress reached, Instant at, String by, String note) {
        var steps = new ArrayList<>(history);
        steps.add(new Entry(reached.state(), at, by, note));
        while (steps.size() > MAX_HISTORY) {
            steps.remove(1);
        }
        return new Containment(request, reached, effect, claims, steps, review);
    }

    /** This record with the effect that was made. */
    Containment with(Effect made) {
        return new Containment(request, progress, made, claims, history, review);
    }

    /** This record with what a person has found. */
    Containment with(Review found) {
        return new Containment(request, progress, effect, claims, history, Optional.of(found));
    }

    /** Whether an incident wants the effect, by name. */
    boolean isClaimedBy(String incident) {
        return claims.stream().anyMatch(claim -> claim.incident().equals(incident));
    }

    /**
     * This record with one more incident, and with the later of both ends. An incident that is in it already changes
     * nothing. Where there is no room for another, it counts among {@link #MORE}.
     */
    Containment joinedBy(Claim claim) {
        if (isClaimedBy(claim.incident())) {
            return this;
        }
        var all = new ArrayList<>(claims);
        if (all.size() < MAX_CLAIMS - 1) {
            all.add(claim);
        } else {
            var more = new Claim(MORE, claim.since(), claim.until());
            all.stream()
                    .filter(other -> other.incident().equals(MORE))
                    .findFirst()
                    .ifPresentOrElse(
                            other -> all.set(
                                    all.indexOf(other),
                                    new Claim(MORE, other.since(), later(other.until(), claim.until()))),
                            () -> all.add(more));
        }
        return claimedBy(all, later(progress.expiresAt(), claim.until()));
    }

    /** This record without an incident; it ends with the last of the others. */
    Containment leftBy(String incident) {
        var others = claims.stream()
                .filter(claim -> !claim.incident().equals(incident))
                .toList();
        var end = others.stream().map(Claim::until).reduce(Containment::later).orElse(progress.expiresAt());
        return claimedBy(others, end);
    }

    private Containment claimedBy(List<Claim> all, Optional<Instant> end) {
        var due = progress.next()
                .flatMap(next ->
                        next.what() == Due.What.UNDO ? end.map(at -> new Due(next.what(), at)) : progress.next());
        return new Containment(request, progress.until(end, due), effect, all, history, review);
    }

    /** The later of two ends, of which none is later than any. */
    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.flatMap(mine -> other.map(theirs -> theirs.isAfter(mine) ? theirs : mine));
    }

    /** The texts of the inputs, sorted by name. */
    Map<String, String> sortedInputs() {
        return new TreeMap<>(request.inputs());
    }
}
