package dev.runproof.runtime.probe;

/** What both sides of the protocol have to agree on. */
final class Wire {

    static final String PATH = "/v1/verdicts";
    static final String NONCE = "Runproof-Nonce";
    static final String SIGNATURE = "Runproof-Signature";
    static final int MAX_QUESTION_BYTES = 64 << 10;
    static final int MAX_ANSWER_BYTES = 2 << 20;
    /** Hexadecimal digits of a nonce. */
    static final int NONCE_LENGTH = 32;

    private Wire() {}

    static String signatureOfQuestion(ProbeKey key, String nonce, String question) {
        return key.sign("question", nonce, question);
    }

    static boolean isSignatureOfQuestion(ProbeKey key, String signature, String nonce, String question) {
        return key.isSignature(signature, "question", nonce, question);
    }

    /** The nonce and the question are signed with the answer, so that it is one to this question and no other. */
    static String signatureOfAnswer(ProbeKey key, String nonce, String question, int status, String answer) {
        return key.sign("answer", nonce, question, Integer.toString(status), answer);
    }

    static boolean isSignatureOfAnswer(
            ProbeKey key, String signature, String nonce, String question, int status, String answer) {
        return key.isSignature(signature, "answer", nonce, question, Integer.toString(status), answer);
    }
}
