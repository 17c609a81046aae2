package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockAddresses;
import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.check.ActiveBlocksBelow;
import dev.runproof.runtime.check.MapPressureBelow;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.check.PolicyEnforced;
import dev.runproof.runtime.check.ServiceHealthy;
import dev.runproof.runtime.check.SourceIsVisible;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Count;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the executor's account may do on a real cluster: all that it needs, and hardly more, even if its program is bad. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExecutorAccountTest {

    private static final Map<String, String> LIST = Map.of(
            "addresses", "# office\n198.51.100.0/25\n203.0.113.1 # gateway\n2001:db8:7::/48\n", "namespaces", "bank\n");

    private static final String SHAPE = "one range or up to 256 addresses in both directions";

    private static final ServiceHealthy HEALTHY = new ServiceHealthy(
            Percent.parse("1"), Percent.parse("25"), TimeSpan.parse("1s"), RequestCounter.parse("m{a,b}"));

    private static final MapPressureBelow ROOM = new MapPressureBelow(Percent.parse("80"), IfUnknown.REFUSE);

    private static final ActiveBlocksBelow FEW = new ActiveBlocksBelow(new Count(250), new Count(1000));

    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private ExecutorAccount account;
    private KubernetesObject shop;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(ExecutorAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        account = new ExecutorAccount(admin);
        executor = account.connect(folder, LIST);
        account.guard();
        var shapeless = policy("runproof-block-x", otherPolicies().get(0));
        await("a policy of another shape is refused", () -> refusal(shapeless).contains(SHAPE));
    }

    @AfterAll
    void cleanUp() {
        if (shop != null) {
            TestCluster.remove(admin, shop);
        }
        if (executor != null) {
            executor.close();
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void thePermissionsOfTheOperationsPageSufficeForAWholeLife() {
        var unknown = new HashMap<String, Object>();
        var engine = new Engine(
                executor,
                EngineTime.real(),
                "account-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> {
                    if (event instanceof Checked checked) {
                        unknown.put(checked.check(), checked.result());
                    }
                },
                Sources.NONE
                        .with((questions, timeout) -> Map.of())
                        .with((query, at, timeout) ->
                                new Answer.Samples(List.of(new Sample(Map.of("runproof_part", "agents"), 99)))));
        var transaction = BlockSource.PLAIN
                .before(new NotProtected(), new SourceIsVisible(), ROOM, FEW, HEALTHY)
                .after(new PolicyEnforced(), FEW, HEALTHY);
        var texts = BlockSource.texts(shop.ref().name());

        var audit = engine.run(transaction, texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
        var release = engine.release(result.containment().orElseThrow(), "account-test");

        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(unknown.toString()).as("no read is forbidden").doesNotContain("answers 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.10", "2001:db8:8::1", "10.0.0.1", "198.51.100.128"})
    void whatBlockIpWritesIsLetIn(String address) {
        executor.create(block(address), WriteMode.DRY_RUN);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, has an address of that range",
        "203.0.113.1, has an address of that range",
        "2001:db8:7:1::1, has an address of that range",
        "127.0.0.1, special use",
        "169.254.169.254, special use",
        "64:ff9b::cb00:7107, special use"
    })
    void whatIsProtectedIsRefusedAtTheWrite(String address, String why) {
        refused(block(address), why);
    }

    static List<Map<String, Object>> otherPolicies() {
        var deny = List.of(Map.of("fromCIDR", List.of("203.0.113.10/32")));
        var denyTo = List.of(Map.of("toCIDR", List.of("203.0.113.10/32")));
        var keep = Map.of("ingress", false, "egress", false);
        Map<String, Object> all = Map.of();
        return List.of(
                Map.of("endpointSelector", all, "ingressDeny", deny, "egressDeny", denyTo),
                Map.of(
                        "endpointSelector",
                        all,
                        "enableDefaultDeny",
                        Map.of("ingress", true, "egress", false),
                        "ingressDeny",
                        deny,
                        "egressDeny",
                        denyTo),
                Map.of("endpointSelector", all, "enableDefaultDeny", keep, "ingressDeny", deny),
                Map.of(
                        "endpointSelector",
                        all,
                        "enableDefaultDeny",
                        keep,
                        "ingressDeny",
                        deny,
                        "egressDeny",
                        List.of(Map.of("toCIDR", List.of("203.0.113.11/32")))),
                Map.of(
                        "endpointSelector",
                        all,
                        "enableDefaultDeny",
                        keep,
                        "ingressDeny",
                        List.of(Map.of("fromEntities", List.of("all"))),
                        "egressDeny",
                        denyTo),
                Map.of(
                        "endpointSelector",
                        all,
                        "enableDefaultDeny",
                        keep,
                        "ingressDeny",
                        deny,
                        "egressDeny",
                        denyTo,
                        "ingress",
                        List.of(Map.of("fromEntities", List.of("all")))),
                Map.of(
                        "endpointSelector",
                        all,
                        "enableDefaultDeny",
                        keep,
                        "ingressDeny",
                        List.of(Map.of("fromCIDR", List.of("203.0.113.10/32", "203.0.113.12/32"))),
                        "egressDeny",
                        denyTo));
    }

    @ParameterizedTest
    @MethodSource("otherPolicies")
    void aPolicyOfAnyOtherShapeIsRefused(Map<String, Object> spec) {
        refused(policy("runproof-block-x", spec), SHAPE);
    }

    private static Map<String, Object> cut(Map<String, Object> selector, String direction, String entity) {
        return Map.of(
                "endpointSelector",
                selector,
                direction,
                List.of(Map.of("fromEntities", List.of(entity))),
                "egressDeny",
                List.of(Map.of("toEntities", List.of("all"))));
    }

    @Test
    void whatDenyPodLabelsWritesIsLetInAndNothingElseOfItsName() {
        String why = "deny everything to the pods of a namespace with some labels";
        Map<String, Object> web = Map.of("matchLabels", Map.of("k8s:app", "web"));
        var good = policy("runproof-cut-x", cut(web, "ingressDeny", "world"));

        await("it is let in", () -> refusal(good).isEmpty());
        refused(policy("runproof-cut-x", cut(Map.of(), "ingressDeny", "world")), why);
        refused(policy("runproof-cut-x", cut(Map.of("matchLabels", Map.of()), "ingressDeny", "world")), why);
        refused(
                policy(
                        "runproof-cut-x",
                        cut(
                                Map.of("matchLabels", Map.of("k8s:io.kubernetes.pod.namespace", "shop")),
                                "ingressDeny",
                                "world")),
                why);
        refused(policy("runproof-cut-x", cut(web, "ingress", "all")), why);
        refused(policy("runproof-block-x", cut(web, "ingressDeny", "world")), SHAPE);
        refused(good.withMetadata(Map.of("namespace", "kube-system")), "that namespace is protected");
        refused(
                good.withMetadata(Map.of("labels", Map.of())),
                "with the label app.kubernetes.io/managed-by=runproof only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.0.0/23", "0.0.0.0/0", "2001:db8::/47", "::/0"})
    void aWideRangeIsRefused(String range) {
        refused(deny(List.of(range)), "no wider than");
    }

    @Test
    void anotherNameIsRefused() {
        var block = block("203.0.113.10");

        refused(policy("allow-web", block.map("spec")), SHAPE);
    }

    @Test
    void aProtectedNamespaceIsRefused() {
        var block = block("203.0.113.10");
        refused(block.withMetadata(Map.of("namespace", "kube-system")), "that namespace is protected");
    }

    @Test
    void theLongestListsAreComparedWithinWhatTheServerAllows() {
        try {
            // With 256 addresses these are 99,840 pairs, and one line more is beyond 100,000.
            declareLines(389, "192.0.2.255");

            executor.create(block(many(256, "2001:db8:7::%x")), WriteMode.DRY_RUN);
            executor.create(block(many(256, "203.0.113.%d")), WriteMode.DRY_RUN);
            refused(block(many(256, "192.0.2.%d")), "has an address of that range");

            declareLines(390, "192.0.2.254");

            refused(block(many(256, "203.0.113.%d")), "block fewer");
            executor.create(block(many(255, "203.0.113.%d")), WriteMode.DRY_RUN);
        } finally {
            account.declare(LIST);
            await("the list is known again", () -> refusal(block("192.0.2.254")).isEmpty());
        }
    }

    private void declareLines(int others, String last) {
        account.declare(Map.of("addresses", lines(others) + last));
        await("the list is known", () -> refusal(block(last)).contains("has an address of that range"));
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        i % 2 == 0 ? "10." + i / 256 + "." + i % 256 + ".0/24" : "2001:db8:" + (1000 + i) + "::/48")
                .collect(Collectors.joining(" # another\n", "", "\n"));
    }

    private static IpAddresses many(int count, String format) {
        return IpAddresses.parse(IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .collect(Collectors.joining(",")));
    }

    private KubernetesObject block(IpAddresses addresses) {
        return managed(new BlockAddresses(addresses, new Namespace(shop.ref().name())));
    }

    @Test
    void oneProtectedAddressRefusesTheWholeList() {
        executor.create(block(IpAddresses.parse("203.0.113.10,2001:db8:8::1")), WriteMode.DRY_RUN);

        refused(block(IpAddresses.parse("203.0.113.10,198.51.100.1")), "has an address of that range");
        refused(block(IpAddresses.parse("203.0.113.10,2001:db8:7:1::1")), "has an address of that range");
        refused(block(IpAddresses.parse("203.0.113.10,127.0.0.1")), "special use");
    }

    @Test
    void ofSeveralEachIsOneAddress() {
        refused(deny(List.of("203.0.113.10/32", "203.0.113.16/31")), "of several each is one address");
        refused(deny(List.of("2001:db8:8::1/128", "2001:db8:9::/64")), "of several each is one address");
        refused(
                deny(IntStream.range(0, 257)
                        .mapToObj(i -> "203.0.113." + i % 256 + "/32")
                        .toList()),
                SHAPE);
        refused(deny(List.of()), SHAPE);
    }

    private KubernetesObject deny(List<String> ranges) {
        return policy(
                "runproof-block-x",
                Map.of(
                        "endpointSelector",
                        Map.of(),
                        "enableDefaultDeny",
                        Map.of("ingress", false, "egress", false),
                        "ingressDeny",
                        List.of(Map.of("fromCIDR", ranges)),
                        "egressDeny",
                        List.of(Map.of("toCIDR", ranges))));
    }

    @Test
    void anEmptyListLetsNothingIn() {
        try {
            account.declare(Map.of("addresses", "# nothing\n"));
            await(
                    "the list is known to be empty",
                    () -> refusal(block("203.0.113.10")).contains("has no addresses"));
        } finally {
            account.declare(LIST);
            await(
                    "the list is known again",
                    () -> refusal(block("203.0.113.10")).isEmpty());
        }
    }

    @Test
    void whatProgramsAddIsRefusedAtTheWriteTooAndNothingElseIsNeeded() {
        executor.create(block("192.0.2.66"), WriteMode.DRY_RUN);
        try {
            account.add(Map.of("addresses", "192.0.2.66 # a partner\n"));
            await(
                    "what was added is known",
                    () -> refusal(block("192.0.2.66")).contains("has an address of that range"));
            refused(block("198.51.100.1"), "has an address of that range");
            executor.create(block("203.0.113.10"), WriteMode.DRY_RUN);

            account.add(Map.of("namespaces", shop.ref().name() + "\n"));
            await("the namespace is known", () -> refusal(block("192.0.2.66")).contains("that namespace is protected"));

            account.add(Map.of("addresses", "the office\n"));
            await("nonsense is known", () -> refusal(block("192.0.2.66")).contains("has a line that is none"));

            account.add(Map.of());
            await("nothing is enough", () -> refusal(block("192.0.2.66")).isEmpty());
        } finally {
            account.removeAdded();
        }
        await("without it too", () -> refusal(block("192.0.2.66")).isEmpty());
        refused(block("198.51.100.1"), "has an address of that range");
    }

    @Test
    void whatIsSomebodyElsesIsNotDeleted() {
        var theirs = admin.create(policy("theirs", block("203.0.113.10").map("spec")), WriteMode.COMMIT);

        assertThatThrownBy(() -> executor.delete(theirs.ref(), theirs.uid(), WriteMode.COMMIT))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("deletes what it has made");
        assertThat(admin.get(theirs.ref())).isPresent();
    }

    @Test
    void aFieldThatThisCiliumDoesNotKnowIsRefusedBeforeAnythingIsStored() {
        // So is enableDefaultDeny before Cilium 1.16, where leaving it out would cut everybody off.
        var block = block("203.0.113.10");
        var spec = new HashMap<>(block.map("spec"));
        spec.put("enableDefaultDenyOfTheFuture", Map.of("ingress", false));

        assertThatThrownBy(() -> admin.create(block.with("spec", spec), WriteMode.COMMIT))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(ClusterException.Reason.INVALID))
                .hasMessageContaining("unknown field \"spec.enableDefaultDenyOfTheFuture\"");
        assertThat(admin.get(block.ref())).isEmpty();
    }

    @Test
    void theLabelThatProtectsIsForThoseOnlyWhoMayProtect() {
        var pod = pod("till", Map.of("safety", "whitelist"));
        assertThat(refusal(pod)).as("the account may make no pods").contains("403");

        allow("Role", shop.ref().name(), "", "pods", "create");
        await(
                "it may make pods",
                () -> refusal(pod("plain", Map.of("safety", "low"))).isEmpty());
        // What an earlier test was allowed is forgotten by the server's watches, each in its own time.
        await("it may not protect them", () -> refusal(pod).contains("by those only who may protect containments"));

        var made = allow("ClusterRole", "", "runproof.dev", "containments", "protect");
        try {
            await("it may protect", () -> refusal(pod).isEmpty());
        } finally {
            made.forEach(object -> admin.delete(object.ref(), object.uid(), WriteMode.COMMIT));
        }
    }

    @Test
    void whoDeclaresThatSourcesAreSeenMayProtect() {
        var declared = namespace("runproof.dev/sources", "visible");
        var other = namespace("example.com/sources", "visible");
        var mayMake = allow("ClusterRole", "", "", "namespaces", "create");
        try {
            await("it may make namespaces", () -> refusal(other).isEmpty());
            await(
                    "it may not declare",
                    () -> refusal(declared).contains("runproof.dev/sources is set, changed and removed by those only"));

            mayMake = join(mayMake, allow("ClusterRole", "", "runproof.dev", "containments", "protect"));

            await("it may protect", () -> refusal(declared).isEmpty());
        } finally {
            mayMake.forEach(object -> admin.delete(object.ref(), object.uid(), WriteMode.COMMIT));
        }
    }

    @Test
    void whoMayNotProtectNeitherChangesNorRemovesTheDeclaration() {
        var made = admin.create(namespace("runproof.dev/sources", "visible"), WriteMode.COMMIT);
        var mayChange = allow("ClusterRole", "", "", "namespaces", "update");
        try {
            await(
                    "it may change namespaces",
                    () -> refusalOfChange(made.ref(), "visible", "1").isEmpty());
            await(
                    "it may not remove it",
                    () -> refusalOfChange(made.ref(), "", "1").contains("runproof.dev/sources"));
            assertThat(refusalOfChange(made.ref(), "hidden", "1")).contains("runproof.dev/sources");
        } finally {
            mayChange.forEach(object -> admin.delete(object.ref(), object.uid(), WriteMode.COMMIT));
            TestCluster.remove(admin, made);
        }
    }

    private String refusalOfChange(ObjectRef ref, String sources, String other) {
        var now = admin.get(ref).orElseThrow();
        Map<String, String> annotations = sources.isEmpty()
                ? Map.of("example.com/other", other)
                : Map.of("example.com/other", other, "runproof.dev/sources", sources);
        try {
            executor.replace(now.withMetadata(Map.of("annotations", annotations)), WriteMode.DRY_RUN);
            return "";
        } catch (ClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static KubernetesObject namespace(String annotation, String value) {
        var kind = new ResourceKind("", "v1", "Namespace", "namespaces", false);
        var ref = new ObjectRef(kind, "", "runproof-test-" + UUID.randomUUID());
        return KubernetesObject.of(ref, Map.of(), Map.of(annotation, value), Map.of());
    }

    private static List<KubernetesObject> join(List<KubernetesObject> some, List<KubernetesObject> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private KubernetesObject pod(String name, Map<String, String> labels) {
        return KubernetesObject.of(
                new ObjectRef(Simulation.PODS, shop.ref().name(), name),
                labels,
                Map.of(),
                Map.of("spec", Map.of("containers", List.of(Map.of("name", "a", "image", "a")))));
    }

    /** Gives the account one more permission, in a namespace or in the cluster. */
    private List<KubernetesObject> allow(String kind, String where, String group, String resource, String verb) {
        String name = shop.ref().name() + "-" + verb;
        var rule = Map.of("apiGroups", List.of(group), "resources", List.of(resource), "verbs", List.of(verb));
        var subject = Map.of("kind", "ServiceAccount", "name", "executor", "namespace", ExecutorAccount.NAMESPACE);
        var reference = Map.of("apiGroup", "rbac.authorization.k8s.io", "kind", kind, "name", name);
        return List.of(
                create(kind, where, name, Map.of("rules", List.of(rule))),
                create(kind + "Binding", where, name, Map.of("roleRef", reference, "subjects", List.of(subject))));
    }

    private KubernetesObject create(String kind, String where, String name, Map<String, ?> fields) {
        String plural = kind.toLowerCase(Locale.ROOT) + "s";
        var resource = new ResourceKind("rbac.authorization.k8s.io", "v1", kind, plural, !where.isEmpty());
        var object = KubernetesObject.of(new ObjectRef(resource, where, name), Map.of(), Map.of(), fields);
        return admin.create(object, WriteMode.COMMIT);
    }

    private void refused(KubernetesObject object, String why) {
        assertThat(refusal(object)).contains(why);
    }

    private String refusal(KubernetesObject object) {
        try {
            executor.create(object, WriteMode.DRY_RUN);
            return "";
        } catch (ClusterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private KubernetesObject block(String address) {
        return managed(
                new BlockIp(IpAddress.parse(address), new Namespace(shop.ref().name())));
    }

    private KubernetesObject managed(Action action) {
        var object = ((Change.Create) action.change(admin)).object();
        return object.withMetadata(Map.of("labels", Map.of("app.kubernetes.io/managed-by", "runproof")));
    }

    private KubernetesObject policy(String name, Map<String, ?> spec) {
        return KubernetesObject.of(
                new ObjectRef(Simulation.POLICIES, shop.ref().name(), name),
                Map.of("app.kubernetes.io/managed-by", "runproof"),
                Map.of(),
                Map.of("spec", spec));
    }
}
