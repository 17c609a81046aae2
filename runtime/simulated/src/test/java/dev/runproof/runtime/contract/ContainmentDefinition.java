package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Containment.Claim;
import dev.runproof.runtime.engine.Containment.Due;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Entry;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.Containment.Request;
import dev.runproof.runtime.engine.Containment.Review;
import dev.runproof.runtime.engine.ContainmentRules;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.Grace;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.response.RunRules;
import dev.runproof.runtime.response.RunState;
import dev.runproof.runtime.response.StepState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Installs the definitions of the records on a real cluster. */
final class ContainmentDefinition {

    private static final ResourceKind DEFINITIONS = new ResourceKind(
            "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ContainmentDefinition() {}

    /** Installs the definitions as they are on the class path, and waits until the server serves them. */
    static void install(Cluster cluster) {
        install(
                cluster,
                ContainmentRules.DEFINITION,
                Containment.KIND,
                everyField().fields());
        install(
                cluster,
                RunRules.DEFINITION,
                ResponseRun.KIND,
                everyFieldOfARun().fields());
    }

    private static void install(Cluster cluster, String resource, ResourceKind kind, Map<String, Object> everyField) {
        var definition = read(resource);
        var installed = cluster.get(definition.ref());
        if (installed.isEmpty()) {
            cluster.create(definition, WriteMode.COMMIT);
        } else {
            cluster.replace(installed.get().with("spec", definition.map("spec")), WriteMode.COMMIT);
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isServed(cluster, kind, everyField)) {
            if (System.nanoTime() > end) {
                fail("the server does not serve the definition after " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The old schema is served for a while after the new one is stored, and knows less. */
    private static boolean isServed(Cluster cluster, ResourceKind kind, Map<String, Object> everyField) {
        try {
            cluster.create(
                    KubernetesObject.of(
                            new ObjectRef(kind, "default", "runproof-is-it-served"),
                            Map.of(),
                            Map.of(),
                            Map.of("spec", everyField)),
                    WriteMode.DRY_RUN);
            return true;
        } catch (ClusterException e) {
            return false;
        }
    }

    private static Containment everyField() {
        String digest = "sha256:" + "0".repeat(64);
        Instant at = Instant.EPOCH;
        var policy = new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
        return new Containment(
                new Request("ip/shop/203.0.113.7", "d", "t", "r", digest, "a", Map.of("i", "1"), Duration.ofMinutes(1)),
                new Progress(
                        ContainmentState.CONTAINED,
                        1,
                        "holder",
                        Optional.of(at),
                        Optional.of(new Verification.Unverified("why")),
                        Optional.of(at),
                        Optional.of(new Due(Due.What.UNDO, at))),
                new Effect(Effect.How.CREATE, new ObjectRef(policy, "shop", "p"), "u", digest, "{}"),
                List.of(new Claim("INC-1", at, Optional.of(at))),
                List.of(new Entry(ContainmentState.INTENT, at, "by", "note")),
                Optional.of(new Review(Review.Verdict.TRUE_POSITIVE, "by", at)));
    }

    private static ResponseRun everyFieldOfARun() {
        Instant at = Instant.EPOCH;
        var approval = new Approval("security-oncall", Duration.ofMinutes(15), Otherwise.PAGE);
        return new ResponseRun(
                new ResponseRun.Request(
                        "r",
                        "r",
                        "sha256:" + "0".repeat(64),
                        new Incident("INC-1", Optional.of(at)),
                        Map.of("i", "1"),
                        Map.of("l", new Looked("shop/web", ""), "m", new Looked("", "there is none"))),
                new ResponseRun.Progress(
                        RunState.RUNNING,
                        1,
                        "holder",
                        Optional.of(at),
                        Optional.of(new ResponseRun.Due(ResponseRun.Due.What.GRACE_ENDS, at)),
                        "why"),
                Optional.of(new Grace(
                        at, List.of("s"), Optional.of(new Grace.End(Grace.Verdict.GOES_ON, "holder", at, "why")))),
                List.of(new StepRun(
                        "s",
                        "t",
                        IfFails.CONTINUE,
                        IfLaterFails.KEEP,
                        Optional.of(approval),
                        StepState.BEGUN,
                        "ip-1",
                        "note")),
                Map.of("s", new Decision(Decision.Verdict.APPROVED, "jane", at)),
                List.of(new ResponseRun.Entry(RunState.RUNNING, "s", Optional.of(StepState.BEGUN), at, "by", "note")));
    }

    @SuppressWarnings("unchecked") // a definition is a map with text keys
    private static KubernetesObject read(String resource) {
        try (InputStream yaml =
                Objects.requireNonNull(ContainmentRules.class.getClassLoader().getResourceAsStream(resource))) {
            var tree = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
            return KubernetesObject.of(DEFINITIONS, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
