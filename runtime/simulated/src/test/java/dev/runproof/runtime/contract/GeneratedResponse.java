package dev.runproof.runtime.contract;

import java.util.stream.Stream;

/** Responses as runbooks have them: together their steps have all conditions that need to be allowed anything. */
enum GeneratedResponse {
    CONTAIN_SOURCE("""
            name: contain-source
            about: { source: ip, namespace: namespace }
            signals: { rate: [{ alert: BruteForceDetected }] }
            approval: { by: security-oncall, within: 15m, else: page }
            steps:
              - block-source: { only-if: [is-external] }
              - block-again: { only-if: [is-pod] }
            """),
    CONTAIN_POD("""
            name: contain-pod
            about: { pod: pod }
            signals: { process: [{ alert: PodCompromised }] }
            approval: { by: security-oncall, within: 15m, else: page }
            steps:
              - cut-off: { only-if: [pod-remains], if-later-fails: undo }
            """);

    private final String text;

    GeneratedResponse(String text) {
        this.text = text;
    }

    /** Their blocks. */
    static Stream<String> blocks() {
        return Stream.of(values()).map(response -> response.text);
    }

    /** Its name. */
    String response() {
        return text.lines().findFirst().orElseThrow().substring("name: ".length());
    }

    /** The transaction of its first step, which needs what that does. */
    GeneratedWork first() {
        return this == CONTAIN_POD ? GeneratedWork.CUT_OFF : GeneratedWork.BLOCK;
    }
}
