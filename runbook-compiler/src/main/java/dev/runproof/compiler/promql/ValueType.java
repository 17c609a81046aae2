package dev.runproof.compiler.promql;

/** What an expression gives. */
public enum ValueType {
    /** A number without labels. */
    SCALAR("a scalar"),
    /** Series with one sample each. */
    VECTOR("an instant vector"),
    /** Series with the samples of a time range each. */
    MATRIX("a range vector"),
    /** A text. */
    STRING("a string");

    private final String phrase;

    ValueType(String phrase) {
        this.phrase = phrase;
    }

    /** Its name in the documentation of Prometheus, with an article. */
    public String phrase() {
        return phrase;
    }

    /** Its name in the documentation of Prometheus. */
    public String noun() {
        return phrase.substring(phrase.indexOf(' ') + 1);
    }
}
