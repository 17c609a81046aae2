package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.PodRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class QuarantinePodTest {

    private static final ResourceKind SERVICES = new ResourceKind("", "v1", "Service", "services", true);
    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);
    private static final PodRef POD = PodRef.parse("shop/web-0/4f3c");
    private static final Map<String, Object> OWNER =
            Map.of("apiVersion", "apps/v1", "kind", "ReplicaSet", "name", "web", "uid", "1", "controller", true);

    private static KubernetesObject pod(Map<String, String> labels) {
        return KubernetesObject.of(
                        TargetKinds.refOf(POD), labels, Map.of(), Map.of("status", Map.of("phase", "Running")))
                .withMetadata(Map.of("uid", "4f3c"));
    }

    private static KubernetesObject service(String name, Map<String, String> selector) {
        return KubernetesObject.of(
                new ObjectRef(SERVICES, "shop", name),
                Map.of(),
                Map.of(),
                Map.of("spec", selector.isEmpty() ? Map.of() : Map.of("selector", selector)));
    }

    private static KubernetesObject replicaSet(Map<String, ?> selector) {
        return KubernetesObject.of(
                new ObjectRef(REPLICA_SETS, "shop", "web"),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("selector", selector)));
    }

    /** What the pod says once it is isolated. */
    private static KubernetesObject isolated(KubernetesObject pod, KubernetesObject... others) {
        var objects = new KubernetesObject[others.length + 1];
        objects[0] = pod;
        System.arraycopy(others, 0, objects, 1, others.length);
        var edit = (Change.Edit) new QuarantinePod(POD).change(Shelf.of(objects));
        KubernetesObject changed = pod;
        for (FieldEdit one : edit.edits()) {
            assertThat(one.isOpenIn(pod)).isTrue();
            changed = changed.withAt(one.path(), one.doneIn(changed));
        }
        return changed;
    }

    @Test
    void thoseLabelsGoByWhichSomethingSelectsItAndTheOthersStay() {
        var pod = pod(Map.of("app", "web", "hash", "7d", "tier", "front", "team", "shop"));

        var isolated = isolated(
                pod,
                service("web", Map.of("app", "web")),
                service("front", Map.of("tier", "front")),
                service("others", Map.of("app", "api", "team", "shop")),
                service("without", Map.of()),
                replicaSet(Map.of("matchLabels", Map.of("app", "web", "hash", "7d"))));

        assertThat(isolated.map("metadata", "labels"))
                .isEqualTo(Map.of("team", "shop", StandingQuarantine.LABEL, "true"));
    }

    @Test
    void expressionsAreUnderstood() {
        var pod = pod(Map.of("app", "web", "tier", "front", "track", "stable"));

        var isolated = isolated(
                pod,
                replicaSet(Map.of(
                        "matchExpressions",
                        List.of(
                                Map.of("key", "app", "operator", "In", "values", List.of("web", "api")),
                                Map.of("key", "tier", "operator", "Exists")))));

        assertThat(isolated.map("metadata", "labels"))
                .isEqualTo(Map.of("track", "stable", StandingQuarantine.LABEL, "true"));
    }

    @Test
    void itLosesItsOwnersAndNeitherThemNorItsLabelsItGetsBack() {
        var pod = pod(Map.of("app", "web")).withMetadata(Map.of("ownerReferences", List.of(OWNER)));
        var change = (Change.Edit) new QuarantinePod(POD).change(Shelf.of(pod, service("web", Map.of("app", "web"))));

        assertThat(change.edits())
                .filteredOn(edit -> edit.atTheEnd() == FieldEdit.AtTheEnd.RESTORE)
                .extracting(FieldEdit::path)
                .containsExactly(List.of("metadata", "labels", StandingQuarantine.LABEL));
        assertThat(isolated(pod, service("web", Map.of("app", "web"))).at("metadata", "ownerReferences"))
                .isEmpty();
    }

    @Test
    void ofAnOwnerWhoseSelectorIsNotKnownAllLabelsGo() {
        var owner = Map.of("apiVersion", "argoproj.io/v1alpha1", "kind", "Rollout", "name", "web", "uid", "1");
        var pod = pod(Map.of("app", "web", "team", "shop")).withMetadata(Map.of("ownerReferences", List.of(owner)));

        assertThat(isolated(pod).map("metadata", "labels")).isEqualTo(Map.of(StandingQuarantine.LABEL, "true"));
    }

    @Test
    void whatSelectsPodsWithoutALabelCannotBeEscaped() {
        var pod = pod(Map.of("app", "web"));
        var all = replicaSet(Map.of("matchExpressions", List.of(Map.of("key", "canary", "operator", "DoesNotExist"))));

        assertThat(new QuarantinePod(POD).change(Shelf.of(pod, all)))
                .isInstanceOfSatisfying(
                        Change.Impossible.class,
                        none -> assertThat(none.reason()).contains("selects the pod whatever"));
    }

    @Test
    void whatIsNotToBeIsolatedIsNot() {
        var pod = pod(Map.of());
        var hosted = pod.with("spec", Map.of("hostNetwork", true));
        var mirror = pod.withMetadata(Map.of("annotations", Map.of("kubernetes.io/config.mirror", "x")));
        var ended = pod.with("status", Map.of("phase", "Succeeded"));
        var done = pod(Map.of(StandingQuarantine.LABEL, "true"));
        var successor = pod.withMetadata(Map.of("uid", "another"));
        var action = new QuarantinePod(POD);

        assertThat(List.of(hosted, mirror))
                .allSatisfy(one -> assertThat(action.change(Shelf.of(one))).isInstanceOf(Change.Impossible.class));
        assertThat(List.of(ended, done, successor))
                .allSatisfy(one -> assertThat(action.change(Shelf.of(one))).isInstanceOf(Change.Nothing.class));
        assertThat(action.change(Shelf.of())).isInstanceOf(Change.Nothing.class);
    }

    @Test
    void theShippedPolicyIsTheOneThatIsAskedFor() throws IOException {
        try (var in =
                Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(StandingQuarantine.MANIFEST))) {
            var shipped = (Map<?, ?>) new Load(LoadSettings.builder().build())
                    .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var policy = StandingQuarantine.policy();

            assertThat(Optional.ofNullable(shipped.get("spec"))).contains(policy.map("spec"));
            assertThat(shipped.get("metadata"))
                    .isEqualTo(Map.of("name", policy.ref().name()));
            assertThat(shipped.get("apiVersion")).isEqualTo("cilium.io/v2");
            assertThat(shipped.get("kind")).isEqualTo("CiliumClusterwideNetworkPolicy");
        }
    }
}
