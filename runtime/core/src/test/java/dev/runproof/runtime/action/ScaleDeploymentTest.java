package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Replicas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScaleDeploymentTest {

    private static final ResourceKind AUTOSCALERS =
            new ResourceKind("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true);
    private static final KubernetesObject WEB = KubernetesObject.of(
                    TargetKinds.refOf(DeploymentRef.parse("shop/web")),
                    Map.of("app.kubernetes.io/instance", "web"),
                    Map.of(),
                    Map.of("spec", Map.of("replicas", 3)))
            .withMetadata(Map.of("uid", "aa"));

    @Test
    void givesItAnotherNumberToBeGivenBack() {
        var change = scale(0).change(Shelf.of(WEB));

        assertThat(change)
                .isEqualTo(new Change.Edit(
                        WEB,
                        List.of(new FieldEdit.Value(
                                List.of("spec", "replicas"), Optional.of(3L), Optional.of(0L), AtTheEnd.RESTORE))));
    }

    @Test
    void nothingIsDoneToWhatIsSoOrIsGone() {
        assertThat(scale(3).change(Shelf.of(WEB)))
                .isEqualTo(new Change.Nothing("the Deployment has 3 replicas already"));
        assertThat(scale(0).change(Shelf.of())).isEqualTo(new Change.Nothing("the Deployment is gone"));
        assertThat(scale(0).change(Shelf.of(WEB.withMetadata(Map.of("uid", "ab")))))
                .isEqualTo(new Change.Nothing("the Deployment is gone"));
        assertThat(scale(0).change(Shelf.of(WEB.withMetadata(Map.of("deletionTimestamp", "2026-11-01T10:00:00Z")))))
                .isEqualTo(new Change.Nothing("the Deployment is being deleted"));
    }

    @Test
    void anAutoscalerStandsStillAtZeroAndAtNoOtherNumber() {
        var usual = autoscaler("web", Map.of("maxReplicas", 9));

        assertThat(scale(0).change(Shelf.of(WEB, usual))).isInstanceOf(Change.Edit.class);
        assertImpossible(scale(1).change(Shelf.of(WEB, usual)), "would change the number by its metrics");
        assertThat(scale(1).change(Shelf.of(WEB, autoscaler("other", Map.of()))))
                .isInstanceOf(Change.Edit.class);
    }

    @Test
    void anAutoscalerThatMayGoToZeroItselfDoesNotStandStill() {
        assertImpossible(
                scale(0).change(Shelf.of(WEB, autoscaler("web", Map.of("minReplicas", 0)))), "as its minReplicas is 0");
        assertThat(scale(0).change(Shelf.of(WEB, autoscaler("web", Map.of("minReplicas", 1)))))
                .isInstanceOf(Change.Edit.class);
    }

    @Test
    void anAutoscalerOfKedaIsWokenUp() {
        var owner = Map.of("apiVersion", "keda.sh/v1alpha1", "kind", "ScaledObject", "name", "web", "uid", "bb");
        var scaler = autoscaler("web", Map.of()).withMetadata(Map.of("ownerReferences", List.of(owner)));

        assertImpossible(scale(0).change(Shelf.of(WEB, scaler)), "belongs to KEDA");
    }

    static Stream<KubernetesObject> managed() {
        return Stream.of(
                labelled("argocd.argoproj.io/instance"),
                labelled("kustomize.toolkit.fluxcd.io/name"),
                labelled("helm.toolkit.fluxcd.io/name"),
                WEB.withAt(
                        List.of("metadata", "annotations", "argocd.argoproj.io/tracking-id"),
                        Optional.of("web:apps/Deployment:shop/web")),
                writtenBy("argocd-controller", "f:replicas"),
                writtenBy("kustomize-controller", "f:replicas"));
    }

    @ParameterizedTest
    @MethodSource("managed")
    void whatGitWouldPutBackIsRefusedUnlessThatIsAllowed(KubernetesObject deployment) {
        assertImpossible(scale(0).change(Shelf.of(deployment)), "would put the number back");
        assertThat(new ScaleDeployment(scale(0).deployment(), new Replicas(0), IfUnknown.ALLOW)
                        .change(Shelf.of(deployment)))
                .isInstanceOf(Change.Edit.class);
    }

    @Test
    void otherSignsAreNone() {
        assertThat(scale(0).change(Shelf.of(writtenBy("kustomize-controller", "f:template"))))
                .isInstanceOf(Change.Edit.class);
        assertThat(scale(0).change(Shelf.of(writtenBy("kubectl-edit", "f:replicas"))))
                .isInstanceOf(Change.Edit.class);
    }

    private static void assertImpossible(Change change, String reason) {
        assertThat(change)
                .isInstanceOfSatisfying(
                        Change.Impossible.class,
                        impossible -> assertThat(impossible.reason()).contains(reason));
    }

    private static ScaleDeployment scale(int replicas) {
        return new ScaleDeployment(DeploymentRef.parse("shop/web/aa"), new Replicas(replicas), IfUnknown.REFUSE);
    }

    private static KubernetesObject labelled(String label) {
        return WEB.withAt(List.of("metadata", "labels", label), Optional.of("web"));
    }

    private static KubernetesObject writtenBy(String manager, String field) {
        return WEB.withMetadata(Map.of(
                "managedFields",
                List.of(Map.of("manager", manager, "fieldsV1", Map.of("f:spec", Map.of(field, Map.of()))))));
    }

    private static KubernetesObject autoscaler(String of, Map<String, ?> spec) {
        var all = new HashMap<String, Object>(spec);
        all.put("scaleTargetRef", Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", of));
        return KubernetesObject.of(
                new ObjectRef(AUTOSCALERS, "shop", "scaler"), Map.of(), Map.of(), Map.of("spec", all));
    }
}
