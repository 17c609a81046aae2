package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.BlockAddresses;
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
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.Namespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The transaction {@code block-source}, as the compiler writes it, with whatever checks a test wants.
 *
 * @param block stands for the text of the block: another one is another transaction
 * @param action what is done, to the source or what a test puts in its place
 */
record BlockSource(String block, Function<Inputs, Action> action, List<Check> before, List<Check> after, Expiry expiry)
        implements SafetyTransaction<BlockSource.Inputs> {

    static final String ATTACKER = "203.0.113.10";
    static final BlockSource PLAIN = new BlockSource(
            "0",
            inputs -> new BlockIp(inputs.source(), inputs.namespace()),
            List.of(),
            List.of(passing("policy-enforced")),
            new Expiry.Undo(Duration.ofHours(1)));

    /** Two hundred addresses, of which the source is one. */
    static final IpAddresses MANY = new IpAddresses(
            Stream.concat(Stream.of(ATTACKER), IntStream.range(1, 200).mapToObj(i -> "198.51.100." + i))
                    .map(IpAddress::parse)
                    .toList());

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
        return new BlockSource(block, action, List.of(checks), after, expiry);
    }

    BlockSource after(Check... checks) {
        return new BlockSource(block, action, before, List.of(checks), expiry);
    }

    BlockSource ending(Expiry end) {
        return new BlockSource(block, action, before, after, end);
    }

    BlockSource of(Function<Inputs, Action> other) {
        return new BlockSource(block, other, before, after, expiry);
    }

    /** The same for a list of addresses, whatever the source. */
    BlockSource of(IpAddresses addresses) {
        return of(inputs -> new BlockAddresses(addresses, inputs.namespace()));
    }

    BlockSource withBlock(String digit) {
        return new BlockSource(digit, action, before, after, expiry);
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
        return action.apply(inputs);
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
