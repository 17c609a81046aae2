package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillPodTest {

    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);
    private static final KillPod KILL = new KillPod(PodRef.parse("shop/web-0/aa"), IfUnknown.REFUSE);
    private static final KillPod KILL_ANY = new KillPod(PodRef.parse("shop/web-0/aa"), IfUnknown.ALLOW);

    @Test
    void deletesThePodAndSaysWhoseItWas() {
        var pod = ownedBy("apps/v1", "StatefulSet", "web", "bb");

        assertThat(KILL.change(Shelf.of(pod))).isEqualTo(new Change.Delete(pod, "StatefulSet.apps/web"));
        var ofTheCore = ownedBy("v1", "ReplicationController", "web", "bb");
        assertThat(KILL.change(Shelf.of(ofTheCore)))
                .isEqualTo(new Change.Delete(ofTheCore, "ReplicationController/web"));
    }

    @Test
    void itIsThatOfTheDeploymentWhicheverItsReplicaSet() {
        for (String replicaSet : List.of("web-6d4cf56db6", "web-7f9c8b7d5c")) {
            var pod = ownedBy("apps/v1", "ReplicaSet", replicaSet, "bb");
            var of = replicaSet(replicaSet, "bb").withMetadata(owners("apps/v1", "Deployment", "web", "cc"));

            assertThat(KILL.change(Shelf.of(pod, of))).isEqualTo(new Change.Delete(pod, "Deployment.apps/web"));
        }
    }

    @Test
    void aReplicaSetMayBelongToNobodyOrToSomethingUnknown() {
        var pod = ownedBy("apps/v1", "ReplicaSet", "web", "bb");
        var alone = replicaSet("web", "bb");
        var rolledOut = alone.withMetadata(owners("argoproj.io/v1alpha1", "Rollout", "web", "cc"));

        assertThat(KILL.change(Shelf.of(pod, alone))).isEqualTo(new Change.Delete(pod, "ReplicaSet.apps/web"));
        assertThat(KILL.change(Shelf.of(pod, rolledOut))).isEqualTo(new Change.Delete(pod, "Rollout.argoproj.io/web"));
    }

    @Test
    void whatNothingWouldStartAgainIsRefusedUnlessThatIsAllowed() {
        var bare = pod();
        var owner = Map.of("apiVersion", "example.com/v1", "kind", "Job", "name", "web", "uid", "bb");
        var notControlled = bare.withMetadata(Map.of("ownerReferences", List.of(owner)));
        var orphan = ownedBy("apps/v1", "ReplicaSet", "web", "bb");

        for (var cluster : List.of(
                Shelf.of(bare), Shelf.of(notControlled), Shelf.of(orphan), Shelf.of(orphan, replicaSet("web", "cc")))) {
            assertThat(KILL.change(cluster))
                    .isInstanceOfSatisfying(
                            Change.Impossible.class,
                            change -> assertThat(change.reason())
                                    .contains("nothing would start another pod in its place"));
            assertThat(KILL_ANY.change(cluster)).isInstanceOf(Change.Delete.class);
        }
        assertThat(KILL_ANY.change(Shelf.of(bare))).isEqualTo(new Change.Delete(bare, "Pod/web-0"));
    }

    @Test
    void aStaticPodIsRefusedInAnyCase() {
        var mirror = ownedBy("v1", "Node", "node-1", "bb")
                .withAt(List.of("metadata", "annotations", "kubernetes.io/config.mirror"), Optional.of("d1"));

        assertThat(KILL_ANY.change(Shelf.of(mirror)))
                .isInstanceOfSatisfying(
                        Change.Impossible.class,
                        change -> assertThat(change.reason()).contains("static"));
    }

    @Test
    void nothingIsDoneToAPodThatIsGoneOrToItsSuccessor() {
        assertThat(KILL.change(Shelf.of())).isEqualTo(new Change.Nothing("the pod is gone"));
        var successor = ownedBy("apps/v1", "StatefulSet", "web", "bb").withMetadata(Map.of("uid", "ab"));
        assertThat(KILL.change(Shelf.of(successor))).isEqualTo(new Change.Nothing("the pod is gone"));
    }

    @Test
    void nothingIsDoneToAPodThatIsOnItsWay() {
        var going = ownedBy("apps/v1", "StatefulSet", "web", "bb")
                .withMetadata(Map.of("deletionTimestamp", "2026-11-01T10:00:00Z"));

        assertThat(KILL.change(Shelf.of(going))).isEqualTo(new Change.Nothing("the pod is being deleted already"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Failed"})
    void nothingIsDoneToAPodThatHasEnded(String phase) {
        var ended = ownedBy("batch/v1", "Job", "web", "bb").with("status", Map.of("phase", phase));

        assertThat(KILL.change(Shelf.of(ended))).isEqualTo(new Change.Nothing("the pod has ended: it is " + phase));
    }

    private static KubernetesObject pod() {
        return KubernetesObject.of(TargetKinds.refOf(KILL.pod()), Map.of(), Map.of(), Map.of())
                .withMetadata(Map.of("uid", "aa"));
    }

    private static KubernetesObject replicaSet(String name, String uid) {
        return KubernetesObject.of(new ObjectRef(REPLICA_SETS, "shop", name), Map.of(), Map.of(), Map.of())
                .withMetadata(Map.of("uid", uid));
    }

    private static KubernetesObject ownedBy(String apiVersion, String kind, String name, String uid) {
        return pod().withMetadata(owners(apiVersion, kind, name, uid));
    }

    private static Map<String, ?> owners(String apiVersion, String kind, String name, String uid) {
        var owner = Map.of("apiVersion", apiVersion, "kind", kind, "name", name, "uid", uid, "controller", true);
        return Map.of("ownerReferences", List.of(owner));
    }
}
