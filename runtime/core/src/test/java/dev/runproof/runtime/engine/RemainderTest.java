package dev.runproof.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Containment.Effect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemainderTest {

    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ResourceKind GROUPS =
            new ResourceKind("cilium.io", "v2alpha1", "CiliumCIDRGroup", "ciliumcidrgroups", false);
    private static final ObjectRef POD = new ObjectRef(PODS, "shop", "p");

    @Test
    void theCommandsShowItAndRemoveIt() {
        var namespaced = Remainder.of(POD, "why");
        var global = Remainder.of(new ObjectRef(GROUPS, "", "g"), "why");

        assertThat(namespaced.look())
                .isEqualTo("kubectl get pods/p --namespace=shop --output=yaml --show-managed-fields");
        assertThat(namespaced.command()).isEqualTo("kubectl delete pods/p --namespace=shop");
        assertThat(global.look())
                .isEqualTo("kubectl get ciliumcidrgroups.cilium.io/g --output=yaml --show-managed-fields");
        assertThat(global.command()).isEqualTo("kubectl delete ciliumcidrgroups.cilium.io/g");
    }

    @Test
    void aNameIsNeverAnOptionNorACommand() {
        assertThat(Remainder.of(new ObjectRef(PODS, "--all-namespaces", "--all"), "")
                        .command())
                .isEqualTo("kubectl delete pods/--all --namespace='--all-namespaces'");
        assertThat(Remainder.of(new ObjectRef(PODS, "$(id)", "a'; reboot\n#"), "")
                        .command())
                .isEqualTo("kubectl delete 'pods/a'\\''; reboot\n#' --namespace='$(id)'");
    }

    @Test
    void soManyDifferencesAreToldAndTheOthersAreCounted() {
        var differences = IntStream.rangeClosed(1, 23)
                .mapToObj(i -> new Difference(
                        "spec.f" + i, Optional.of("1"), Optional.empty(), Optional.empty(), Optional.empty()))
                .toList();

        var remainder = Remainder.of(POD, "why", differences);

        assertThat(remainder.differences()).isEqualTo(differences.subList(0, 20));
        assertThat(remainder.reason()).isEqualTo("why; 3 more fields differ than those that are told");
        assertThat(Remainder.of(POD, "why", differences.subList(0, 20)).reason())
                .isEqualTo("why");
    }

    @Test
    void anEffectKnowsWhatOthersHaveChanged() {
        var made = object(Map.of("a", 1)).withMetadata(Map.of("uid", "u-1"));

        assertThat(Creation.of(made).differencesIn(made)).isEmpty();
        assertThat(Creation.of(made).differencesIn(object(Map.of("a", 2))))
                .extracting(Difference::path)
                .containsExactly("spec.a");
    }

    @Test
    void anEffectThatIsNotKnownToBeMadeIsToldByItsDigestToo() {
        var desired = object(Map.of("a", 1));
        var restamped = desired.withMetadata(Map.of("annotations", Map.of("runproof.dev/digest", "sha256:0")));

        assertThat(Creation.of(desired).differencesIn(restamped))
                .extracting(Difference::path)
                .containsExactly("metadata.annotations[\"runproof.dev/digest\"]");
    }

    @Test
    void aStatementThatIsNotTheOneOfTheDigestIsNotBelieved() {
        var effect = Creation.of(object(Map.of("a", 1))).effect();
        var found = object(Map.of("a", 3));

        var forged = new Effect(
                Effect.How.CREATE,
                POD,
                "u-1",
                effect.digest(),
                effect.statement().replace('1', '2'));
        var nothing = new Effect(Effect.How.CREATE, POD, "u-1", Digest.ofText("[]"), "[]");
        var older = new Effect(Effect.How.CREATE, POD, "u-1", effect.digest(), "");

        assertThat(List.of(forged, nothing, older))
                .allSatisfy(other ->
                        assertThat(Alteration.of(other).differencesIn(found)).isEmpty());
    }

    @Test
    void aStatementThatIsTooLongIsNotKept() {
        String text = "x".repeat(Containment.MAX_STATEMENT);

        var effect = Creation.of(object(Map.of("a", text))).effect();

        assertThat(effect.statement()).isEmpty();
        assertThat(effect.digest()).isEqualTo(Digest.ofContent(object(Map.of("a", text))));
    }

    private static KubernetesObject object(Map<String, ?> spec) {
        return KubernetesObject.of(POD, Map.of(), Map.of(), Map.of("spec", spec));
    }
}
