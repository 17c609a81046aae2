package dev.runproof.compiler.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.TypeEntry;
import dev.runproof.compiler.markdown.MarkdownDocument;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import dev.runproof.compiler.transaction.Blocks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {

    private static String page(Index index, String name) {
        return ReferencePages.of(index).stream()
                .filter(page -> page.name().equals(name))
                .findFirst()
                .orElseThrow()
                .markdown();
    }

    @Test
    void eachEntryHasAHeadingToWhichTablesLead() {
        assertThat(page(Blocks.index(), "checks"))
                .startsWith("# Checks\n")
                .contains("| [`traffic-share-below`](#traffic-share-below) |")
                .contains("\n## traffic-share-below\n")
                .contains("| `percent` | [`percent`](types.md#percent) | `5` |  |\n")
                .contains("| `settle` | [`duration`](types.md#duration) | `30s` |  |\n")
                .contains("| Stands under | `post-check`, `pre-check` |\n");
        assertThat(page(Blocks.index(), "types"))
                .contains("| Is one of | `refuse`, `allow` |\n")
                .contains("| Pattern | `(?:100\\|[1-9]?[0-9](?:\\.[0-9]{1,3})?)` |\n");
        assertThat(page(Blocks.index(), "actions"))
                .contains("| `address` | [`ip`](types.md#ip) |  | The target.  |\n")
                .contains("Declared by `dev.runproof.runtime.action.BlockIp`.\n");
    }

    /** A jar of a stranger has a say in what its actions are called, and in nothing else of the page. */
    @Test
    void textsOfAnIndexAreWords() {
        String hostile = "a | b <script>alert(1)</script> [x](javascript:y) ![z](https://evil.example/z.png) "
                + "https://evil.example www.evil.example `c` *d* \u202e \n\n# Heading\n\n1. one\n\n- two\n\n    code\n\n<!-- c";
        Index index = Index.of(List.of(
                new TypeEntry(
                        "bad",
                        new JavaClass("acme", List.of("Bad")),
                        new Documentation(hostile, hostile),
                        "`|a``|b",
                        5,
                        "`|l",
                        "|"),
                new CheckEntry(
                        "look",
                        new JavaClass("acme", List.of("Look")),
                        new Documentation(hostile, hostile),
                        List.of(Blocks.parameter("what", "bad")),
                        Set.of(CheckEntry.Moment.ONLY_IF),
                        List.of(),
                        Set.of(),
                        Duration.ZERO)));
        for (ReferencePage page : ReferencePages.of(index)) {
            MarkdownDocument document = new MarkdownReader().read(new SourceFile("page.md", page.markdown()), 1);
            assertThat(document.headings())
                    .extracting(heading -> heading.text())
                    .isSubsetOf("Actions", "Checks", "Types", "bad", "look");
            assertThat(document.links())
                    .extracting(link -> link.destination())
                    .isSubsetOf("#bad", "#look", "types.md#bad");
            assertThat(document.fencedBlocks()).isEmpty();
            assertThat(page.markdown()).doesNotContainPattern("(?<!\\\\)<").doesNotContain("\u202e");
        }
    }
}
