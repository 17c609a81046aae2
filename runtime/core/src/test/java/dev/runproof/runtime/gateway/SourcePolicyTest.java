package dev.runproof.runtime.gateway;

import static dev.runproof.runtime.gateway.Envoys.OFFICE;
import static dev.runproof.runtime.gateway.Envoys.ancestor;
import static dev.runproof.runtime.gateway.Envoys.condition;
import static dev.runproof.runtime.gateway.Envoys.gateway;
import static dev.runproof.runtime.gateway.Envoys.policy;
import static dev.runproof.runtime.gateway.Envoys.rule;
import static dev.runproof.runtime.gateway.Envoys.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.IpAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePolicyTest {

    private static final List<String> TARGETS = List.of("spec", "targetRefs");
    private static final Map<String, Object> DENYING = rule("Deny", "203.0.113.7/32");

    private static Optional<String> denying(Object... rules) {
        return new SourcePolicy(policy(rules)).denying(IpAddress.parse("203.0.113.7"));
    }

    private static String objection(KubernetesObject policy) {
        return new SourcePolicy(policy).objectionToOneMore().orElse("");
    }

    private static Map<String, Object> and(String key, Object value) {
        var more = new HashMap<>(DENYING);
        more.put(key, value);
        return more;
    }

    @Test
    void aRuleThatDeniesTheRangeDeniesTheAddress() {
        assertThat(denying(DENYING)).contains("rule a");
        assertThat(denying(rule("Deny", "203.0.113.0/24"))).contains("rule a");
        assertThat(denying(rule("Deny", "203.0.113.9/24")))
                .as("an address with a length")
                .contains("rule a");
        assertThat(denying(rule("Deny", "192.0.2.1/32"), DENYING)).contains("rule a");
        var nameless = new HashMap<>(DENYING);
        nameless.remove("name");
        assertThat(denying(rule("Deny", "192.0.2.1/32"), nameless)).contains("rule 2");
    }

    @Test
    void theFirstThatMatchesDecides() {
        assertThat(denying()).isEmpty();
        assertThat(denying(rule("Deny", "203.0.113.8/32"))).isEmpty();
        assertThat(denying(rule("Deny", "2001:db8::/32"))).isEmpty();
        assertThat(denying(OFFICE, DENYING)).as("an Allow may match before").isEmpty();
        assertThat(denying("no rule", DENYING)).isEmpty();
    }

    @Test
    void aRuleForSomeRequestsOnlyLetsTheOthersIn() {
        assertThat(denying(and("operation", Map.of("methods", List.of("POST")))))
                .isEmpty();
        assertThat(denying(and("cel", "request.path == '/admin'"))).isEmpty();
        assertThat(denying(and(
                        "principal",
                        Map.of(
                                "clientCIDRs",
                                List.of("203.0.113.7/32"),
                                "headers",
                                List.of(Map.of("name", "a", "values", List.of("b")))))))
                .isEmpty();
        assertThat(denying(and("principal", Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "203.0.113.7", "203.0.113.7/", "203.0.113.7/33", "203.0.113.7/-1", "a/8", "1/2/3"})
    void whatIsNoRangeDeniesNobody(String text) {
        assertThat(denying(rule("Deny", text))).isEmpty();
    }

    @Test
    void theRuleIsOneThatDenies() {
        assertThat(denying(SourcePolicy.rule("x", IpAddress.parse("203.0.113.7"))))
                .contains("rule x");
        assertThat(SourcePolicy.rule("x", IpAddress.parse("2001:db8::7")))
                .isEqualTo(Map.of(
                        "name", "x", "action", "Deny", "principal", Map.of("clientCIDRs", List.of("2001:db8::7/128"))));
    }

    @Test
    void oneThatIsAcceptedTakesOneMore() {
        assertThat(objection(policy(OFFICE))).isEmpty();
        assertThat(new SourcePolicy(policy(OFFICE)).isAccepted()).isTrue();
        var listener = Map.<String, Object>of(
                "group", "gateway.networking.k8s.io", "kind", "Gateway", "name", "web", "sectionName", "http");
        assertThat(objection(told(
                        policy().withAt(TARGETS, Optional.of(List.of(listener))),
                        ancestor(listener, condition("Accepted", true)))))
                .isEmpty();
    }

    @Test
    void withoutAuthorizationARuleWouldTurnEverybodyAway() {
        assertThat(objection(policy().withAt(List.of("spec", "authorization"), Optional.empty())))
                .contains("turns everybody away");
    }

    @Test
    void aPolicyThatIsFullTakesNoMore() {
        var rules = Collections.nCopies(SourcePolicy.MOST_RULES, (Object) OFFICE);

        assertThat(objection(policy(rules.toArray()))).contains("has 256 rules");
        assertThat(objection(policy(rules.subList(1, rules.size()).toArray()))).isEmpty();
        assertThat(new SourcePolicy(policy(rules.toArray())).objection()).isEmpty();
    }

    @Test
    void aPolicyAtSomethingElseThanGatewaysIsNotUnderstood() {
        var route = Map.of("group", "gateway.networking.k8s.io", "kind", "HTTPRoute", "name", "web");
        var other = Map.of("group", "example.com", "kind", "Gateway", "name", "web");

        assertThat(List.of(
                        policy().withAt(TARGETS, Optional.of(List.of(route))),
                        policy().withAt(TARGETS, Optional.of(List.of(gateway("web"), route))),
                        policy().withAt(TARGETS, Optional.of(List.of(other))),
                        policy().withAt(TARGETS, Optional.of(List.of())),
                        policy().withAt(TARGETS, Optional.empty()),
                        policy().withAt(List.of("spec", "targetRef"), Optional.of(gateway("web"))),
                        policy().withAt(
                                        List.of("spec", "targetSelectors"),
                                        Optional.of(List.of(Map.of("kind", "Gateway"))))))
                .allSatisfy(odd ->
                        assertThat(objection(odd)).contains("has to name Gateways in spec.targetRefs, and nothing"));
    }

    @Test
    void whatItsControllerDoesNotAcceptDoesNotHold() {
        assertThat(objection(told(policy()))).contains("no controller has accepted the SecurityPolicy for Gateway web");
        assertThat(objection(told(policy(), ancestor(gateway("other"), condition("Accepted", true)))))
                .contains("no controller has accepted");
        assertThat(objection(told(
                        policy(),
                        ancestor(
                                Map.of(
                                        "group",
                                        "gateway.networking.k8s.io",
                                        "kind",
                                        "Gateway",
                                        "name",
                                        "web",
                                        "namespace",
                                        "bank"),
                                condition("Accepted", true)))))
                .contains("no controller has accepted");
        assertThat(objection(told(policy(), ancestor(gateway("web"), condition("Accepted", false)))))
                .contains("is not accepted for Gateway web, with reason Told");
        assertThat(objection(told(policy(), ancestor(gateway("web")))))
                .contains("is not accepted for Gateway web, with reason unknown");
        assertThat(objection(policy().withAt(TARGETS, Optional.of(List.of(gateway("web"), gateway("two"))))))
                .contains("for Gateway two");
    }

    @Test
    void whatARoutePutsAsideDoesNotHoldForIt() {
        for (String type : List.of("Overridden", "Merged")) {
            assertThat(objection(told(
                            policy(), ancestor(gateway("web"), condition("Accepted", true), condition(type, true)))))
                    .contains("is " + type + " for some routes of Gateway web");
            assertThat(objection(told(
                            policy(), ancestor(gateway("web"), condition("Accepted", true), condition(type, false)))))
                    .isEmpty();
        }
    }

    @Test
    void whatWasAcceptedBeforeIsNotYetAcceptedAsItIs() {
        assertThat(new SourcePolicy(policy().withMetadata(Map.of("generation", 4L))).isAccepted())
                .isFalse();
        assertThat(objection(policy().withMetadata(Map.of("generation", 4L))))
                .as("as far as is known")
                .isEmpty();
        assertThat(new SourcePolicy(policy().withMetadata(Map.of("generation", 2L))).isAccepted())
                .isTrue();
    }
}
