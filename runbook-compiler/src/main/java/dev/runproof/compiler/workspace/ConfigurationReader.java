package dev.runproof.compiler.workspace;

import static dev.runproof.compiler.workspace.WorkspaceRules.INVALID_CONFIGURATION;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.SlugSource;
import dev.runproof.compiler.schema.DocumentSchema;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import dev.runproof.compiler.yaml.YamlReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code runbook.yaml}. */
public final class ConfigurationReader {

    /** What rule files use for it: mixins the first, older collections the others. */
    private static final List<String> LINKS = List.of("runbook_url", "runbook", "runbook_uri");

    private static final String OTHERWISE = "default";

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
        if (!(document.orElse(null) instanceof Mapping)) {
            findings.add(
                    INVALID_CONFIGURATION,
                    file.span(0, 0),
                    file.path() + " holds no configuration",
                    "write at least base-url, runbooks and alert-rules");
            return Optional.empty();
        }
        Mapping written = (Mapping) document.get();
        Mapping root = (Mapping) DocumentSchema.of("runbook", "setting")
                .fit(written, INVALID_CONFIGURATION, findings)
                .orElseThrow();
        if (written.get("base-url").isEmpty() && written.get("sites").isEmpty()) {
            findings.add(
                    INVALID_CONFIGURATION,
                    file.span(0, 0),
                    file.path() + " does not say where runbooks are published",
                    "add base-url: with the address under which each runbook has a page");
        }
        var configuration = new Configuration(
                file,
                folder,
                sites(root),
                list(root, "runbooks", ConfigurationReader::files),
                list(root, "alert-rules", ConfigurationReader::files),
                list(root, "exercises", ConfigurationReader::files),
                list(root, "incidents", ConfigurationReader::files),
                list(root, "alertmanager", ConfigurationReader::files),
                root.get("links").isPresent() ? texts(root, "links") : LINKS,
                values(root),
                new DeclaredLabels(Set.copyOf(texts(root, "added-labels")), Set.copyOf(texts(root, "subject-labels"))),
                SectionsSetting.titles(root, list(root, SectionsSetting.NAME, ConfigurationReader::text), findings),
                root.get("slug-from")
                                .filter(node -> text(node).value().equals("file"))
                                .isPresent()
                        ? SlugSource.FILE
                        : SlugSource.TITLE,
                root.get("max-age").map(ConfigurationReader::maxAge),
                root.get("check-links")
                        .map(node -> linkSettings((Mapping) node))
                        .orElse(LinkSettings.DEFAULT),
                root.get("website")
                        .map(node -> new WebsiteSettings(
                                text((Mapping) node, "title")
                                        .map(Located::value)
                                        .orElse(WebsiteSettings.TITLE),
                                text((Mapping) node, "edit").map(Located::value)))
                        .orElse(WebsiteSettings.DEFAULT),
                new PolicyReader(rules, findings).read(root));
        StandardInput.check(configuration, findings);
        return findings.size() > before ? Optional.empty() : Optional.of(configuration);
    }

    private static List<SiteSetting> sites(Mapping root) {
        var sites = new ArrayList<SiteSetting>(list(
                root,
                "sites",
                node -> node instanceof Mapping site
                        ? new SiteSetting(text(site, "at").orElseThrow(), text(site, "headings"), text(site, "of"))
                        : new SiteSetting(text(node), Optional.empty(), Optional.empty())));
        text(root, "base-url").ifPresent(base -> {
            String separator = base.value().endsWith("/") ? "" : "/";
            sites.add(new SiteSetting(
                    new Located<>(base.value() + separator + "{slug}/", base.span()),
                    Optional.empty(),
                    Optional.empty()));
        });
        return sites;
    }

    private static FileSetting files(YamlNode node) {
        return node instanceof Mapping mapping
                ? new FileSetting(
                        text(mapping, "files").orElseThrow(),
                        text(mapping, "optional")
                                .filter(text -> Boolean.parseBoolean(text.value()))
                                .isPresent())
                : new FileSetting(text(node), false);
    }

    private static Map<String, List<String>> values(Mapping root) {
        Map<String, List<String>> values = new TreeMap<>();
        if (root.get("values").orElse(null) instanceof Mapping labels) {
            labels.entries().forEach(label -> values.put(label.name(), texts(labels, label.name())));
        }
        return values;
    }

    private static MaxAge maxAge(YamlNode node) {
        if (!(node instanceof Mapping bySeverity)) {
            return new MaxAge(days(node), Map.of());
        }
        Map<String, Integer> days = new TreeMap<>();
        for (Entry entry : bySeverity.entries()) {
            days.put(entry.name(), days(entry.value()));
        }
        int otherwise = Optional.ofNullable(days.remove(OTHERWISE)).orElse(MaxAge.DEFAULT.days());
        return new MaxAge(otherwise, days);
    }

    private static LinkSettings linkSettings(Mapping written) {
        LinkSettings usual = LinkSettings.DEFAULT;
        return new LinkSettings(
                number(written, "at-once").orElse(usual.atOnce()),
                number(written, "per-host").orElse(usual.perHost()),
                written.get("interval").map(ConfigurationReader::time).orElse(usual.interval()),
                written.get("timeout").map(ConfigurationReader::time).orElse(usual.timeout()),
                number(written, "tries").orElse(usual.tries()),
                texts(written, "ignore"),
                texts(written, "private-hosts"),
                written.get("grace").map(ConfigurationReader::days).orElse(usual.graceDays()),
                written.get("remember").map(ConfigurationReader::days).orElse(usual.rememberedDays()));
    }

    private static Optional<Integer> number(Mapping mapping, String name) {
        return text(mapping, name).map(Located::value).map(BigDecimal::new).map(BigDecimal::intValue);
    }

    private static Duration time(YamlNode node) {
        String text = text(node).value();
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private static int days(YamlNode node) {
        String text = text(node).value();
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static List<String> texts(Mapping root, String name) {
        return list(root, name, node -> text(node).value());
    }

    /** The values of a key that takes a list, or one value alone. */
    private static <T> List<T> list(Mapping root, String name, Function<YamlNode, T> item) {
        List<YamlNode> nodes = root.get(name)
                .map(node -> node instanceof Sequence sequence ? sequence.items() : List.of(node))
                .orElse(List.of());
        return nodes.stream().map(item).toList();
    }

    private static Optional<Located<String>> text(Mapping mapping, String name) {
        return mapping.get(name).map(ConfigurationReader::text);
    }

    /** The schema lets nothing but scalars stand where this is asked. */
    private static Located<String> text(YamlNode node) {
        return new Located<>(((Scalar) node).text(), node.span());
    }
}
