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
import java.util.Map;
import java.util.Optional;

/**
 * There is evidence about a pod: it was captured by {@code capture-evidence}, the record of that is CONTAINED, and has the checksum
 * of the manifest. It is about this pod, by its UID, and no other of its name.
 *
 * <p>It looks at the record only, which nobody but an executor writes, and not into the store: the executor has no way there.
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
        String key = new ContainmentTarget.Evidence(of).key();
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
        return manifest(record.get())
                .<CheckResult>map(
                        sha256 -> new CheckResult.Passed("manifest sha256:" + sha256 + " of containment " + name))
                .orElseGet(() -> new CheckResult.Failed(
                        "containment " + name + " has no checksum of a manifest: whether anything of pod " + of
                                + " was stored is not known"));
    }

    /** The checksum that was recorded when it was captured, the last time if that was done more than once. */
    private static Optional<Sha256> manifest(KubernetesObject record) {
        Optional<Sha256> last = Optional.empty();
        for (Object entry : record.list("spec", "history")) {
            if (entry instanceof Map<?, ?> step && CONTAINED.equals(step.get("state"))) {
                String note = String.valueOf(step.get("note"));
                int ground = note.indexOf(GROUND);
                last = ground < 0 ? last : Receipt.manifestIn(note.substring(ground));
            }
        }
        return last;
    }
}
