package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.StandingQuarantine;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.StepState;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod is cut off by the labels that it has, with real packets, before Cilium knows the one by which it is quarantined. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CutLabelsPacketTest {

    private static final String HOST = "203.0.113.10";
    private static final ResourceKind ENDPOINTS =
            new ResourceKind("cilium.io", "v2", "CiliumEndpoint", "ciliumendpoints", true);
    private static final ResourceKind DEPLOYMENTS = new ResourceKind("apps", "v1", "Deployment", "deployments", true);

    private World world;
    private Node node;
    private KubernetesCluster cluster;
    private KubernetesObject shop;
    private KubernetesObject bank;
    private KubernetesObject own;
    private Engine engine;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        world = World.orSkip(CutLabelsPacketTest.class);
        cluster = TestCluster.real(CutLabelsPacketTest.class);
        node = Node.probeOrSkip(CutLabelsPacketTest.class, folder);
        ContainmentDefinition.install(cluster);
        if (cluster.get(StandingQuarantine.policy().ref()).isEmpty()) {
            cluster.create(StandingQuarantine.policy(), WriteMode.COMMIT);
        }
        shop = TestCluster.newNamespace(cluster);
        bank = TestCluster.newNamespace(cluster);
        own = TestCluster.newNamespace(cluster);
        engine = new Engine(
                cluster,
                EngineTime.real(),
                "cut-test",
                new Namespace(own.ref().name()),
                event -> {},
                Sources.NONE.with(node.probes()));
    }

    @AfterAll
    void cleanUp() {
        if (node != null) {
            node.close();
        }
        if (own != null) {
            List.of(shop, bank, own).forEach(namespace -> TestCluster.remove(cluster, namespace));
            cluster.close();
        }
    }

    @Test
    void itIsCutOffBeforeItsNewIdentityIsThereAndNobodyElseIs() {
        String serve = "mkdir -p /www; echo hello > /www/index.html; httpd -p 8080 -h /www; ";
        var neighbour = start(shop, "neighbour", "api", serve + "exec sleep 3600");
        var web = start(shop, "web", "web", serve + asks(address(neighbour)));
        var peer = start(bank, "peer", "web", serve + asks(address(web)));
        await("all is well", () -> answers(web) && isWell(web) && isWell(peer) && answers(neighbour));
        allowEverything();
        String identity = identity(web);

        var cut = run(new CutLabels(), web);

        assertThat(cut.outcome()).as("%s", cut).isEqualTo(Outcome.CONTAINED);
        assertThat(cut.verification()).as("%s", cut).contains(new Verification.Verified());
        assertThat(answers(web)).as("the host outside is answered").isFalse();
        await("a pod of another namespace is not answered either", () -> isFailing(peer));
        assertThat(identity(web)).as("its identity").isEqualTo(identity);
        assertThat(answers(neighbour)).as("the neighbour").isTrue();

        var quarantine = run(new Quarantine(), web);
        assertThat(quarantine.outcome()).as("%s", quarantine).isEqualTo(Outcome.CONTAINED);
        assertThat(quarantine.verification()).as("%s", quarantine).contains(new Verification.Verified());
        assertThat(identity(web)).as("its identity").isNotEqualTo(identity);
        release(cut);

        assertThat(answers(web)).as("the host outside is answered").isFalse();
        assertThat(isFailing(peer)).isTrue();
        assertThat(answers(neighbour)).as("the neighbour").isTrue();
        release(quarantine);
        await("it is free again, and noticed meanwhile that it was not", () -> world.reaches(HOST, url(web, "failed")));
        await("the other namespace too", () -> isWell(peer));
    }

    /**
     * The whole of a response: the cut is in force while the pod has its old identity still, the quarantine takes over without a packet in
     * between, and when the cut has expired the successor, which has the labels too, is reached.
     *
     * @param killed whether the executor is killed by SIGKILL when the cut is recorded and the quarantine is not begun, and another goes on
     */
    @ParameterizedTest(name = "killed between the steps: {0}")
    @ValueSource(booleans = {false, true})
    void aResponseCutsItOffAtOnceAndItStaysSoWhileTheQuarantineTakesOver(boolean killed, @TempDir Path folder)
            throws InterruptedException {
        String app = killed ? "killed" : "unhurt";
        String serve = "mkdir -p /www; echo hello > /www/index.html; ";
        var witness = start(bank, "witness-" + app, "witness", serve + "exec httpd -f -v -p 8080 -h /www 2> /www/log");
        String script = serve + "httpd -p 8080 -h /www; ";
        var pod = deploy(app, script + asksAllTheTime(address(witness)));
        var peer = start(bank, "peer-" + app, "peer", script + asksAllTheTime(address(pod)));
        await("all is well", () -> answers(pod) && passed(pod, peer, witness).bothWays());
        String identity = identity(pod);
        var seen = new ArrayList<String>();

        ResponseResult result;
        if (killed) {
            killBetweenTheSteps(pod, folder);
            await("it is cut off", () -> !answers(pod));
            seen.add(identity(pod) + " " + passed(pod, peer, witness));
            var other = responses(later(Duration.ofMinutes(2)), event -> {});
            result = other.patrol("serve", Duration.ofDays(7)).results().get(0);
        } else {
            result = responses(engine, event -> {
                        if (event instanceof ResponseEvent.Stepped step
                                && step.reached() == StepState.CONTAINED
                                && step.step().equals("cut")) {
                            assertThat(step.note()).isEqualTo("VERIFIED");
                            assertThat(answers(pod)).isFalse();
                            seen.add(identity(pod) + " " + passed(pod, peer, witness));
                        }
                    })
                    .run(CutThenQuarantine.RESPONSE, Map.of("pod", name(pod)), Mode.ENFORCE, new Incident("INC-1"));
        }

        assertThat(result.outcome()).as("%s", result).isEqualTo(RunOutcome.DONE);
        assertThat(result.steps())
                .extracting(ResponseResult.StepResult::reached)
                .containsExactly("CONTAINED", "CONTAINED");
        assertThat(result.steps().get(1).note()).isEqualTo("VERIFIED");
        assertThat(identity(pod)).as("its identity now").isNotEqualTo(identity);
        var successor = successor(pod, app);
        assertThat(world.reaches(HOST, url(successor, "")))
                .as("the cut is by labels that its successor has too")
                .isFalse();

        var round = later(CutLabels.EXPIRY.plusMinutes(1)).patrol("serve", Duration.ofDays(7));

        assertThat(round.problems()).isEmpty();
        await("the successor is reached", () -> answers(successor));
        assertThat(answers(pod)).as("the host outside is answered").isFalse();
        assertThat(seen)
                .as("when it was cut off, and until now")
                .containsExactly(identity + " " + passed(pod, peer, witness));
        assertThat(cluster.get(pod.ref()).map(KubernetesObject::uid))
                .as("it is there")
                .contains(pod.uid());
        assertThat(engine.containment(result.steps().get(1).containment()).map(Containment::state))
                .contains(ContainmentState.CONTAINED);
    }

    private void killBetweenTheSteps(KubernetesObject pod, Path folder) throws InterruptedException {
        try (var way = Way.open()) {
            var writes = new AtomicInteger();
            // That the cut is begun, that it is contained, and that the quarantine is begun.
            ExecutorProcess.killAt(
                    call -> call.method().equals("PUT")
                            && call.isAbout("responseruns")
                            && writes.incrementAndGet() == 3,
                    false,
                    way,
                    () -> ExecutorProcess.start(
                            ExecutorProcess.Task.ISOLATE,
                            way.kubeconfig(folder),
                            own.ref().name(),
                            pod.ref().namespace(),
                            pod.ref().name()));
        }
    }

    private Responses responses(Engine by, Consumer<ResponseEvent> events) {
        return new Responses(by, List.of(CutThenQuarantine.RESPONSE), events);
    }

    /** An executor to whom it is later. */
    private Engine later(Duration by) {
        var now = EngineTime.real();
        return new Engine(
                cluster,
                new EngineTime(() -> now.clock().instant().plus(by), now.nanos(), now.pause()),
                "cut-test-later",
                new Namespace(own.ref().name()),
                event -> {},
                Sources.NONE.with(node.probes()));
    }

    /**
     * How often somebody was answered.
     *
     * @param in by the pod
     * @param out to the pod, by another
     */
    private record Passed(long in, long out) {
        boolean bothWays() {
            return in > 0 && out > 0;
        }
    }

    private Passed passed(KubernetesObject pod, KubernetesObject peer, KubernetesObject witness) {
        long in = world.page(HOST, url(peer, "reached")).lines().count();
        String log = world.page(HOST, url(witness, "log"));
        assertThat(log).as("what the witness has seen").isNotEmpty();
        return new Passed(
                in,
                log.lines()
                        .filter(line -> line.contains(address(pod) + "]:") || line.contains(address(pod) + ":"))
                        .count());
    }

    /** Asks another pod five times a second, also while it is not answered, and counts the answers. */
    private static String asksAllTheTime(String other) {
        return "for i in 1 2 3 4 5; do sleep 0.2; (while true; do timeout 1 wget -q -O /dev/null http://" + other
                + ":8080/ && { echo . >> /www/reached; sleep 1; }; done) & done; wait";
    }

    /** The one pod of a new Deployment. */
    private KubernetesObject deploy(String app, String script) {
        var template = Map.of(
                "metadata",
                Map.of("labels", Map.of("app", app)),
                "spec",
                Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container(script))));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(DEPLOYMENTS, shop.ref().name(), app),
                        Map.of(),
                        Map.of(),
                        Map.of(
                                "spec",
                                Map.of(
                                        "replicas",
                                        1,
                                        "selector",
                                        Map.of("matchLabels", Map.of("app", app)),
                                        "template",
                                        template))),
                WriteMode.COMMIT);
        return running(app, pod -> true);
    }

    private KubernetesObject successor(KubernetesObject pod, String app) {
        return running(app, other -> !other.uid().equals(pod.uid()));
    }

    /** The pod of a Deployment, as soon as it has an address and an identity. */
    private KubernetesObject running(String app, Predicate<KubernetesObject> which) {
        var found = new ArrayList<KubernetesObject>();
        await("there is a pod of " + app, () -> {
            found.clear();
            cluster.list(Simulation.PODS, shop.ref().name()).stream()
                    .filter(pod -> pod.label("app").equals(Optional.of(app)) && which.test(pod))
                    .filter(pod ->
                            !addressOf(pod.ref()).isEmpty() && !identity(pod).isEmpty())
                    .forEach(found::add);
            return found.size() == 1;
        });
        return cluster.get(found.get(0).ref()).orElseThrow();
    }

    @Test
    void whoHasTheSameLabelsAsOthersIsRefused() {
        var twin = start(shop, "twin-a", "twin", "exec sleep 3600");
        start(shop, "twin-b", "twin", "exec sleep 3600");

        var result = run(new CutLabels(), twin);

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.REFUSED);
        assertThat(result.reason().orElseThrow()).contains("twin-b");
    }

    /** Somebody's policy, over which the denial has to win. */
    private void allowEverything() {
        var spec = Map.of(
                "endpointSelector", Map.of(),
                "ingress", List.of(Map.of("fromEntities", List.of("all"))),
                "egress", List.of(Map.of("toEntities", List.of("all"))));
        cluster.create(
                KubernetesObject.of(
                        new ObjectRef(Simulation.POLICIES, shop.ref().name(), "everything"),
                        Map.of(),
                        Map.of(),
                        Map.of("spec", spec)),
                WriteMode.COMMIT);
    }

    private TransactionResult run(SafetyTransaction<?> transaction, KubernetesObject pod) {
        return engine.run(transaction, InputTexts.of(Map.of("pod", name(pod))), Mode.ENFORCE, new Incident("INC-1"));
    }

    private static String name(KubernetesObject pod) {
        return pod.ref().namespace() + "/" + pod.ref().name();
    }

    private void release(TransactionResult result) {
        var released = engine.release(result.containment().orElseThrow(), "jane");
        assertThat(released.outcome()).as("%s", released).isEqualTo(Outcome.RELEASED);
    }

    /** Asks another pod all the time, and has a file for how it is now, and one for that it failed once. */
    private static String asks(String other) {
        return "while true; do if timeout 1 wget -q -O /dev/null http://" + other + ":8080/;"
                + " then touch /www/well; rm -f /www/failing;"
                + " else rm -f /www/well; touch /www/failing /www/failed; fi; sleep 0.2; done";
    }

    private KubernetesObject start(KubernetesObject namespace, String name, String app, String script) {
        var ref = new ObjectRef(Simulation.PODS, namespace.ref().name(), name);
        var object = KubernetesObject.of(
                ref,
                Map.of("app", app),
                Map.of(),
                Map.of("spec", Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container(script)))));
        // The service account of a new namespace takes a moment.
        await(name + " is created", () -> {
            try {
                cluster.create(object, WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return e.reason() == ClusterException.Reason.ALREADY_EXISTS;
            }
        });
        await(
                name + " has an identity",
                () -> !identityOf(ref).isEmpty() && !addressOf(ref).isEmpty());
        return cluster.get(ref).orElseThrow();
    }

    private static Map<String, Object> container(String script) {
        return Map.of(
                "name", "web",
                "image", "testbed/busybox:1",
                "imagePullPolicy", "Never",
                "command", List.of("/bin/sh", "-c", script));
    }

    private String identity(KubernetesObject pod) {
        return identityOf(pod.ref());
    }

    private String identityOf(ObjectRef pod) {
        return cluster.get(new ObjectRef(ENDPOINTS, pod.namespace(), pod.name()))
                .flatMap(endpoint -> endpoint.at("status", "identity", "id"))
                .map(String::valueOf)
                .orElse("");
    }

    private String addressOf(ObjectRef pod) {
        return cluster.get(pod).flatMap(found -> found.text("status", "podIP")).orElse("");
    }

    private static String address(KubernetesObject pod) {
        return pod.text("status", "podIP").orElseThrow();
    }

    private static String url(KubernetesObject pod, String path) {
        return "http://" + address(pod) + ":8080/" + path;
    }

    private boolean answers(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, ""));
    }

    private boolean isWell(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, "well"));
    }

    private boolean isFailing(KubernetesObject pod) {
        return world.reaches(HOST, url(pod, "failing"));
    }
}
