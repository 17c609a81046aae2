package dev.runproof.runtime.contract;

import dev.runproof.runtime.check.IsExternal;
import dev.runproof.runtime.check.IsPod;
import dev.runproof.runtime.check.PodRemains;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.RunOutcome;
import dev.runproof.runtime.response.Subject;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The classes of {@link GeneratedResponse}, as the compiler would write them: one that comes to its end, and one in which a step is undone. */
final class LifeResponses {

    private static final InputDeclaration POD = new InputDeclaration("pod", "pod", "", "", Optional.empty());

    private LifeResponses() {}

    /** Both of them. */
    static List<Response> of(GeneratedResponse response, LifeGrounds grounds) {
        return switch (response) {
            case CONTAIN_SOURCE -> ofSource();
            case CONTAIN_POD -> {
                var cut = cutOff("cut-off", new Argument.Input("pod"));
                yield List.of(ofPod(cut), ofPod(cut, cutOff("second", new Argument.Fixed(grounds.replacedPod()))));
            }
        };
    }

    /** What they come to. */
    static List<RunOutcome> outcomes(GeneratedResponse response, Mode mode) {
        if (mode == Mode.ENFORCE) {
            return List.of(RunOutcome.DONE, RunOutcome.STOPPED);
        }
        // What fails only after it was done does not fail where nothing is.
        return List.of(
                RunOutcome.AUDITED,
                response == GeneratedResponse.CONTAIN_POD ? RunOutcome.REFUSED : RunOutcome.AUDITED);
    }

    /** Their inputs, in a namespace. */
    static Map<String, String> inputs(GeneratedResponse response, String shop) {
        return response == GeneratedResponse.CONTAIN_POD
                ? Map.of("pod", shop + "/" + ContainPod.NAME)
                : Saga.inputs(shop);
    }

    private static List<Response> ofSource() {
        var first = Saga.onlyIf(Saga.step("block-source", LifeGrounds.checkedBlock()), new IsExternal());
        var skipped = Saga.onlyIf(Saga.step("block-again", BlockSource.PLAIN), new IsPod());
        var failing = Saga.step("second", Saga.blocking("203.0.113.77").after(BlockSource.failing("service-healthy")));
        return List.of(Saga.of(first, skipped), Saga.of(first, failing));
    }

    private static Response ofPod(Step... steps) {
        return new Response(
                GeneratedResponse.CONTAIN_POD.response(),
                new Origin("compromise", "compromise.md", 20, Saga.DIGEST),
                List.of(POD),
                new Trigger(
                        List.of(new Trigger.Signal(
                                Trigger.Evidence.PROCESS, List.of(new Trigger.Source.Alert("PodCompromised")))),
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(Subject.pod(POD)),
                List.of(),
                Optional.empty(),
                List.of(steps));
    }

    private static Step cutOff(String name, Argument pod) {
        return new Step(
                name,
                LifeGrounds.checkedCut(),
                Map.of("pod", pod),
                List.of(new PodRemains()),
                IfFails.STOP,
                IfLaterFails.UNDO,
                Optional.empty());
    }
}
