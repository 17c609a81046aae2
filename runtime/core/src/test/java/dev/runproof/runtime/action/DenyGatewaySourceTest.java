package dev.runproof.runtime.action;

import static dev.runproof.runtime.gateway.Envoys.OFFICE;
import static dev.runproof.runtime.gateway.Envoys.policy;
import static dev.runproof.runtime.gateway.Envoys.rule;
import static dev.runproof.runtime.gateway.Envoys.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.gateway.Envoys;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DenyGatewaySourceTest {

    private static final String LABEL = "argocd.argoproj.io/instance";
    private static final String APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static DenyGatewaySource deny(IfUnknown ifManaged) {
        return new DenyGatewaySource(
                IpAddress.parse("203.0.113.7"),
                SecurityPolicyRef.parse("shop/sources/aa"),
                new Namespace(Envoys.NAMESPACE),
                ifManaged);
    }

    private static Change change(KubernetesObject policy) {
        return deny(IfUnknown.REFUSE).change(Shelf.of(policy));
    }

    private static String impossible(Change change) {
        assertThat(change).isInstanceOf(Change.Impossible.class);
        return ((Change.Impossible) change).reason();
    }

    @Test
    void putsARuleInFrontOfTheOthers() {
        var target = deny(IfUnknown.REFUSE).target();
        var rule = SourcePolicy.rule("runproof-" + target.hash(), target.address());

        assertThat(target.key()).isEqualTo("gateway/shop/sources/aa/envoy-gateway-system/203.0.113.7");
        assertThat(change(policy(OFFICE)))
                .isEqualTo(new Change.Edit(policy(OFFICE), List.of(new FieldEdit.InFront(SourcePolicy.RULES, rule))));
    }

    @Test
    void nothingIsDoneWhereNothingIsToDo() {
        assertThat(deny(IfUnknown.REFUSE).change(Shelf.of()))
                .isEqualTo(new Change.Nothing("the SecurityPolicy is gone"));
        assertThat(change(policy().withMetadata(Map.of("uid", "ab"))))
                .isEqualTo(new Change.Nothing("the SecurityPolicy is gone"));
        assertThat(change(policy().withMetadata(Map.of("deletionTimestamp", "2026-11-01T10:00:00Z"))))
                .isEqualTo(new Change.Nothing("the SecurityPolicy is being deleted"));
        assertThat(change(policy(rule("Deny", "203.0.113.0/24"))))
                .isEqualTo(new Change.Nothing("rule a of the SecurityPolicy turns it away already"));
        var full = Collections.nCopies(256, (Object) rule("Deny", "203.0.113.0/24"));
        assertThat(change(policy(full.toArray()))).isInstanceOf(Change.Nothing.class);
    }

    @Test
    void nothingIsWrittenThatWouldNotHoldOrThatOthersWouldSufferFrom() {
        assertThat(impossible(change(policy().withAt(List.of("spec", "authorization"), Optional.empty()))))
                .contains("turns everybody away");
        assertThat(impossible(change(told(policy())))).contains("no controller has accepted");
        assertThat(impossible(change(told(policy(rule("Deny", "203.0.113.0/24"))))))
                .as("a rule that does not hold is none")
                .contains("no controller has accepted");
    }

    @Test
    void whoeverKeepsTheRulesAsGitHasThemWouldPutThemBack() {
        var flux = policy(OFFICE)
                .withMetadata(Map.of(
                        "managedFields",
                        List.of(Map.of(
                                "manager",
                                "kustomize-controller",
                                "fieldsV1",
                                Map.of("f:spec", Map.of("f:authorization", Map.of("f:rules", Map.of())))))));
        var argo = policy(OFFICE)
                .withAt(List.of("metadata", "labels", LABEL), Optional.of("web"))
                .withAt(
                        List.of("metadata", "annotations", APPLIED),
                        Optional.of("{\"spec\":{\"authorization\":{\"rules\":[]}}}"));

        assertThat(impossible(change(flux)))
                .contains("by the manager of spec.authorization.rules, kustomize-controller");
        assertThat(impossible(change(argo))).contains("by the label " + LABEL);
        assertThat(deny(IfUnknown.ALLOW).change(Shelf.of(flux))).isInstanceOf(Change.Edit.class);
    }

    @Test
    void whatIsNotInGitIsLeftAlone() {
        var bare = policy().withAt(List.of("metadata", "labels", LABEL), Optional.of("web"));
        var ofOthers = policy(OFFICE)
                .withAt(List.of("metadata", "labels", LABEL), Optional.of("web"))
                .withAt(List.of("metadata", "annotations", APPLIED), Optional.of("{\"metadata\":{}}"));

        assertThat(change(bare)).isInstanceOf(Change.Edit.class);
        assertThat(change(ofOthers)).isInstanceOf(Change.Edit.class);
    }
}
