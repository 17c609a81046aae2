package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillsBelowTest {

    private static final ResourceKind RECORDS =
            new ResourceKind("runproof.dev", "v1alpha1", "Containment", "containments", true);
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final PodRef POD = PodRef.parse("shop/web-0/aa");
    private static final KillsBelow ONE = new KillsBelow(new Count(1), TimeSpan.parse("10m"));

    private final List<KubernetesObject> objects = new ArrayList<>(List.of(pod()));

    @Test
    void isBelowWhereNothingHasBeenKilled() {
        assertThat(ONE.run(context()))
                .isEqualTo(new CheckResult.Passed("0 other pods of StatefulSet.apps/web in shop killed within 10m"));
    }

    @Test
    void refusesAndSaysWhatToDoInstead() {
        objects.add(record("bb", "CONTAINED", Map.of()));

        assertThat(ONE.run(context()))
                .isEqualTo(new CheckResult.Failed("1 other pod of StatefulSet.apps/web in shop killed within 10m, and"
                        + " there may be 1: what comes back each time is not driven out by killing; isolate this one by"
                        + " quarantine-pod, and page who owns the workload"));
        assertThat(new KillsBelow(new Count(2), TimeSpan.parse("10m")).run(context()))
                .isInstanceOf(CheckResult.Passed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INTENT",
                "APPLIED",
                "CONTAINED",
                "ROLLING_BACK",
                "UNDOING",
                "UNDONE",
                "MANUAL_INTERVENTION",
                "NEW"
            })
    void countsWhatMayHaveKilled(String state) {
        objects.add(record("bb", state, Map.of()));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECEIVED", "WAITING", "REFUSED", "CANCELLED", "NOT_NEEDED", "AUDITED", "ROLLED_BACK"})
    void countsNothingThatHasNot(String state) {
        objects.add(record("bb", state, Map.of()));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Passed.class);
    }

    @Test
    void countsNothingThatThisCheckHasStopped() {
        objects.add(record("bb", "ROLLING_BACK", Map.of("note", "kills-below: 3 other pods of it")));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Passed.class);
    }

    @Test
    void countsOnlyItsOwnActionOwnerAndNamespace() {
        objects.add(record("bb", "CONTAINED", Map.of("action", "quarantine-pod")));
        objects.add(record("cc", "CONTAINED", Map.of("owner", "StatefulSet.apps/other")));
        objects.add(record("dd", "CONTAINED", Map.of("namespace", "other")));
        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Passed.class);

        objects.add(record("ee", "CONTAINED", Map.of("owner", "")));
        assertThat(ONE.run(context())).as("one that does not tell").isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void whatIsLongAgoCountsNoMore() {
        objects.add(record("bb", "CONTAINED", Map.of("at", "2026-11-01T09:50:00Z")));
        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Passed.class);

        objects.add(record("cc", "CONTAINED", Map.of("at", "2026-11-01T09:50:01Z")));
        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void whatDoesNotTellWhenItWasIsOfNow() {
        objects.add(record("bb", "CONTAINED", Map.of("at", "yesterday")));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void ofThoseThatBeginAtOneMomentTheFirstKills() {
        objects.add(record("bb", "INTENT", Map.of("version", "10")));
        assertThat(ONE.run(context())).as("before its own intent").isInstanceOf(CheckResult.Failed.class);

        objects.add(record("aa", "INTENT", Map.of("version", "9")));
        assertThat(ONE.run(context())).as("the first").isInstanceOf(CheckResult.Passed.class);

        objects.add(record("cc", "INTENT", Map.of("version", "8")));
        assertThat(ONE.run(context())).as("the second").isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void whatHasKilledCountsInAnyOrder() {
        objects.add(record("aa", "INTENT", Map.of("version", "9")));
        objects.add(record("bb", "APPLIED", Map.of("version", "10")));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void whatWasTakenOverMayHaveBeenEarlier() {
        objects.add(record("aa", "INTENT", Map.of("version", "9")));
        objects.add(record("bb", "INTENT", Map.of("version", "10", "epoch", 2L)));

        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void theRecordTellsTheOwnerOfAPodThatIsGone() {
        objects.remove(0);
        assertThat(ONE.run(context())).isEqualTo(new CheckResult.Passed("the pod is gone"));

        objects.add(record("aa", "INTENT", Map.of("version", "9")));
        objects.add(record("bb", "CONTAINED", Map.of()));
        assertThat(ONE.run(context())).isInstanceOf(CheckResult.Failed.class);
    }

    private CheckContext context() {
        return new CheckContext(
                new ContainmentTarget.Pod(POD),
                new Shelf(List.copyOf(objects)),
                new Namespace("runproof"),
                NOW.plus(Duration.ofSeconds(30)),
                Sources.NONE,
                InstantSource.fixed(NOW),
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                NOW);
    }

    private static KubernetesObject pod() {
        var owner =
                Map.of("apiVersion", "apps/v1", "kind", "StatefulSet", "name", "web", "uid", "ff", "controller", true);
        return KubernetesObject.of(TargetKinds.refOf(POD), Map.of(), Map.of(), Map.of())
                .withMetadata(Map.of("uid", "aa", "ownerReferences", List.of(owner)));
    }

    /** The record of a kill, as the engine writes it but for what a test says. */
    private static KubernetesObject record(String uid, String state, Map<String, ?> other) {
        var told = new HashMap<String, Object>(Map.of(
                "action", "kill-pod",
                "namespace", "shop",
                "owner", "StatefulSet.apps/web",
                "at", "2026-11-01T09:59:00Z",
                "version", "5",
                "epoch", 1L,
                "note", "the API server does not answer"));
        told.putAll(other);
        String owner = String.valueOf(told.get("owner"));
        var statement = KubernetesObject.of(
                TargetKinds.refOf(POD),
                Map.of(),
                Map.of(),
                owner.isEmpty() ? Map.of() : Map.of(Change.Delete.OWNER, owner));
        var spec = Map.of(
                "target", "pod/shop/web-0/" + uid,
                "action", told.get("action"),
                "state", state,
                "epoch", told.get("epoch"),
                "effect", Map.of("namespace", told.get("namespace"), "statement", statement.statementJson()),
                "history",
                        List.of(
                                Map.of("state", "INTENT", "at", told.get("at"), "note", ""),
                                Map.of("state", state, "at", "2026-11-01T10:00:00Z", "note", told.get("note"))));
        var history = new HashMap<String, Object>(spec);
        if (state.equals("INTENT") || state.equals("APPLIED")) {
            history.put("history", List.of(Map.of("state", state, "at", told.get("at"), "note", "")));
        }
        return KubernetesObject.of(
                        new ObjectRef(RECORDS, "runproof", "c-" + uid), Map.of(), Map.of(), Map.of("spec", history))
                .withMetadata(Map.of("resourceVersion", told.get("version")));
    }
}
