package dev.runproof.compiler.manifest;

import java.util.regex.Pattern;

/**
 * A manifest that comes with the runtime, which is written for the namespace {@code runproof}. Where that is meant it stands in one of
 * these forms, and nowhere in another: {@code namespace: runproof}, {@code kubernetes.io/metadata.name: runproof},
 * {@code system:serviceaccount:runproof:}, and in expressions behind
 * {@code request.namespace ==}, behind {@code .namespace(}, or last in the list that begins with {@code kube-system}.
 */
record ShippedText(String text) {

    private static final String USUAL = "runproof";
    private static final Pattern MEANT = Pattern.compile(
            "(?<=namespace: |kubernetes\\.io/metadata\\.name: |system:serviceaccount:|request\\.namespace == '"
                    + "|\\.namespace\\('|'kube-node-lease', ')" + USUAL + "(?![-\\w.])");

    /** The same for another namespace, which is a label as in RFC 1123. */
    String in(String namespace) {
        return namespace.equals(USUAL) ? text : MEANT.matcher(text).replaceAll(namespace);
    }
}
