package dev.runproof.compiler.promql;

import java.util.ArrayList;
import java.util.List;

/** The parts of an expression. */
public final class Tree {

    private Tree() {}

    /** The expressions of which one is directly made, in the order of the text. */
    public static List<Expr> children(Expr expr) {
        if (expr instanceof AggregateExpr aggregate) {
            return aggregate
                    .parameter()
                    .map(parameter -> List.of(parameter, aggregate.expr()))
                    .orElseGet(() -> List.of(aggregate.expr()));
        }
        if (expr instanceof BinaryExpr binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expr instanceof Call call) {
            return call.arguments();
        }
        if (expr instanceof MatrixSelector matrix) {
            return List.of(matrix.selector());
        }
        if (expr instanceof ParenExpr paren) {
            return List.of(paren.expr());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return List.of(subquery.expr());
        }
        return expr instanceof UnaryExpr unary ? List.of(unary.expr()) : List.of();
    }

    /** An expression and all of which it is made, from the outside to the inside. */
    public static List<Expr> all(Expr expr) {
        return all(expr, Expr.class);
    }

    /** Those of one kind among them. */
    public static <T extends Expr> List<T> all(Expr expr, Class<T> kind) {
        var found = new ArrayList<T>();
        collect(expr, kind, found);
        return found;
    }

    private static <T extends Expr> void collect(Expr expr, Class<T> kind, List<T> found) {
        if (kind.isInstance(expr)) {
            found.add(kind.cast(expr));
        }
        for (Expr child : children(expr)) {
            collect(child, kind, found);
        }
    }

    /** What stands in parentheses, however many; else the expression itself. */
    public static Expr withoutParentheses(Expr expr) {
        Expr inside = expr;
        while (inside instanceof ParenExpr paren) {
            inside = paren.expr();
        }
        return inside;
    }
}
