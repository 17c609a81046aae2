package dev.runproof.compiler.rule;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Recording;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the alerts of a file, whichever of these shapes its documents have: {@code groups:} at the top, as Prometheus, Thanos,
 * Mimir, Cortex and Loki take them; resources of Kubernetes with {@code spec.groups}, or lists of them; rules of Falco.
 * Beside such resources others are passed over and counted, since rendered charts hold all kinds.
 */
public final class AlertRuleReader {

    /** A file, group or rule is not of a shape that the program that reads it would take. */
    public static final Rule INVALID_ALERT_RULES = Rule.unread("invalid-alert-rules");

    /** A file is the source of a template engine and not what comes out of it. */
    public static final Rule TEMPLATE_SOURCE = Rule.unread("template-source");

    // Those of the Prometheus operator, and of the operators of Loki and OpenShift.
    private static final List<String> RULE_KINDS = List.of("PrometheusRule", "AlertingRule", "RecordingRule");
    private static final String LOKI = "loki.grafana.com/";
    private static final List<String> LIST_KINDS = Stream.concat(
                    Stream.of("List"), RULE_KINDS.stream().map(kind -> kind + "List"))
            .toList();
    private static final String SHAPES =
            "alert rules have groups: at the top, are resources of kind PrometheusRule, or a list of Falco's rules";

    private final Findings findings;

    /**
     * Makes a reader.
     *
     * @param findings takes what is wrong
     */
    public AlertRuleReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads a file.
     *
     * @param file its text
     * @param inChart whether it is below {@code templates/} of a Helm chart, so that Helm would evaluate what it holds
     * @return what it holds
     */
    public AlertFile read(SourceFile file, boolean inChart) {
        var problems = new Findings();
        Optional<TemplateSource> evident = TemplateSource.evident(file, inChart);
        if (evident.isPresent()) {
            return refuse(evident.get());
        }
        Optional<List<YamlNode>> nodes = YamlReader.read(SourceSlice.all(file), problems);
        AlertFile read = nodes.map(documents -> new Documents(file, problems).read(documents))
                .orElse(AlertFile.none(file));
        Optional<TemplateSource> source = nodes.isPresent()
                ? read.alerts().stream()
                        .flatMap(alert -> TemplateSource.inExpression(alert.expression()).stream())
                        .findFirst()
                : TemplateSource.inBroken(file);
        if (source.isPresent()) {
            return refuse(source.get());
        }
        problems.sorted().forEach(findings::add);
        return read;
    }

    /** One finding for the file: what else is wrong in it is wrong because it is not rendered. */
    private AlertFile refuse(TemplateSource source) {
        findings.add(TEMPLATE_SOURCE, source.span(), source.message(), source.help());
        return AlertFile.none(source.span().file());
    }

    /** The documents of one file. */
    private static final class Documents {
        private final SourceFile file;
        private final NodeReader nodes;
        private final List<Alert> alerts = new ArrayList<>();
        private final List<Recording> recordings = new ArrayList<>();
        private final GroupReader groups;
        private final FalcoReader falco;
        private final List<Located<String>> otherKinds = new ArrayList<>();
        private boolean onlyOtherKinds = true;

        Documents(SourceFile file, Findings findings) {
            this.file = file;
            this.nodes = new NodeReader(findings);
            this.groups = new GroupReader(nodes, alerts::add, recordings::add);
            this.falco = new FalcoReader(nodes);
        }

        AlertFile read(List<YamlNode> documents) {
            if (documents.isEmpty()) {
                nodes.refuse(
                        file.all(), file.path() + " is empty", "add rules, or do not name the file in alert-rules");
                return AlertFile.none(file);
            }
            documents.forEach(this::readDocument);
            alerts.addAll(falco.alerts());
            if (onlyOtherKinds && !otherKinds.isEmpty()) {
                refuseOtherKinds();
            }
            boolean ofLoki = isOfLoki();
            return new AlertFile(
                    file,
                    alerts.stream()
                            .map(alert -> mayBeLogQl(alert.query(), ofLoki)
                                    ? alert.with(alert.query().foreign())
                                    : alert)
                            .toList(),
                    recordings.stream()
                            .map(recording -> mayBeLogQl(recording.query(), ofLoki)
                                    ? recording.with(recording.query().foreign())
                                    : recording)
                            .toList(),
                    otherKinds.size());
        }

