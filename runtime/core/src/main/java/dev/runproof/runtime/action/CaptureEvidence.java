package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.value.EvidenceStoreName;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.util.Optional;

/**
 * Keeps what there is to be known of a pod, before anything is done to it: its specification and status, what controls it, its
 * events, and the logs of all its containers, those of their previous runs too; where the store allows that, what runs in it and
 * what it has written to its file system, seen from its node; and where the store names a Hubble, its flows.
 *
 * <p>A Job collects it, as an account of its own, and puts it into a store that people have declared, with the SHA-256 of each
 * file and a manifest that says who took what, when and from where, and what could not be had. The pod is only read: no process
 * is started in it, and nothing of it is written.
 *
 * <p>Undoing stops the Job if it still runs, and deletes it. What has been stored stays: nothing here deletes evidence.
 *
 * <p>Limits: memory is not captured, and of flows what Hubble still has. A pod is captured once for as long as the containment lasts; another incident
 * joins it.
 *
 * @param pod the pod
 * @param into the store
 * @param in the namespace that the store is declared in, in which the Job runs
 * @param within how long collecting may take; less than half of {@code max-duration}
 */
@RunbookAction(
        name = CaptureEvidence.NAME,
        target = "pod",
        inverse = "Stops the Job that collects if it still runs, and deletes it; the evidence stays.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(group = "", resource = "pods", verbs = "get", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "batch",
                    resource = "jobs",
                    verbs = {"get", "create"},
                    scope = Scope.NAMED_NAMESPACE),
            @Permission(
                    group = "batch",
                    resource = "jobs",
                    verbs = "delete",
                    scope = Scope.NAMED_NAMESPACE,
                    afterwards = true),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.NAMED_NAMESPACE),
            @Permission(group = "", resource = "serviceaccounts", verbs = "get", scope = Scope.NAMED_NAMESPACE)
        },
        observes = true)
public record CaptureEvidence(
        PodRef pod,
        EvidenceStoreName into,
        Namespace in,
        @Default("60s") TimeSpan within) implements Action {

    /** The name in a runbook, and in the records of captures. */
    public static final String NAME = "capture-evidence";

    /** The container of the Job that collects. */
    public static final String CONTAINER = "collect";

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ResourceKind ACCOUNTS = new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);
    private static final String ACCOUNT_LABEL = "runproof.dev/for";
    private static final String ACCOUNT_VALUE = "evidence";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Evidence target() {
        return new ContainmentTarget.Evidence(pod);
    }

    @Override
    public Change change(ClusterReads cluster) {
        Optional<KubernetesObject> found = TargetKinds.find(pod, cluster);
        if (found.isEmpty()) {
            return new Change.Nothing("the pod is gone");
        }
        var source = new ObjectRef(CONFIG_MAPS, in.name(), "evidence-" + into);
        Optional<KubernetesObject> declared = cluster.get(source);
        if (declared.isEmpty()) {
            return new Change.Impossible("there is no store " + into + ": " + source + " is not there");
        }
        var store = EvidenceStore.of(declared.get());
        var problems = store.problems();
        if (!problems.isEmpty()) {
            return new Change.Impossible(
                    source + " declares no store of evidence: its " + String.join("; its ", problems));
        }
        var account = new ObjectRef(ACCOUNTS, in.name(), store.account());
        boolean isForEvidence = cluster.get(account)
                .flatMap(object -> object.label(ACCOUNT_LABEL))
                .equals(Optional.of(ACCOUNT_VALUE));
        if (!isForEvidence) {
            return new Change.Impossible(account + " is not there, or does not have the label " + ACCOUNT_LABEL + "="
                    + ACCOUNT_VALUE + ", without which nothing collects as it");
        }
        Optional<String> node = found.get().text("spec", "nodeName");
        if (store.seesNode() && node.isEmpty()) {
            return new Change.Nothing("the pod is on no node yet: nothing of it has run");
        }
        var job = new EvidenceJob(pod, in, into, store, within);
        return cluster.get(job.ref())
                .<Change>map(earlier -> new Change.Impossible(
                        earlier.ref() + " of an earlier capture is there still: look at it, delete it, and run again"))
                .orElseGet(() -> new Change.Run(job.object(node.filter(any -> store.seesNode())), true));
    }
}
