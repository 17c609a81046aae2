package dev.runproof.compiler.promql;

import java.util.Optional;

/**
 * Many series joined into fewer, such as {@code sum by (job) (up)}.
 *
 * @param operator how
 * @param grouping by which labels; without it all series are one group
 * @param parameter the parameter of {@code topk}, {@code quantile} and the like
 * @param expr the series
 * @param range where it stands
 */
public record AggregateExpr(
        AggregateOperator operator, Optional<Grouping> grouping, Optional<Expr> parameter, Expr expr, Range range)
        implements Expr {

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }
}
