package dev.runproof.runbooks;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people copy out of the runbooks: commands that a shell can read, with placeholders that are declared. */
class RunbookTextTest {

    private static final Program BASH = new Program("bash", "the commands of runbooks are written for it");
    private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Z][A-Z0-9_]*)>");
    private static final Pattern INPUTS = Pattern.compile("^inputs:.*\\R((?: +.*\\R)+)", Pattern.MULTILINE);
    private static final Pattern INPUT = Pattern.compile("^ +([A-Z][A-Z0-9_]*): +[a-z]", Pattern.MULTILINE);

    static Stream<FencedBlock> shellBlocks() {
        return Library.runbooks().stream()
                .flatMap(file -> FencedBlock.of(file).stream().filter(FencedBlock::isShell));
    }

    @ParameterizedTest
    @MethodSource("shellBlocks")
    void aShellCanReadEachCommand(FencedBlock block) {
        BASH.require();

        assertParses(block, "203.0.113.7");
    }

    /** Quoting a value is the reader's or the website's part, which works only where the placeholder stands bare. */
    @ParameterizedTest
    @MethodSource("shellBlocks")
    void aPlaceholderNeverStandsInsideQuotes(FencedBlock block) {
        BASH.require();

        assertParses(block, "'\"'");
        assertParses(block, "\"'\"");
    }

    @ParameterizedTest
    @MethodSource("dev.runproof.runbooks.Library#runbooks")
    void theFrontMatterDeclaresThePlaceholdersThatAreUsed(Path runbook) throws IOException {
        String text = Files.readString(runbook);
        Matcher inputs = INPUTS.matcher(text);

        Set<String> declared = inputs.find() ? names(INPUT, inputs.group(1)) : Set.of();

        assertThat(declared).isEqualTo(names(PLACEHOLDER, commands(runbook)));
    }

    /** One file must not go unread because of an unknown fence. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash"})
    void bothKindsOfShellBlocksAreFound(String language) {
        assertThat(shellBlocks()).extracting(FencedBlock::language).contains(language);
    }

    private static void assertParses(FencedBlock block, String value) {
        String commands = PLACEHOLDER.matcher(block.text()).replaceAll(Matcher.quoteReplacement(value));

        Program.Outcome outcome = BASH.run(commands, List.of("-n"));

        assertThat(outcome).as("%s with %s", block.place(), value).isEqualTo(new Program.Outcome(0, ""));
    }

    private static String commands(Path runbook) {
        StringBuilder text = new StringBuilder();
        FencedBlock.of(runbook).forEach(block -> text.append(block.text()));
        return text.toString();
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }
}
