package dev.runproof.compiler.response;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Demands;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexEntry;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.LookupEntry;
import dev.runproof.compiler.transaction.Blocks;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.transaction.TransactionBlock;
import dev.runproof.compiler.transaction.TransactionReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Responses for tests, with the transactions that they name. */
public final class ResponseBlocksOf {

    /** The first response of the language's description. */
    public static final String BLOCK_BRUTE_FORCE_SOURCE = """
            name: block-brute-force-source
            about: { source: ip, namespace: namespace }
            signals: { rate: [{ alert: BruteForceDetected }] }
            approval: { by: security-oncall, within: 15m, else: page }
            steps:
              - quarantine-source-pod: { only-if: [is-pod], if-later-fails: keep }
              - block-source: { only-if: [is-external] }
            """;

    /** The second one. */
    public static final String CONTAIN_COMPROMISED_POD = """
            name: contain-compromised-pod
            about: { pod: pod }
            signals:
              process: [{ falco: Unexpected Process In Container }, { alert: CorrelatedCompromiseIndicator }]
              network: [{ falco: Unexpected Outbound Connection }, { alert: CorrelatedCompromiseIndicator }]
            within: 10m
            grace: { wait: 60s, if-unknown: abort }
            steps:
              - quarantine-pod: { if-later-fails: keep }
              - stop-workload: { approval: { by: security-oncall, within: 15m, else: page } }
            """;

    /** The same, with what only looks before all else. */
    public static final String CAPTURE_AND_CONTAIN_POD = CONTAIN_COMPROMISED_POD
            .replace("name: contain-", "name: capture-and-contain-")
            .replace("steps:\n", "steps:\n  - capture-pod-evidence: { if-fails: continue }\n");

    private static final String CAPTURE_POD_EVIDENCE = """
            name: capture-pod-evidence
            inputs: { pod: { type: pod } }
            action: { capture-evidence: { pod: $pod } }
            max-duration: 60s
            expires: 1h
            """;

    private static final List<String> TRANSACTIONS = List.of(Blocks.BLOCK_SOURCE, """
            name: quarantine-source-pod
            inputs: { pod: { type: pod } }
            action: { quarantine-pod: { pod: $pod } }
            pre-check: [not-protected]
            max-duration: 60s
            expires: { after: 24h, then: page }
            """, """
            name: quarantine-pod
            inputs: { pod: { type: pod } }
            action: { quarantine-pod: { pod: $pod } }
            pre-check: [not-protected]
            max-duration: 60s
            expires: { after: 24h, then: page }
            """, """
            name: stop-workload
            inputs: { pod: { type: pod } }
            action: { scale-deployment: { deployment: $pod.workload, replicas: 0 } }
            pre-check: [not-protected]
            max-duration: 60s
            expires: never
            """);

    private ResponseBlocksOf() {}

    /** An index with all that these need. */
    public static Index index(IndexEntry... further) {
        var entries = new ArrayList<IndexEntry>(List.of(further));
        entries.addAll(List.of(
                Blocks.type("pod", "PodRef", "[a-z0-9./-]+", 300, "namespace/pod", "k8s.ns.name/k8s.pod.name"),
                Blocks.type("deployment", "DeploymentRef", "[a-z0-9./-]+", 300, "namespace/deployment", ""),
                Blocks.type("replicas", "Replicas", "[0-9]{1,4}", 4, "", ""),
                Blocks.action("quarantine-pod", "QuarantinePod", Blocks.parameter("pod", "pod")),
                Blocks.demanding(
                        Blocks.action("capture-evidence", "CaptureEvidence", Blocks.parameter("pod", "pod")),
                        new Demands(true, false, true, Set.of(), Demands.Ending.ANY, Duration.ZERO)),
                Blocks.action(
                        "scale-deployment",
                        "ScaleDeployment",
                        Blocks.parameter("deployment", "deployment"),
                        Blocks.parameter("replicas", "replicas"),
                        new dev.runproof.compiler.index.Parameter(
                                "if-managed", "ifManaged", "refuse-or-allow", "", Optional.of("refuse"))),
                Blocks.check("is-pod", "IsPod", Set.of(Moment.ONLY_IF), Set.of("ip")),
                Blocks.check("is-external", "IsExternal", Set.of(Moment.ONLY_IF)),
                lookup("ip.pod", "AddressPod", "ip", "pod"),
                lookup("pod.workload", "PodWorkload", "pod", "deployment")));
        return Blocks.index(entries.toArray(IndexEntry[]::new));
    }

    private static LookupEntry lookup(String name, String simpleName, String from, String to) {
        return new LookupEntry(
                name,
                new JavaClass("dev.runproof.runtime.lookup", List.of(simpleName)),
                new Documentation("", ""),
                from,
                to,
                List.of());
    }

    /** The transactions that responses of tests can name. */
    public static List<Transaction> transactions(Index index, Findings findings) {
        var reader = new TransactionReader(index, findings);
        return TRANSACTIONS.stream()
                .map(text -> reader.read(Blocks.block(text, findings)).orElseThrow())
                .toList();
    }

    /** The response of a block, if it is sound. */
    public static Optional<Response> read(String text, Findings findings) {
        Index index = index();
        var transactions = new ArrayList<>(transactions(index, findings));
        transactions.add(new TransactionReader(index, findings)
                .read(Blocks.block(CAPTURE_POD_EVIDENCE, findings))
                .orElseThrow());
        return new ResponseReader(index, transactions, findings).read(block(text, findings), own(transactions));
    }

    /** The same transactions as those of the runbook. */
    static OwnTransactions own(List<Transaction> transactions) {
        return OwnTransactions.of(List.of(), transactions);
    }

    /** A block in a file of its own, below a line with the fence. */
    static TransactionBlock block(String text, Findings findings) {
        return Blocks.block("runbooks/ssh.md", "Containment Actions", text, findings);
    }
}
