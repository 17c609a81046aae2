package dev.runproof.compiler.promql;

/**
 * A text.
 *
 * @param value the text, without quotes and escapes; bytes that are no UTF-8 are U+FFFD in it
 * @param range where it stands, with its quotes
 */
public record StringLiteral(String value, Range range) implements Expr {

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }
}
