package dev.runproof.runtime.check;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.Optional;

/**
 * The label by which a pod is quarantined does isolate, and there is time for it: the policy {@code runproof-quarantine}
 * stands in the cluster as it is shipped, Cilium accepts it and enforces policies, the label counts for Cilium's
 * identities, and the transaction has as long as an identity may take to change.
 *
 * <p>That is Cilium's grace period ({@code identity-change-grace-period}, 5 seconds unless it is configured otherwise), the 30
 * seconds by which newer versions spread changes, and 2 seconds for the kernel: give a quarantine a {@code max-duration} of
 * 60 seconds.
 */
@RunbookCheck(
        name = LabelIsEnforced.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {
            @Permission(
                    group = "cilium.io",
                    resource = "ciliumclusterwidenetworkpolicies",
                    verbs = "get",
                    scope = Scope.CLUSTER,
                    names = StandingQuarantine.NAME),
            @Permission(
                    group = "",
                    resource = "configmaps",
                    verbs = "get",
                    scope = Scope.CILIUM_NAMESPACE,
                    names = CiliumConfiguration.NAME)
        },
        atLeastSeconds = 37)
public record LabelIsEnforced() implements Check {

    static final String NAME = "label-is-enforced";

    private static final Duration USUAL_GRACE = Duration.ofSeconds(5);
    private static final Duration SPREAD = Duration.ofSeconds(30);
    private static final Duration KERNEL = Duration.ofSeconds(2);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        try {
            return policy(context).or(() -> configuration(context)).orElseGet(CheckResult.Passed::new);
        } catch (ClusterException e) {
            return new CheckResult.Undetermined(e.getMessage());
        }
    }

    /** What is wrong with the policy; empty if nothing is. */
    private static Optional<CheckResult> policy(CheckContext context) {
        var wanted = StandingQuarantine.policy();
        Optional<KubernetesObject> found = context.cluster().get(wanted.ref());
        if (found.isEmpty()) {
            return Optional.of(new CheckResult.Failed("there is no " + wanted.ref()
                    + ", so that the label would isolate nothing: apply " + StandingQuarantine.MANIFEST));
        }
        if (!found.get().map("spec").equals(wanted.map("spec"))) {
            return Optional.of(new CheckResult.Failed(wanted.ref() + " does not say what it is shipped with: apply "
                    + StandingQuarantine.MANIFEST + " again"));
        }
        return PolicyCondition.of(found.get()).isRefused()
                ? Optional.of(new CheckResult.Failed("Cilium does not accept " + wanted.ref()))
                : Optional.empty();
    }

    /** What Cilium's configuration has against it; empty if nothing. */
    private static Optional<CheckResult> configuration(CheckContext context) {
        var configuration = CiliumConfiguration.read(context);
        if (configuration.isEmpty()) {
            return Optional.of(new CheckResult.Undetermined(
                    "there is no " + CiliumConfiguration.refIn(context) + " that would say how Cilium runs"));
        }
        Optional<String> off = configuration.get().switchedOff();
        if (off.isPresent()) {
            return off.map(CheckResult.Failed::new);
        }
        Optional<Boolean> counts = configuration.get().countsForIdentity("k8s", StandingQuarantine.LABEL);
        if (counts.isEmpty()) {
            return Optional.of(
                    new CheckResult.Undetermined("which labels count for identities stands in a file on the nodes,"
                            + " the label-prefix-file of " + configuration.get().ref()));
        }
        if (!counts.get()) {
            return Optional.of(new CheckResult.Failed("the label " + StandingQuarantine.LABEL
                    + " does not count for identities, as the key labels of "
                    + configuration.get().ref()
                    + " leaves it out: add k8s:" + StandingQuarantine.LABEL.replace(".", "\\.") + " to it"));
        }
        Optional<Duration> grace = grace(configuration.get());
        if (grace.isEmpty()) {
            return Optional.of(new CheckResult.Undetermined(
                    "the identity-change-grace-period of " + configuration.get().ref() + " cannot be read"));
        }
        Duration needed = grace.get().plus(SPREAD).plus(KERNEL);
        Duration left = Duration.between(context.clock().instant(), context.deadline());
        return left.compareTo(needed) < 0
                ? Optional.of(new CheckResult.Failed("an identity may take " + needed.toSeconds()
                        + " s to change here, and the transaction has " + left.toSeconds()
                        + " s: give it a longer max-duration"))
                : Optional.empty();
    }

    /** Empty if it is not one that can be read. */
    private static Optional<Duration> grace(CiliumConfiguration configuration) {
        Optional<String> text = configuration.text("identity-change-grace-period");
        if (text.isEmpty()) {
            return Optional.of(USUAL_GRACE);
        }
        try {
            return Optional.of(TimeSpan.parse(text.get()).duration());
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }
}
