package dev.runproof.compiler.manifest;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.manifest.Deployment.People;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code deployment.yaml}. */
public final class DeploymentReader {

    /** The name of the file, beside the configuration, unless another is named. */
    public static final String FILE = "deployment.yaml";

    private final Findings findings;

    private DeploymentReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * Reads the file.
     *
     * @param file its text
     * @param named the names of all transactions and responses, with those in whose names somebody has to agree to a step
     * @param unaudited of these the transactions that {@code enforcement.yaml} does not list
     * @param findings takes what is wrong
     * @return what it says; nothing if something is wrong with it
     */
    public static Optional<Deployment> read(
            SourceFile file, Map<String, Set<String>> named, Map<String, Set<String>> unaudited, Findings findings) {
        int before = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings);
        if (findings.size() > before) {
            return Optional.empty();
        }
        if (!(document.orElse(null) instanceof Mapping)) {
            findings.add(
                    INVALID_CONFIGURATION,
                    file.span(0, 0),
                    file.path() + " does not say how transactions run",
                    "write at least image, may-act-in and protected");
            return Optional.empty();
        }
        Optional<Mapping> root = DocumentSchema.of("deployment", "setting")
                .fit(document.get(), INVALID_CONFIGURATION, findings)
                .map(Mapping.class::cast);
        root.ifPresent(settings -> new DeploymentReader(findings).refuseUnknown(settings, named, unaudited));
        return findings.size() > before ? Optional.empty() : root.map(DeploymentReader::deployment);
    }

    private void refuseUnknown(Mapping root, Map<String, Set<String>> named, Map<String, Set<String>> unaudited) {
        Set<String> decide = people(root.get("people").orElse(root)).approve().keySet();
        for (Scalar name : scalars(root, "enforce")) {
            named.getOrDefault(name.text(), Set.of()).stream()
                    .filter(by -> !decide.contains(by))
                    .sorted()
                    .forEach(by -> findings.add(
                            INVALID_CONFIGURATION,
                            name.span(),
                            name.text() + " waits until " + by + " agrees, and nobody may",
                            "name the groups that do under people: approve: " + by));
            unaudited.getOrDefault(name.text(), Set.of()).stream()
                    .sorted()
                    .forEach(transaction -> findings.add(
                            INVALID_CONFIGURATION,
                            name.span(),
                            name.text() + " would be enforced, and enforcement.yaml does not list " + transaction,
                            "have a person judge its audit and write that there, or take " + name.text()
                                    + " from the list, so that it is audited"));
            if (!named.containsKey(name.text())) {
                findings.add(
                        INVALID_CONFIGURATION,
                        name.span(),
                        "there is no transaction or response " + name.text() + " that could be enforced",
                        Suggestion.nearest(name.text(), named.keySet())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("take it from the list, or write the transaction"));
            }
        }
        String own = text(root, "namespace").orElse("runproof");
        for (Scalar namespace : scalars(root, "may-act-in")) {
            if (namespace.text().equals(own)) {
                findings.add(
                        INVALID_CONFIGURATION,
                        namespace.span(),
                        "nothing is ever contained in " + own + ", the namespace of the executors",
                        "take it from the list");
            }
        }
    }

    private static Deployment deployment(Mapping root) {
        return new Deployment(
                text(root, "image").orElseThrow(),
                text(root, "namespace").orElse("runproof"),
                text(root, "cilium-namespace").orElse("kube-system"),
                root.get("may-act-in").orElseThrow() instanceof Sequence
                        ? new TreeSet<>(texts(root, "may-act-in"))
                        : new TreeSet<>(),
                new TreeSet<>(texts(root, "enforce")),
                text(root, "prometheus"),
                text(root, "node-probe-key"),
                text(root, "pagers"),
                protectedList(root),
                people(root.get("people").orElse(root)));
    }

    private static Map<String, String> protectedList(Mapping root) {
        var data = new TreeMap<String, String>();
        Mapping list = (Mapping) root.get("protected").orElseThrow();
        for (String key : List.of("addresses", "namespaces", "unprotected-namespaces")) {
            List<String> lines = texts(list, key);
            if (!lines.isEmpty()) {
                data.put(key, String.join("\n", lines) + "\n");
            }
        }
        text(list, "valid-until").ifPresent(day -> data.put("valid-until", day));
        if (root.get("widest").orElse(null) instanceof Mapping widest) {
            text(widest, "ipv4").ifPresent(bits -> data.put("widest-ipv4", bits));
            text(widest, "ipv6").ifPresent(bits -> data.put("widest-ipv6", bits));
        }
        return data;
    }

    /** Of the whole document where there is no such setting: it has none of these keys. */
    private static People people(YamlNode node) {
        Mapping people = (Mapping) node;
        var approve = new TreeMap<String, List<String>>();
        if (people.get("approve").orElse(null) instanceof Mapping names) {
            names.entries().forEach(entry -> approve.put(entry.name(), texts(names, entry.name())));
        }
        return new People(
                texts(people, "start"),
                approve,
                texts(people, "quarantine"),
                texts(people, "unquarantine"),
                texts(people, "protect"));
    }

    private static List<Scalar> scalars(Mapping mapping, String name) {
        return mapping
                .get(name)
                .filter(Sequence.class::isInstance)
                .map(node -> ((Sequence) node).items())
                .orElse(List.of())
                .stream()
                .map(Scalar.class::cast)
                .toList();
    }

    private static List<String> texts(Mapping mapping, String name) {
        return scalars(mapping, name).stream().map(Scalar::text).toList();
    }

    private static Optional<String> text(Mapping mapping, String name) {
        return mapping.get(name).map(node -> ((Scalar) node).text());
    }
}
