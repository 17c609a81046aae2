package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the results of one run, which share when it began. */
final class Results {

    private final EngineContext context;
    private final Instant began;

    Results(EngineContext context) {
        this.context = context;
        this.began = context.clock().instant();
    }

    TransactionResult nothingChanged(Outcome outcome, String reason) {
        return result(
                outcome, Optional.empty(), reason, false, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    TransactionResult conflict(String containment, String reason) {
        return result(
                Outcome.CONFLICT,
                Optional.empty(),
                reason,
                false,
                Optional.of(containment),
                Optional.empty(),
                List.of(),
                List.of());
    }

    TransactionResult audited(KubernetesObject wouldBe, List<String> notes) {
        return result(
                Outcome.AUDITED, Optional.empty(), "", false, Optional.empty(), Optional.of(wouldBe), List.of(), notes);
    }

    TransactionResult contained(StoredContainment record, KubernetesObject effect, List<String> notes) {
        return result(
                Outcome.CONTAINED,
                record.containment().progress().verification(),
                "",
                false,
                Optional.of(record.name()),
                Optional.of(effect),
                List.of(),
                notes);
    }

    TransactionResult contained(StoredContainment record, List<String> notes) {
        return result(
                Outcome.CONTAINED,
                record.containment().progress().verification(),
                "",
                false,
                Optional.of(record.name()),
                Optional.empty(),
                List.of(),
                notes);
    }

    TransactionResult ended(
            Outcome outcome,
            String containment,
            String reason,
            boolean rolledBack,
            List<Remainder> remaining,
            List<String> notes) {
        return result(
                outcome,
                Optional.empty(),
                reason,
                rolledBack,
                Optional.of(containment),
                Optional.empty(),
                remaining,
                notes);
    }

    /** What waits for a person since an earlier attempt. */
    TransactionResult leftForAPerson(Cluster cluster, StoredContainment found) {
        var remaining = new ArrayList<Remainder>();
        var alteration = Alteration.of(found.containment().effect());
        cluster.get(alteration.effect().object())
                .ifPresent(object -> remaining.add(alteration.left(
                        found.address(),
                        "it could not be taken back; look at it before you "
                                + (alteration instanceof Creation ? "delete" : "change") + " it",
                        alteration.differencesIn(object),
                        Optional.of(object))));
        remaining.add(Remainder.of(found.object().ref(), Ending.RECORD_LEFT));
        return ended(
                Outcome.MANUAL_INTERVENTION,
                found.name(),
                "it waits for a person since an earlier attempt",
                false,
                remaining,
                List.of());
    }

    private TransactionResult result(
            Outcome outcome,
            Optional<Verification> verification,
            String reason,
            boolean rolledBack,
            Optional<String> containment,
            Optional<KubernetesObject> effect,
            List<Remainder> remaining,
            List<String> notes) {
        return new TransactionResult(
                outcome,
                verification,
                reason.isEmpty() ? Optional.empty() : Optional.of(reason),
                Duration.between(began, context.clock().instant()),
                rolledBack,
                containment,
                effect,
                remaining,
                notes);
    }
}
