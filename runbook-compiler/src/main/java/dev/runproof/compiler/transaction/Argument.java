package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.TypeEntry;

/** What a parameter is given. */
public sealed interface Argument {

    /** Its type, which is the parameter's. */
    TypeEntry type();

    /**
     * The value of an input, {@code $source}.
     *
     * @param input the input
     */
    record InputRef(Input input) implements Argument {
        @Override
        public TypeEntry type() {
            return input.type();
        }
    }

    /**
     * A value that stands in the block.
     *
     * @param type its type
     * @param text its text, with {@code $$} already read as {@code $}
     */
    record Literal(TypeEntry type, String text) implements Argument {}
}
