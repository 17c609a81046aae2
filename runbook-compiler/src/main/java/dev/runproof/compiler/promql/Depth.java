package dev.runproof.compiler.promql;

/**
 * How deep an expression nests. Bounds the recursion of the parser, and the height of the tree for all who walk it: in
 * {@code 1 + 2 + 3} each operator is one level of the tree, without any parentheses. Both bounds are far above what people
 * write, and a thread with half of the usual stack can bear them.
 */
final class Depth {

    /** The most parentheses, calls and signs within each other. */
    static final int DEEPEST = 200;

    /** The greatest height of a tree. */
    static final int HIGHEST = 500;

    private int nested;
    private int height;

    /** Goes one level down in the text. */
    void enter(Token at) {
        nested++;
        if (nested > DEEPEST) {
            throw new Mistake(
                    at.range(),
                    "an expression that nests more than " + DEEPEST + " levels deep",
                    "split it with recording rules");
        }
    }

    /** Comes back. */
    void leave() {
        nested--;
    }

    /** What was read last is a leaf of the tree. */
    void leaf() {
        height = 1;
    }

    /** The height of the tree of what was read last. */
    int height() {
        return height;
    }

    /** What was read last stands one level above parts of these heights. */
    void above(int one, int other, Token at) {
        height = Math.max(one, other) + 1;
        if (height > HIGHEST) {
            throw new Mistake(
                    at.range(),
                    "a chain of more than " + HIGHEST + " operators",
                    "split it with recording rules, or write one regular expression for many selectors");
        }
    }
}