        /** Whether one of its expressions can only be LogQL; then all of them are, since one server reads the whole file. */
        private boolean isOfLoki() {
            return Stream.concat(
                            alerts.stream().map(Alert::query),
                            recordings.stream().map(Recording::query))
                    .anyMatch(query -> query instanceof Query.Invalid invalid
                            && LogQl.of(invalid.places().text()).isCertain());
        }

        private static boolean mayBeLogQl(Query query, boolean ofLoki) {
            return ofLoki
                    || (query instanceof Query.Invalid invalid
                            && LogQl.of(invalid.places().text()).isPossible());
        }

        private void readDocument(YamlNode document) {
            if (document instanceof Sequence list && FalcoReader.isFalco(list)) {
                onlyOtherKinds = false;
                falco.read(list);
            } else if (!(document instanceof Mapping root)) {
                onlyOtherKinds = false;
                nodes.refuse(document.span(), "this is " + document.kind() + " and holds no alert rules", SHAPES);
            } else {
                NodeReader.text(root, "kind")
                        .ifPresentOrElse(kind -> readResource(root, kind), () -> readGroups(root, "groups", true));
            }
        }

        private void readResource(Mapping resource, Located<String> kind) {
            if (LIST_KINDS.contains(kind.value())) {
                readList(resource.get("items").filter(value -> !NodeReader.isNull(value)), kind);
            } else if (RULE_KINDS.contains(kind.value()) || holdsRules(resource)) {
                readGroups(
                        mapping(resource.get("spec"))
                                .orElseGet(() -> new Mapping(NodeReader.head(resource), List.of())),
                        "spec.groups",
                        hasPromQl(resource, kind.value()));
            } else {
                otherKinds.add(kind);
            }
        }

        private void readList(Optional<YamlNode> items, Located<String> kind) {
            if (items.isEmpty()
                    || (items.get() instanceof Sequence list && list.items().isEmpty())) {
                otherKinds.add(kind);
            } else if (items.get() instanceof Sequence list) {
                list.items().forEach(this::readDocument);
            } else {
                onlyOtherKinds = false;
                nodes.sequence(items.get(), "items");
            }
        }

        private void readGroups(Mapping holder, String key, boolean promQl) {
            onlyOtherKinds = false;
            Optional<YamlNode> list = holder.get("groups");
            if (list.isEmpty()) {
                nodes.refuse(NodeReader.head(holder), "there are no " + key + " here", SHAPES);
            } else {
                groups.read(list.get(), "groups", promQl);
            }
        }

        private void refuseOtherKinds() {
            Located<String> first = otherKinds.get(0);
            int others = otherKinds.size() - 1;
            nodes.refuse(
                    first.span(),
                    "a resource of kind " + first.value()
                            + (others == 0
                                    ? " holds"
                                    : " and " + others + (others == 1 ? " other hold" : " others hold"))
                            + " no alert rules",
                    SHAPES);
        }
    }

    /** Other operators took over the format for languages of their own, such as MetricsQL in a VMRule. */
    private static boolean hasPromQl(Mapping resource, String kind) {
        boolean ofLoki = NodeReader.text(resource, "apiVersion")
                .filter(version -> version.value().startsWith(LOKI))
                .isPresent();
        return RULE_KINDS.contains(kind) && !ofLoki;
    }

    /** Whether a resource of whatever kind has groups of rules, so that none is passed over for its kind's name. */
    private static boolean holdsRules(Mapping resource) {
        return items(mapping(resource.get("spec")).flatMap(spec -> spec.get("groups")))
                .flatMap(group -> items(group.get("rules")))
                .anyMatch(rule -> rule.entry("alert").isPresent());
    }

    private static Stream<Mapping> items(Optional<YamlNode> node) {
        return node.stream()
                .filter(Sequence.class::isInstance)
                .flatMap(list -> ((Sequence) list).items().stream())
                .flatMap(item -> mapping(Optional.of(item)).stream());
    }

    private static Optional<Mapping> mapping(Optional<YamlNode> node) {
        return node.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }
}
