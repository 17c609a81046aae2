package dev.runproof.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Heartbeat;
import dev.runproof.runtime.simulated.Faults.Fault;
import dev.runproof.runtime.simulated.Faults.Verb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands that look after what is contained: serve, recover, list, show, review, release, and run with --wait. */
class ResidenceTest {

    private static final String RECORD = "ip-e3d90ae63740112d3261fa8882dfa6c7";
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));

    private final CommandLineRun line = new CommandLineRun();

    @AfterEach
    void nobodyIsInterrupted() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whoServesUndoesWhatExpiresAndIsSeenToBeAlive() {
        serveUntil(() -> line.instant().isAfter(START.plusSeconds(20)));
        assertThat(line.run(block())).as("somebody serves").isZero();
        assertThat(line.policies()).hasSize(1);

        var undoneAt = new ArrayList<Instant>();
        int code = serveUntil(() -> {
            if (line.policies().isEmpty() && undoneAt.isEmpty()) {
                undoneAt.add(line.instant());
            }
            return !undoneAt.isEmpty();
        });

        assertThat(code).isZero();
        assertThat(undoneAt)
                .singleElement()
                .satisfies(at -> assertThat(at).isBetween(END.plusSeconds(30), END.plusSeconds(31)));
        assertThat(line.out())
                .contains("serving as pod-1")
                .contains(RECORD + " on ip/shop/203.0.113.7 was found CONTAINED")
                .contains("RELEASED")
                .contains("its time is over")
                .contains("stopped; what is contained stays");
    }

    @Test
    void whoServesFinishesWhatACrashedExecutorLeft() {
        crashAfterTheEffect();

        serveUntil(() -> line.policies().isEmpty());

        assertThat(line.instant()).isBetween(START.plusSeconds(60), START.plusSeconds(61));
        assertThat(line.out()).contains("was found INTENT").contains("ROLLED BACK");
    }

    @Test
    void whoServesSaysOnceThatTheClusterCannotBeAsked() {
        line.over(call -> line.instant().isBefore(START.plusSeconds(60))
                ? Optional.of(Fault.before(Reason.UNREACHABLE))
                : Optional.empty());

        int code = serveUntil(() -> line.instant().isAfter(START.plusSeconds(90)));

        assertThat(code).isZero();
        assertThat(line.out().lines().filter(text -> text.contains("containments cannot be listed")))
                .hasSize(1);
        assertThat(line.out().lines().filter(text -> text.contains("runs of responses cannot be listed")))
                .hasSize(1);
        assertThat(line.out().lines().filter(text -> text.contains("sign of life")))
                .hasSize(1);
    }

    @Test
    void whoServesReportsWhatSomebodyDeleted() {
        contain();
        line.cluster().delete(line.policies().get(0), WriteMode.COMMIT);
        var start = line.instant();

        serveUntil(() -> line.instant().isAfter(start.plusSeconds(60)));

        assertThat(line.out().lines().filter(text -> text.contains("203.0.113.7: UNVERIFIED: ")))
                .hasSize(1);
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void anOldSignOfLifeIsNone() {
        serveUntil(() -> true);
        line.pass(Duration.ofSeconds(60));

        assertThat(line.run(block())).isEqualTo(2);

        assertThat(line.err()).contains("ends after 1h", "no executor serve is alive in namespace runproof", "--wait");
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void aSignOfLifeThatMovesIsOneWhateverTheClocksSay() {
        line.cluster().create(lease("2026-11-22T07:00:00.000000Z"), WriteMode.COMMIT);
        line.whileItWaits(() -> renew("2026-11-22T07:00:15.000000Z"));

        assertThat(line.run(block())).isZero();
    }

    @Test
    void aSignOfLifeThatIsNoneIsNotTakenForOne() {
        line.cluster().create(lease("yesterday"), WriteMode.COMMIT);

        assertThat(line.run(block())).isEqualTo(2);
    }

    @Test
    void theSignOfLifeIsOneThatAServerTakes() {
        serveUntil(() -> true);

        var lease = line.cluster().list(Heartbeat.KIND).get(0);
        assertThat(lease.ref().name()).isEqualTo("runproof-serve");
        assertThat(lease.text("spec", "renewTime")).contains("2026-11-22T10:00:00.000000Z");
        assertThat(lease.text("spec", "holderIdentity")).contains("pod-1");
        assertThat(lease.at("spec", "leaseDurationSeconds")).contains(60L);
    }

    @Test
    void whoWaitsTriesAgainUntilTheClusterCanBeAsked() {
        var back = END.plus(Duration.ofMinutes(10));
        line.over(call -> line.instant().isBefore(END) || line.instant().isAfter(back)
                ? Optional.empty()
                : Optional.of(Fault.before(Reason.UNREACHABLE)));

        int code = line.run(block("--wait"));

        assertThat(code).isZero();
        assertThat(line.policies()).isEmpty();
        assertThat(line.instant()).isBetween(back, back.plusSeconds(6));
    }

    @Test
    void whoWaitsTriesAgainWhenTheClusterGoesAwayInTheMiddle() {
        var back = END.plus(Duration.ofMinutes(10));
        line.over(call -> line.instant().isBefore(back)
                        && !line.instant().isBefore(END)
                        && (call.verb() == Verb.REPLACE || call.verb() == Verb.DELETE)
                ? Optional.of(Fault.before(Reason.UNKNOWN_OUTCOME))
                : Optional.empty());

        int code = line.run(block("--wait"));

        assertThat(line.policies()).isEmpty();
        assertThat(code).isZero();
    }

    @Test
    void whoWaitsLeavesToAPersonWhatIsForAPerson() {
        line.over(call -> call.verb() == Verb.DELETE ? Optional.of(Fault.before(Reason.FORBIDDEN)) : Optional.empty());

        assertThat(line.run(block("--wait"))).isEqualTo(11);

        assertThat(line.out()).contains("kubectl delete ciliumnetworkpolicies.cilium.io");
        assertThat(line.policies()).hasSize(1);
    }

    @Test
    void whatIsLeftIsToldFieldByFieldWithTheCommands() throws JsonProcessingException {
        contain();
        line.pass(Duration.ofMinutes(5));
        var policy = line.policies().get(0);
        var spec = new LinkedHashMap<>(policy.map("spec"));
        spec.put("ingressDeny", List.of(Map.of("fromCIDR", List.of("192.0.2.0/24"))));
        spec.put("description", "\u001b[2Jmine");
        spec.remove("egressDeny");
        line.cluster().writingAs("kubectl-edit").replace(policy.with("spec", spec), WriteMode.COMMIT);

        assertThat(line.run("release", RECORD)).isEqualTo(11);

        String address = "ciliumnetworkpolicies.cilium.io/" + policy.ref().name();
        assertThat(line.out()).endsWith("""
                  MANUAL INTERVENTION after 0 ms: released by jane
                    left: %1$s in shop: it has been changed since it was made, so it has been left as it is
                            spec.description: nothing was written, "\\u001B[2Jmine" is there, by kubectl-edit at 2026-11-22T10:05:00Z
                            spec.egressDeny: [{"toCIDR":["203.0.113.7/32"]}] was written, nothing is there
                            spec.ingressDeny[0].fromCIDR[0]: "203.0.113.7/32" was written, "192.0.2.0/24" is there, by kubectl-edit at 2026-11-22T10:05:00Z
                          kubectl get %1$s --namespace=shop --output=yaml --show-managed-fields
                          kubectl delete %1$s --namespace=shop
                    left: containments.runproof.dev/%2$s in runproof: the record keeps the target from being contained again; delete it last
                          kubectl get containments.runproof.dev/%2$s --namespace=runproof --output=yaml --show-managed-fields
                          kubectl delete containments.runproof.dev/%2$s --namespace=runproof
                """.formatted(address, RECORD).indent(0));

        line.run("release", RECORD, "--output", "json");

        JsonNode left = new ObjectMapper()
                .readTree(line.out().lines().reduce((first, last) -> last).orElseThrow())
                .at("/remaining/0");
        assertThat(left.get("differences")).isEqualTo(new ObjectMapper().readTree("""
                [{"path": "spec.description", "found": "\\"\\\\u001B[2Jmine\\"", "by": "kubectl-edit",
                  "at": "2026-11-22T10:05:00Z"},
                 {"path": "spec.egressDeny", "written": "[{\\"toCIDR\\":[\\"203.0.113.7/32\\"]}]"},
                 {"path": "spec.ingressDeny[0].fromCIDR[0]", "written": "\\"203.0.113.7/32\\"",
                  "found": "\\"192.0.2.0/24\\"", "by": "kubectl-edit", "at": "2026-11-22T10:05:00Z"}]
                """));
        assertThat(left.get("look").asText()).startsWith("kubectl get " + address);
        assertThat(left.get("command").asText()).isEqualTo("kubectl delete " + address + " --namespace=shop");
    }

    @Test
    void recoverDoesOnceWhatIsDue() {
        assertThat(line.run("recover")).isZero();
        assertThat(line.out()).isEqualTo("  nothing was due\n");
        crashAfterTheEffect();
        line.pass(Duration.ofSeconds(61));

        assertThat(line.run("recover")).isZero();

        assertThat(line.out()).contains("was found INTENT", "ROLLED BACK");
        assertThat(line.policies()).isEmpty();
        assertThat(line.run("recover", "--keep-hours", "0")).isEqualTo(2);
    }

    @Test
    void recoverSaysWhatItCouldNotFindOut() {
        contain();
        line.over(call -> call.verb() == Verb.LIST && call.kind().group().equals("cilium.io")
                ? Optional.of(Fault.before(Reason.FORBIDDEN))
                : Optional.empty());

        assertThat(line.run("recover")).isEqualTo(4);
        assertThat(line.out()).contains("is not known");
    }

    @Test
    void listShowsWhatIsContainedAndOnRequestWhatWas() {
        assertThat(line.run("list")).isZero();
        assertThat(line.out()).isEqualTo("nothing is contained\n");
        contain();

        line.run("list");
        assertThat(line.out()).isEqualTo("""
                NAME                                 STATE      VERIFIED  TARGET               UNTIL                 INCIDENTS
                ip-e3d90ae63740112d3261fa8882dfa6c7  CONTAINED  VERIFIED  ip/shop/203.0.113.7  2026-11-22T11:00:00Z  INC-7
                """);

        line.run("release", RECORD);
        line.run("list");
        assertThat(line.out()).isEqualTo("nothing is contained\n");
        line.run("list", "--all");
        assertThat(line.out()).contains("UNDONE");
    }

    @Test
    void showTellsTheWholeStory() {
        contain();
        line.run("review", RECORD, "--verdict", "true-positive");

        assertThat(line.run("show", RECORD)).isZero();

        assertThat(line.out()).isEqualTo("""
                ip-e3d90ae63740112d3261fa8882dfa6c7 on ip/shop/203.0.113.7: CONTAINED
                  verified     yes
                  transaction  block-source of runbook brute-force-detected, sha256:%s
                  inputs       namespace = shop, source = 203.0.113.7
                  effect       ciliumnetworkpolicies.cilium.io/runproof-block-e3d90ae63740112d3261fa8882dfa6c7 in shop
                  incident     INC-7 since 2026-11-22T10:00:00Z until 2026-11-22T11:00:00Z
                  until        2026-11-22T11:00:00Z
                  due          UNDO at 2026-11-22T11:00:00Z
                  epoch        1
                  review       true-positive by jane at 2026-11-22T10:00:00Z

                  2026-11-22T10:00:00Z  INTENT     pod-2/1  not-protected: configmaps/runproof-protected in runproof at version 5
                  2026-11-22T10:00:00Z  APPLIED    pod-2/1
                  2026-11-22T10:00:00Z  CONTAINED  pod-2/1  VERIFIED
                """.formatted("0".repeat(64)));
        assertThat(line.run("show", "ip-none")).isEqualTo(2);
        assertThat(line.err()).contains("there is no containment ip-none");
        assertThat(line.run("review", "ip-none", "--verdict", "true-positive")).isEqualTo(2);
        assertThat(line.run("review", RECORD, "--verdict", "maybe")).isEqualTo(2);
        assertThat(line.err()).contains("true-positive, false-positive");
    }

    @Test
    void programsGetTheRecordAsJson() throws JsonProcessingException {
        contain();

        line.run("list", "--output", "json");
        JsonNode listed = new ObjectMapper().readTree(line.out());
        line.run("show", RECORD, "--output", "json");
        JsonNode shown = new ObjectMapper().readTree(line.out());

        assertThat(listed).isEqualTo(shown);
        assertThat(shown.get("type").asText()).isEqualTo("containment");
        assertThat(shown.get("name").asText()).isEqualTo(RECORD);
        assertThat(shown.at("/spec/state").asText()).isEqualTo("CONTAINED");
        assertThat(shown.at("/spec/claims/0/incident").asText()).isEqualTo("INC-7");
    }

    @Test
    void eventsOfWhoServesAreJsonToo() throws JsonProcessingException {
        crashAfterTheEffect();
        line.pass(Duration.ofSeconds(61));

        line.run("recover", "--output", "json");

        JsonNode first =
                new ObjectMapper().readTree(line.out().lines().findFirst().orElseThrow());
        assertThat(first.get("type").asText()).isEqualTo("resumed");
        assertThat(first.get("containment").asText()).isEqualTo(RECORD);
        assertThat(first.get("state").asText()).isEqualTo("INTENT");
        assertThat(first.get("incidents")).extracting(JsonNode::asText).containsExactly("INC-7");
    }

    @Test
    void oneIncidentCanBeReleased() {
        contain();
        line.beside(
                "run",
                "block-source",
                "--input",
                "source=203.0.113.7",
                "--input",
                "namespace=shop",
                "--mode",
                "enforce",
                "--incident",
                "INC-8");

        assertThat(line.run("release", RECORD, "--incident", "INC-7")).isZero();
        assertThat(line.out()).contains("it stays, claimed by INC-8");
        assertThat(line.policies()).hasSize(1);
        assertThat(line.run("release", RECORD, "--incident", "INC-8")).isZero();
        assertThat(line.policies()).isEmpty();
    }

    @Test
    void aPersonIsTold() throws IOException {
        var told = new CopyOnWriteArrayList<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            line.with(Map.of(
                    "RUNPROOF_ALERTMANAGER_URL",
                    "http://127.0.0.1:" + server.getAddress().getPort()));
            crashAfterTheEffect();
            line.pass(Duration.ofSeconds(61));
            line.run("recover");
            line.run(
                    "run",
                    "block-source",
                    "--input",
                    "source=10.96.0.9",
                    "--input",
                    "namespace=shop",
                    "--mode",
                    "enforce",
                    "--wait");
            line.run("run", "block-source", "--input", "source=10.96.0.9", "--input", "namespace=shop");
        } finally {
            server.stop(0);
        }
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("ROLLED_BACK", "INC-7");
        assertThat(told.get(1)).contains("REFUSED", "10.96.0.9");
        assertThat(line.err()).isEmpty();
    }

    @Test
    void aWrongAddressIsSaidBeforeAnythingIsDone() {
        line.with(Map.of("RUNPROOF_ALERTMANAGER_URL", "nonsense-s3cr3t"));
        assertThat(line.run("recover")).isEqualTo(2);
        assertThat(line.err()).contains("RUNPROOF_ALERTMANAGER_URL is not").doesNotContain("s3cr3t");
    }

    private static String[] block(String... more) {
        var args = new ArrayList<>(List.of(
                "run",
                "block-source",
                "--input",
                "source=203.0.113.7",
                "--input",
                "namespace=shop",
                "--mode",
                "enforce",
                "--incident",
                "INC-7"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    /** Contains, while somebody serves. */
    private void contain() {
        line.beside("recover");
        line.cluster().list(Heartbeat.KIND).forEach(lease -> line.cluster().delete(lease, WriteMode.COMMIT));
        line.cluster().create(lease(line.instant().toString()), WriteMode.COMMIT);
        assertThat(line.beside(block())).isZero();
    }

    private void crashAfterTheEffect() {
        line.cluster().create(lease(line.instant().toString()), WriteMode.COMMIT);
        try {
            line.beside(
                    call -> {
                        if (call.verb() == Verb.REPLACE) {
                            throw new Crash();
                        }
                        return Optional.empty();
                    },
                    block());
        } catch (Crash e) {
            assertThat(line.policies()).hasSize(1);
        }
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    private int serveUntil(BooleanSupplier enough) {
        line.whileItWaits(() -> {
            if (enough.getAsBoolean()) {
                Thread.currentThread().interrupt();
            }
        });
        int code = line.run("serve");
        assertThat(Thread.interrupted()).as("given back to the caller").isTrue();
        line.whileItWaits(() -> {});
        return code;
    }

    private static KubernetesObject lease(String renewTime) {
        return KubernetesObject.of(
                new ObjectRef(Heartbeat.KIND, "runproof", Heartbeat.NAME),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("holderIdentity", "pod-9", "renewTime", renewTime)));
    }

    private void renew(String renewTime) {
        var lease = line.cluster().list(Heartbeat.KIND).get(0);
        var spec = new LinkedHashMap<>(lease.map("spec"));
        spec.put("renewTime", renewTime);
        line.cluster().replace(lease.with("spec", spec), WriteMode.COMMIT);
    }
}
