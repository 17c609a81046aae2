package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.check.Baseline;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs checks of one run and tells what they saw. A check that throws has found nothing out. Used by one thread. */
final class CheckRunner {

    private final EngineContext context;
    private final ContainmentTarget target;
    private final Incident incident;
    private final Set<ContainmentTarget> foreseen;
    private final Map<Check, Baseline> baselines = new HashMap<>();

    CheckRunner(EngineContext context, Plan plan) {
        this(context, plan, Set.of());
    }

    /**
     * For a rehearsal of a response.
     *
     * @param foreseen what its earlier steps would have contained
     */
    CheckRunner(EngineContext context, Plan plan, Set<ContainmentTarget> foreseen) {
        this(context, plan.action().target(), plan.incident(), foreseen);
    }

    CheckRunner(EngineContext context, ContainmentTarget target, Incident incident, Set<ContainmentTarget> foreseen) {
        this.context = context;
        this.target = target;
        this.incident = incident;
        this.foreseen = foreseen;
    }

    /** Lets checks that run after the change look at what is there before it. */
    void lookBefore(List<Check> postChecks, Instant deadline) {
        for (Check check : postChecks) {
            try {
                baselines.put(check, check.before(contextOf(check, context.cluster(), deadline, Optional.empty())));
            } catch (RuntimeException ignored) {
                // It has nothing to compare with then, and says so when it runs.
            }
        }
    }

    CheckResult run(Check check, Moment moment, Instant deadline, Optional<KubernetesObject> effect) {
        CheckResult result;
        try {
            ClusterReads cluster =
                    moment == Moment.POST_CHECK ? context.cluster() : new PatientReads(context, deadline);
            result = check.run(contextOf(check, cluster, deadline, effect));
        } catch (ClusterException e) {
            result = new CheckResult.Undetermined(e.getMessage());
        } catch (RuntimeException e) {
            result = new CheckResult.Undetermined("the check itself failed with " + e);
        }
        context.tell(new EngineEvent.Checked(context.now(), moment, check.name(), result));
        return result;
    }

    private CheckContext contextOf(
            Check check, ClusterReads cluster, Instant deadline, Optional<KubernetesObject> effect) {
        return new CheckContext(
                target,
                cluster,
                context.ownNamespace(),
                deadline,
                context.sources(),
                context.clock(),
                context::waits,
                effect,
                baselines.getOrDefault(check, Baseline.NONE),
                episodeBegan(),
                incident.began(),
                foreseen);
    }

    /** The clock of who told it may be ahead of ours. */
    private Instant episodeBegan() {
        Instant now = context.now();
        return incident.began().filter(began -> began.isBefore(now)).orElse(now);
    }
}
