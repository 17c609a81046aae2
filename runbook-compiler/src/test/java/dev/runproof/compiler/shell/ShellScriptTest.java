package dev.runproof.compiler.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runproof.compiler.markdown.FencedBlock;
import dev.runproof.compiler.markdown.MarkdownReader;
import dev.runproof.compiler.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reading shell commands, held against Bash itself: over a table, over all blocks of our runbooks and of real ones, and over
 * mutations of both. What we refuse Bash has to refuse; what Bash refuses we may rarely let pass.
 */
class ShellScriptTest {

    private static final int MUTATIONS = 3_000;

    @TempDir
    private Path folder;

    private static boolean reads(String script) {
        return ShellScript.read(script).error().isEmpty();
    }

    private static List<String> table() {
        return Stream.concat(Fragments.valid().stream(), Fragments.invalid().stream())
                .toList();
    }

    @Test
    void theTableIsReadAsItSays() {
        assertThat(Fragments.valid())
                .as("refused without reason")
                .isNotEmpty()
                .filteredOn(fragment -> !reads(fragment))
                .isEmpty();
        assertThat(Fragments.invalid())
                .as("let pass")
                .isNotEmpty()
                .filteredOn(ShellScriptTest::reads)
                .isEmpty();
    }

    @Test
    void theTableSaysWhatBashSays() {
        assumeTrue(Bash.isHere(), "no bash");
        List<String> valid = Fragments.valid();
        List<String> invalid = Fragments.invalid();

        assertThat(those(valid, Bash.judge(valid, folder).orElseThrow(), false)).isEmpty();
        assertThat(those(invalid, Bash.judge(invalid, folder).orElseThrow(), true))
                .isEmpty();
    }

    @Test
    void blocksOfRunbooksAreReadAsBashReadsThem() {
        assumeTrue(Bash.isHere(), "no bash");
        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(30);

        List<Boolean> bash = Bash.judge(blocks, folder).orElseThrow();

        assertThat(those(blocks, bash, true)).filteredOn(block -> !reads(block)).isEmpty();
        assertThat(those(blocks, bash, false))
                .filteredOn(ShellScriptTest::reads)
                .isEmpty();
    }

    /** A character goes, comes, is doubled, or changes place: 3,000 times, the same each time. */
    @Test
    void mutationsAreNeverRefusedWithoutReason() {
        assumeTrue(Bash.isHere(), "no bash");
        List<String> mutations = mutations();

        List<Boolean> bash = Bash.judge(mutations, folder).orElseThrow();

        // Bash says nothing of a "for ((" that is never closed, and does not run it either; and it takes whatever
        // stands in
        // brackets behind a first word for a subscript, also where nothing is assigned.
        Pattern subscript = Pattern.compile("\\b\\w+\\[[^]]*[|&;<>()][^]]*]");
        assertThat(those(mutations, bash, true))
                .filteredOn(script -> !reads(script)
                        && !script.contains("for ((")
                        && !subscript.matcher(script).find())
                .isEmpty();
        List<String> refused = those(mutations, bash, false);
        List<String> missed = refused.stream().filter(ShellScriptTest::reads).toList();
        assertThat(refused).hasSizeGreaterThan(MUTATIONS / 10);
        assertThat(missed).as("of %s", refused.size()).hasSizeLessThan(refused.size() / 30);
    }

    private static List<String> those(List<String> scripts, List<Boolean> verdicts, boolean verdict) {
        var those = new ArrayList<String>();
        for (int i = 0; i < scripts.size(); i++) {
            if (verdicts.get(i) == verdict) {
                those.add(scripts.get(i));
            }
        }
        return those;
    }

    private static List<String> mutations() {
        List<String> seeds = Stream.concat(table().stream(), blocks().stream())
                .filter(text -> !text.isEmpty())
                .toList();
        var random = new Random(20261122);
        String letters = "'\"`$(){}[]<>;&|!#\\ \n=a";
        var mutations = new ArrayList<String>();
        while (mutations.size() < MUTATIONS) {
            var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int i = random.nextInt(2); i >= 0; i--) {
                int at = random.nextInt(text.length() + 1);
                int other = random.nextInt(text.length() + 1);
                switch (random.nextInt(4)) {
                    case 0 -> text.insert(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> text.delete(Math.min(at, other), Math.min(text.length(), Math.min(at, other) + 1));
                    case 2 -> text.insert(at, text.substring(other, Math.min(text.length(), other + 1)));
                    default -> text.delete(Math.max(at, other), text.length());
                }
            }
            mutations.add(text.toString());
        }
        return mutations;
    }

