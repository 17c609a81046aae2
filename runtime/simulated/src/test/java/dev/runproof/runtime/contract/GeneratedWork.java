package dev.runproof.runtime.contract;

/** Transactions as runbooks have them: together they name each action, check and lookup that needs to be allowed anything. */
enum GeneratedWork {
    BLOCK("""
            name: block-source
            inputs: { source: { type: ip }, namespace: { type: namespace } }
            action: { block-ip: { address: $source, in: $namespace } }
            pre-check:
              - not-protected
              - source-is-visible
              - { map-pressure-below: { percent: 80, if-unknown: refuse } }
              - { active-blocks-below: { in-namespace: 250, in-all: 1000 } }
              - { service-healthy: { settle: 1s, requests: "m{a,b}" } }
            post-check:
              - policy-enforced
              - { service-healthy: { settle: 1s, requests: "m{a,b}" } }
            max-duration: 30s
            expires: 1h
            """),
    BLOCK_AGAIN("""
            name: block-again
            inputs: { source: { type: ip }, namespace: { type: namespace } }
            action: { block-ip: { address: $source, in: $namespace } }
            max-duration: 30s
            expires: 1h
            """),
    BLOCK_RANGE("""
            name: block-range
            inputs: { range: { type: ip-range }, namespace: { type: namespace } }
            action: { block-range: { range: $range, in: $namespace } }
            max-duration: 30s
            expires: 1h
            """),
    BLOCK_ADDRESSES("""
            name: block-addresses
            inputs: { addresses: { type: ip-addresses }, namespace: { type: namespace } }
            action: { block-addresses: { addresses: $addresses, in: $namespace } }
            max-duration: 30s
            expires: 1h
            """),
    DENY_AT_INGRESS("""
            name: deny-at-ingress
            inputs: { address: { type: ip }, ingress: { type: ingress } }
            action: { deny-ingress-source: { address: $address, ingress: $ingress, controllers: <gate> } }
            pre-check: [ingress-can-deny]
            post-check: [{ ingress-denies: { settled: 1s } }]
            max-duration: 30s
            expires: 1h
            """),
    DENY_AT_GATEWAY("""
            name: deny-at-gateway
            inputs: { address: { type: ip }, policy: { type: security-policy } }
            action: { deny-gateway-source: { address: $address, policy: $policy, controllers: <gate> } }
            pre-check: [gateway-can-deny]
            post-check: [{ gateway-denies: { settled: 1s } }]
            max-duration: 30s
            expires: 1h
            """),
    CUT_OFF("""
            name: cut-off
            inputs: { pod: { type: pod } }
            action: { deny-pod-labels: { pod: $pod } }
            pre-check: [not-protected]
            max-duration: 30s
            expires: 5m
            """),
    KILL("""
            name: kill-pod
            inputs: { pod: { type: pod } }
            action: { kill-pod: { pod: $pod } }
            pre-check: [{ kills-below: { kills: 1000, within: 10m } }, { evidence-exists: { of: $pod } }]
            post-check: [pod-gone]
            irreversible: its controller starts another one
            max-duration: 30s
            expires: never
            """),
    SCALE("""
            name: scale-workload
            inputs: { pod: { type: pod } }
            action: { scale-deployment: { deployment: $pod.workload, replicas: 0 } }
            post-check: [replicas-are]
            max-duration: 60s
            expires: { after: 24h, then: page }
            """),
    CAPTURE("""
            name: capture-pod
            inputs: { pod: { type: pod } }
            action: { capture-evidence: { pod: $pod, into: vault, in: <vault>, within: 2s } }
            post-check: [evidence-captured]
            max-duration: 60s
            expires: 1h
            """),
    QUARANTINE("""
            name: quarantine-source
            inputs: { source: { type: ip } }
            action: { quarantine-pod: { pod: $source.pod } }
            pre-check: [label-is-enforced]
            post-check: [policy-enforced, pod-still-running]
            max-duration: 60s
            expires: { after: 24h, then: page }
            """),
    SCRIPT("""
            name: revoke-sessions
            inputs: { account: { type: argument } }
            action:
              run-script: { script: revoke-sessions, sha256: <sha256>, argument: $account, in: <shop>, within: 20s }
            post-check: [script-succeeded]
            irreversible: sessions that have ended begin anew
            max-duration: 60s
            expires: 1h
            """);

    private final String text;

    GeneratedWork(String text) {
        this.text = text;
    }

    /**
     * Its block.
     *
     * @param shop the namespace in which it acts
     * @param gate the namespace of an Ingress and its controller
     * @param vault the namespace that takes evidence
     */
    String block(String shop, String gate, String vault) {
        return text.replace("<shop>", shop)
                .replace("<gate>", gate)
                .replace("<vault>", vault)
                .replace("<sha256>", "0".repeat(64));
    }

    /** Its name. */
    String transaction() {
        return text.lines().findFirst().orElseThrow().substring("name: ".length());
    }

    /** Whether a pod has to run for it. */
    boolean needsNode() {
        return switch (this) {
            case BLOCK, BLOCK_AGAIN, BLOCK_RANGE, BLOCK_ADDRESSES, QUARANTINE, SCRIPT -> true;
            case DENY_AT_INGRESS, DENY_AT_GATEWAY, CUT_OFF, KILL, SCALE, CAPTURE -> false;
        };
    }
}
