package dev.runproof.compiler.site;

import dev.runproof.compiler.anchor.Anchors;
import dev.runproof.compiler.anchor.Dialect;
import dev.runproof.compiler.check.AlertSeverity;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.markdown.ParsedMarkdown;
import dev.runproof.compiler.model.Alert;
import dev.runproof.compiler.model.Located;
import dev.runproof.compiler.model.Placeholder;
import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.parse.RunbookFile;
import dev.runproof.compiler.resolve.PercentEncoding;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.source.Span;
import dev.runproof.compiler.transaction.Transaction;
import dev.runproof.compiler.workspace.WebsiteSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the page of a runbook.
 *
 * @param settings how the website is made
 * @param index the types of values
 * @param links what links become
 * @param pictures the pictures that can be shown
 */
record PageMaker(WebsiteSettings settings, Index index, Links links, Pictures pictures) {

    RunbookPage make(
            PageEntry entry,
            Runbook runbook,
            List<Transaction> transactions,
            List<Response> responses,
            List<Alert> alerts,
            List<PageEntry> related) {
        var cards = new TransactionCards(fields(runbook));
        // Before the text, which may have a command with a value that only a transaction declares.
        Map<String, Part> described = new HashMap<>();
        transactions.forEach(transaction ->
                described.put(transaction.block().text().strip(), new Part.OfTransaction(cards.card(transaction))));
        responses.forEach(
                response -> described.put(response.block().text().strip(), new Part.OfResponse(cards.card(response))));
        String markdown = MarkdownText.of(
                runbook,
                transactions.stream().map(Transaction::block).toList(),
                responses.stream().map(Response::block).toList());
        // What was read of Markdown need not be read again.
        MarkdownDocument document = RunbookFile.isYaml(runbook.location())
                ? new MarkdownReader().read(new SourceFile(runbook.location(), markdown), 1)
                : runbook.document();
        Anchors anchors = Dialect.RUNPROOF.anchors(document, runbook.title().value());
        Set<String> names = cards.fields().stream().map(InputField::name).collect(Collectors.toSet());
        List<PageSection> sections = PageText.of(
                        ParsedMarkdown.of(markdown),
                        anchors.ofHeadings(),
                        names,
                        address -> links.onPage(runbook, address),
                        address -> picture(entry, runbook, address))
                .stream()
                .map(section -> section(section, described))
                .filter(section ->
                        !section.parts().isEmpty() || !section.title().isEmpty())
                .sorted(Comparator.comparing(PageSection::kind))
                .toList();
        return new RunbookPage(
                entry,
                sections,
                cards.fields(),
                alerts.stream().map(PageMaker::card).toList(),
                related,
                settings.editAddress(PercentEncoding.encode(entry.file())),
                anchors.names());
    }

    private String picture(PageEntry entry, Runbook runbook, String address) {
        String path = pictures.path(runbook, address);
        return path.isEmpty() ? "" : Addresses.toRoot(entry.name()) + path;
    }

    private static PageSection section(PageText.Section section, Map<String, Part> described) {
        var parts = new ArrayList<Part>();
        for (PageText.Block block : section.blocks()) {
            if (block.forCompiler().isEmpty()) {
                if (!block.html().isBlank()) {
                    parts.add(new Part.Text(block.html()));
                }
            } else {
                // One that could not be read is shown as it was written.
                parts.add(described.getOrDefault(block.source().strip(), new Part.Text(block.html())));
            }
        }
        return new PageSection(section.title(), section.anchor(), section.kind(), parts);
    }

    private List<InputField> fields(Runbook runbook) {
        return runbook.frontMatter().inputs().stream().map(this::field).toList();
    }

    private InputField field(Placeholder input) {
        String name = input.name().value();
        List<String> query = List.of(input.label()
                .map(Located::value)
                .orElse(name.toLowerCase(Locale.ROOT))
                .split("/", -1));
        String type = input.type().value();
        return index.type(type)
                .map(entry -> InputField.of(name, query, entry))
                .orElseGet(() -> PeoplesTypes.field(name, query, type));
    }

    static AlertCard card(Alert alert) {
        List<String> labels = new TreeMap<>(alert.labels())
                .entrySet().stream()
                        .filter(label -> !label.getKey().equals("severity"))
                        .map(label -> label.getKey() + "=" + label.getValue().value())
                        .toList();
        return new AlertCard(
                alert.name().value(),
                AlertSeverity.of(alert),
                labels,
                alert.expression().value().strip(),
                place(alert.name().span()));
    }

    static String place(Span span) {
        return span.file().path() + ":" + span.from().line();
    }
}
