package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.action.BlockRange;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.Subject;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.response.Trigger.Grace.IfUnknown;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Responses as the compiler writes them, with whatever a test wants of each step. */
final class Saga {

    static final String DIGEST = "sha256:" + "5".repeat(64);
    static final String ALERT = "BruteForceDetected";
    static final Approval ONCALL = new Approval("security-oncall", Duration.ofMinutes(15), Otherwise.REFUSE);

    /** The address that the second step blocks, and the range of the third. */
    static final String SECOND = "198.51.100.7";

    static final String THIRD = "192.0.2.0/24";

    private static final Subject SOURCE = Subject.address(input("source", "ip"), input("namespace", "namespace"));

    private Saga() {}

    /** Blocks the source, then another address that is to stay, then a range. */
    static Response three() {
        return of(
                step("first", BlockSource.PLAIN),
                keeping(step("second", blocking(SECOND))),
                step(
                        "third",
                        BlockSource.PLAIN.of(inputs -> new BlockRange(IpRange.parse(THIRD), inputs.namespace()))));
    }

    /** The same, where the last step does not stay. */
    static Response failing() {
        var three = three().steps();
        return of(
                three.get(0),
                three.get(1),
                step(
                        "third",
                        BlockSource.PLAIN
                                .of(inputs -> new BlockRange(IpRange.parse(THIRD), inputs.namespace()))
                                .after(BlockSource.failing("service-healthy"))));
    }

    /** The same, where somebody has to agree to the last step. */
    static Response asking(Approval approval) {
        var three = three().steps();
        return of(three.get(0), three.get(1), with(three.get(2), approval));
    }

    /** The first three, where the first only looks, and the others wait. */
    static Response waiting(Duration pause, IfUnknown ifUnknown) {
        var grace = new Trigger.Grace(pause, ifUnknown, 1);
        return triggered(
                three(),
                List.of(new Trigger.Signal(Trigger.Evidence.RATE, List.of(new Trigger.Source.Alert(ALERT)))),
                Optional.of(grace));
    }

    /** The same response, with other signals. */
    static Response triggered(Response response, List<Trigger.Signal> signals, Optional<Trigger.Grace> grace) {
        return new Response(
                response.name(),
                response.origin(),
                response.inputs(),
                new Trigger(signals, Optional.of(Duration.ofMinutes(10)), grace),
                response.subject(),
                response.lookups(),
                response.approval(),
                response.steps());
    }

    static BlockSource blocking(String address) {
        return BlockSource.PLAIN.of(inputs -> new BlockIp(IpAddress.parse(address), inputs.namespace()));
    }

    static Response of(Step... steps) {
        return response(List.of(steps), List.of(), Optional.empty());
    }

    static Response response(List<Step> steps, List<Lookup> lookups, Optional<Approval> approval) {
        return new Response(
                "contain-source",
                new Origin("brute-force-detected", "brute-force-detected.md", 60, DIGEST),
                List.of(input("source", "ip"), input("namespace", "namespace")),
                new Trigger(
                        List.of(new Trigger.Signal(Trigger.Evidence.RATE, List.of(new Trigger.Source.Alert(ALERT)))),
                        Optional.empty(),
                        Optional.empty()),
                Optional.of(SOURCE),
                lookups,
                approval,
                steps);
    }

    private static InputDeclaration input(String name, String type) {
        return new InputDeclaration(name, type, name, "", Optional.empty());
    }

    static Step step(String name, BlockSource transaction) {
        return new Step(
                name,
                transaction,
                Map.of("source", new Argument.Input("source"), "namespace", new Argument.Input("namespace")),
                List.of(),
                IfFails.STOP,
                IfLaterFails.UNDO,
                Optional.empty());
    }

    static Step keeping(Step step) {
        return new Step(
                step.name(),
                step.transaction(),
                step.arguments(),
                step.onlyIf(),
                step.ifFails(),
                IfLaterFails.KEEP,
                step.approval());
    }

    static Step going(Step step) {
        return new Step(
                step.name(),
                step.transaction(),
                step.arguments(),
                step.onlyIf(),
                IfFails.CONTINUE,
                step.ifLaterFails(),
                step.approval());
    }

    static Step with(Step step, Approval approval) {
        return new Step(
                step.name(),
                step.transaction(),
                step.arguments(),
                step.onlyIf(),
                step.ifFails(),
                step.ifLaterFails(),
                Optional.of(approval));
    }

    static Step onlyIf(Step step, Check... checks) {
        return new Step(
                step.name(),
                step.transaction(),
                step.arguments(),
                List.of(checks),
                step.ifFails(),
                step.ifLaterFails(),
                step.approval());
    }

    static Step taking(Step step, Map<String, Argument> arguments) {
        return new Step(
                step.name(),
                step.transaction(),
                arguments,
                step.onlyIf(),
                step.ifFails(),
                step.ifLaterFails(),
                step.approval());
    }

    static Response changed(Response response, int step, UnaryOperator<Step> change) {
        var steps = new ArrayList<>(response.steps());
        steps.set(step, change.apply(steps.get(step)));
        return response(steps, response.lookups(), response.approval());
    }

    static Map<String, String> inputs(String namespace) {
        return Map.of("source", BlockSource.ATTACKER, "namespace", namespace);
    }
}
