package dev.runproof.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.probe.HttpNodeProbes;
import dev.runproof.runtime.probe.ProbeKey;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun.Decision.Verdict;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The response of our runbook to a compromised pod, with the executor's image, real Pods and packets: evidence, quarantine, and the Deployment to
 * 0 when somebody has agreed. An executor is killed by SIGKILL within each of its steps and between them; another one, later, brings it to the
 * same end. Each case has a Deployment of its own, and some go on at a time.
 */
class CompromisedPodIT {

    private static final String IMAGE = "registry.example.com/runproof/executor:response";
    /** The namespace of the store, as the runbook names it. */
    private static final String FORENSICS = "forensics";

    private static final String EVIDENCE = "capture-pod-evidence";
    private static final String QUARANTINE = "quarantine-pod";
    private static final String STOP = "stop-workload";
    /** Longer than any executor has for what it has begun. */
    private static final Duration LATER = Duration.ofMinutes(10);

    private static final int AT_A_TIME = 3;
    private static final ResourceKind SLICES =
            new ResourceKind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true);

    private static final String SHOP = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: %1$s, namespace: %2$s }
            spec:
              replicas: 2
              selector: { matchLabels: { app: %1$s } }
              template:
                metadata: { labels: { app: %1$s } }
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: web
                      image: testbed/busybox:1
                      imagePullPolicy: Never
                      command: [/bin/sh, -c, "mkdir -p /www; echo hello > /www/index.html; exec httpd -f -p 8080 -h /www"]
                      readinessProbe: { httpGet: { port: 8080, path: / }, periodSeconds: 1 }
                      livenessProbe: { httpGet: { port: 8080, path: / }, periodSeconds: 2, timeoutSeconds: 5 }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: %1$s, namespace: %2$s }
            spec: { selector: { app: %1$s }, ports: [{ port: 8080 }] }
            """;

    private final Incident incident = new Incident("INC-1", Optional.of(Instant.now()));

    @TempDir
    private Path folder;

    private EvidenceGround ground;
    private Probe probe;
    private Sources sources;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Ground.loadOrSkip(CompromisedPodIT.class, IMAGE, folder.resolve("image.tar"));
    }

    @BeforeEach
    void open() throws IOException {
        ground = new EvidenceGround(CompromisedPodIT.class, IMAGE, FORENSICS);
        probe = Probe.startOrSkip(CompromisedPodIT.class, folder);
        sources = Sources.NONE.with(new HttpNodeProbes(ProbeKey.read(Probe.keyFile(folder)), probe.port()));
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

    /** Where an executor is killed: at the effect of each step, and where the run hears of it, before the server does it and after. */
    private static List<Way.End> ends() {
        return Stream.of("jobs", "pods", "deployments")
                .flatMap(what -> Stream.of(Way.End.At.values())
                        .flatMap(at -> Stream.of(false, true).map(done -> new Way.End(what, at, done))))
                .toList();
    }

    @Test
    void whereverAnExecutorIsKilledAnotherIsolatesThePodKeepsItsEvidenceAndNobodyElseNotices() throws Exception {
        ground.prepare("restricted", "");
        ground.prepareResponses();
        var cases = new ArrayList<Case>();
        for (Way.End end : ends()) {
            cases.add(new Case("shop-" + cases.size(), end));
        }
        for (Case one : cases) {
            ground.apply(SHOP.formatted(one.shop, ground.shop()));
        }

        var workers = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            var running = new ArrayList<Future<?>>();
            for (Case one : cases) {
                running.add(workers.submit(() -> {
                    one.run();
                    return one;
                }));
            }
            for (int i = 0; i < cases.size(); i++) {
                try {
                    running.get(i).get();
                } catch (ExecutionException e) {
                    throw new AssertionError("killed " + cases.get(i).end, e.getCause());
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    /** One Deployment, one of whose pods is compromised, and an executor that is killed. */
    private final class Case {

        private final String shop;
        private final Way.End end;

        Case(String shop, Way.End end) {
            this.shop = shop;
            this.end = end;
        }

        void run() throws Exception {
            ground.await("two pods of " + shop + " serve", () -> served().size() == 2);
            KubernetesObject pod = ofTheDeployment().get(0);
            String address = pod.text("status", "podIP").orElseThrow();
            String healthy = served().stream()
                    .filter(any -> !any.equals(address))
                    .findFirst()
                    .orElseThrow();
            ground.await("both answer", () -> reaches(address) && reaches(healthy));
            boolean inTheLastStep = end.what().equals("deployments");
            Responses first = responses(Duration.ZERO);
            Responses later = responses(LATER);
            String run;
            try (var users = new Users(healthy)) {
                ResponseResult asked;
                if (inTheLastStep) {
                    asked = first.run(KilledResponder.response(), inputs(pod), Mode.ENFORCE, incident);
                } else {
                    kill(pod, "");
                    asked = later.recover(runAbout(pod), "recover").orElseThrow();
                }
                assertThat(asked.outcome()).as("%s", asked).isEqualTo(RunOutcome.WAITING);
                assertThat(reached(asked))
                        .as("%s", asked)
                        .containsExactly(EVIDENCE + " CONTAINED", QUARANTINE + " CONTAINED", STOP + " WAITING");
                ground.await("it is cut off", () -> !reaches(address));
                ground.await("another pod takes its place", () -> served().size() == 2 && !served().contains(address));
                assertThat(served())
                        .allSatisfy(other -> assertThat(reaches(other)).isTrue());
                assertThat(users.turnedAway()).as("users of the other pod").isEmpty();
                run = asked.run().orElseThrow();
            }

            (inTheLastStep ? first : later).decide(run, STOP, Verdict.APPROVED, "jane");
            if (inTheLastStep) {
                kill(pod, run);
            }
            ResponseResult done = later.recover(run, "recover").orElseThrow();

            assertThat(done.outcome()).as("%s", done).isEqualTo(RunOutcome.DONE);
            assertThat(reached(done)).as("%s", done).endsWith(STOP + " CONTAINED");
            ground.await("all others are gone", () -> ofTheDeployment().isEmpty());
            assertIsolatedAndRunning(pod, address);
            assertEvidence(pod);
        }

        private void kill(KubernetesObject pod, String run) throws IOException, InterruptedException {
            Path files = Files.createDirectory(folder.resolve(shop));
            KilledResponder.killAt(end, files, ground.own(), name(pod), incident, run, Duration.ZERO);
        }

        private String runAbout(KubernetesObject pod) {
            return responses(LATER).runs().stream()
                    .filter(listed -> listed.run()
                            .filter(run -> run.request()
                                    .inputs()
                                    .getOrDefault("pod", "")
                                    .endsWith("/" + pod.uid()))
                            .isPresent())
                    .map(Responses.Listed::name)
                    .findFirst()
                    .orElseThrow();
        }

        private Map<String, String> inputs(KubernetesObject pod) {
            return Map.of("pod", name(pod));
        }

        private String name(KubernetesObject pod) {
            return pod.ref().namespace() + "/" + pod.ref().name();
        }

        /** The pods of the Deployment that belong to it still. */
        private List<KubernetesObject> ofTheDeployment() {
            return ground.cluster().list(Ground.PODS, ground.shop()).stream()
                    .filter(pod -> pod.label("app").equals(Optional.of(shop)))
                    .toList();
        }

        /** The addresses that the Service sends users to. */
        private List<String> served() {
            return ground.cluster().list(SLICES, ground.shop()).stream()
                    .filter(slice -> slice.label("kubernetes.io/service-name").equals(Optional.of(shop)))
                    .flatMap(slice -> slice.list("endpoints").stream())
                    .filter(endpoint -> String.valueOf(endpoint).contains("ready=true"))
                    .flatMap(endpoint ->
                            endpoint instanceof Map<?, ?> map && map.get("addresses") instanceof List<?> addresses
                                    ? addresses.stream()
                                    : Stream.empty())
                    .map(String::valueOf)
                    .toList();
        }

        private void assertIsolatedAndRunning(KubernetesObject pod, String address) {
            KubernetesObject isolated = ground.cluster().get(pod.ref()).orElseThrow();
            assertThat(isolated.uid()).isEqualTo(pod.uid());
            assertThat(isolated.text("status", "phase")).contains("Running");
            assertThat(String.valueOf(isolated.list("status", "containerStatuses")))
                    .contains("restartCount=0");
            assertThat(reaches(address)).as("it is cut off still").isFalse();
        }

        /** What is in the store is what the records say, and it was captured once. */
        private void assertEvidence(KubernetesObject pod) {
            String stored = ground.folderOf(pod);
            assertThat(ground.inStore(stored, "sha256sum --check SHA256SUMS"))
                    .doesNotContain("FAILED")
                    .contains("manifest.json: OK");
            String manifest = ground.inStore(stored, "sha256sum manifest.json").substring(0, 64);
            assertThat(ground.cluster().list(Containment.KIND, ground.own()).stream()
                            .map(record -> String.valueOf(record.list("spec", "history"))))
                    .anyMatch(history -> history.contains("evidence-captured: manifest sha256:" + manifest))
                    .anyMatch(history -> history.contains("evidence-exists: manifest sha256:" + manifest));
        }
    }

    /** Users of one pod, from outside of the cluster, who come one after the other until this is closed. */
    private static final class Users implements AutoCloseable {

        private static final Duration BETWEEN = Duration.ofMillis(200);

        private final List<String> turnedAway = new CopyOnWriteArrayList<>();
        private final AtomicBoolean closed = new AtomicBoolean();
        private final Thread coming;

        Users(String address) {
            coming = new Thread(() -> {
                while (!closed.get()) {
                    if (!World.answers(address, "10")) {
                        turnedAway.add(Instant.now().toString());
                    }
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
            });
            coming.start();
        }

        /** When somebody got no answer. */
        List<String> turnedAway() {
            return turnedAway;
        }

        @Override
        public void close() {
            closed.set(true);
            try {
                coming.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Responses responses(Duration ahead) {
        var engine = new Engine(
                ground.cluster(),
                KilledResponder.time(ahead),
                "response-test-" + UUID.randomUUID(),
                new Namespace(ground.own()),
                event -> {},
                sources);
        return new Responses(engine, List.of(KilledResponder.response()), event -> {});
    }

    private static List<String> reached(ResponseResult result) {
        return result.steps().stream()
                .map(step -> step.name() + " " + step.reached())
                .toList();
    }

    private static boolean reaches(String address) {
        return World.answers(address, "1");
    }
}
