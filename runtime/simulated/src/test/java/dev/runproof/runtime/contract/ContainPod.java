package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.FieldEdit;
import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A transaction about a pod, with whatever action and checks a test wants.
 *
 * @param does what is done to the pod, as it was read
 */
record ContainPod(Function<KubernetesObject, Change> does, List<Check> before, List<Check> after, Expiry expiry)
        implements SafetyTransaction<ContainPod.Inputs> {

    static final String NAME = "web-0";

    /** Marks a pod by a label and in a list, takes away another label for good, and gives a third another value. */
    static final ContainPod EDITED = new ContainPod(
            ContainPod::edit,
            List.of(),
            List.of(BlockSource.passing("policy-enforced")),
            new Expiry.Undo(Duration.ofHours(1)));

    static final ContainPod DELETED = new ContainPod(
            Change.Delete::new,
            List.of(),
            List.of(BlockSource.passing("pod-gone")),
            new Expiry.Undo(Duration.ofHours(1)));

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    record Inputs(PodRef pod) {}

    private record Scripted(PodRef pod, Function<KubernetesObject, Change> does) implements Action {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public ContainmentTarget target() {
            return new ContainmentTarget.Pod(pod);
        }

        @Override
        public Change change(ClusterReads cluster) {
            return cluster.get(TargetKinds.refOf(pod))
                    .filter(found -> pod.uid().equals(Optional.of(found.uid())))
                    .map(does)
                    .orElseGet(() -> new Change.Nothing("the pod is gone"));
        }
    }

    private static Change edit(KubernetesObject pod) {
        if (pod.label("example.com/marked").isPresent()) {
            return new Change.Nothing("it is marked already");
        }
        var edits = new ArrayList<FieldEdit>();
        edits.add(new FieldEdit.Value(
                List.of("metadata", "labels", "example.com/marked"),
                Optional.empty(),
                Optional.of("yes"),
                AtTheEnd.RESTORE));
        var listed = new FieldEdit.Listed(List.of("metadata", "annotations", "example.com/list"), "ours");
        if (!listed.isDoneIn(pod)) {
            edits.add(listed);
        }
        pod.label("app")
                .ifPresent(app -> edits.add(new FieldEdit.Value(
                        List.of("metadata", "labels", "app"), Optional.of(app), Optional.empty(), AtTheEnd.KEEP)));
        pod.label("tier")
                .filter(tier -> !tier.equals("contained"))
                .ifPresent(tier -> edits.add(new FieldEdit.Value(
                        List.of("metadata", "labels", "tier"),
                        Optional.of(tier),
                        Optional.of("contained"),
                        AtTheEnd.RESTORE)));
        return new Change.Edit(pod, edits);
    }

    static InputTexts texts(String namespace) {
        return InputTexts.of(Map.of("pod", namespace + "/" + NAME));
    }

    /** The texts about one pod, which somebody has looked at. */
    static InputTexts texts(KubernetesObject pod) {
        return InputTexts.of(Map.of("pod", pod.ref().namespace() + "/" + NAME + "/" + pod.uid()));
    }

    /** A pod that runs nowhere, as no node has what it asks for. */
    static KubernetesObject pod(String namespace) {
        return KubernetesObject.of(
                TargetKinds.refOf(PodRef.parse(namespace + "/" + NAME)),
                Map.of("app", "web", "tier", "front"),
                Map.of("example.com/list", "theirs"),
                Map.of(
                        "spec",
                        Map.of(
                                "nodeSelector", Map.of("example.com/nowhere", "yes"),
                                "containers", List.of(Map.of("name", "a", "image", "a")))));
    }

    ContainPod does(Function<KubernetesObject, Change> other) {
        return new ContainPod(other, before, after, expiry);
    }

    ContainPod after(Check... checks) {
        return new ContainPod(does, before, List.of(checks), expiry);
    }

    @Override
    public String name() {
        return "contain-pod";
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 7, "sha256:" + "0".repeat(64));
    }

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(POD);
    }

    @Override
    public Inputs read(InputTexts texts) {
        texts.only(inputs());
        return new Inputs(texts.read(POD, PodRef::parse));
    }

    @Override
    public Action action(Inputs inputs) {
        return new Scripted(inputs.pod(), does);
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return before;
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return after;
    }

    @Override
    public Duration maxDuration() {
        return Duration.ofSeconds(30);
    }
}
