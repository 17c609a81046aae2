package dev.runproof.executor;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.NotProtected;
import dev.runproof.runtime.response.Response;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseCatalogue;
import dev.runproof.runtime.response.Trigger;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.transaction.TransactionCatalogue;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two transactions, as the compiler would write them; found on the class path of the tests as a user's are. */
public final class FixtureCatalogue implements TransactionCatalogue, ResponseCatalogue {

    /** For {@code ServiceLoader}. */
    public FixtureCatalogue() {}

    @Override
    public List<SafetyTransaction<?>> transactions() {
        return List.of(
                new Block("block-source", new Expiry.Undo(Duration.ofHours(1)), List.of(new Seen())),
                new Block("block-for-good", new Expiry.Never(), List.of()));
    }

    @Override
    public List<Response> responses() {
        return List.of(
                response("block-twice", Optional.empty(), Optional.empty()),
                response(
                        "block-after-approval",
                        Optional.of(new Approval("security-oncall", Duration.ofMinutes(15), Response.Otherwise.REFUSE)),
                        Optional.empty()),
                response(
                        "block-after-grace",
                        Optional.empty(),
                        Optional.of(new Trigger.Grace(Duration.ofMinutes(1), Trigger.Grace.IfUnknown.PROCEED, 1))));
    }

    private static Response response(String name, Optional<Approval> approval, Optional<Trigger.Grace> grace) {
        return new Response(
                name,
                new Origin("brute-force-detected", "brute-force-detected.md", 60, "sha256:" + "1".repeat(64)),
                List.of(Block.SOURCE, Block.NAMESPACE),
                new Trigger(
                        List.of(new Trigger.Signal(
                                Trigger.Evidence.RATE, List.of(new Trigger.Source.Alert("BruteForceDetected")))),
                        Optional.empty(),
                        grace),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(
                        step("block-source", new Argument.Input("source"), Optional.empty()),
                        step("block-neighbour", new Argument.Fixed("203.0.113.8"), approval)));
    }

    private static Step step(String name, Argument source, Optional<Approval> approval) {
        return new Step(
                name,
                new Block("block-for-good", new Expiry.Never(), List.of(new Seen())),
                Map.of("source", source, "namespace", new Argument.Input("namespace")),
                List.of(),
                Response.IfFails.STOP,
                Response.IfLaterFails.UNDO,
                approval);
    }

    record Inputs(IpAddress source, Namespace namespace) {}

    private record Seen() implements Check {
        @Override
        public String name() {
            return "policy-enforced";
        }

        @Override
        public CheckResult run(CheckContext context) {
            return new CheckResult.Passed();
        }
    }

    private record Block(String name, Expiry expiry, List<Check> after) implements SafetyTransaction<Inputs> {

        private static final InputDeclaration SOURCE =
                new InputDeclaration("source", "ip", "source_ip", "fd.rip", Optional.empty());
        private static final InputDeclaration NAMESPACE =
                new InputDeclaration("namespace", "namespace", "namespace", "k8s.ns.name", Optional.empty());

        @Override
        public Origin origin() {
            return new Origin("brute-force-detected", "brute-force-detected.md", 42, "sha256:" + "0".repeat(64));
        }

        @Override
        public List<InputDeclaration> inputs() {
            return List.of(SOURCE, NAMESPACE);
        }

        @Override
        public Inputs read(InputTexts texts) {
            texts.only(inputs());
            return new Inputs(texts.read(SOURCE, IpAddress::parse), texts.read(NAMESPACE, Namespace::parse));
        }

        @Override
        public Action action(Inputs inputs) {
            return new BlockIp(inputs.source(), inputs.namespace());
        }

        @Override
        public List<Check> preChecks(Inputs inputs) {
            return List.of(new NotProtected());
        }

        @Override
        public List<Check> postChecks(Inputs inputs) {
            return after;
        }

        @Override
        public Duration maxDuration() {
            return Duration.ofSeconds(30);
        }
    }
}
