package dev.runproof.compiler.index;

/** An index file is not one; caught within this package. */
final class InvalidIndexException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why. */
    private final String problem;

    InvalidIndexException(String problem) {
        super(problem);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
