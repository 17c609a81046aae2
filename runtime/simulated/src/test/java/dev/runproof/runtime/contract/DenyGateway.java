package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.DenyGatewaySource;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transaction {@code deny-gateway-source}, as the compiler writes it.
 *
 * @param controllers where the proxies run
 * @param before what runs before the change
 * @param after what runs after it
 * @param maxDuration how long it may take
 */
record DenyGateway(String controllers, List<Check> before, List<Check> after, Duration maxDuration)
        implements SafetyTransaction<DenyGateway.Inputs> {

    static final String ATTACKER = "203.0.113.7";

    private static final InputDeclaration ADDRESS =
            new InputDeclaration("address", "ip", "source_ip", "fd.cip", Optional.empty());
    private static final InputDeclaration POLICY =
            new InputDeclaration("policy", "security-policy", "namespace/security-policy", "", Optional.empty());

    DenyGateway(String controllers) {
        this(controllers, List.of(), List.of(BlockSource.passing("gateway-denies")));
    }

    DenyGateway(String controllers, List<Check> before, List<Check> after) {
        this(controllers, before, after, Duration.ofSeconds(30));
    }

    static InputTexts texts(String address, String namespace) {
        return InputTexts.of(Map.of("address", address, "policy", namespace + "/" + GatewayGround.NAME));
    }

    record Inputs(IpAddress address, SecurityPolicyRef policy) {}

    @Override
    public String name() {
        return "deny-gateway-source";
    }

    @Override
    public Origin origin() {
        return new Origin("brute-force", "brute-force.md", 9, "sha256:" + "4".repeat(64));
    }

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(ADDRESS, POLICY);
    }

    @Override
    public Inputs read(InputTexts texts) {
        texts.only(inputs());
        return new Inputs(texts.read(ADDRESS, IpAddress::parse), texts.read(POLICY, SecurityPolicyRef::parse));
    }

    @Override
    public Action action(Inputs inputs) {
        return new DenyGatewaySource(inputs.address(), inputs.policy(), new Namespace(controllers), IfUnknown.REFUSE);
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
    public Expiry expiry() {
        return new Expiry.Undo(Duration.ofHours(1));
    }
}
