package dev.runproof.runtime.check;

import dev.runproof.runtime.action.CaptureEvidence;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.evidence.Receipt;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.Sha256;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * There is evidence about a pod: it was captured by {@code capture-evidence}, the record of that is CONTAINED, and has the checksum
 * of the manifest. It is about this pod, by its UID, and no other of its name.
 *
 * <p>It looks at the record only, which nobody but an executor writes, and not into the store: the executor has no way there. Where it
 * is known when the incident began, what was captured before that is no evidence of it. In a rehearsal of a response a step that would
 * capture it counts.
 *
 * @param of the pod
 */
@RunbookCheck(
        name = EvidenceExists.NAME,
        moments = Moment.PRE_CHECK,
        permissions =
                @Permission(
                        group = "runproof.dev",
                        resource = "containments",
                        verbs = "list",
                        scope = Scope.OWN_NAMESPACE),
        gives = Safeguard.EVIDENCE)
public record EvidenceExists(PodRef of) implements Check {

    static final String NAME = "evidence-exists";

    private static final String CONTAINED = "CONTAINED";
    private static final String GROUND = EvidenceCaptured.NAME + ": ";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (of.uid().isEmpty()) {
            return new CheckResult.Undetermined("which pod " + of + " is was not looked up");
        }
        var target = new ContainmentTarget.Evidence(of);
        if (context.foreseen().contains(target)) {
            return new CheckResult.Passed("a step before this one would capture it");
        }
        String key = target.key();
        // Never from a mirror, which may not have what has ended at this very moment.
        Optional<KubernetesObject> record =
                context
                        .cluster()
                        .list(SurroundingKinds.RECORDS, context.ownNamespace().name())
                        .stream()
                        .filter(one -> one.text("spec", "target").equals(Optional.of(key))
                                && one.text("spec", "action").equals(Optional.of(CaptureEvidence.NAME)))
                        .findFirst();
        if (record.isEmpty()) {
            return new CheckResult.Failed(
                    "no evidence of pod " + of + " was captured; run the transaction that does, then this one again");
        }
        String name = record.get().ref().name();
        String state = record.get().text("spec", "state").orElse("unknown");
        if (!state.equals(CONTAINED)) {
            return new CheckResult.Failed("the capture of evidence of pod " + of + ", containment " + name + ", is "
                    + state + " and not " + CONTAINED);
        }
        Optional<Capture> capture = lastCapture(record.get());
        if (capture.isEmpty()) {
            return new CheckResult.Failed(
                    "containment " + name + " has no checksum of a manifest: whether anything of pod "
                            + of + " was stored is not known. Look into the store; to capture it again, release " + name
                            + " first");
        }
        Optional<Instant> began = context.saidToBegin().filter(capture.get().at()::isBefore);
        return began.isPresent()
                ? new CheckResult.Failed("the evidence of pod " + of + " was captured at "
                        + capture.get().at() + ", before the incident began at " + began.get()
                        + "; to capture it again, release containment " + name + " first")
                : new CheckResult.Passed("manifest sha256:" + capture.get().manifest() + " of containment " + name);
    }

    /**
     * A capture that has a checksum.
     *
     * @param manifest the checksum
     * @param at when it was recorded, which is after the last piece was read
     */
    private record Capture(Sha256 manifest, Instant at) {}

    /** The last one, if it was captured more than once. */
    private static Optional<Capture> lastCapture(KubernetesObject record) {
        Optional<Capture> last = Optional.empty();
        for (Object entry : record.list("spec", "history")) {
            if (entry instanceof Map<?, ?> step && CONTAINED.equals(step.get("state"))) {
                String note = String.valueOf(step.get("note"));
                int ground = note.indexOf(GROUND);
                last = ground < 0 ? last : capture(note.substring(ground), String.valueOf(step.get("at")));
            }
        }
        return last;
    }

    private static Optional<Capture> capture(String note, String at) {
        try {
            Instant when = Instant.parse(at);
            return Receipt.manifestIn(note).map(manifest -> new Capture(manifest, when));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
