package dev.runproof.runtime.contract;

import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.Subject;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IfUnknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fast way to isolate a pod: by the labels that it has, and then by that of the quarantine, which takes its time. */
final class CutThenQuarantine {

    private static final InputDeclaration POD =
            new InputDeclaration("pod", "pod", "namespace/pod", "k8s.ns.name/k8s.pod.name", Optional.empty());

    static final Response RESPONSE = new Response(
            "isolate-at-once",
            new Origin("compromise", "compromise.md", 40, Saga.DIGEST),
            List.of(POD),
            new Trigger(
                    List.of(new Trigger.Signal(
                            Trigger.Evidence.PROCESS, List.of(new Trigger.Source.Alert("CorrelatedCompromise")))),
                    Optional.empty(),
                    Optional.empty()),
            Optional.of(Subject.pod(POD)),
            List.of(),
            Optional.empty(),
            List.of(step("cut", new CutLabels(IfUnknown.ALLOW)), step("quarantine", new Quarantine())));

    private CutThenQuarantine() {}

    private static Step step(String name, SafetyTransaction<?> transaction) {
        return new Step(
                name,
                transaction,
                Map.of("pod", new Argument.Input("pod")),
                List.of(),
                IfFails.STOP,
                IfLaterFails.KEEP,
                Optional.empty());
    }
}
