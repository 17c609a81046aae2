package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelIsEnforcedTest {

    private static KubernetesObject policy(String valid) {
        return StandingQuarantine.policy()
                .with("status", Map.of("conditions", List.of(Map.of("type", "Valid", "status", valid))));
    }

    private static KubernetesObject configuration(Map<String, String> data) {
        return KubernetesObject.of(
                new ObjectRef(SurroundingKinds.CONFIG_MAPS, "kube-system", "cilium-config"),
                Map.of(),
                Map.of(),
                Map.of("data", data));
    }

    private static CheckResult run(Duration left, KubernetesObject... objects) {
        var target = new ContainmentTarget.Pod(PodRef.parse("shop/web-0/4f3c"));
        return new LabelIsEnforced()
                .run(new CheckContext(
                        target,
                        Shelf.of(objects),
                        new Namespace("runproof"),
                        Instant.now().plus(left)));
    }

    private static CheckResult with(String... data) {
        var map = new HashMap<String, String>();
        Arrays.stream(data).forEach(entry -> map.put(entry.split("=", 2)[0], entry.split("=", 2)[1]));
        return run(Duration.ofSeconds(60), policy("True"), configuration(map));
    }

    @Test
    void thePolicyHasToStandAsItIsShipped() {
        var changed = policy("True").withAt(List.of("spec", "egressDeny"), Optional.empty());
        var configuration = configuration(Map.of());

        assertThat(with()).isEqualTo(new CheckResult.Passed());
        assertThat(Stream.of(
                        run(Duration.ofSeconds(60), configuration),
                        run(Duration.ofSeconds(60), changed, configuration),
                        run(Duration.ofSeconds(60), policy("False"), configuration)))
                .allSatisfy(result -> assertThat(result).isInstanceOf(CheckResult.Failed.class));
        assertThat(run(Duration.ofSeconds(60), policy("True"))).isInstanceOf(CheckResult.Undetermined.class);
    }

    @Test
    void ciliumHasToEnforceIt() {
        assertThat(with("policy-audit-mode=true")).isInstanceOf(CheckResult.Failed.class);
        assertThat(with("enable-policy=never")).isInstanceOf(CheckResult.Failed.class);
        assertThat(with("enable-policy=always")).isEqualTo(new CheckResult.Passed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | true
            k8s:app                                     | false
            k8s:app runproof\\.dev                      | true
            container:.*                                | false
            k8s:!app                                    | true
            k8s:!runproof\\.dev                         | false
            !.*quarantine                               | false
            k8s:!runproof\\.dev k8s:runproof\\.dev/quar | true
            k8s:!runproof\\.dev/q k8s:runproof          | false
            k8s:[                                       | false
            k8s:![                                      | false
            """)
    void theLabelHasToCountForIdentities(String labels, boolean counts) {
        assertThat(with("labels=" + labels) instanceof CheckResult.Passed).isEqualTo(counts);
    }

    @Test
    void whatStandsOnTheNodesIsNotKnown() {
        assertThat(with("label-prefix-file=/etc/labels.json")).isInstanceOf(CheckResult.Undetermined.class);
        assertThat(with("identity-change-grace-period=1.5h")).isInstanceOf(CheckResult.Undetermined.class);
    }

    @Test
    void thereHasToBeTimeForANewIdentity() {
        assertThat(run(Duration.ofSeconds(36), policy("True"), configuration(Map.of())))
                .isInstanceOf(CheckResult.Failed.class);
        assertThat(run(Duration.ofSeconds(40), policy("True"), configuration(Map.of())))
                .isEqualTo(new CheckResult.Passed());
        assertThat(with("identity-change-grace-period=40s")).isInstanceOf(CheckResult.Failed.class);
    }
}
