package dev.runproof.compiler.promql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parts of an expression. */
public final class Tree {

    private Tree() {}

    /** The expressions of which one is directly made, in the order of the text. */
    public static List<Expr> children(Expr expr) {
        if (expr instanceof AggregateExpr aggregate) {
            return Stream.concat(aggregate.parameter().stream(), Stream.of(aggregate.expr()))
                    .toList();
        }
        if (expr instanceof BinaryExpr binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expr instanceof Call call) {
            return call.arguments();
        }
        return inner(expr).stream().toList();
    }

    private static Optional<Expr> inner(Expr expr) {
        if (expr instanceof MatrixSelector matrix) {
            return Optional.of(matrix.selector());
        }
        if (expr instanceof ParenExpr paren) {
            return Optional.of(paren.expr());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return Optional.of(subquery.expr());
        }
        return expr instanceof UnaryExpr unary ? Optional.of(unary.expr()) : Optional.empty();
    }

    /** An expression and all of which it is made, from the outside to the inside. */
    public static Stream<Expr> all(Expr expr) {
        return Stream.concat(Stream.of(expr), children(expr).stream().flatMap(Tree::all));
    }

    /** Those of one kind among them. */
    public static <T extends Expr> Stream<T> all(Expr expr, Class<T> kind) {
        return all(expr).filter(kind::isInstance).map(kind::cast);
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
