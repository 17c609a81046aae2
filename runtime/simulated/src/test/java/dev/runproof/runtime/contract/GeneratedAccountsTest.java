package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;

import dev.runproof.runtime.check.ActiveBlocksBelow;
import dev.runproof.runtime.check.IsExternal;
import dev.runproof.runtime.check.MapPressureBelow;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.ServiceHealthy;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.probe.NodeProbes;
import dev.runproof.runtime.probe.ProbeAnswer;
import dev.runproof.runtime.probe.ProbeQuestion;
import dev.runproof.runtime.probe.Verdict;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The accounts that the compiler writes for transactions and responses, on a real cluster: with what each is allowed a whole life comes off,
 * and without any one verb of it something breaks. So the index of actions and checks declares what they need, and no more.
 *
 * <p>A life for each verb would take many minutes. So one life is watched, each verb is taken away by itself, and a request of that life is
 * asked again until it is forbidden. Only where no request asked for a verb, as with those that policies look for, is there a life
 * without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedAccountsTest {

    private static final Namespace OWN = new Namespace(ExecutorAccount.NAMESPACE);
    private static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
    private static final ResourceKind REPLICA_SETS = new ResourceKind("apps", "v1", "ReplicaSet", "replicasets", true);

    private static final ServiceHealthy HEALTHY = new ServiceHealthy(
            Percent.parse("1"), Percent.parse("25"), TimeSpan.parse("1s"), RequestCounter.parse("m{a,b}"));

    private static final MapPressureBelow ROOM = new MapPressureBelow(Percent.parse("80"), IfUnknown.REFUSE);

    private static final ActiveBlocksBelow FEW = new ActiveBlocksBelow(new Count(250), new Count(1000));

    private static final String RESPONSE = "contain-source";

    private KubernetesCluster admin;
    private KubernetesObject shop;
    private ExecutorAccount applying;
    private Installation installation;
    private Installation auditing;
    private int incidents;
    private Path folder;
    private int deployments;

    /** A transaction as a runbook has it, and as a class. */
    enum Kind {
        BLOCK("""
                name: block-source
                inputs: { source: { type: ip }, namespace: { type: namespace } }
                action: { block-ip: { address: $source, in: $namespace } }
                pre-check:
                  - not-protected
                  - source-is-visible
                  - { map-pressure-below: { percent: 80, if-unknown: refuse } }
                  - { active-blocks-below: { in-namespace: 250, in-all: 1000 } }
                  - { service-healthy: { settle: 1s, requests: "m{a,b}" } }
                post-check:
                  - policy-enforced
                  - { service-healthy: { settle: 1s, requests: "m{a,b}" } }
                max-duration: 30s
                expires: 1h
                """),
        KILL("""
                name: kill-pod
                inputs: { pod: { type: pod } }
                action: { kill-pod: { pod: $pod } }
                pre-check: [{ kills-below: { kills: 1000, within: 10m } }]
                post-check: [pod-gone]
                irreversible: its controller starts another one
                max-duration: 30s
                expires: never
                """),
        SCALE("""
                name: scale-deployment
                inputs: { deployment: { type: deployment } }
                action: { scale-deployment: { deployment: $deployment, replicas: 0 } }
                post-check: [replicas-are]
                max-duration: 60s
                expires: { after: 24h, then: page }
                """),
        QUARANTINE("""
                name: quarantine-pod
                inputs: { pod: { type: pod } }
                action: { quarantine-pod: { pod: $pod } }
                pre-check: [label-is-enforced]
                post-check: [policy-enforced, pod-still-running]
                max-duration: 60s
                expires: { after: 24h, then: page }
                """),
        SCRIPT("""
                name: revoke-sessions
                inputs: { account: { type: argument } }
                action:
                  run-script: { script: revoke-sessions, sha256: %s, argument: $account, in: %%s, within: 20s }
                post-check: [script-succeeded]
                irreversible: sessions that have ended begin anew
                max-duration: 60s
                expires: 1h
                """.formatted("0".repeat(64)));

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** Its block; where one names a namespace, it is this one. */
        String in(String namespace) {
            return text.replace("%s", namespace);
        }

        String transaction() {
            return text.lines().findFirst().orElseThrow().substring("name: ".length());
        }
    }

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException {
        admin = TestCluster.real(GeneratedAccountsTest.class);
        folder = temporary;
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        applying = new ExecutorAccount(admin);
        installation = installation(
                "enforcing",
                Stream.concat(Stream.of(Kind.values()).map(Kind::transaction), Stream.of(RESPONSE))
                        .toList());
        auditing = installation("auditing", List.of());
        // Everything else may be in it.
        applying.apply(installation.text("namespace.yaml"));
        installation.files().stream()
                .filter(path -> path.startsWith("accounts/")
                        || path.startsWith("admission/")
                        || path.startsWith("policy/")
                        || List.of("protected.yaml", "templates.yaml").contains(path))
                .map(installation::text)
                .forEach(applying::apply);
        auditing.files().stream()
                .filter(path -> path.startsWith("accounts/"))
                .map(auditing::text)
                .forEach(applying::apply);
        objects(installation, "serve.yaml").stream()
                .filter(object -> !object.ref().kind().kind().equals("Deployment"))
                .forEach(applying::apply);
        allow(installation);
    }

    /** Lets actions act in the namespaces that the generated account says. */
    private void allow(Installation written) {
        var serving = objects(written, "serve.yaml").stream()
                .filter(object -> object.ref().kind().kind().equals("ServiceAccount"))
                .findFirst()
                .orElseThrow();
        var annotations = serving.map("metadata", "annotations");
        admin.replace(
                admin.get(serving.ref()).orElseThrow().withMetadata(Map.of("annotations", annotations)),
                WriteMode.COMMIT);
    }

    private Installation installation(String name, List<String> enforced) throws IOException {
        return new Installation(
                Files.createDirectory(folder.resolve(name)),
                """
                image: registry.example.com/executor:1
                may-act-in: [%s]
                enforce: [%s]
                protected: { addresses: [198.51.100.0/25] }
                people: { approve: { security-oncall: [security-oncall] } }
                """.formatted(shop.ref().name(), String.join(", ", enforced)),
                Stream.of(Kind.values()).map(kind -> kind.in(shop.ref().name())).toList(),
                List.of("""
                        name: %s
                        about: { source: ip, namespace: namespace }
                        signals: { rate: [{ alert: BruteForceDetected }] }
                        approval: { by: security-oncall, within: 15m, else: page }
                        steps:
                          - block-source: { only-if: [is-external] }
                        """.formatted(RESPONSE)));
    }

    @AfterAll
    void cleanUp() {
        if (shop != null) {
            Stream.of(Optional.ofNullable(installation), Optional.ofNullable(auditing))
                    .flatMap(Optional::stream)
                    .flatMap(written -> written.files().stream()
                            .filter(path -> path.startsWith("accounts/"))
                            .flatMap(path -> objects(written, path).stream()))
                    .forEach(object -> admin.get(object.ref())
                            .ifPresent(found -> admin.delete(found.ref(), found.uid(), WriteMode.COMMIT)));
            Stream.of(Kind.values()).flatMap(kind -> recordsOf(kind).stream()).forEach(this::delete);
            // Other tests have the account of the operations page.
            var executor = new ObjectRef(Simulation.SERVICE_ACCOUNTS, OWN.name(), "executor");
            admin.get(executor)
                    .ifPresent(found -> admin.replace(
                            found.withAt(List.of("metadata", "annotations"), Optional.empty()), WriteMode.COMMIT));
            applying.connect(folder, Map.of("addresses", "198.51.100.0/25\n")).close();
            TestCluster.remove(admin, shop);
        }
        if (admin != null) {
            admin.close();
        }
    }

    private static List<KubernetesObject> objects(Installation written, String path) {
        var objects = new ArrayList<KubernetesObject>();
        ExecutorAccount.load(written.text(path)).forEach(document -> objects.add(ExecutorAccount.object(document)));
        return objects;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachVerbIsNeededAndAllSuffice(Kind kind) throws IOException {
        if (kind == Kind.QUARANTINE || kind == Kind.SCRIPT) {
            World.orSkip(GeneratedAccountsTest.class);
        }
        Ground ground = ground(kind);
        eachIsNeeded(
                "executor-run-" + kind.transaction(),
                objects(installation, "accounts/run-" + kind.transaction() + ".yaml"),
                account -> live(kind, ground, account, List.of(Mode.values())));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachVerbOfAuditIsNeededAndAllSuffice(Kind kind) throws IOException {
        if (kind == Kind.QUARANTINE || kind == Kind.SCRIPT) {
            World.orSkip(GeneratedAccountsTest.class);
        }
        Ground ground = ground(kind);
        eachIsNeeded(
                "executor-audit-run-" + kind.transaction(),
                objects(auditing, "accounts/run-" + kind.transaction() + ".yaml"),
                account -> live(kind, ground, account, List.of(Mode.AUDIT)));
    }

    @Test
    void eachVerbOfAResponseIsNeededAndAllSuffice() throws IOException {
        eachIsNeeded(
                "executor-respond-" + RESPONSE,
                objects(installation, "accounts/respond-" + RESPONSE + ".yaml"),
                account -> respond(account, Mode.ENFORCE));
    }

    @Test
    void eachVerbOfAResponseInAuditIsNeededAndAllSuffice() throws IOException {
        eachIsNeeded(
                "executor-audit-respond-" + RESPONSE,
                objects(auditing, "accounts/respond-" + RESPONSE + ".yaml"),
                account -> respond(account, Mode.AUDIT));
    }

    private void eachIsNeeded(String name, List<KubernetesObject> written, Function<Cluster, Life> living)
            throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        try (var account = applying.connect(own, name)) {
            Asked asked = whole(account, living);
            for (KubernetesObject role : written) {
                for (Lesser lesser : lessers(role)) {
                    replace(lesser.role());
                    var requests = asked.requests().stream()
                            .filter(lesser::isAbout)
                            .collect(Collectors.toMap(
                                    request -> request.namespace() + "/" + request.name(),
                                    request -> request,
                                    (first, again) -> first))
                            .values();
                    await(
                            "something breaks " + lesser.without(),
                            () -> requests.isEmpty()
                                    ? !living.apply(account).isWhole()
                                    : requests.stream().anyMatch(request -> request.isForbidden(account)));
                }
                if (!lessers(role).isEmpty()) {
                    replace(role);
                }
            }
        }
    }

    /** What is asked in a whole life. */
    private static Asked whole(KubernetesCluster account, Function<Cluster, Life> living) {
        var asked = new ArrayList<Asked>();
        var lives = new ArrayList<Life>();
        try {
            // Roles are in force a moment after they are written.
            await("all that is written suffices", () -> {
                asked.add(new Asked(account));
                lives.add(living.apply(asked.get(asked.size() - 1)));
                return lives.get(lives.size() - 1).isWhole();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ": " + lives.get(lives.size() - 1), e);
        }
        return asked.get(asked.size() - 1);
    }

    @Test
    void theResidentExecutorEndsWhatAnotherBegan(@TempDir Path own, @TempDir Path resident) {
        var ending = BlockSource.PLAIN.ending(new Expiry.Undo(Duration.ofSeconds(1)));
        try (var account = applying.connect(own, "executor-run-block-source");
                var serving = applying.connect(resident, "executor")) {
            var engine = new Engine(account, EngineTime.real(), "generated-accounts-test", OWN, event -> {});
            var serve = new Engine(serving, EngineTime.real(), "generated-accounts-test-serve", OWN, event -> {});
            var texts = BlockSource.texts(shop.ref().name());
            await("something is contained", () -> {
                clear(Kind.BLOCK);
                return engine.run(ending, texts, Mode.ENFORCE, new Incident("INC-1"))
                                .outcome()
                        == Outcome.CONTAINED;
            });
            var forbidden = new ArrayList<String>();
            try {
                // Roles are in force a moment after they are written.
                await("nothing is left of it, and nothing was forbidden", () -> {
                    forbidden.clear();
                    forbidden.addAll(round(serving, serve));
                    return forbidden.isEmpty()
                            && admin.list(POLICIES, shop.ref().name()).isEmpty()
                            && recordsOf(Kind.BLOCK).isEmpty();
                });
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + ": " + forbidden + recordsOf(Kind.BLOCK), e);
            }
        }
    }

    /** One round of a resident executor; what it was not allowed. What other tests of this cluster have left is none of its work here. */
    private List<String> round(KubernetesCluster account, Engine engine) {
        List<String> others = admin.list(Containment.KIND, OWN.name()).stream()
                .filter(record -> !isOf(Kind.BLOCK, record))
                .map(record -> "containment " + record.ref().name() + ":")
                .toList();
        try {
            new Heartbeat(account, InstantSource.system(), OWN).beat("generated-accounts-test-serve");
            return engine.patrol("serve", Duration.ZERO).problems().stream()
                    .filter(problem -> problem.contains("answers 403"))
                    .filter(problem -> others.stream().noneMatch(problem::startsWith))
                    .toList();
        } catch (ClusterException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * What came of a life.
     *
     * @param expected the outcomes of its parts
     * @param outcomes those that they had
     * @param said what was said in between
     */
    private record Life(List<?> expected, List<?> outcomes, List<String> said) {

        boolean isWhole() {
            return expected.equals(outcomes) && said.stream().noneMatch(text -> text.contains("answers 403"));
        }
    }

    /** What is there before a life, and is made anew for each. */
    private interface Ground {

        SafetyTransaction<?> transaction();

        InputTexts prepare();
    }

    private Life live(Kind kind, Ground ground, Cluster account, List<Mode> modes) {
        clear(kind);
        var texts = ground.prepare();
        var expected = new ArrayList<Outcome>();
        var outcomes = new ArrayList<Outcome>();
        var said = new ArrayList<String>();
        Engine engine = engine(account, said);
        boolean enforced = modes.contains(Mode.ENFORCE);
        try {
            if (enforced && !(ground.transaction().expiry() instanceof Expiry.Never)) {
                new Heartbeat(account, InstantSource.system(), OWN).isAlive(duration -> {});
            }
            for (Mode mode : modes) {
                var result = engine.run(ground.transaction(), texts, mode, new Incident("INC-1"));
                expected.addAll(
                        mode == Mode.AUDIT ? List.of(Outcome.AUDITED) : List.of(Outcome.CONTAINED, Outcome.RELEASED));
                outcomes.add(result.outcome());
                said.add(result.toString());
                if (result.outcome() == Outcome.CONTAINED) {
                    var release = engine.release(result.containment().orElseThrow(), "generated-accounts-test");
                    outcomes.add(release.outcome());
                    said.add(release.toString());
                }
            }
            if (enforced && kind == Kind.SCRIPT) {
                // What its pod says is read where a script fails.
                var failed = engine.run(
                        ground.transaction(), RunOneScript.texts("john"), Mode.ENFORCE, new Incident("INC-1"));
                said.add(failed.toString());
                expected.add(Outcome.MANUAL_INTERVENTION);
                outcomes.add(
                        String.valueOf(failed.reason()).contains("exit code 7") ? failed.outcome() : Outcome.FAILED);
            }
        } catch (ClusterException e) {
            said.add(e.getMessage());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Life(expected, outcomes, said);
    }

    private static Engine engine(Cluster account, List<String> said) {
        return new Engine(
                account,
                EngineTime.real(),
                "generated-accounts-test",
                OWN,
                event -> {
                    if (event instanceof Checked checked) {
                        said.add(checked.check() + " " + checked.result());
                    }
                },
                Sources.NONE
                        .with((questions, timeout) -> questions.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> isolated(entry.getKey(), entry.getValue()))))
                        .with((query, at, timeout) ->
                                new Answer.Samples(List.of(new Sample(Map.of("runproof_part", "agents"), 99)))));
    }

    /** A response that comes to its end, and one whose second step fails, so that its first one is undone. */
    private Life respond(Cluster account, Mode mode) {
        clear(Kind.BLOCK);
        String where = shop.ref().name();
        var said = new ArrayList<String>();
        var outcomes = new ArrayList<RunOutcome>();
        Engine engine = engine(account, said);
        var first = Saga.onlyIf(Saga.step("block-source", checkedBlock()), new IsExternal());
        var failing = Saga.step("second", Saga.blocking("203.0.113.77").after(BlockSource.failing("service-healthy")));
        try {
            if (mode == Mode.ENFORCE) {
                new Heartbeat(account, InstantSource.system(), OWN).isAlive(duration -> {});
            }
            for (Response response : List.of(Saga.of(first), Saga.of(first, failing))) {
                incidents++;
                var result = new Responses(engine, List.of(response), event -> {})
                        .run(response, Saga.inputs(where), mode, new Incident("INC-" + incidents));
                outcomes.add(result.outcome());
                said.add(result.toString());
                clear(Kind.BLOCK);
            }
        } catch (ClusterException e) {
            said.add(e.getMessage());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            admin.list(ResponseRun.KIND, OWN.name()).stream()
                    .filter(run -> run.at("spec", "inputs", "namespace").equals(Optional.of(where)))
                    .forEach(this::delete);
        }
        return new Life(
                mode == Mode.AUDIT
                        ? List.of(RunOutcome.AUDITED, RunOutcome.AUDITED)
                        : List.of(RunOutcome.DONE, RunOutcome.STOPPED),
                outcomes,
                said);
    }

    private static BlockSource checkedBlock() {
        return BlockSource.PLAIN
                .before(new NotProtected(), new SourceIsVisible(), ROOM, FEW, HEALTHY)
                .after(new PolicyEnforced(), HEALTHY);
    }

    private void clear(Kind kind) {
        recordsOf(kind).forEach(this::delete);
        admin.list(POLICIES, shop.ref().name()).forEach(this::delete);
    }

    private List<KubernetesObject> recordsOf(Kind kind) {
        return admin.list(Containment.KIND, OWN.name()).stream()
                .filter(record -> isOf(kind, record))
                .toList();
    }

    private static boolean isOf(Kind kind, KubernetesObject record) {
        return record.text("spec", "transaction").equals(Optional.of(kind.transaction()));
    }

    private Ground ground(Kind kind) {
        return switch (kind) {
            case BLOCK -> of(checkedBlock(), () -> BlockSource.texts(shop.ref().name()));
            case KILL -> {
                var deployment = newDeployment();
                yield of(new Kill(1000), () -> Kill.texts(podOf(deployment)));
            }
            case SCALE ->
                of(
                        new Scale(0),
                        () -> InputTexts.of(Map.of(
                                "deployment",
                                shop.ref().name() + "/" + newDeployment().ref().name())));
            case QUARANTINE -> {
                new WebServer(admin, shop.ref().name()).start();
                yield of(new Quarantine(), () -> {
                    var web = new ObjectRef(Simulation.PODS, shop.ref().name(), "web");
                    await("the pod is as it was", () -> lift(web));
                    return InputTexts.of(Map.of("pod", shop.ref().name() + "/web"));
                });
            }
            case SCRIPT -> {
                label(shop, "runproof.dev/for", "scripts");
                applying.apply(KubernetesObject.of(
                        new ObjectRef(Simulation.SERVICE_ACCOUNTS, shop.ref().name(), "script-sessions"),
                        Map.of("runproof.dev/for", "scripts"),
                        Map.of(),
                        Map.of()));
                String sha256 =
                        RunOneScript.declare(admin, shop.ref().name(), "[ $RUNPROOF_ARGUMENT = jane ] || exit 7");
                yield of(new RunOneScript(shop.ref().name(), sha256), () -> {
                    admin.list(Simulation.JOBS, shop.ref().name()).forEach(this::delete);
                    return RunOneScript.texts("jane");
                });
            }
        };
    }

    private static Ground of(SafetyTransaction<?> transaction, Supplier<InputTexts> texts) {
        return new Ground() {
            @Override
            public SafetyTransaction<?> transaction() {
                return transaction;
            }

            @Override
            public InputTexts prepare() {
                return texts.get();
            }
        };
    }

    /** The answer of a node that lets none but itself to a pod. */
    private static NodeProbes.Reply isolated(IpAddress node, ProbeQuestion question) {
        var rows = new ArrayList<ProbeAnswer.Row>();
        for (IpAddress endpoint : question.endpoints()) {
            for (Cidr peer : question.peers()) {
                Verdict ingress = peer.equals(Cidr.of(node)) ? Verdict.PASSES : Verdict.DENIED;
                rows.add(new ProbeAnswer.Row(endpoint, peer, ingress, Verdict.DENIED));
            }
        }
        return new NodeProbes.Reply.Answered(new ProbeAnswer(rows, Set.of()));
    }

    /** Takes away what an account that may not unquarantine has left. */
    private boolean lift(ObjectRef ref) {
        var pod = admin.get(ref).orElseThrow();
        try {
            admin.replace(
                    pod.withAt(List.of("metadata", "labels"), Optional.empty())
                            .withAt(List.of("metadata", "annotations"), Optional.empty()),
                    WriteMode.COMMIT);
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    private void label(KubernetesObject namespace, String key, String value) {
        await("the namespace has its label", () -> {
            try {
                admin.replace(
                        admin.get(namespace.ref())
                                .orElseThrow()
                                .withAt(List.of("metadata", "labels", key), Optional.of(value)),
                        WriteMode.COMMIT);
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }

    /** A new Deployment, of a name that none had. */
    private KubernetesObject newDeployment() {
        String where = shop.ref().name();
        deployments++;
        var web = new ObjectRef(Simulation.DEPLOYMENTS, where, "web-" + deployments);
        var labels = Map.of("app", web.name());
        var template = Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                ContainPod.pod(where).map("spec"));
        var spec = Map.of("replicas", 1, "selector", Map.of("matchLabels", labels), "template", template);
        return admin.create(KubernetesObject.of(web, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }

    private KubernetesObject podOf(KubernetesObject deployment) {
        await("the Deployment has a pod", () -> podsOf(deployment).findAny().isPresent());
        return podsOf(deployment).findAny().orElseThrow();
    }

    /** Its pods, through the ReplicaSet that it owns. */
    private Stream<KubernetesObject> podsOf(KubernetesObject deployment) {
        String where = deployment.ref().namespace();
        var sets = admin.list(REPLICA_SETS, where).stream()
                .filter(set -> set.content().toString().contains(deployment.uid()))
                .map(KubernetesObject::uid)
                .toList();
        return admin.list(Simulation.PODS, where).stream()
                .filter(pod -> pod.text("metadata", "deletionTimestamp").isEmpty())
                .filter(pod -> sets.stream().anyMatch(pod.content().toString()::contains));
    }

    private void delete(KubernetesObject object) {
        try {
            admin.delete(object.ref(), object.uid(), WriteMode.COMMIT);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.NOT_FOUND && e.reason() != ClusterException.Reason.CONFLICT) {
                throw e;
            }
        }
    }

    /**
     * A role that allows less.
     *
     * @param rule the rule that has lost a verb
     * @param verb the verb
     */
    private record Lesser(KubernetesObject role, Map<?, ?> rule, String verb) {

        boolean isAbout(Asked.Request request) {
            return request.verb().equals(verb)
                    && allows("apiGroups", request.kind().group())
                    && allows("resources", request.kind().plural())
                    && (!rule.containsKey("resourceNames") || allows("resourceNames", request.name()))
                    && (role.ref().namespace().isEmpty()
                            || role.ref().namespace().equals(request.namespace()));
        }

        private boolean allows(String what, String text) {
            return rule.get(what) instanceof List<?> list && list.contains(text);
        }

        String without() {
            return "without " + verb + " of " + rule.get("resources") + " in " + role;
        }
    }

    /** A Role without each of its verbs; none for anything else. */
    private static List<Lesser> lessers(KubernetesObject role) {
        var lessers = new ArrayList<Lesser>();
        List<Object> rules = role.ref().kind().kind().endsWith("Role") ? role.list("rules") : List.of();
        for (int i = 0; i < rules.size(); i++) {
            var rule = (Map<?, ?>) rules.get(i);
            List<?> verbs = (List<?>) Objects.requireNonNull(rule.get("verbs"));
            for (Object taken : verbs) {
                var others = new ArrayList<Object>(verbs);
                others.remove(taken);
                var changed = new ArrayList<>(rules);
                changed.remove(i);
                if (!others.isEmpty()) {
                    var less = new LinkedHashMap<Object, Object>(rule);
                    less.put("verbs", others);
                    changed.add(less);
                }
                lessers.add(new Lesser(role.with("rules", changed), rule, String.valueOf(taken)));
            }
        }
        return lessers;
    }

    private void replace(KubernetesObject role) {
        var found = admin.get(role.ref()).orElseThrow();
        admin.replace(role.withMetadata(Map.of("resourceVersion", found.resourceVersion())), WriteMode.COMMIT);
    }
}
