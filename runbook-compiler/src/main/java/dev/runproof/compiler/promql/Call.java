package dev.runproof.compiler.promql;

import java.util.List;

/**
 * A function with its arguments, such as {@code rate(x[5m])}.
 *
 * @param function the function
 * @param name where its name stands
 * @param arguments its arguments, as many and of such types as it takes
 * @param range where it stands
 */
public record Call(Function function, Range name, List<Expr> arguments, Range range) implements Expr {

    /** Takes the list as it is now. */
    public Call {
        arguments = List.copyOf(arguments);
    }

    @Override
    public ValueType type() {
        return function.returns();
    }
}
