package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The response of our runbook to a compromised pod, in audit mode on a real cluster: it says of each step what it would do, and does nothing. */
class CompromisedPodAuditIT {

    /** The namespace of the store, as the runbook names it. */
    private static final String FORENSICS = "forensics";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: { name: web, namespace: %s, labels: { app: web } }
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - { name: web, image: "testbed/busybox:1", imagePullPolicy: Never, command: [/bin/sleep, "1000"] }
            """;

    private EvidenceGround ground;

    @BeforeEach
    void open() throws IOException {
        Given.orSkip(CompromisedPodAuditIT.class, Given.KUBECONFIG);
        ground = new EvidenceGround(CompromisedPodAuditIT.class, "registry.example.com/executor:1", FORENSICS);
        ground.prepare("restricted", "");
        ground.prepareResponses();
    }

    @AfterEach
    void close() {
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void eachStepIsRehearsedAndNothingIsDone() {
        KubernetesObject pod = running();

        ResponseResult result = new Responses(
                        new Engine(
                                ground.cluster(),
                                EngineTime.real(),
                                "response-audit-test",
                                new Namespace(ground.own()),
                                event -> {},
                                Sources.NONE),
                        List.of(KilledResponder.response()),
                        event -> {})
                .run(
                        KilledResponder.response(),
                        Map.of("pod", pod.ref().namespace() + "/" + pod.ref().name()),
                        Mode.AUDIT,
                        new Incident("INC-1", Optional.of(Instant.now())));

        assertThat(result.steps())
                .as("%s", result)
                .extracting(step -> step.name() + " " + step.reached())
                .startsWith("capture-pod-evidence AUDITED", "quarantine-pod AUDITED")
                .hasSize(3);
        assertThat(ground.cluster().list(Ground.JOBS, FORENSICS)).isEmpty();
        assertThat(ground.cluster().list(Ground.CONTAINMENTS, ground.own())).isEmpty();
        assertThat(ground.cluster().list(ResponseRun.KIND, ground.own())).isEmpty();
        KubernetesObject after = ground.cluster().get(pod.ref()).orElseThrow();
        assertThat(after.uid()).isEqualTo(pod.uid());
        assertThat(after.map("metadata", "labels")).isEqualTo(pod.map("metadata", "labels"));
        assertThat(after.map("metadata", "annotations")).isEqualTo(pod.map("metadata", "annotations"));
    }

    private KubernetesObject running() {
        var ref = new ObjectRef(Ground.PODS, ground.shop(), "web");
        ground.await("the pod is created", () -> {
            try {
                ground.apply(POD.formatted(ground.shop()));
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
        ground.await(
                "the pod runs",
                () -> ground.cluster()
                        .get(ref)
                        .flatMap(pod -> pod.text("status", "phase"))
                        .equals(Optional.of("Running")));
        return ground.cluster().get(ref).orElseThrow();
    }
}
