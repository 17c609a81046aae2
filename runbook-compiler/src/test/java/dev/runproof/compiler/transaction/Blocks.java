package dev.runproof.compiler.transaction;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Demands;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexEntry;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Transaction blocks for tests, and an index of the runtime's first classes with some that there are not. */
public final class Blocks {

    /** The block of the language's description. */
    public static final String BLOCK_SOURCE = """
            name: block-source
            inputs:
              source: { type: ip, from: { label: source_ip, falco: fd.rip } }
              namespace: { type: namespace }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check: [not-protected]
            post-check: [policy-enforced]
            max-duration: 30s
            expires: 1h
            """;

    private static final String VALUES = "dev.runproof.runtime.value";

    private Blocks() {}

    /** The index, with further entries before it. */
    public static Index index(IndexEntry... further) {
        var entries = new ArrayList<IndexEntry>(Arrays.asList(further));
        entries.addAll(List.of(
                type("ip", "IpAddress", "[0-9a-f.:]+", 45, "source_ip", "fd.rip"),
                type("namespace", "Namespace", "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?", 63, "namespace", "k8s.ns.name"),
                type("text", "Text", ".*", 10, "", ""),
                type("percent", "Percent", "(?:100|[1-9]?[0-9](?:\\.[0-9]{1,3})?)", 6, "", ""),
                type(
                        "duration",
                        "TimeSpan",
                        "(?=.*[1-9])(?:[0-9]{1,5}d)?(?:[0-9]{1,6}h)?(?:[0-9]{1,6}m)?(?:[0-9]{1,6}s)?",
                        27,
                        "",
                        ""),
                type("refuse-or-allow", "IfUnknown", "refuse|allow", 6, "", ""),
                type("request-counter", "RequestCounter", "[a-z_]+\\{[a-z_]+,[a-z_]+\\}", 329, "", ""),
                action("block-ip", "BlockIp", parameter("address", "ip"), parameter("in", "namespace")),
                check("not-protected", "NotProtected", Set.of(Moment.PRE_CHECK)),
                check(
                        "traffic-share-below",
                        "TrafficShareBelow",
                        Set.of(Moment.PRE_CHECK),
                        new Parameter("percent", "percent", "percent", "", Optional.of("5")),
                        new Parameter("window", "window", "duration", "", Optional.of("5m")),
                        new Parameter("if-unknown", "ifUnknown", "refuse-or-allow", "", Optional.of("refuse"))),
                check("policy-enforced", "PolicyEnforced", Set.of(Moment.POST_CHECK)),
                check(
                        "service-healthy",
                        "ServiceHealthy",
                        Set.of(Moment.PRE_CHECK, Moment.POST_CHECK),
                        new Parameter("max-error-increase", "maxErrorIncrease", "percent", "", Optional.of("1")),
                        new Parameter("max-endpoint-loss", "maxEndpointLoss", "percent", "", Optional.of("25")),
                        new Parameter("settle", "settle", "duration", "", Optional.of("30s")),
                        new Parameter("requests", "requests", "request-counter", "", Optional.of("m{a,b}"))),
                check(
                        "is-seen",
                        "IsSeen",
                        Set.of(Moment.PRE_CHECK, Moment.POST_CHECK),
                        parameter("by", "text"),
                        parameter("from", "ip"))));
        return Index.of(entries);
    }

    /** A value type in the runtime's package. */
    public static TypeEntry type(
            String name, String simpleName, String pattern, int maxLength, String label, String falco) {
        return new TypeEntry(
                name,
                new JavaClass(VALUES, List.of(simpleName)),
                new Documentation("A value of " + name + ".", ""),
                pattern,
                maxLength,
                label,
                falco);
    }

    /** An action in the runtime's package, whose target is its first parameter. */
    public static ActionEntry action(String name, String simpleName, Parameter... parameters) {
        return new ActionEntry(
                name,
                new JavaClass("dev.runproof.runtime.action", List.of(simpleName)),
                new Documentation("Does " + name + ".", ""),
                List.of(parameters),
                parameters[0].name(),
                "Undoes it",
                ActionEntry.Audit.SERVER_DRY_RUN,
                List.of(),
                Demands.NONE);
    }

    /** The same action with demands. */
    public static ActionEntry demanding(ActionEntry action, Demands demands) {
        return new ActionEntry(
                action.name(),
                action.javaClass(),
                action.documentation(),
                action.parameters(),
                action.target(),
                action.inverse(),
                action.audit(),
                action.permissions(),
                demands);
    }

    /** A check in the runtime's package. */
    public static CheckEntry check(String name, String simpleName, Set<Moment> moments, Parameter... parameters) {
        return check(name, simpleName, moments, Set.of(), parameters);
    }

    /** A check that looks at values of certain types. */
    public static CheckEntry check(
            String name, String simpleName, Set<Moment> moments, Set<String> of, Parameter... parameters) {
        return new CheckEntry(
                name,
                new JavaClass("dev.runproof.runtime.check", List.of(simpleName)),
                new Documentation("", ""),
                List.of(parameters),
                moments,
                List.of(),
                Set.of(),
                Duration.ZERO,
                of);
    }

    /** A parameter whose component is called like it. */
    public static Parameter parameter(String name, String type) {
        return new Parameter(name, name, type, "", Optional.empty());
    }

    /** A block in a file of its own, below a line with the fence. */
    public static TransactionBlock block(String text, Findings findings) {
        return block("runbooks/ssh.md", "Containment Actions", text, findings);
    }

    /** A block in a file of its own, below a line with the fence. */
    public static TransactionBlock block(String path, String heading, String text, Findings findings) {
        var file = new SourceFile(path, "```yaml transaction\n" + text + "```\n");
        var slice = SourceSlice.lines(file, 2, file.lineCount() - 2);
        return new TransactionBlock(
                "ssh-brute-force",
                path,
                path,
                heading,
                file.span(file.lineStart(1), file.lineEnd(1)),
                slice.text(),
                YamlReader.readOne(slice, findings));
    }

    /** The transaction of a block, if it is sound. */
    public static Optional<Transaction> read(String text, Findings findings) {
        return new TransactionReader(index(), findings).read(block(text, findings));
    }
}
