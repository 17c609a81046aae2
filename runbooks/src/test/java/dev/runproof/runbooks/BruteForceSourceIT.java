package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.probe.HttpNodeProbes;
import dev.runproof.runtime.probe.ProbeKey;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The response of our runbook to a source of failed logins, in both modes, with real Pods and packets: a source that is a pod's address leads
 * to that pod if it was there before the alert began, and it is quarantined; one outside is blocked.
 */
class BruteForceSourceIT {

    private static final String OUTSIDE = "203.0.113.10";
    private static final String NEIGHBOUR = "203.0.113.20";
    private static final String QUARANTINE = "quarantine-source-pod";
    private static final String BLOCK = "block-source";

    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: { name: %1$s, namespace: %2$s, labels: { app: %1$s } }
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - name: web
                  image: testbed/busybox:1
                  imagePullPolicy: Never
                  command: [/bin/sh, -c, "mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www"]
            """;

    private EvidenceGround ground;
    private Probe probe;
    private Sources sources;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        Given.orSkip(BruteForceSourceIT.class, Given.KUBECONFIG, Given.WORLD);
        probe = Probe.startOrSkip(BruteForceSourceIT.class, folder);
        sources = Sources.NONE.with(new HttpNodeProbes(ProbeKey.read(Probe.keyFile(folder)), probe.port()));
        ground = new EvidenceGround(BruteForceSourceIT.class, "", "");
        ground.apply("""
                apiVersion: v1
                kind: Namespace
                metadata: { name: %1$s }
                ---
                apiVersion: v1
                kind: Namespace
                metadata: { name: %2$s }
                """.formatted(ground.own(), ground.shop()));
        ground.prepareResponses();
    }

    @AfterEach
    void close() {
        if (probe != null) {
            probe.close();
        }
        if (ground != null) {
            ground.close();
        }
    }

    @Test
    void aSourceOutsideIsBlockedAndNobodyElse() {
        String web = started("web");

        assertThat(reached(respond(OUTSIDE, Mode.AUDIT, Instant.now())))
                .containsExactly(QUARANTINE + " SKIPPED", BLOCK + " AUDITED");
        assertNothingIsDone();
        assertThat(World.answersTo(OUTSIDE, web))
                .as("audit mode changes nothing")
                .isTrue();

        ResponseResult done = approved(respond(OUTSIDE, Mode.ENFORCE, Instant.now()), BLOCK);

        assertThat(done.outcome()).as("%s", done).isEqualTo(RunOutcome.DONE);
        assertThat(reached(done)).as("%s", done).containsExactly(QUARANTINE + " SKIPPED", BLOCK + " CONTAINED");
        assertThat(World.answersTo(OUTSIDE, web)).as("the source").isFalse();
        assertThat(World.answersTo(NEIGHBOUR, web)).as("others").isTrue();
    }

    @Test
    void aSourceThatIsAPodIsQuarantinedIfItWasThereWhenTheAlertBegan() {
        Instant before = Instant.now().minus(Duration.ofMinutes(5));
        String web = started("web");
        String address = started("source");

        assertThat(reached(respond(address, Mode.AUDIT, Instant.now())))
                .containsExactly(QUARANTINE + " AUDITED", BLOCK + " SKIPPED");
        ResponseResult later = respond(address, Mode.ENFORCE, before);
        assertThat(later.outcome()).as("%s", later).isEqualTo(RunOutcome.STOPPED);
        assertThat(ground.cluster().list(Ground.POLICIES, ground.shop())).isEmpty();
        assertThat(label()).as("of a pod that has inherited the address").isEmpty();
        assertThat(World.answersTo(OUTSIDE, address)).isTrue();

        ResponseResult done = approved(respond(address, Mode.ENFORCE, Instant.now()), QUARANTINE);

        assertThat(done.outcome()).as("%s", done).isEqualTo(RunOutcome.DONE);
        assertThat(reached(done)).as("%s", done).containsExactly(QUARANTINE + " CONTAINED", BLOCK + " SKIPPED");
        assertThat(label()).contains("true");
        assertThat(World.answersTo(OUTSIDE, address)).as("the source").isFalse();
        assertThat(World.answersTo(OUTSIDE, web)).as("the application").isTrue();
        assertThat(ground.cluster().list(Ground.POLICIES, ground.shop())).isEmpty();
    }

    private void assertNothingIsDone() {
        assertThat(ground.cluster().list(Ground.POLICIES, ground.shop())).isEmpty();
        assertThat(ground.cluster().list(Ground.CONTAINMENTS, ground.own())).isEmpty();
        assertThat(ground.cluster().list(ResponseRun.KIND, ground.own())).isEmpty();
    }

    private Optional<String> label() {
        return ground.cluster()
                .get(new ObjectRef(Ground.PODS, ground.shop(), "source"))
                .orElseThrow()
                .label(StandingQuarantine.LABEL);
    }

    /** Starts a web server and gives its address. */
    private String started(String name) {
        ground.await("the namespace has its service account", () -> {
            try {
                ground.apply(POD.formatted(name, ground.shop()));
                return true;
            } catch (RuntimeException e) {
                return false;
            }
        });
        var ref = new ObjectRef(Ground.PODS, ground.shop(), name);
        ground.await(
                name + " answers",
                () -> ground.cluster()
                        .get(ref)
                        .flatMap(pod -> pod.text("status", "podIP"))
                        .filter(address -> World.answersTo(OUTSIDE, address) && World.answersTo(NEIGHBOUR, address))
                        .isPresent());
        return ground.cluster().get(ref).orElseThrow().text("status", "podIP").orElseThrow();
    }

    private ResponseResult respond(String source, Mode mode, Instant began) {
        Responses responses = responses();
        Response response = all().stream()
                .filter(one -> one.name().equals("block-brute-force-source"))
                .findFirst()
                .orElseThrow();
        return responses.run(
                response,
                Map.of("source", source, "namespace", ground.shop()),
                mode,
                new Incident("INC-" + UUID.randomUUID(), Optional.of(began)));
    }

    /** Says yes where a run waits, and goes on with it. */
    private ResponseResult approved(ResponseResult waiting, String step) {
        assertThat(waiting.outcome()).as("%s", waiting).isEqualTo(RunOutcome.WAITING);
        assertThat(ground.cluster().list(Ground.POLICIES, ground.shop()))
                .as("nothing before somebody agrees")
                .isEmpty();
        String run = waiting.run().orElseThrow();
        responses().decide(run, step, Verdict.APPROVED, "jane");
        return responses().recover(run, "recover").orElseThrow();
    }

    private Responses responses() {
        var engine = new Engine(
                ground.cluster(),
                EngineTime.real(),
                "brute-force-test-" + UUID.randomUUID(),
                new Namespace(ground.own()),
                event -> {},
                sources);
        return new Responses(engine, all(), event -> {});
    }

    private static List<Response> all() {
        return ServiceLoader.load(ResponseCatalogue.class).stream()
                .flatMap(catalogue -> catalogue.get().responses().stream())
                .toList();
    }

    private static List<String> reached(ResponseResult result) {
        return result.steps().stream()
                .map(step -> step.name() + " " + step.reached())
                .toList();
    }
}
