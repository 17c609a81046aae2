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

class DenyPodLabelsTest {

    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);
    private static final KubernetesObject WEB =
            pod("web", Map.of("app", "web", "hash", "7d")).withMetadata(Map.of("uid", "aa"));
    private static final KubernetesObject ENDPOINT =
            endpoint("web", "k8s:app=web", "k8s:io.kubernetes.pod.namespace=shop", "k8s:gone=yes");

    private static KubernetesObject pod(String name, Map<String, String> labels) {
        return KubernetesObject.of(
                TargetKinds.refOf(PodRef.parse("shop/" + name)),
                labels,
                Map.of(),
                Map.of("spec", Map.of("nodeName", "a"), "status", Map.of("phase", "Running")));
    }

    private static KubernetesObject endpoint(String name, String... labels) {
        return KubernetesObject.of(
                new ObjectRef(ENDPOINTS, "shop", name),
                Map.of(),
                Map.of(),
                Map.of("status", Map.of("identity", Map.of("id", 7, "labels", List.of(labels)))));
    }

    private static Change change(KubernetesObject... objects) {
        return change(IfUnknown.REFUSE, objects);
    }

    private static Change change(IfUnknown ifReplaced, KubernetesObject... objects) {
        return new DenyPodLabels(PodRef.parse("shop/web/aa"), ifReplaced).change(Shelf.of(objects));
    }

    private static void assertImpossible(Change change, String why) {
        assertThat(change).isInstanceOf(Change.Impossible.class);
        assertThat(((Change.Impossible) change).reason()).contains(why);
    }

    @Test
    void deniesToTheLabelsThatCountWhatTheQuarantineDeniesToItsOwn() {
        var made = ((Change.Create) change(WEB, ENDPOINT)).object();

        assertThat(made.at("spec", "endpointSelector")).contains(Map.of("matchLabels", Map.of("k8s:app", "web")));
        assertThat(made.ref().name()).startsWith("runproof-cut-");
        assertThat(made.at("spec", "egressDeny"))
                .isEqualTo(StandingQuarantine.policy().at("spec", "egressDeny"));
        assertThat(made.list("spec", "ingressDeny").get(0))
                .isEqualTo(
                        StandingQuarantine.policy().list("spec", "ingressDeny").get(0));
        assertThat(made.list("spec", "ingressDeny").toString()).contains("k8s:io.kubernetes.pod.namespace");
    }

    @Test
    void nobodyElseIsCutOff() {
        assertImpossible(
                change(WEB, ENDPOINT, pod("twin", Map.of("app", "web", "hash", "7d"))), "select pods/twin in shop too");
        assertImpossible(
                change(WEB, ENDPOINT, pod("more", Map.of("app", "web", "tier", "front"))),
                "select pods/more in shop too");
        assertImpossible(
                change(WEB, ENDPOINT, pod("late", Map.of()), endpoint("late", "k8s:app=web", "k8s:tier=front")),
                "select ciliumendpoints.cilium.io/late in shop too");
        assertThat(change(
                        WEB,
                        ENDPOINT,
                        pod("other", Map.of("app", "api")),
                        endpoint("other", "k8s:app=api"),
                        pod("over", Map.of("app", "web")).withAt(List.of("status", "phase"), Optional.of("Succeeded")),
                        pod("host", Map.of("app", "web")).withAt(List.of("spec", "hostNetwork"), Optional.of(true))))
                .isInstanceOf(Change.Create.class);
    }

    @Test
    void aSuccessorWouldBeCutOffToo() {
        var owned = WEB.withMetadata(Map.of(
                "ownerReferences",
                List.of(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "StatefulSet",
                        "name",
                        "web",
                        "uid",
                        "1",
                        "controller",
                        true))));

        assertImpossible(change(owned, ENDPOINT), "would start another with the same labels");
        assertThat(change(IfUnknown.ALLOW, owned, ENDPOINT)).isInstanceOf(Change.Create.class);
    }

    @Test
    void withoutLabelsThatCountItWouldBeEverybody() {
        assertImpossible(
                change(WEB, endpoint("web", "k8s:io.kubernetes.pod.namespace=shop")), "no label of the pod counts");
        assertImpossible(change(WEB, endpoint("web", "k8s:app=api")), "no label of the pod counts");
        assertImpossible(change(WEB), "there is no ciliumendpoints.cilium.io/web in shop");
    }

    @Test
    void wherePoliciesDoNothingOrNothingIsToDo() {
        assertThat(change()).isEqualTo(new Change.Nothing("the pod is gone"));
        assertThat(change(WEB.withMetadata(Map.of("uid", "ab")), ENDPOINT))
                .isEqualTo(new Change.Nothing("the pod is gone"));
        assertThat(change(WEB.withAt(List.of("status", "phase"), Optional.of("Failed")), ENDPOINT))
                .isEqualTo(new Change.Nothing("the pod has ended"));
        assertThat(change(
                        WEB.withAt(List.of("metadata", "labels", StandingQuarantine.LABEL), Optional.of("true")),
                        ENDPOINT))
                .isInstanceOf(Change.Nothing.class);
        assertImpossible(
                change(WEB.withAt(List.of("spec", "hostNetwork"), Optional.of(true)), ENDPOINT), "network of its node");
    }
}
