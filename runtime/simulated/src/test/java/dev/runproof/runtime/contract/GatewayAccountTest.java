package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.GatewayGround.OFFICE;
import static dev.runproof.runtime.contract.GatewayGround.TESTERS;
import static dev.runproof.runtime.contract.GatewayGround.THEIRS;
import static dev.runproof.runtime.contract.GatewayGround.inFront;
import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.check.GatewayCanDeny;
import dev.runproof.runtime.check.GatewayDenies;
import dev.runproof.runtime.check.Sources;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the executor may do with SecurityPolicies on a real cluster, by the permissions and policies of the operations page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayAccountTest {

    private static final String NAME = "runproof-0123456789abcdef0123456789abcdef";

    private KubernetesCluster admin;
    private KubernetesCluster executor;
    private KubernetesObject shop;
    private KubernetesObject other;
    private GatewayGround sources;
    private Engine engine;

    @BeforeAll
    void prepare(@TempDir Path folder) {
        admin = TestCluster.real(GatewayAccountTest.class);
        ContainmentDefinition.install(admin);
        shop = TestCluster.newNamespace(admin);
        other = TestCluster.newNamespace(admin);
        sources = new GatewayGround(admin, shop.ref().name());
        var account = new ExecutorAccount(admin);
        executor = account.connect(folder, Map.of("addresses", "198.51.100.0/25\n203.0.113.99\n"));
        account.letTouchWorkloads(
                Map.of("runproof.dev/deny-gateway-source", shop.ref().name()),
                shop.ref().name());
        await(
                "the permissions and policies are in force",
                () -> refusal(rules(List.of())).contains("changes no rule of a SecurityPolicy but its own")
                        && refusal(rules(denying("203.0.113.99/32"))).contains("has that address"));
        engine = new Engine(
                executor,
                EngineTime.real(),
                "gateways-test",
                new Namespace(ExecutorAccount.NAMESPACE),
                event -> {},
                Sources.NONE);
    }

    @AfterAll
    void cleanUp() {
        if (executor != null) {
            executor.close();
            new ExecutorAccount(admin).keepFromWorkloads(shop.ref().name());
        }
        for (var namespace : List.of(Optional.ofNullable(shop), Optional.ofNullable(other))) {
            namespace.ifPresent(made -> TestCluster.remove(admin, made));
        }
        if (admin != null) {
            admin.close();
        }
    }

    private static List<Object> denying(String range) {
        return denying(NAME, range);
    }

    private static List<Object> denying(String name, String range) {
        return inFront(rule(name, "Deny", range), THEIRS);
    }

    private static Map<String, Object> rule(String name, String action, String range) {
        return Map.of("name", name, "action", action, "principal", Map.of("clientCIDRs", List.of(range)));
    }

    private KubernetesObject rules(List<Object> rules) {
        return sources.policy().orElseThrow().withAt(SourcePolicy.RULES, Optional.of(rules));
    }

    /** Why a change by the executor is refused; whoever writes the object meanwhile does not matter. */
    private String refusal(KubernetesObject changed) {
        while (true) {
            try {
                var now = admin.get(changed.ref()).orElseThrow();
                executor.replace(
                        changed.withMetadata(Map.of("resourceVersion", now.resourceVersion())), WriteMode.DRY_RUN);
                return "";
            } catch (ClusterException e) {
                if (e.reason() != ClusterException.Reason.CONFLICT) {
                    return String.valueOf(e.getMessage());
                }
            }
        }
    }

    @Test
    void theySufficeToTurnASourceAwayAndLetItInAgain() {
        admin.create(GatewayGround.proxy(shop.ref().name()), WriteMode.COMMIT);
        var transaction = new DenyGateway(
                shop.ref().name(),
                List.of(new GatewayCanDeny()),
                List.of(new GatewayDenies(TimeSpan.parse("1s"))),
                Duration.ofSeconds(6));
        var texts = DenyGateway.texts(DenyGateway.ATTACKER, shop.ref().name());

        var audit = engine.run(transaction, texts, Mode.AUDIT, new Incident("INC-1"));
        var result = engine.run(transaction, texts, Mode.ENFORCE, new Incident("INC-1"));
        assertThat(audit.outcome()).as("%s", audit).isEqualTo(Outcome.AUDITED);
        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(sources.isDenied()).isTrue();

        var release = engine.release(result.containment().orElseThrow(), "jane");
        assertThat(release.outcome()).as("%s", release).isEqualTo(Outcome.RELEASED);
        assertThat(sources.rules()).isEqualTo(THEIRS);
    }

    @Test
    void itActsInNoNamespaceThatIsNotListed() {
        try (var elsewhere = new GatewayGround(admin, other.ref().name())) {
            var denied =
                    elsewhere.policy().orElseThrow().withAt(SourcePolicy.RULES, Optional.of(denying("203.0.113.7/32")));

            assertThat(refusal(denied))
                    .contains("the account of the executor does not list namespace "
                            + other.ref().name() + " in its annotation runproof.dev/deny-gateway-source");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.7/32   |
            2001:db8::7/128  |
            203.0.113.0/24   | that deny a single address
            0.0.0.0/0        | that deny a single address
            2001:db8::/127   | that deny a single address
            203.0.113.99/32  | has that address
            198.51.100.7/32  | has that address
            """)
    void itDeniesSingleAddressesThatAreNotProtected(String range, String why) {
        assertThat(refusal(rules(denying(range))))
                .contains(why == null ? "" : why)
                .matches(text -> why != null || text.isEmpty());
    }

    @Test
    void itWritesNoOtherRule() {
        var one = "that deny a single address";
        var others = "changes no rule of a SecurityPolicy but its own";

        assertThat(refusal(rules(inFront(rule(NAME, "Allow", "203.0.113.7/32"), THEIRS))))
                .contains(one);
        var more = new HashMap<>(rule(NAME, "Deny", "203.0.113.7/32"));
        more.put("cel", "true");
        assertThat(refusal(rules(inFront(more, THEIRS)))).contains(one);
        more.remove("cel");
        more.put("principal", Map.of("clientCIDRs", List.of("203.0.113.7/32", "192.0.2.1/32")));
        assertThat(refusal(rules(inFront(more, THEIRS)))).contains(one);
        assertThat(refusal(rules(denying("jane", "203.0.113.7/32")))).contains(others);
        assertThat(refusal(rules(List.of(OFFICE)))).contains(others);
        assertThat(refusal(rules(List.of(TESTERS, OFFICE)))).as("another order").contains(others);
        assertThat(refusal(rules(THEIRS))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metadata/labels/example.com~1x            | changes nothing of a SecurityPolicy but its rules
            metadata/annotations/example.com~1x       | no annotation of a SecurityPolicy but its own
            metadata/annotations/edit.runproof.dev~1x |
            spec/cors/allowMethods                    | changes nothing of a SecurityPolicy but its rules
            spec/authorization/defaultAction          | changes nothing of a SecurityPolicy but its rules
            """)
    void itChangesNothingElse(String path, String why) {
        var keys = List.of(path.split("/", -1)).stream()
                .map(key -> key.replace("~1", "/"))
                .toList();
        Object value = path.endsWith("allowMethods") ? List.of("GET") : path.endsWith("Action") ? "Deny" : "x";

        assertThat(refusal(sources.policy().orElseThrow().withAt(keys, Optional.of(value))))
                .contains(why == null ? "" : why)
                .matches(text -> why != null || text.isEmpty());
        assertThat(refusal(sources.policy().orElseThrow().withAt(List.of("spec", "authorization"), Optional.empty())))
                .contains("changes nothing of a SecurityPolicy but its rules");
    }
}
