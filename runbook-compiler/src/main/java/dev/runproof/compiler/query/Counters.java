package dev.runproof.compiler.query;

import dev.runproof.compiler.promql.AggregateExpr;
import dev.runproof.compiler.promql.AggregateOperator;
import dev.runproof.compiler.promql.BinaryExpr;
import dev.runproof.compiler.promql.BinaryOperator;
import dev.runproof.compiler.promql.Call;
import dev.runproof.compiler.promql.Expr;
import dev.runproof.compiler.promql.Tree;
import dev.runproof.compiler.promql.VectorSelector;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which metrics are counters, as far as their names say: by the suffixes of OpenMetrics 1.0, by units that are measured and not
 * counted, and for metrics of much used exporters by what these declare. Of most names nothing is said.
 */
public final class Counters {

    /** OpenMetrics: an info is always 1. The others are units of what is measured, not counted. */
    private static final Pattern GAUGE = Pattern.compile(
            ".*_(?:info|ratio|celsius|percent|timestamp|timestamp_seconds|start_time_seconds)"
                    // kube-state-metrics, docs/metrics: all its metrics are gauges but those that end in _total.
                    + "|kube_(?:pod|node|deployment|daemonset|statefulset|replicaset|job|cronjob|namespace|service"
                    + "|persistentvolume|persistentvolumeclaim|horizontalpodautoscaler|resourcequota|poddisruptionbudget)_"
                    + "(?!.*_(?:count|sum)$).*"
                    // node_exporter: collector/meminfo.go, filesystem_common.go, loadavg.go.
                    + "|node_memory_\\w+_bytes|node_filesystem_(?:avail|free|size)_bytes|node_filesystem_files(?:_free)?"
                    + "|node_load(?:1|5|15)"
                    // client_golang: go_collector.go and process_collector.go.
                    + "|go_goroutines|go_threads|process_(?:open|max)_fds|process_(?:resident|virtual)_memory_bytes"
                    // cAdvisor: metrics/prometheus.go.
                    + "|container_memory_(?:usage|working_set|rss|cache|swap|max_usage)(?:_bytes)?"
                    // Prometheus: scrape/target.go and the documentation of jobs and instances.
                    + "|up|scrape_duration_seconds|scrape_samples_(?:scraped|post_metric_relabeling)|scrape_series_added|ALERTS");

    private static final Set<String> RATES = Set.of("rate", "irate", "increase", "deriv", "delta", "idelta");

    /** Functions over time whose results are measured, and not counted, whatever they are given. */
    private static final Set<String> MEASURES = Set.of(
            "avg_over_time",
            "quantile_over_time",
            "stddev_over_time",
            "stdvar_over_time",
            "predict_linear",
            "histogram_quantile",
            "histogram_avg",
            "timestamp");

    private Counters() {}

    /** Whether a name is that of a counter. */
    public static boolean isCounter(String metric) {
        return metric.endsWith("_total") || metric.endsWith("_bucket");
    }

    /** Whether a name is that of a gauge. */
    public static boolean isGauge(String metric) {
        return !isCounter(metric) && GAUGE.matcher(metric).matches();
    }

    /**
     * Why what an expression gives is no counter.
     *
     * @param expr an expression that a recording rule keeps, or over which a subquery goes
     * @return the reason, to follow the name of what is kept; empty if it may be one
     */
    public static Optional<String> whyNone(Expr expr) {
        Expr inner = Tree.withoutParentheses(expr);
        if (inner instanceof Call call) {
            String name = call.function().name();
            return RATES.contains(name) || MEASURES.contains(name)
                    ? Optional.of("is what " + name + " gives")
                    : Optional.empty();
        }
        if (inner instanceof BinaryExpr binary) {
            return binary.operator() == BinaryOperator.DIVIDE && hasSeries(binary.left()) && hasSeries(binary.right())
                    ? Optional.of("is a ratio")
                    : Optional.empty();
        }
        if (inner instanceof AggregateExpr aggregate) {
            return whyNone(aggregate);
        }
        return inner instanceof VectorSelector selector
                        && selector.name().filter(Counters::isGauge).isPresent()
                ? Optional.of("is a gauge by its name")
                : Optional.empty();
    }

    private static Optional<String> whyNone(AggregateExpr aggregate) {
        return switch (aggregate.operator()) {
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, MIN, MAX -> whyNone(aggregate.expr());
            case SUM, AVG -> {
                Optional<String> why = whyNone(aggregate.expr());
                yield why.isEmpty() && isOfCounter(aggregate.expr())
                        ? Optional.of(
                                aggregate.operator() == AggregateOperator.SUM
                                        ? "is a sum of counters, which falls when one of them starts again or goes away"
                                        : "is a mean of counters, which falls when one of them starts again")
                        : why;
            }
            default -> Optional.of("is what " + aggregate.operator().symbol() + " gives");
        };
    }

    private static boolean isOfCounter(Expr expr) {
        return Tree.withoutParentheses(expr) instanceof VectorSelector selector
                && selector.name().filter(Counters::isCounter).isPresent();
    }

    private static boolean hasSeries(Expr expr) {
        return !Tree.all(expr, VectorSelector.class).isEmpty();
    }
}
