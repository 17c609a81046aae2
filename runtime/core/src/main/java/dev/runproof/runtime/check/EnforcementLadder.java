package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.probe.NodeProbes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks again and again whether a policy is enforced, until that is certain or there is no time. Used once. */
final class EnforcementLadder {

    static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    /** For how long it looks as often as at first: Cilium mostly takes less (25 to 412 ms where it was measured). */
    private static final Duration EAGER = Duration.ofMillis(500);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);
    /** How often in a row the control has to be seen broken: a map that is being rewritten is so for a moment. */
    private static final int CONFIRMATIONS = 3;

    /** What to do after a look. */
    private enum Next {
        /** Another look would see nothing else. */
        STOP,
        /** It may be different soon. */
        LOOK_AGAIN,
        /** It is bad enough to stop if it is seen again. */
        CONFIRM
    }

    private record Look(CheckResult result, Next next) {}

    private final CheckContext context;
    private final ContainmentTarget.Network target;
    private final KubernetesObject policy;
    /** Whether Cilium is known to enforce policies at all: that is not asked for again. */
    private boolean enforcing;

    EnforcementLadder(CheckContext context, ContainmentTarget.Network target, KubernetesObject policy) {
        this.context = context;
        this.target = target;
        this.policy = policy;
    }

    CheckResult climb() {
        Instant begin = context.clock().instant();
        Instant limit = begin.plus(LONGEST);
        Instant until = limit.isBefore(context.patience()) ? limit : context.patience();
        Duration pause = FIRST_PAUSE;
        int confirmed = 0;
        while (true) {
            Look look = look();
            confirmed = look.next() == Next.CONFIRM ? confirmed + 1 : 0;
            if (look.next() == Next.STOP
                    || confirmed == CONFIRMATIONS
                    || context.clock().instant().plus(pause).isAfter(until)
                    || !context.waiting().pause(pause)) {
                return look.result();
            }
            if (context.clock().instant().isAfter(begin.plus(EAGER))) {
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        }
    }

    private Look look() {
        try {
            return accepted().or(this::switchedOff).orElseGet(this::realised);
        } catch (ClusterException e) {
            return unknown(e.getMessage());
        }
    }

    /** The rungs that the API server knows; empty if they are climbed. */
    private Optional<Look> accepted() {
        Optional<KubernetesObject> stored =
                context.cluster().get(policy.ref()).filter(found -> found.uid().equals(policy.uid()));
        if (stored.isEmpty()) {
            return Optional.of(failed(policy.ref() + " has been deleted since it was made"));
        }
        var valid = PolicyCondition.of(stored.get());
        if (valid.isRefused()) {
            return Optional.of(failed("Cilium does not accept " + policy.ref() + ": " + valid.message()));
        }
        return valid.isAccepted()
                ? Optional.empty()
                : Optional.of(unknown("the policy is stored, and Cilium has not said that it is valid"));
    }

    /** What the maps do not show: that Cilium looks and lets pass. */
    private Optional<Look> switchedOff() {
        if (enforcing) {
            return Optional.empty();
        }
        var configuration = CiliumConfiguration.read(context);
        if (configuration.isEmpty()) {
            return Optional.of(unknown("the policy is stored and valid; there is no "
                    + CiliumConfiguration.refIn(context) + " that would say whether Cilium enforces policies at all"));
        }
        Optional<String> off = configuration.get().switchedOff();
        if (off.isPresent()) {
            return Optional.of(failed(off.get()));
        }
        enforcing = true;
        return Optional.empty();
    }

    /** The rungs that the nodes know. */
    private Look realised() {
        Optional<NodeProbes> probes = context.sources().nodeProbes();
        if (probes.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined(
                            "the policy is stored and valid; whether the nodes enforce it cannot be"
                                    + " seen, as this executor knows no node probe"),
                    Next.STOP);
        }
        var pods = PodsByNode.of(context.surroundings(), target.namespace());
        if (pods.isEmpty()) {
            return new Look(
                    new CheckResult.Undetermined("the policy is stored and valid; namespace " + target.namespace()
                            + " has no pod with an address of its own that could show it"),
                    Next.STOP);
        }
        return judge(Census.take(probes.get(), pods, target, PROBE_TIMEOUT));
    }

    private Look judge(Census now) {
        Optional<String> collateral =
                context.baseline() instanceof Census before ? now.collateral(before) : Optional.empty();
        if (collateral.isPresent()) {
            return new Look(new CheckResult.Failed("the control does not hold: " + collateral.get()), Next.CONFIRM);
        }
        Optional<String> leak = now.leak();
        if (leak.isPresent()) {
            return new Look(new CheckResult.Failed(leak.get()), Next.LOOK_AGAIN);
        }
        if (!now.gaps().isEmpty()) {
            return unknown(now.gapText());
        }
        if (!(context.baseline() instanceof Census before)) {
            return new Look(
                    new CheckResult.Undetermined("all nodes concerned enforce the policy; what passed before it is not"
                            + " known, so nothing shows that the rest still does"),
                    Next.STOP);
        }
        return before.gaps().isEmpty()
                ? new Look(new CheckResult.Passed(), Next.STOP)
                : new Look(
                        new CheckResult.Undetermined("all nodes concerned enforce the policy; what passed before it is"
                                + " not wholly known: " + before.gapText()),
                        Next.STOP);
    }

    private static Look failed(String reason) {
        return new Look(new CheckResult.Failed(reason), Next.STOP);
    }

    private static Look unknown(String reason) {
        return new Look(new CheckResult.Undetermined(reason), Next.LOOK_AGAIN);
    }
}
