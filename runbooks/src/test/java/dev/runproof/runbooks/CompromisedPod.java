package dev.runproof.runbooks;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.QuarantinePod;
import dev.runproof.runtime.action.ScaleDeployment;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.EvidenceExists;
import dev.runproof.runtime.check.LabelIsEnforced;
import dev.runproof.runtime.check.PodStillRunning;
import dev.runproof.runtime.check.ReplicasAre;
import dev.runproof.runtime.lookup.PodWorkload;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.DeploymentRef;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.Replicas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The response to a compromised pod: keep the evidence, isolate the pod, and when somebody agrees stop its workload. */
final class CompromisedPod {

    private static final Origin ORIGIN = new Origin(
            "correlated-compromise-indicator", "correlated-compromise-indicator.md", 1, "sha256:" + "0".repeat(64));
    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());
    private static final InputDeclaration DEPLOYMENT =
            new InputDeclaration("deployment", "deployment", "", "", Optional.empty());
    private static final Expiry PAGE = new Expiry.Page(Duration.ofHours(24));

    private CompromisedPod() {}

    /**
     * The response.
     *
     * @param forensics the namespace of the store
     * @param beforeQuarantine what the quarantine asks first
     */
    static Response response(String forensics, Check... beforeQuarantine) {
        return new Response(
                "contain-compromised-pod",
                ORIGIN,
                List.of(POD),
                new Trigger(
                        List.of(new Trigger.Signal(
                                Trigger.Evidence.PROCESS,
                                List.of(new Trigger.Source.Alert("CorrelatedCompromiseIndicator")))),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                List.of(new PodWorkload("workload", "pod")),
                Optional.empty(),
                List.of(
                        step(
                                "evidence",
                                new Forensics(forensics),
                                Map.of("pod", new Argument.Input("pod")),
                                Optional.empty()),
                        step(
                                "quarantine",
                                new Isolate(List.of(beforeQuarantine)),
                                Map.of("pod", new Argument.Input("pod")),
                                Optional.empty()),
                        step(
                                "stop",
                                new Stop(),
                                Map.of("pod", new Argument.Input("pod"), "deployment", new Argument.Looked("workload")),
                                Optional.of(new Approval("security-oncall", Duration.ofMinutes(15), Otherwise.PAGE)))));
    }

    private static Step step(
            String name,
            SafetyTransaction<?> transaction,
            Map<String, Argument> arguments,
            Optional<Approval> approval) {
        return new Step(name, transaction, arguments, List.of(), IfFails.STOP, IfLaterFails.KEEP, approval);
    }

    /** Isolates a pod. */
    private record Isolate(List<Check> first) implements SafetyTransaction<Isolate.Isolated> {

        record Isolated(PodRef pod) {}

        @Override
        public String name() {
            return "quarantine-pod";
        }

        @Override
        public Origin origin() {
            return ORIGIN;
        }

        @Override
        public List<InputDeclaration> inputs() {
            return List.of(POD);
        }

        @Override
        public Isolated read(InputTexts texts) {
            texts.only(inputs());
            return new Isolated(texts.read(POD, PodRef::parse));
        }

        @Override
        public Action action(Isolated inputs) {
            return new QuarantinePod(inputs.pod());
        }

        @Override
        public List<Check> preChecks(Isolated inputs) {
            var checks = new ArrayList<>(first);
            checks.add(new LabelIsEnforced());
            return checks;
        }

        @Override
        public List<Check> postChecks(Isolated inputs) {
            return List.of(new PodStillRunning());
        }

        @Override
        public Duration maxDuration() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Expiry expiry() {
            return PAGE;
        }
    }

    /** Stops a Deployment, if there is evidence of the pod that it is about. */
    private record Stop() implements SafetyTransaction<Stop.Stopped> {

        record Stopped(PodRef pod, DeploymentRef deployment) {}

        @Override
        public String name() {
            return "stop-workload";
        }

        @Override
        public Origin origin() {
            return ORIGIN;
        }

        @Override
        public List<InputDeclaration> inputs() {
            return List.of(POD, DEPLOYMENT);
        }

        @Override
        public Stopped read(InputTexts texts) {
            texts.only(inputs());
            return new Stopped(texts.read(POD, PodRef::parse), texts.read(DEPLOYMENT, DeploymentRef::parse));
        }

        @Override
        public Action action(Stopped inputs) {
            return new ScaleDeployment(inputs.deployment(), new Replicas(0), IfUnknown.REFUSE);
        }

        @Override
        public List<Check> preChecks(Stopped inputs) {
            return List.of(new EvidenceExists(inputs.pod()));
        }

        @Override
        public List<Check> postChecks(Stopped inputs) {
            return List.of(new ReplicasAre());
        }

        @Override
        public Duration maxDuration() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Expiry expiry() {
            return PAGE;
        }
    }
}
