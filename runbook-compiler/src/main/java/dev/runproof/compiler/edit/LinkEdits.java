package dev.runproof.compiler.edit;

import dev.runproof.compiler.edit.Lines.Edit;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.AlertFile;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.rule.AlertRuleReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Gives alerts of one file other links. Each text is read again before it is given away: nothing but links is different. */
public final class LinkEdits {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][\\w.~:/?=&%+-]*");

    private final AlertFile rules;
    private final boolean helm;
    private final List<Wanted> wanted = new ArrayList<>();

    private record Wanted(int alert, String annotation, String link, Edit edit) {}

    /**
     * Takes a file.
     *
     * @param rules what was read of it
     * @param helm whether it may be a template of Helm
     */
    public LinkEdits(AlertFile rules, boolean helm) {
        this.rules = rules;
        this.helm = helm;
    }

    /** Puts a link where an alert has none. */
    public void add(Alert alert, String annotation, String link) {
        if (!alert.annotations().containsKey(annotation)) {
            Optional<Edit> edit = alert.annotationsKey().isPresent()
                    ? below(alert.annotationsKey().get(), annotation, link)
                    : beside(alert, annotation, link);
            edit.ifPresent(found -> wanted.add(new Wanted(rules.alerts().indexOf(alert), annotation, link, found)));
        }
    }

    /** Writes a part of the link of an alert otherwise. */
    public void correct(Alert alert, String annotation, String wrong, String right) {
        Located<String> written =
                Optional.ofNullable(alert.annotations().get(annotation)).orElseThrow();
        Span span = written.span();
        String link = written.value();
        int at = span.text().indexOf(wrong);
        if (at >= 0 && at == span.text().lastIndexOf(wrong) && link.indexOf(wrong) == link.lastIndexOf(wrong)) {
            int start = span.start() + at;
            wanted.add(new Wanted(
                    rules.alerts().indexOf(alert),
                    annotation,
                    link.replace(wrong, right),
                    new Edit(start, start + wrong.length(), right)));
        }
    }

    private Optional<Edit> below(Span key, String annotation, String link) {
        SourceFile file = rules.file();
        int line = file.lineAt(key.start());
        String behind = file.text().substring(key.end(), Math.max(key.end(), file.lineEnd(line)));
        String rest = behind.replaceFirst("^\\s*:\\s*", "");
        if (rest.startsWith("{")) {
            int at = key.end() + behind.indexOf('{') + 1;
            boolean empty = rest.substring(1).strip().startsWith("}");
            return Optional.of(new Edit(at, at, annotation + ": " + Lines.quoted(link) + (empty ? "" : ", ")));
        }
        if (!rest.isEmpty() && !rest.startsWith("#")) {
            return Optional.empty();
        }
        return Lines.below(file, line, annotation + ": " + written(link));
    }

    private Optional<Edit> beside(Alert alert, String annotation, String link) {
        SourceFile file = rules.file();
        int number = file.lineAt(alert.name().span().start());
        String line = file.line(number);
        int column = line.indexOf("alert:");
        String before = line.substring(0, Math.max(0, column)).strip();
        if (column < 0 || !(before.isEmpty() || before.equals("-"))) {
            return Optional.empty();
        }
        String indent = " ".repeat(column);
        return Optional.of(Lines.behind(
                file, number, List.of(indent + "annotations:", indent + "  " + annotation + ": " + written(link))));
    }

    private static String written(String link) {
        return PLAIN.matcher(link).matches() ? link : Lines.quoted(link);
    }

    /** The text with all that can be done; one at a time where they do not go together. Nothing if nothing can. */
    public Optional<String> text() {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> all = tried(wanted);
        if (all.isPresent()) {
            return all;
        }
        List<Wanted> possible =
                wanted.stream().filter(one -> tried(List.of(one)).isPresent()).toList();
        return possible.isEmpty() ? Optional.empty() : tried(possible);
    }

    private Optional<String> tried(List<Wanted> some) {
        String text = Lines.with(rules.file(), some.stream().map(Wanted::edit).toList());
        var findings = new Findings();
        List<Alert> now = new AlertRuleReader(findings)
                .read(new SourceFile(rules.file().path(), text), helm)
                .alerts();
        boolean same = findings.size() == 0 && now.size() == rules.alerts().size();
        for (int i = 0; same && i < now.size(); i++) {
            same = values(now.get(i)).equals(values(expected(i, some)));
        }
        return same ? Optional.of(text) : Optional.empty();
    }

    private Alert expected(int index, List<Wanted> some) {
        Alert alert = rules.alerts().get(index);
        var annotations = new LinkedHashMap<>(alert.annotations());
        some.stream()
                .filter(one -> one.alert() == index)
                .forEach(one -> annotations.put(
                        one.annotation(), new Located<>(one.link(), alert.name().span())));
        return new Alert(
                alert.kind(),
                alert.name(),
                alert.group(),
                alert.expression(),
                alert.query(),
                alert.waits(),
                alert.labels(),
                annotations,
                alert.annotationsKey(),
                alert.output());
    }

    private static List<Object> values(Alert alert) {
        var labels = new TreeMap<String, String>();
        alert.labels().forEach((name, value) -> labels.put(name, value.value()));
        var annotations = new TreeMap<String, String>();
        alert.annotations().forEach((name, value) -> annotations.put(name, value.value()));
        return List.of(
                alert.name().value(), alert.group(), alert.expression().value(), alert.waits(), labels, annotations);
    }
}
