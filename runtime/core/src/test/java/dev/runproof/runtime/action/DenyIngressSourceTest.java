package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.ingress.Nginx;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenyIngressSourceTest {

    private static final KubernetesObject WEB = Nginx.ingress(Map.of(Nginx.LIST, "198.51.100.1, 198.51.100.2"));
    private static final List<String> LIST = List.of("metadata", "annotations", Nginx.LIST);

    private static DenyIngressSource deny(IfUnknown ifManaged) {
        return new DenyIngressSource(
                IpAddress.parse("203.0.113.7"),
                IngressRef.parse("shop/web/aa"),
                new Namespace(Nginx.NAMESPACE),
                ifManaged);
    }

    private static Change change(KubernetesObject ingress) {
        return deny(IfUnknown.REFUSE).change(Shelf.of(ingress, Nginx.ingressClass(), Nginx.pod("a", "v1.9.4")));
    }

    private static String impossible(Change change) {
        assertThat(change).isInstanceOf(Change.Impossible.class);
        return ((Change.Impossible) change).reason();
    }

    @Test
    void addsTheAddressToTheListOfOthers() {
        assertThat(change(WEB)).isEqualTo(new Change.Edit(WEB, List.of(new FieldEdit.Listed(LIST, "203.0.113.7"))));
        assertThat(deny(IfUnknown.REFUSE).target().key()).isEqualTo("ingress/shop/web/aa/ingress-nginx/203.0.113.7");
    }

    @Test
    void nothingIsDoneWhereNothingIsToDo() {
        assertThat(deny(IfUnknown.REFUSE).change(Shelf.of())).isEqualTo(new Change.Nothing("the Ingress is gone"));
        assertThat(change(WEB.withMetadata(Map.of("uid", "ab")))).isEqualTo(new Change.Nothing("the Ingress is gone"));
        assertThat(change(WEB.withMetadata(Map.of("deletionTimestamp", "2026-11-01T10:00:00Z"))))
                .isEqualTo(new Change.Nothing("the Ingress is being deleted"));
        assertThat(change(Nginx.ingress(Map.of(Nginx.LIST, "203.0.113.0/24"))))
                .isEqualTo(new Change.Nothing("the list of the Ingress has 203.0.113.0/24 already"));
    }

    @Test
    void nothingIsWrittenThatOthersWouldIgnoreOrSufferFrom() {
        assertThat(impossible(deny(IfUnknown.REFUSE).change(Shelf.of(WEB, Nginx.pod("a", "v1.9.4")))))
                .contains("class nginx, which there is not");
        assertThat(impossible(change(Nginx.ingress(Map.of(Nginx.LIST, "198.51.100.1,")))))
                .contains("503");
        assertThat(impossible(change(Nginx.ingress(Map.of("example.com/a", "a".repeat(262_000))))))
                .contains("as long as an API server takes");
    }

    @Test
    void whoeverKeepsTheListAsGitHasItWouldPutItBack() {
        var flux = WEB.withMetadata(Map.of(
                "managedFields",
                List.of(Map.of(
                        "manager",
                        "kustomize-controller",
                        "fieldsV1",
                        Map.of("f:metadata", Map.of("f:annotations", Map.of("f:" + Nginx.LIST, Map.of())))))));
        var argo = WEB.withAt(List.of("metadata", "labels", "argocd.argoproj.io/instance"), Optional.of("web"))
                .withAt(
                        List.of("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"),
                        Optional.of("{\"metadata\":{\"annotations\":{\"" + Nginx.LIST + "\":\"198.51.100.1\"}}}"));

        assertThat(impossible(change(flux)))
                .contains("by the manager of metadata.annotations." + Nginx.LIST + ", kustomize-controller");
        assertThat(impossible(change(argo))).contains("by the label argocd.argoproj.io/instance");
        assertThat(deny(IfUnknown.ALLOW).change(Shelf.of(flux, Nginx.ingressClass(), Nginx.pod("a", "v1.9.4"))))
                .isInstanceOf(Change.Edit.class);
    }

    @Test
    void whatIsNotInGitIsLeftAlone() {
        var bare = Nginx.ingress(Map.of())
                .withAt(List.of("metadata", "labels", "argocd.argoproj.io/instance"), Optional.of("web"));
        var ofOthers = WEB.withAt(List.of("metadata", "labels", "argocd.argoproj.io/instance"), Optional.of("web"))
                .withAt(
                        List.of("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"),
                        Optional.of("{\"metadata\":{}}"));

        assertThat(change(bare)).isInstanceOf(Change.Edit.class);
        assertThat(change(ofOthers)).isInstanceOf(Change.Edit.class);
    }
}
