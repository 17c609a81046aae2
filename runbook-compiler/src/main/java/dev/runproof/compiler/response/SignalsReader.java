package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the signals of a response: classes of evidence, each with what brings it. */
final class SignalsReader {

    private static final int MOST_SOURCES = 32;
    private static final String EXAMPLE = "write signals: { process: [{ alert: NAME }], network: [{ falco: RULE }] }";

    private final Findings findings;

    SignalsReader(Findings findings) {
        this.findings = findings;
    }

    List<Signal> read(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    node.span(),
                    "signals are classes of evidence with what brings them; this is "
                            + (node instanceof YamlNode.Mapping ? "an empty mapping" : node.kind()),
                    EXAMPLE);
            return List.of();
        }
        var signals = new ArrayList<Signal>();
        for (YamlNode.Entry entry : mapping.entries()) {
            Optional<Evidence> evidence = Evidence.of(entry.name());
            if (evidence.isEmpty()) {
                findings.add(
                        INVALID_RESPONSE,
                        entry.key().span(),
                        Names.shown(entry.name()) + " is no class of evidence",
                        Names.didYouMean(entry.name(), Evidence.words(), "classes"));
            }
            List<Source> sources = sources(entry);
            evidence.filter(known -> !sources.isEmpty())
                    .ifPresent(known -> signals.add(new Signal(known, entry.key().span(), sources)));
        }
        return signals;
    }

    private List<Source> sources(YamlNode.Entry entry) {
        if (!(entry.value() instanceof YamlNode.Sequence sequence)
                || sequence.items().isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    entry.value().span(),
                    "a signal is a list of what can bring it, and nothing brings this one",
                    "write " + Names.shown(entry.name()) + ": [{ alert: NAME }], or remove it");
            return List.of();
        }
        if (sequence.items().size() > MOST_SOURCES) {
            findings.add(
                    INVALID_RESPONSE,
                    entry.key().span(),
                    "this signal has " + sequence.items().size() + " sources",
                    "list at most " + MOST_SOURCES + "; one alert can join what many rules see");
            return List.of();
        }
        var sources = new ArrayList<Source>();
        Set<String> seen = new HashSet<>();
        for (YamlNode item : sequence.items()) {
            source(item).ifPresent(source -> {
                if (seen.add(source.kind() + source.name())) {
                    sources.add(source);
                } else {
                    findings.add(
                            INVALID_RESPONSE,
                            source.span(),
                            Names.shown(source.name()) + " is listed twice for one signal",
                            "remove it here; a second signal needs other evidence");
                }
            });
        }
        return sources;
    }

    private Optional<Source> source(YamlNode item) {
        if (!(item instanceof YamlNode.Mapping mapping) || mapping.entries().size() != 1) {
            findings.add(
                    INVALID_RESPONSE,
                    item.span(),
                    "this is no source of a signal",
                    "write { alert: NAME } for an alert, { falco: RULE } for a rule of Falco");
            return Optional.empty();
        }
        YamlNode.Entry entry = mapping.entries().get(0);
        Optional<Source.Kind> kind = switch (entry.name()) {
            case "alert" -> Optional.of(Source.Kind.ALERT);
            case "falco" -> Optional.of(Source.Kind.FALCO);
            default -> Optional.empty();
        };
        if (kind.isEmpty()) {
            findings.add(
                    INVALID_RESPONSE,
                    entry.key().span(),
                    "no signal comes from " + Names.shown(entry.name()),
                    "write { alert: NAME } for an alert, { falco: RULE } for a rule of Falco");
            return Optional.empty();
        }
        return Fields.text(entry.value(), entry.name(), INVALID_RESPONSE, findings)
                .flatMap(name -> kind.map(known -> new Source(known, name.text(), name.span())));
    }
}
