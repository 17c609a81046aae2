package dev.runproof.executor;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.check.NotProtected;
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
import java.util.Optional;

/** Two transactions, as the compiler would write them; found on the class path of the tests as a user's are. */
public final class FixtureCatalogue implements TransactionCatalogue {

    /** For {@code ServiceLoader}. */
    public FixtureCatalogue() {}

    @Override
    public List<SafetyTransaction<?>> transactions() {
        return List.of(
                new Block("block-source", new Expiry.Undo(Duration.ofHours(1)), List.of(new Seen())),
                new Block("block-for-good", new Expiry.Never(), List.of()));
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
