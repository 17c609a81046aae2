package dev.runproof.compiler.promql;

/** A text is no PromQL. Never leaves this package: {@link PromQl} returns what is wrong. */
final class Mistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Range range;
    private final String message;
    private final String help;

    Mistake(Range range, String message, String help) {
        super(message, null, false, false);
        this.range = range;
        this.message = message;
        this.help = help;
    }

    Range range() {
        return range;
    }

    String message() {
        return message;
    }

    String help() {
        return help;
    }
}