    /** The blocks of our runbooks, and of others where they are beside the checkout, with an address for each placeholder. */
    private static List<String> blocks() {
        Path here = Path.of("").toAbsolutePath();
        List<Path> folders = Stream.iterate(Optional.of(here), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .flatMap(path -> Stream.of(path.resolve("runbooks"), path.resolve("shared/corpus")))
                .filter(Files::isDirectory)
                .toList();
        var blocks = new ArrayList<String>();
        for (Path path : folders) {
            try (Stream<Path> files = Files.walk(path)) {
                files.filter(file -> file.toString().endsWith(".md"))
                        .sorted()
                        .forEach(file -> blocks.addAll(blocks(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return blocks;
    }

    private static List<String> blocks(Path path) {
        try {
            var file = new SourceFile(path.toString(), Files.readString(path));
            return new MarkdownReader()
                    .read(file, 1).fencedBlocks().stream()
                            .filter(block -> List.of("sh", "bash", "shell").contains(block.info()))
                            .map(FencedBlock::content)
                            .map(content -> content.text().replaceAll("<([a-zA-Z][a-zA-Z_ -]*)>", "203.0.113.7"))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pod <POD>",
                "kubectl -n <namespace> logs <pod-name> > out.txt",
                "curl https://<HOST>:<PORT>/a?b=<C>",
                "NODE=<instance label from alert>",
                "echo '<A>' \"<B>\" pod/<C>-x",
                "ssh <user@host>",
                "a <pod|node> <...> <…>",
                "for i in <A> <B>; do a; done",
                "a=(<B> <C>)",
                "case <A> in b) c;; esac",
                "[[ <A> == b ]]",
                "sort <in >out",
                "cat <<EOF >out\n<A\nEOF",
            })
    void placeholdersAreWords(String script) {
        assertThat(ShellScript.read(script).error()).isEmpty();
    }

    @Test
    void redirectionsWithABlankBetweenAreNone() {
        assertThat(ShellScript.read("sort <in >out").commands())
                .singleElement()
                .satisfies(command -> assertThat(command.targets()).hasSize(2));
    }

    /** Whatever depends on options or on what runs is in doubt, and let pass. */
    @ParameterizedTest
    @ValueSource(strings = {"ls *(a) !(b) a@(b|c)", "echo \"${a:-it's}\"", "[[ ]]", "echo `if`", "coproc a"})
    void whatIsInDoubtPasses(String script) {
        assertThat(ShellScript.read(script).error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "echo it's ~ 7:' ~ the quote ' is opened here and never closed",
                "a \"b\" \"c ~ 6:\" ~ the quote \" is opened here and never closed",
                "a \"$(b 'c)\" ~ 7:' ~ the quote ' is opened here and never closed",
                "a $(b; c ~ 2:$( ~ $( is opened here and never closed: there is no )",
                "a ${b ~ 2:${ ~ the ${ is opened here and never closed",
                "a `b ~ 2:` ~ the backquote is opened here and never closed",
                "a | ~ 2:| ~ no command follows |",
                "a && ~ 2:&& ~ no command follows &&",
                "a | | b ~ 4:| ~ | cannot stand here",
                "if a; then b ~ 0:if ~ if is opened here and never closed: there is no fi",
                "if a then b; fi ~ 13:fi ~ fi stands where if wants then",
                "if a; then b; done ~ 14:done ~ done stands where if wants fi",
                "if a; then fi ~ 11:fi ~ no command stands between then and fi",
                "x; for i in a; do b ~ 3:for ~ for is opened here and never closed: there is no done",
                "for i in a do b; done ~ 17:done ~ done stands where for wants do",
                "fi ~ 0:fi ~ fi stands where a command is expected",
                "a (b) ~ 2:( ~ ( cannot stand here",
                "a ) ~ 2:) ~ ) cannot stand here",
                "{ a } ~ 0:{ ~ { is opened here and never closed: there is no }",
                "case a in b c) d;; esac ~ 12:c ~ c stands where pattern of the case wants )",
                "cat <<EOF ~ 4:<<EOF ~ the here-document never ends: no line is just EOF",
                "a > ~ 2:> ~ nothing stands behind the redirection >",
                "a 2> | b ~ 2:2> ~ nothing stands behind the redirection 2>",
                "a=(b; c) ~ 4:; ~ ; cannot stand in the list of an array",
                "[[ -f a ~ 0:[[ ~ [[ is opened here and never closed: there is no ]]",
                "(a) b ~ 4:b ~ b cannot stand here",
                "f() a ~ 4:a ~ a stands where function wants {",
            })
    void whatIsWrongHasItsPlace(String script, String place, String message) {
        SyntaxError error = ShellScript.read(script).error().orElseThrow();

        assertThat(error.start() + ":" + script.substring(error.start(), error.end()))
                .isEqualTo(place);
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.help()).isNotBlank();
    }

    @Test
    void whatDoesNotFitNamesWhatIsOpen() {
        SyntaxError error =
                ShellScript.read("a\nif b; then\n  c\ndone\n").error().orElseThrow();

        assertThat(error.opened()).hasValue(2);
    }

    @Test
    void commandsHaveTheirWords() {
        assertThat(ShellScript.read("A=1 kubectl apply -f 'a b'/c.yaml -n \"$n\" <POD> >out 2>&1 | tee x *.y")
                        .commands())
                .extracting(command -> command.words().stream()
                                .map(word -> word.literal().orElse("?"))
                                .toList()
                        + " "
                        + command.targets().stream()
                                .map(target -> target.operator()
                                        + target.word().literal().orElse("?"))
                                .toList())
                .containsExactly("[kubectl, apply, -f, a b/c.yaml, -n, ?, ?] [>out, >&1]", "[tee, x, ?] []");
    }

    @Test
    void commandsWithinAreFoundToo() {
        assertThat(ShellScript.read("if a; then b \"$(c <(d))\"; fi; f() { e; }; x=(1 $(g))")
                        .commands())
                .extracting(command -> command.words().get(0).literal().orElse("?"))
                .containsExactly("a", "d", "c", "b", "e", "g");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "$(",
                "`",
                "\"$(",
                "${a:-",
                "if a; then ",
                "{ ",
                "$((",
                "((",
                "a=(",
                "[[ ",
                "<(",
                "case a in b) ",
                "a?(",
                "coproc ",
                "f() ",
                "! ",
                "time ",
                "a[",
                "a=(x)=",
                "<a",
                "\"${a:-\"",
                "a |",
                "'",
                "\\",
                "<<",
                "((a)",
                "$((a)",
                "a[b]=(",
                "${",
                "#",
                "a;",
                "$((1)) ",
                "\"a\"$(b)",
                "x$(y)z",
            })
    void hostileTextIsReadInTimeAndDepth(String part) {
        assertThat(ShellScript.read(part.repeat(200_000 / part.length()))).isNotNull();
    }
}
