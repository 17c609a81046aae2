package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Policy;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads {@code runbook.yaml}. */
public final class ConfigurationReader {

    private static final List<String> LISTS =
            List.of("alert-rules", "base-url", "links", "runbooks", SectionsSetting.NAME, "sites");
    private static final List<String> KEYS =
            Stream.concat(LISTS.stream(), PolicyReader.KEYS.stream()).sorted().toList();

    /** What rule files use for it: mixins the first, older collections the others. */
    private static final List<String> LINKS = List.of("runbook_url", "runbook", "runbook_uri");

    private ConfigurationReader() {}

    /**
     * Reads a configuration.
     *
     * @param file its text
     * @param folder the folder that its paths are relative to
     * @param rules all that can be found
     * @param findings takes what is wrong
     * @return the configuration; nothing if it is of no use
     */
    public static Optional<Configuration> read(SourceFile file, Path folder, List<Rule> rules, Findings findings) {
        int before = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings);
        if (findings.size() > before) {
            return Optional.empty();
        }
        if (!(document.orElse(null) instanceof Mapping root)) {
            findings.add(
                    INVALID_CONFIGURATION,
                    file.span(0, 0),
                    file.path() + " holds no configuration",
                    "write at least base-url, runbooks and alert-rules");
            return Optional.empty();
        }
        Map<String, List<Located<String>>> lists = new TreeMap<>();
        Policy policy = new PolicyReader(rules, findings).read(root);
        for (Entry entry : root.entries()) {
            if (LISTS.contains(entry.name())) {
                lists.put(entry.name(), texts(entry, findings));
            } else if (!KEYS.contains(entry.name())) {
                findings.add(
                        INVALID_CONFIGURATION,
                        entry.key().span(),
                        "there is no setting " + entry.name(),
                        Suggestion.nearest(entry.name(), KEYS)
                                .map(near -> "did you mean " + near + "?")
                                .orElse("the settings are " + String.join(", ", KEYS)));
            }
        }
        for (String needed : List.of("runbooks", "alert-rules")) {
            if (root.get(needed).isEmpty()) {
                findings.add(
                        INVALID_CONFIGURATION,
                        file.span(0, 0),
                        file.path() + " has no " + needed,
                        "add " + needed + ": with the files, such as " + needed + ": [" + needed + "/]");
            }
        }
        List<Located<String>> sites = new ArrayList<>(lists.getOrDefault("sites", List.of()));
        for (Located<String> base : lists.getOrDefault("base-url", List.of())) {
            String separator = base.value().endsWith("/") ? "" : "/";
            sites.add(new Located<>(base.value() + separator + "{slug}/", base.span()));
        }
        if (root.get("base-url").isEmpty() && root.get("sites").isEmpty()) {
            findings.add(
                    INVALID_CONFIGURATION,
                    file.span(0, 0),
                    file.path() + " does not say where runbooks are published",
                    "add base-url: with the address under which each runbook has a page");
        }
        List<String> sections =
                SectionsSetting.titles(root, lists.getOrDefault(SectionsSetting.NAME, List.of()), findings);
        if (findings.size() > before) {
            return Optional.empty();
        }
        return Optional.of(new Configuration(
                file,
                folder,
                List.copyOf(sites),
                lists.getOrDefault("runbooks", List.of()),
                lists.getOrDefault("alert-rules", List.of()),
                lists.containsKey("links")
                        ? lists.get("links").stream().map(Located::value).toList()
                        : LINKS,
                sections,
                policy));
    }

    private static List<Located<String>> texts(Entry entry, Findings findings) {
        List<YamlNode> nodes =
                entry.value() instanceof Sequence sequence && !entry.name().equals("base-url")
                        ? sequence.items()
                        : List.of(entry.value());
        var texts = new ArrayList<Located<String>>();
        for (YamlNode node : nodes) {
            if (node instanceof Scalar scalar
                    && !scalar.isNull()
                    && !scalar.text().isBlank()) {
                texts.add(new Located<>(scalar.text(), scalar.span()));
            } else {
                findings.add(
                        INVALID_CONFIGURATION,
                        node.span(),
                        entry.name() + " takes " + (entry.name().equals("base-url") ? "an address" : "a list of texts")
                                + ", and this is " + node.kind(),
                        "write it as in the example of the reference");
            }
        }
        if (nodes.isEmpty()) {
            findings.add(
                    INVALID_CONFIGURATION,
                    entry.key().span(),
                    entry.name() + " is an empty list, so that nothing would be checked",
                    "name at least one");
        }
        return List.copyOf(texts);
    }
}
