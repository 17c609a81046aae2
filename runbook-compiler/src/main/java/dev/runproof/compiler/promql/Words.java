package dev.runproof.compiler.promql;

import dev.runproof.compiler.promql.Token.Kind;

/** The words of an expression, one after the other. */
final class Words {

    private final String text;
    private final Lexer lexer;
    private Token next;
    private Token last;

    Words(String text) {
        this.text = text;
        this.lexer = new Lexer(text);
        this.last = new Token(Kind.END, "", 0, 0);
        this.next = lexer.next();
    }

    /** The word that comes next. */
    Token peek() {
        return next;
    }

    /** The word that was taken last; before the first an empty one. */
    Token last() {
        return last;
    }

    /** Takes the next word. */
    Token take() {
        last = next;
        next = lexer.next();
        return last;
    }

    /** Takes the next word if it is a symbol. */
    boolean takeSymbol(String symbol) {
        boolean there = next.isSymbol(symbol);
        if (there) {
            take();
        }
        return there;
    }

    /** Takes the next word if it is a keyword. */
    boolean takeKeyword(String keyword) {
        boolean there = next.isKeyword(keyword);
        if (there) {
            take();
        }
        return there;
    }

    /** Takes the bracket that closes another one. */
    Token close(Token open, String symbol, String wanted) {
        if (next.isSymbol(symbol)) {
            return take();
        }
        throw next.is(Kind.END)
                ? unclosed(open, symbol)
                : unexpected(wanted, "close " + open.text() + " with " + symbol);
    }

    /** A bracket that is open at the end. */
    static Mistake unclosed(Token open, String symbol) {
        return new Mistake(open.range(), "a " + open.text() + " that is not closed", "close it with " + symbol);
    }

    /** The next word is none that may stand here. */
    Mistake unexpected(String wanted, String help) {
        return next.is(Kind.END)
                ? new Mistake(
                        last.range(), "nothing follows " + last.shown() + ", where " + wanted + " should be", help)
                : new Mistake(next.range(), "found " + next.shown() + " where " + wanted + " should be", help);
    }

    /** The text of a part, for messages. */
    String shown(Range range) {
        return Token.shown(text.substring(range.start(), range.end()));
    }
}
