package dev.runproof.compiler.yaml;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.source.SourceSlice;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.yaml.YamlNode.Entry;
import dev.runproof.compiler.yaml.YamlNode.Mapping;
import dev.runproof.compiler.yaml.YamlNode.Scalar;
import dev.runproof.compiler.yaml.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Builds trees from parser events on a stack of its own, so that neither depth nor aliases of a hostile text can exhaust
 * the thread's stack or the memory.
 */
final class YamlTreeBuilder {

    private static final int DEEPEST = 64;
    private static final int MOST_ALIASED_NODES = 100_000;
    private static final String MERGE = "<<";

    private final SourceSlice slice;
    private final Findings findings;
    private final List<YamlNode> documents = new ArrayList<>();
    private final Deque<Frame> open = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long nodes;
    private long aliasedNodes;

    /** A collection that is being read. */
    private record Frame(
            boolean mapping, int start, Optional<String> anchor, long nodesBefore, List<YamlNode> children) {}

    private record Anchored(YamlNode node, long size) {}

    /** The text is YAML, but none that we take. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Span span;
        private final String problem;
        private final String help;

        RefusedException(Span span, String problem, String help) {
            super(problem);
            this.span = span;
            this.problem = problem;
            this.help = help;
        }

        Span span() {
            return span;
        }

        String problem() {
            return problem;
        }

        String help() {
            return help;
        }
    }

    YamlTreeBuilder(SourceSlice slice, Findings findings) {
        this.slice = slice;
        this.findings = findings;
    }

    List<YamlNode> documents() {
        return documents.stream()
                .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
                .toList();
    }

    void accept(Event event) {
        if (event instanceof DocumentStartEvent) {
            anchors.clear();
        } else if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
            open(event);
        } else if (event instanceof MappingEndEvent || event instanceof SequenceEndEvent) {
            close(offset(event.getEndMark()));
        } else if (event instanceof ScalarEvent scalar) {
            nodes++;
            var node = new Scalar(
                    trimmed(offset(event.getStartMark()), offset(event.getEndMark())),
                    scalar.getValue(),
                    scalar.getScalarStyle() == ScalarStyle.PLAIN
                            && scalar.getTag().isEmpty());
            scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, 1)));
            add(node);
        } else if (event instanceof AliasEvent alias) {
            add(resolve(alias));
        }
    }

    private void open(Event event) {
        int start = offset(event.getStartMark());
        if (open.size() == DEEPEST) {
            throw new RefusedException(
                    slice.file().span(start, start),
                    "more than " + DEEPEST + " levels of nesting",
                    "nothing that is written here by a person is so deep: split it, or remove it");
        }
        Optional<String> anchor = ((NodeEvent) event).getAnchor().map(name -> name.getValue());
        open.push(new Frame(event instanceof MappingStartEvent, start, anchor, nodes++, new ArrayList<>()));
    }

    private void close(int endMark) {
        Frame frame = open.pop();
        // A block's end mark is where the next token begins; its last child ends it sooner.
        int end = frame.children.isEmpty() || isFlowEnd(endMark)
                ? Math.max(endMark, frame.start)
                : frame.children.get(frame.children.size() - 1).span().end();
        Span span = trimmed(frame.start, Math.max(end, frame.start));
        YamlNode node = frame.mapping ? mapping(span, frame.children) : new Sequence(span, frame.children);
        frame.anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - frame.nodesBefore)));
        add(node);
    }

    private boolean isFlowEnd(int offset) {
        char last = offset == 0 ? ' ' : slice.file().text().charAt(offset - 1);
        return last == '}' || last == ']';
    }

    private void add(YamlNode node) {
        if (open.isEmpty()) {
            documents.add(node);
        } else {
            open.element().children.add(node);
        }
    }

    private YamlNode resolve(AliasEvent alias) {
        Span span = trimmed(offset(alias.getStartMark()), offset(alias.getEndMark()));
        String name = alias.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw new RefusedException(
                    span,
                    "alias *" + name + " has no anchor before it",
                    "define &" + name + " earlier, or write the value out");
        }
        nodes += anchored.size;
        aliasedNodes += anchored.size;
        if (aliasedNodes > MOST_ALIASED_NODES) {
            throw new RefusedException(
                    span,
                    "aliases stand for more than " + MOST_ALIASED_NODES + " values",
                    "write the values out, or split the file");
        }
        return anchored.node.at(span);
    }

    private Mapping mapping(Span span, List<YamlNode> keysAndValues) {
        var entries = new ArrayList<Entry>();
        var merged = new ArrayList<Mapping>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            YamlNode value = keysAndValues.get(i + 1);
            if (!(keysAndValues.get(i) instanceof Scalar key)) {
                throw new RefusedException(
                        keysAndValues.get(i).span(), "a key that is no text", "quote it if it begins with {, [ or *");
            }
            if (key.plain() && key.text().equals(MERGE)) {
                merge(value, merged);
            } else if (names.add(key.text())) {
                entries.add(new Entry(key, value));
            } else {
                findings.add(
                        YamlRules.DUPLICATE_KEY,
                        key.span(),
                        "key " + key.text() + " is here a second time",
                        "remove one of the two: programs differ in which one they take");
            }
        }
        for (Mapping mapping : merged) {
            mapping.entries().stream().filter(entry -> names.add(entry.name())).forEach(entries::add);
        }
        return new Mapping(span, entries);
    }

    private static void merge(YamlNode value, List<Mapping> into) {
        if (value instanceof Mapping mapping) {
            into.add(mapping);
        } else if (value instanceof Sequence sequence) {
            sequence.items().forEach(item -> merge(item, into));
        } else {
            throw new RefusedException(
                    value.span(), "<< merges a mapping, and this is none", "name an anchor of a mapping");
        }
    }

    private int offset(Optional<Mark> mark) {
        return mark.map(at -> slice.offset(at.getLine(), at.getColumn()))
                .orElse(slice.span().start());
    }

    private Span trimmed(int start, int end) {
        String text = slice.file().text();
        int last = Math.max(start, end);
        while (last > start && text.charAt(last - 1) <= ' ') {
            last--;
        }
        return slice.file().span(start, last);
    }
}
