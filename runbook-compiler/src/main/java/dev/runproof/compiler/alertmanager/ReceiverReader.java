package dev.runproof.compiler.alertmanager;

import dev.runproof.compiler.alertmanager.IntegrationType.Field;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Suggestion;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.template.TemplateReader;
import dev.runproof.compiler.template.TemplateText;
import dev.runproof.compiler.yaml.YamlNode;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads receivers, and follows links through the texts that they send. */
final class ReceiverReader {

    private static final String SUFFIX = "_configs";

    private final Nodes nodes;
    private final Templates templates;
    private final List<String> links;
    private final Findings findings;
    private final Set<String> names = new HashSet<>();

    ReceiverReader(Nodes nodes, Templates templates, List<String> links, Findings findings) {
        this.nodes = nodes;
        this.templates = templates;
        this.links = links;
        this.findings = findings;
    }

    Optional<Receiver> read(YamlNode node) {
        Optional<Mapping> receiver = nodes.mapping(node, "a receiver", "give it name:, and how it tells people");
        if (receiver.isEmpty()) {
            return Optional.empty();
        }
        Optional<Located<String>> name = nodes.text(receiver.get(), "name");
        if (name.isEmpty()) {
            nodes.refuse(Nodes.head(receiver.get()), "a receiver without a name", "add name:");
            return Optional.empty();
        }
        if (!names.add(name.get().value())) {
            nodes.refuse(
                    name.get().span(),
                    "there is another receiver " + name.get().value(),
                    "put what both do into one, or give one of them another name");
        }
        var integrations = new ArrayList<Integration>();
        for (Entry entry : receiver.get().entries()) {
            if (!entry.name().equals("name")) {
                read(receiver.get(), entry, integrations);
            }
        }
        return Optional.of(new Receiver(name.get(), integrations));
    }

    private void read(Mapping receiver, Entry entry, List<Integration> integrations) {
        Optional<IntegrationType> type = IntegrationType.of(entry.name());
        Optional<String> near = Suggestion.nearest(entry.name(), IntegrationType.keys());
        boolean unknown = type.isEmpty() && entry.name().endsWith(SUFFIX);
        if (type.isEmpty() && !unknown) {
            nodes.refuse(
                    entry.key().span(),
                    "a receiver has no " + entry.name(),
                    near.map(key -> "did you mean " + key + "?").orElse("how it tells people ends in " + SUFFIX));
            return;
        }
        for (YamlNode item : nodes.list(receiver, entry.name())) {
            nodes.mapping(item, "one of " + entry.name(), "write its settings below the hyphen")
                    .ifPresent(config -> integrations.add(new Integration(
                            entry.name(),
                            type.map(IntegrationType::name).orElse(entry.name()),
                            entry.key().span(),
                            type.map(known -> message(known, config)).orElseGet(Message::unknown),
                            type.map(known -> known.remedy().replace("%s", links.get(0)))
                                    .orElse(""))));
        }
    }

    private Message message(IntegrationType type, Mapping config) {
        if (type.unless().isPresent() && Nodes.get(config, type.unless().get()).isEmpty()) {
            return Message.ofEverything();
        }
        var flow = new LinkFlow(templates, Set.copyOf(links), findings);
        Evidence evidence = Evidence.NONE;
        for (TemplateText text : texts(type, config)) {
            // Most titles have no action, and need not be read.
            if (text.text().contains("{{")) {
                Optional<Evidence> found = TemplateReader.read(text, findings).map(flow::follow);
                if (found.isEmpty()) {
                    flow.markBroken();
                }
                evidence = evidence.and(found.orElse(Evidence.UNKNOWN));
            }
        }
        return new Message(
                evidence.each(),
                evidence.common(),
                List.copyOf(evidence.commonPlaces()),
                List.copyOf(flow.groupLabels()),
                flow.broken());
    }

    private static List<TemplateText> texts(IntegrationType type, Mapping config) {
        var texts = new ArrayList<TemplateText>();
        for (Field field : type.fields()) {
            Optional<YamlNode> written = Nodes.get(config, field.name());
            if (written.isPresent()) {
                collect(written.get(), texts);
            } else {
                texts.add(TemplateText.elsewhere(field.text(), Nodes.head(config)));
            }
            for (Field part : type.parts().getOrDefault(field.name(), List.of())) {
                boolean replaced = written.isPresent()
                        && written.get() instanceof Mapping mapping
                        && mapping.entry(part.name()).isPresent();
                if (!replaced) {
                    texts.add(TemplateText.elsewhere(part.text(), Nodes.head(config)));
                }
            }
        }
        return texts;
    }

    /** All texts in a value; how deep it can be is limited by the reader of YAML. */
    private static void collect(YamlNode node, List<TemplateText> texts) {
        if (node instanceof Scalar scalar) {
            texts.add(TemplateText.of(scalar));
        } else if (node instanceof Sequence list) {
            list.items().forEach(item -> collect(item, texts));
        } else {
            ((Mapping) node).entries().forEach(entry -> collect(entry.value(), texts));
        }
    }
}
