package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Due;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Effect.How;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes round all records once, and does what is due on each. Lists tell where to look; before anything is done, the
 * record and the effect are read again.
 */
final class Patrol {

    /** How often a person is asked about a containment that does not end by itself. */
    private static final Duration ASK_AGAIN = Duration.ofDays(1);

    private final EngineContext context;
    private final String by;
    private final Duration retention;
    private final ContainmentStore store;
    private final List<TransactionResult> results = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<ObjectRef, KubernetesObject> effects = new HashMap<>();
    private final Set<ResourceKind> unlisted = new HashSet<>();
    private Optional<Instant> next = Optional.empty();

    Patrol(EngineContext context, String by, Duration retention) {
        this.context = context;
        this.by = by;
        this.retention = retention;
        this.store = new ContainmentStore(context);
    }

    /**
     * Goes round.
     *
     * @throws ClusterException if the records cannot be listed
     */
    Round round() {
        var records = new ArrayList<StoredContainment>();
        var addresses = new HashSet<String>();
        for (KubernetesObject object : store.all()) {
            addresses.add(Stamp.addressOf(object.ref()));
            try {
                records.add(StoredContainment.of(object));
            } catch (MalformedContainmentException e) {
                problems.add("containment " + object.ref().name() + " cannot be read: " + e.getMessage());
            }
        }
        listEffects(records);
        for (StoredContainment record : records) {
            if (context.cancellation().requested()) {
                break;
            }
            try {
                visitUnlessLost(record);
            } catch (ClusterException | MalformedContainmentException e) {
                problems.add("containment " + record.name() + ": " + e.getMessage());
            }
        }
        reportOrphans(addresses);
        return new Round(results, problems, next);
    }

    private void listEffects(List<StoredContainment> records) {
        var kinds = new HashSet<ResourceKind>();
        records.stream()
                .map(record -> record.containment().effect())
                .filter(effect -> effect.how() == How.CREATE)
                .forEach(effect -> kinds.add(effect.object().kind()));
        for (ResourceKind kind : kinds) {
            try {
                context.cluster().list(kind).stream()
                        .filter(object -> object.annotation(Stamp.CONTAINMENT).isPresent())
                        .forEach(object -> effects.put(object.ref(), object));
            } catch (ClusterException e) {
                unlisted.add(kind);
                problems.add("whether somebody has changed what is contained is not known: " + e.getMessage());
            }
        }
    }

    private void visitUnlessLost(StoredContainment record) {
        try {
            visit(record);
        } catch (LostRecordException ignored) {
            // Somebody else is at it, and does what is due.
        }
    }

    private void visit(StoredContainment record) {
        Containment containment = record.containment();
        Instant now = context.now();
        if (context.isAtWork(containment)) {
            comesAt(containment.heldUntil());
            return;
        }
        switch (containment.state()) {
            case RECEIVED, WAITING -> {
                if (containment.heldUntil().isPresent()) {
                    recover(record);
                }
            }
            case INTENT, APPLIED, ROLLING_BACK, UNDOING -> recover(record);
            case CONTAINED -> {
                if (Recovery.isExpired(containment, now)) {
                    recover(record);
                } else {
                    watch(record, now);
                }
            }
            case MANUAL_INTERVENTION -> {
                // A person has been told, and the record stays until that person deletes it.
            }
            case UNDONE, ROLLED_BACK, REFUSED, CANCELLED, NOT_NEEDED, SUPERSEDED, AUDITED -> cleanUp(record, now);
        }
    }

    private void recover(StoredContainment record) {
        // The record may be older than the list by now.
        Optional<StoredContainment> fresh = store.read(record.object().ref());
        if (fresh.isEmpty()) {
            return;
        }
        var recovery = new Recovery(context, store, new Results(context));
        TransactionResult result = recovery.recover(fresh.get(), by);
        if (result.outcome() != Outcome.NOT_NEEDED) {
            results.add(result);
            context.tell(new EngineEvent.Ended(
                    context.now(), EngineEvent.Subject.of(record.name(), record.containment()), Mode.ENFORCE, result));
        }
    }

    private void watch(StoredContainment record, Instant now) {
        Containment containment = record.containment();
        comesAt(containment.progress().expiresAt());
        var effect = containment.effect();
        if (!unlisted.contains(effect.object().kind())) {
            Optional<String> drift = Inspection.drift(record.address(), effect, seen(effect));
            if (drift.isPresent() && !Inspection.isKnown(containment, drift.get())) {
                new Inspection(context, store).inspect(record.name());
                return;
            }
        }
        Optional<Due> page = containment.progress().next().filter(due -> due.what() == Due.What.PAGE);
        if (page.isPresent() && !page.get().at().isAfter(now)) {
            var again = new Due(Due.What.PAGE, now.plus(ASK_AGAIN));
            var asked = containment.progress().until(containment.progress().expiresAt(), Optional.of(again));
            context.tell(new EngineEvent.ReviewDue(now, EngineEvent.Subject.of(record.name(), containment)));
            store.write(
                    record.object().ref(),
                    Optional.of(record),
                    containment.step(asked, now, by, "a person was asked whether it is to stay"),
                    Patience.until(context, now.plus(containment.request().maxDuration())));
        } else {
            comesAt(page.map(Due::at));
        }
    }

    /** The object of an effect: what we make is listed, as it may be much; what we change is asked for. */
    private Optional<KubernetesObject> seen(Effect effect) {
        return effect.how() == How.CREATE
                ? Optional.ofNullable(effects.get(effect.object()))
                : context.cluster().get(effect.object());
    }

    private void cleanUp(StoredContainment record, Instant now) {
        ObjectRef effect = record.containment().effect().object();
        var alteration = Alteration.of(record.containment().effect());
        if (alteration.isReversible()
                && seen(alteration.effect())
                        .filter(object ->
                                alteration.epoch(record.address(), object).isPresent())
                        .isPresent()) {
            recover(record);
            return;
        }
        Optional<Instant> forgotten = record.containment().endedAt().map(at -> at.plus(retention));
        if (unlisted.contains(effect.kind())
                || forgotten.filter(at -> !at.isAfter(now)).isEmpty()) {
            return;
        }
        try {
            context.cluster().delete(record.object(), WriteMode.COMMIT);
            context.tell(new EngineEvent.Forgotten(now, EngineEvent.Subject.of(record.name(), record.containment())));
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.CONFLICT && e.reason() != ClusterException.Reason.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** What is stamped with a record that does not exist: a person has deleted the record, and knows why, or does not. */
    private void reportOrphans(Set<String> addresses) {
        String ours = context.ownNamespace() + "/";
        for (KubernetesObject object : effects.values()) {
            String address = object.annotation(Stamp.CONTAINMENT).orElse("");
            if (!address.startsWith(ours) || addresses.contains(address) || !Stamp.isOf(address, object)) {
                continue;
            }
            try {
                if (store.isAbsent(address.substring(ours.length()))
                        && context.cluster()
                                .get(object.ref())
                                .filter(found -> found.uid().equals(object.uid()))
                                .isPresent()) {
                    var left = Remainder.of(
                            object.ref(), "it was made for containment " + address + ", whose record has been deleted");
                    problems.add(left.object() + ": " + left.reason() + "; nothing undoes it. To remove it: "
                            + left.command());
                }
            } catch (ClusterException e) {
                problems.add("containment " + address + ": " + e.getMessage());
            }
        }
    }

    private void comesAt(Optional<Instant> due) {
        due.ifPresent(at ->
                next = Optional.of(next.filter(other -> other.isBefore(at)).orElse(at)));
    }
}
