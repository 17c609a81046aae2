package dev.runproof.compiler.reference;

import dev.runproof.compiler.index.ActionEntry;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.Demands;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.IndexEntry;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.Permission;
import dev.runproof.compiler.index.Safeguard;
import dev.runproof.compiler.index.TypeEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes pages of an index: one each for actions, checks and types. */
public final class ReferencePages {

    private ReferencePages() {}

    /**
     * The pages.
     *
     * @param index the actions, checks and types that there are
     * @return the pages {@code actions}, {@code checks} and {@code types}
     */
    public static List<ReferencePage> of(Index index) {
        return List.of(
                page(
                        "actions",
                        "Actions",
                        "What a transaction can do to its target.",
                        index.actions().values(),
                        (text, entry) -> action((ActionEntry) entry, text)),
                page(
                        "checks",
                        "Checks",
                        "What can be looked at before and after, and to decide whether a step of a response is done.",
                        index.checks().values(),
                        (text, entry) -> check((CheckEntry) entry, text)),
                page(
                        "types",
                        "Types",
                        "What inputs and parameters can be.",
                        index.types().values(),
                        (text, entry) -> type((TypeEntry) entry, text)));
    }

    private interface Details {
        void write(MarkdownText text, IndexEntry entry);
    }

    private static ReferencePage page(
            String name, String title, String summary, Collection<? extends IndexEntry> entries, Details details) {
        var text = new MarkdownText();
        text.line("# " + title);
        text.line("");
        text.line(summary + " Made of the index: do not edit.");
        text.line("");
        text.line("| | |");
        text.line("|---|---|");
        for (IndexEntry entry : entries) {
            text.line("| [`" + entry.name() + "`](#" + entry.name() + ") | "
                    + MarkdownText.cell(entry.documentation().summary()) + " |");
        }
        for (IndexEntry entry : entries) {
            text.line("");
            text.line("## " + entry.name());
            text.paragraphs(entry.documentation().body());
            details.write(text, entry);
        }
        return new ReferencePage(name, title, text.toString());
    }

    private static void action(ActionEntry action, MarkdownText text) {
        parameters(action.parameters(), action.target(), text);
        Demands demands = action.demands();
        table(text, row -> {
            row.accept("Undoing|" + MarkdownText.cell(action.inverse())
                    + (demands.reversible() ? "" : " A transaction has to say `irreversible`."));
            row.accept("In audit mode|"
                    + switch (action.audit()) {
                        case SERVER_DRY_RUN -> "the API server is asked with `dryRun=All`";
                        case DESCRIPTION_ONLY -> "it is described only";
                    });
            needs("Needs before it", demands.needs(), row);
            row.accept("Ends|"
                    + switch (demands.ending()) {
                        case ANY -> "as the runbook says";
                        case UNDONE -> "undone after a time, always";
                        case ASKED -> "by a person, never by the clock alone";
                    });
            atLeast(demands.atLeast(), row);
            if (demands.isolates()) {
                row.accept("In a response|it isolates: its step says `if-later-fails`");
            }
            if (demands.observes()) {
                row.accept("In a response|it only looks: it does not wait for the `grace`");
            }
            permissions(action.permissions(), row);
        });
        declared(action, text);
    }

    private static void check(CheckEntry check, MarkdownText text) {
        parameters(check.parameters(), "", text);
        table(text, row -> {
            row.accept("Stands under|"
                    + check.moments().stream()
                            .map(moment -> "`" + moment.key() + "`")
                            .sorted()
                            .collect(Collectors.joining(", ")));
            needs("Gives", check.gives(), row);
            atLeast(check.atLeast(), row);
            permissions(check.permissions(), row);
        });
        declared(check, text);
    }

    private static void type(TypeEntry type, MarkdownText text) {
        table(text, row -> {
            if (type.choices().isEmpty()) {
                row.accept("Pattern|" + MarkdownText.code(type.pattern()));
            } else {
                row.accept("Is one of|"
                        + type.choices().stream().map(MarkdownText::code).collect(Collectors.joining(", ")));
            }
            row.accept("At most|" + type.maxLength() + " characters");
            if (!type.label().isEmpty()) {
                row.accept("Usual alert label|" + MarkdownText.code(type.label()));
            }
            if (!type.falcoField().isEmpty()) {
                row.accept("Usual field of Falco|" + MarkdownText.code(type.falcoField()));
            }
        });
        declared(type, text);
    }

    private static void parameters(List<Parameter> parameters, String target, MarkdownText text) {
        if (parameters.isEmpty()) {
            return;
        }
        text.line("");
        text.line("| parameter | type | left out | |");
        text.line("|---|---|---|---|");
        for (Parameter parameter : parameters) {
            String waits = parameter.waits() == 0
                    ? ""
                    : " `max-duration` is at least " + parameter.waits() + " times as long.";
            text.line(
                    "| `" + parameter.name() + "` | [`" + parameter.type() + "`](types.md#" + parameter.type() + ") | "
                            + parameter.defaultText().map(MarkdownText::code).orElse("") + " | "
                            + (parameter.name().equals(target) ? "The target. " : "")
                            + MarkdownText.cell(parameter.documentation()) + waits + " |");
        }
    }

    private static void table(MarkdownText text, Consumer<Consumer<String>> rows) {
        text.line("");
        text.line("| | |");
        text.line("|---|---|");
        rows.accept(row -> text.line("| " + row.replaceFirst("\\|", " | ") + " |"));
    }

    private static void needs(String what, Set<Safeguard> safeguards, Consumer<String> row) {
        if (!safeguards.isEmpty()) {
            row.accept(what + "|"
                    + safeguards.stream().sorted().map(ReferencePages::words).collect(Collectors.joining("; ")));
        }
    }

    private static String words(Safeguard safeguard) {
        return switch (safeguard) {
            case PROTECTION -> "a look whether the target must never be contained";
            case TRAFFIC_SHARE -> "a look at the target's share of the good traffic";
            case EVIDENCE -> "a look whether the evidence was kept that is destroyed";
            case PRESENCE -> "a look whether the target is still there";
        };
    }

    private static void atLeast(Duration time, Consumer<String> row) {
        if (!time.isZero()) {
            row.accept("`max-duration`|at least `" + time.toSeconds() + "s`");
        }
    }

    private static void permissions(List<Permission> permissions, Consumer<String> row) {
        for (Permission permission : permissions) {
            row.accept("May|" + String.join(", ", permission.verbs()) + " "
                    + MarkdownText.code(
                            permission.resource() + (permission.group().isEmpty() ? "" : "." + permission.group()))
                    + ", " + permission.scope().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private static void declared(IndexEntry entry, MarkdownText text) {
        text.line("");
        text.line("Declared by " + MarkdownText.code(entry.javaClass().toString()) + ".");
    }
}
