package dev.runproof.compiler.cli;

/**
 * An option of a command.
 *
 * @param name such as {@code --config}
 * @param value what stands for its value in the help; empty if it takes none
 * @param repeatable whether it may be given several times
 * @param help what it does, in one line
 */
record Option(String name, String value, boolean repeatable, String help) {

    /** One that takes a value. */
    static Option taking(String value, String name, String help) {
        return new Option(name, value, false, help);
    }

    /** One that takes none. */
    static Option flag(String name, String help) {
        return new Option(name, "", false, help);
    }

    Option repeated() {
        return new Option(name, value, true, help);
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /** As the help shows it. */
    String synopsis() {
        return takesValue() ? name + " " + value : name;
    }
}
