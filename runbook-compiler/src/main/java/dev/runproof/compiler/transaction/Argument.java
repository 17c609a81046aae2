package dev.runproof.compiler.transaction;

import dev.runproof.compiler.index.LookupEntry;
import dev.runproof.compiler.index.TypeEntry;

/** What a parameter is given. */
public sealed interface Argument {

    /** Its type, which is the parameter's. */
    TypeEntry type();

    /** What is not known before a transaction or a response begins. */
    sealed interface Reference extends Argument {

        /** What it is called: an input by its name, and what is looked up with a dot behind that, as in {@code pod.workload}. */
        String name();
    }

    /**
     * The value of an input, {@code $source}.
     *
     * @param input the input
     */
    record InputRef(Input input) implements Reference {
        @Override
        public TypeEntry type() {
            return input.type();
        }

        @Override
        public String name() {
            return input.name();
        }
    }

    /**
     * What is looked up where a value stands, {@code $pod.workload}.
     *
     * @param of the value
     * @param lookup the lookup
     * @param type the type of what is found
     */
    record Looked(Reference of, LookupEntry lookup, TypeEntry type) implements Reference {
        @Override
        public String name() {
            return of.name() + "." + lookup.word();
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
