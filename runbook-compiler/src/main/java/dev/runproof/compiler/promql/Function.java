package dev.runproof.compiler.promql;

import java.util.List;

/**
 * A function of PromQL.
 *
 * @param name its name
 * @param parameters the types of its parameters
 * @param optional how many arguments it takes beyond all parameters but the last: 0 if each is needed, and then the last is
 *     needed too; otherwise the last may be left out or repeated up to so often, or without bound for -1
 * @param returns what it gives
 * @param experimental whether a server must be told to allow it, with {@code --enable-feature=promql-experimental-functions}
 */
public record Function(String name, List<ValueType> parameters, int optional, ValueType returns, boolean experimental) {

    /** Takes the list as it is now. */
    public Function {
        parameters = List.copyOf(parameters);
    }

    /** The smallest number of arguments. */
    public int least() {
        return optional == 0 ? parameters.size() : parameters.size() - 1;
    }

    /** The greatest number of arguments. */
    public int most() {
        return optional < 0 ? Integer.MAX_VALUE : least() + optional;
    }

    /**
     * The type of an argument.
     *
     * @param index its place, from 0, below {@link #most}
     */
    public ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }
}
