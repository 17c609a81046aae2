package dev.runproof.compiler.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentReaderTest {

    private static final String LEAST = """
            image: registry.example.com/security/executor:1
            may-act-in: all
            protected: { addresses: [198.51.100.0/24, "2001:db8::/48"] }
            """;

    private final Findings findings = new Findings();
    private Map<String, Set<String>> unaudited = Map.of();

    private Optional<Deployment> read(String text) {
        return DeploymentReader.read(
                new SourceFile("deployment.yaml", text),
                Map.of("block-source", Set.of(), "contain-pod", Set.of("security-oncall")),
                unaudited,
                findings);
    }

    private List<String> found() {
        return findings.sorted().stream().map(finding -> finding.message()).toList();
    }

    @Test
    void whatNobodyHasJudgedIsNotEnforced() {
        unaudited = Map.of("block-source", Set.of("block-source"), "contain-pod", Set.of("quarantine-pod"));

        assertThat(read(LEAST + "enforce: [block-source]\n")).isEmpty();
        assertThat(found())
                .containsExactly("block-source would be enforced, and enforcement.yaml does not list block-source");
        assertThat(read(LEAST)).isPresent();
    }

    @Test
    void theLeastThatIsNeeded() {
        Deployment deployment = read(LEAST).orElseThrow();

        assertThat(found()).isEmpty();
        assertThat(deployment.namespace()).isEqualTo("runproof");
        assertThat(deployment.ciliumNamespace()).isEqualTo("kube-system");
        assertThat(deployment.mayActAnywhere()).isTrue();
        assertThat(deployment.enforced()).isEmpty();
        assertThat(deployment.protectedList()).isEqualTo(Map.of("addresses", "198.51.100.0/24\n2001:db8::/48\n"));
        assertThat(deployment.people().start()).isEmpty();
    }

    @Test
    void everySetting() {
        Deployment deployment = read("""
                image: registry.example.com/security/executor@sha256:%s
                namespace: security
                cilium-namespace: cilium
                may-act-in: [shop, bank]
                enforce: [block-source]
                prometheus: http://prometheus.monitoring:9090/p
                node-probe-key: node-probe
                pagers: pagers
                protected:
                  addresses: [198.51.100.7]
                  namespaces: [till]
                  unprotected-namespaces: [ingress-nginx]
                  valid-until: 2027-01-31
                widest: { ipv4: 28, ipv6: 64 }
                people:
                  start: ["oidc:security team"]
                  approve: { security-oncall: [a, b] }
                  quarantine: [c]
                  unquarantine: [d]
                  protect: [e]
                """.formatted("0".repeat(64))).orElseThrow();

        assertThat(deployment.namespace()).isEqualTo("security");
        assertThat(deployment.ciliumNamespace()).isEqualTo("cilium");
        assertThat(deployment.mayActIn()).containsExactly("bank", "shop");
        assertThat(deployment.enforced()).containsExactly("block-source");
        assertThat(deployment.prometheus()).contains("http://prometheus.monitoring:9090/p");
        assertThat(deployment.nodeProbeKey()).contains("node-probe");
        assertThat(deployment.pagers()).contains("pagers");
        assertThat(deployment.protectedList())
                .isEqualTo(Map.of(
                        "addresses", "198.51.100.7\n",
                        "namespaces", "till\n",
                        "unprotected-namespaces", "ingress-nginx\n",
                        "valid-until", "2027-01-31",
                        "widest-ipv4", "28",
                        "widest-ipv6", "64"));
        assertThat(deployment.people().start()).containsExactly("oidc:security team");
        assertThat(deployment.people().approve()).isEqualTo(Map.of("security-oncall", List.of("a", "b")));
        assertThat(deployment.people().quarantine()).containsExactly("c");
        assertThat(deployment.people().unquarantine()).containsExactly("d");
        assertThat(deployment.people().protect()).containsExactly("e");
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(read("image: a\n")).isEmpty();
        assertThat(found())
                .hasSize(2)
                .anyMatch(text -> text.contains("may-act-in"))
                .anyMatch(text -> text.contains("protected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "[image]\n", "image\n"})
    void whatIsNoDeploymentIsTold(String text) {
        assertThat(read(text)).isEmpty();
        assertThat(found()).containsExactly("deployment.yaml does not say how transactions run");
    }

    @Test
    void whatIsEnforcedIsThere() {
        assertThat(read(LEAST + "enforce: [block-sorce]\n")).isEmpty();
        assertThat(findings.sorted().get(0).message())
                .isEqualTo("there is no transaction or response block-sorce that could be enforced");
        assertThat(findings.sorted().get(0).help()).isEqualTo("did you mean block-source?");
    }

    @Test
    void somebodyMayAgreeToWhatIsEnforced() {
        assertThat(read(LEAST + "enforce: [contain-pod]\n")).isEmpty();
        assertThat(found()).containsExactly("contain-pod waits until security-oncall agrees, and nobody may");
        assertThat(read(LEAST + "enforce: [contain-pod]\npeople: { approve: { security-oncall: [security] } }\n"))
                .isPresent();
        assertThat(read(LEAST)).as("in audit mode nobody is asked").isPresent();
    }

    @Test
    void nothingIsContainedWhereTheExecutorsAre() {
        assertThat(read(LEAST.replace("all", "[shop, runproof]"))).isEmpty();
        assertThat(found()).containsExactly("nothing is ever contained in runproof, the namespace of the executors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            namespace     | Shop
            namespace     | "a\\nb"
            namespace     | a.b
            namespace     | -a
            image         | "a b"
            image         | "a\\nkind: x"
            image         | ""
            may-act-in    | some
            may-act-in    | []
            may-act-in    | ["*"]
            may-act-in    | ["a, b"]
            enforce       | ["a b"]
            prometheus    | "http://x --mode=enforce"
            prometheus    | "http://u:p@x"
            prometheus    | ftp://x
            pagers        | "a/b"
            widest        | { ipv4: 16 }
            widest        | { ipv6: 0 }
            widest        | { ipv4: many }
            protected     | { addresses: [] }
            protected     | { addresses: ["1.2.3.4\\n0.0.0.0/0 # x"] }
            protected     | { addresses: [192.0.2.1], valid-until: tomorrow }
            people        | { start: ["a\\nb"] }
            people        | { approve: { "A B": [x] } }
            mode          | enforce
            """)
    void whatIsNotOneIsRefused(String setting, String value) {
        String text = LEAST.lines()
                        .filter(line -> !line.startsWith(setting + ":"))
                        .reduce("", (all, line) -> all + line + "\n")
                + setting + ": " + value + "\n";

        assertThat(read(text)).as(text).isEmpty();
        assertThat(found()).as(text).hasSize(1);
    }
}
