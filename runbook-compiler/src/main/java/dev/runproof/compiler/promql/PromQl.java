package dev.runproof.compiler.promql;

import java.util.List;

/** Reads PromQL as Prometheus 3 does, with everything on that it allows as experimental. Thread-safe. */
public final class PromQl {

    private PromQl() {}

    /**
     * Reads an expression and checks its types.
     *
     * @param text anything
     * @return the expression, or the first mistake in it
     */
    public static Result parse(String text) {
        try {
            return new Parser(text).whole();
        } catch (Mistake mistake) {
            return new Rejected(mistake.message(), mistake.range(), mistake.help());
        }
    }

    /** What comes of reading a text. */
    public sealed interface Result {}

    /**
     * An expression that Prometheus accepts.
     *
     * @param expr the expression
     * @param experimental its parts that a server must be told to allow, in the order of the text
     */
    public record Parsed(Expr expr, List<Experimental> experimental) implements Result {

        /** Takes the list as it is now. */
        public Parsed {
            experimental = List.copyOf(experimental);
        }
    }

    /**
     * A text that is no expression.
     *
     * @param message what is wrong
     * @param range where
     * @param help what to do
     */
    public record Rejected(String message, Range range, String help) implements Result {}
}
