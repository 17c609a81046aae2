package dev.runproof.compiler.promql;

/**
 * How deep an expression nests. Bounds the recursion of the parser, and the height of the tree for all who walk it: in
 * {@code 1 + 2 + 3} each operator is one level, without any parentheses.
 */
final class Depth {

    /** Far more than people write, and little enough for the stack of a thread. */
    static final int DEEPEST = 500;

    private int nested;
    private int height;

    /** Goes one level down in the text. */
    void enter(Token at) {
        nested++;
        check(nested, at);
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
        check(height, at);
    }

    private static void check(int levels, Token at) {
        if (levels > DEEPEST) {
            throw new Mistake(
                    at.range(),
                    "an expression that nests more than " + DEEPEST + " levels deep",
                    "split it with recording rules; each operator of a chain such as a or b or c is a level");
        }
    }
}
