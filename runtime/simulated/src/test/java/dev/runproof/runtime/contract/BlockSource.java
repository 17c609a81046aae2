package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockIp;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.CheckContext;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The transaction {@code block-source}, as the compiler writes it, with whatever checks a test wants.
 *
 * @param block stands for the text of the block: another one is another transaction
 */
record BlockSource(String block, List<Check> before, List<Check> after, Expiry expiry)
        implements SafetyTransaction<BlockSource.Inputs> {

    static final String ATTACKER = "203.0.113.10";
    static final BlockSource PLAIN =
            new BlockSource("0", List.of(), List.of(passing("policy-enforced")), new Expiry.Undo(Duration.ofHours(1)));
    private static final InputDeclaration SOURCE =
            new InputDeclaration("source", "ip", "source_ip", "fd.rip", Optional.empty());
    private static final InputDeclaration NAMESPACE =
            new InputDeclaration("namespace", "namespace", "namespace", "k8s.ns.name", Optional.empty());

    record Inputs(IpAddress source, Namespace namespace) {}

    /** A check that does what a test says. */
    record Scripted(String name, Function<CheckContext, CheckResult> script) implements Check {
        @Override
        public CheckResult run(CheckContext context) {
            return script.apply(context);
        }
    }

    static Check check(String name, Function<CheckContext, CheckResult> script) {
        return new Scripted(name, script);
    }

    static Check passing(String name) {
        return check(name, context -> new CheckResult.Passed());
    }

    static Check failing(String name) {
        return check(name, context -> new CheckResult.Failed("it does not hold"));
    }

    static Check undetermined(String name) {
        return check(name, context -> new CheckResult.Undetermined("nobody knows"));
    }

    static InputTexts texts(String namespace) {
        return InputTexts.of(Map.of("source", ATTACKER, "namespace", namespace));
    }

    BlockSource before(Check... checks) {
        return new BlockSource(block, List.of(checks), after, expiry);
    }

    BlockSource after(Check... checks) {
        return new BlockSource(block, before, List.of(checks), expiry);
    }

    BlockSource ending(Expiry end) {
        return new BlockSource(block, before, after, end);
    }

    BlockSource withBlock(String digit) {
        return new BlockSource(digit, before, after, expiry);
    }

    @Override
    public String name() {
        return "block-source";
    }

    @Override
    public Origin origin() {
        return new Origin("brute-force-detected", "brute-force-detected.md", 42, "sha256:" + block.repeat(64));
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
        return before;
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
