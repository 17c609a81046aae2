package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.workspace.FileReader;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads configurations of Alertmanager with the files of their templates. */
public final class AlertmanagerReader {

    /** A configuration is not of a shape that Alertmanager would take. */
    public static final Rule INVALID_ALERTMANAGER = Rule.unread("invalid-alertmanager");

    private static final Set<String> KEYS = Set.of(
            "global", "templates", "route", "receivers", "inhibit_rules", "mute_time_intervals", "time_intervals");

    private final FileReader files;
    private final List<String> links;
    private final Findings findings;

    /**
     * Makes a reader.
     *
     * @param files reads the files of templates
     * @param links the annotations that may hold an alert's link; at least one
     * @param findings takes what is wrong
     */
    public AlertmanagerReader(FileReader files, List<String> links, Findings findings) {
        this.files = files;
        this.links = List.copyOf(links);
        this.findings = findings;
    }

    /** What it can find. */
    public static List<Rule> rules() {
        return List.of(INVALID_ALERTMANAGER, TemplateReader.INVALID_TEMPLATE, LinkFlow.UNDEFINED_TEMPLATE);
    }

    /**
     * Reads a configuration.
     *
     * @param file its text
     * @param folder the folder that it is in
     * @return the configuration; nothing if it is none
     */
    public Optional<AlertmanagerConfiguration> read(SourceFile file, Path folder) {
        int before = findings.size();
        Optional<YamlNode> document = YamlReader.readOne(SourceSlice.all(file), findings);
        if (findings.size() > before && document.isEmpty()) {
            return Optional.empty();
        }
        var nodes = new Nodes(findings);
        if (!(document.orElse(null) instanceof Mapping root)) {
            nodes.refuse(
                    file.span(0, 0),
                    file.path() + " holds no configuration of Alertmanager",
                    "add route: and receivers:");
            return Optional.empty();
        }
        Optional<Located<String>> kind = nodes.text(root, "kind");
        if (kind.isPresent() && Nodes.get(root, "apiVersion").isPresent()) {
            nodes.refuse(
                    kind.get().span(),
                    "a resource of kind " + kind.get().value() + " is not read",
                    "name the file of Alertmanager's own format that it is made of or becomes");
            return Optional.empty();
        }
        nodes.refuseMisspelt(root, KEYS, "a configuration of Alertmanager");
        Templates templates = new TemplateFiles(files, findings).read(nodes.texts(root, "templates"), folder);
        var receivers = new ReceiverReader(nodes, templates, links, findings);
        List<Receiver> read = nodes.list(root, "receivers").stream()
                .flatMap(node -> receivers.read(node).stream())
                .toList();
        Optional<YamlNode> route = Nodes.get(root, "route");
        if (route.isEmpty()) {
            nodes.refuse(Nodes.head(root), "there is no route", "add route: with a receiver");
        }
        return Optional.of(new AlertmanagerConfiguration(file, route.flatMap(new RouteReader(nodes)::readRoot), read));
    }
}
