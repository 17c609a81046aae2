package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the routing tree. What a route does not say it has from the one above it. */
final class RouteReader {

    private static final Set<String> KEYS = Set.of(
            "receiver",
            "group_by",
            "continue",
            "match",
            "match_re",
            "matchers",
            "group_wait",
            "group_interval",
            "repeat_interval",
            "mute_time_intervals",
            "active_time_intervals",
            "routes");
    private static final String ALL = "...";

    private final Nodes nodes;

    RouteReader(Nodes nodes) {
        this.nodes = nodes;
    }

    Optional<Route> readRoot(YamlNode node) {
        return nodes.mapping(node, "route", "give it receiver:, group_by: and routes:")
                .flatMap(root -> {
                    Optional<Located<String>> receiver = nodes.text(root, "receiver");
                    if (receiver.isEmpty()) {
                        nodes.refuse(
                                Nodes.head(root),
                                "the root of the routes has no receiver",
                                "add receiver: with the one that gets what no other route takes");
                    }
                    for (String key : List.of("match", "match_re", "matchers")) {
                        root.entry(key)
                                .filter(entry -> Nodes.get(root, key).isPresent())
                                .ifPresent(entry -> nodes.refuse(
                                        entry.key().span(),
                                        "the root of the routes takes all alerts, and has " + key,
                                        "move it to a route below"));
                    }
                    return receiver.map(name -> read(root, name, Grouping.NONE));
                });
    }

    private Route read(Mapping route, Located<String> inherited, Grouping above) {
        nodes.refuseMisspelt(route, KEYS, "a route");
        Optional<Located<String>> own = nodes.text(route, "receiver");
        Located<String> receiver = own.orElse(inherited);
        Grouping grouping = Nodes.get(route, "group_by").isPresent() ? grouping(route) : above;
        var below = new ArrayList<Route>();
        for (YamlNode node : nodes.list(route, "routes")) {
            nodes.mapping(node, "a route", "give it receiver: and matchers:")
                    .ifPresent(child -> below.add(read(child, receiver, grouping)));
        }
        boolean continues = nodes.text(route, "continue")
                .filter(text -> text.value().equals("true"))
                .isPresent();
        return new Route(receiver, own.isPresent(), grouping, matchers(route), continues, below);
    }

    private Grouping grouping(Mapping route) {
        List<Located<String>> written = nodes.texts(route, "group_by");
        Set<String> labels = new HashSet<>();
        for (Located<String> label : written) {
            if (!labels.add(label.value())) {
                nodes.refuse(label.span(), "group_by names " + label.value() + " twice", "remove one");
            }
        }
        if (labels.contains(ALL) && labels.size() > 1) {
            nodes.refuse(
                    written.get(0).span(),
                    "group_by has '...', which stands for all labels, beside others",
                    "write ['...'] alone, or name the labels");
        }
        return labels.contains(ALL) ? new Grouping(true, Set.of()) : new Grouping(false, labels);
    }

    private List<Matcher> matchers(Mapping route) {
        var matchers = new ArrayList<Matcher>();
        for (Located<String> text : nodes.texts(route, "matchers")) {
            Optional<List<Matcher>> read = MatcherReader.read(text.value());
            if (read.isEmpty()) {
                nodes.refuse(
                        text.span(),
                        "this is no matcher",
                        "write a label, one of = != =~ !~, and the value in double quotes");
            }
            matchers.addAll(read.orElse(List.of()));
        }
        for (String key : List.of("match", "match_re")) {
            Nodes.get(route, key)
                    .flatMap(node -> nodes.mapping(node, key, "write labels with their values below it"))
                    .ifPresent(labels -> labels.entries().forEach(entry -> {
                        if (entry.value() instanceof Scalar value) {
                            matchers.add(new Matcher(entry.name(), value.text(), key.equals("match_re"), false));
                        } else {
                            refuseValue(key, entry);
                        }
                    }));
        }
        return matchers;
    }

    private void refuseValue(String key, Entry entry) {
        nodes.refuse(
                entry.value().span(),
                key + "." + entry.name() + " is " + entry.value().kind(),
                "write a text; for one of several, use matchers with =~");
    }
}
