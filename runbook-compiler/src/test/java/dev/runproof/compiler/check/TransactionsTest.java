package dev.runproof.compiler.check;

import static dev.runproof.compiler.transaction.Blocks.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.CheckEntry.Moment;
import dev.runproof.compiler.index.Demands;
import dev.runproof.compiler.index.Demands.Ending;
import dev.runproof.compiler.index.Documentation;
import dev.runproof.compiler.index.Index;
import dev.runproof.compiler.index.JavaClass;
import dev.runproof.compiler.index.Parameter;
import dev.runproof.compiler.index.Safeguard;
import dev.runproof.compiler.transaction.Blocks;
import dev.runproof.compiler.transaction.TransactionReader;
import dev.runproof.compiler.workspace.DeclaredLabels;
import dev.runproof.compiler.workspace.RepositoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single transactions are asked for, with actions and checks that no code of ours knows by name. */
class TransactionsTest {

    private static final Index INDEX = Blocks.index(
            action("shut", new Demands(true, false, false, Set.of(), Ending.ANY, Duration.ZERO)),
            action(
                    "fence",
                    new Demands(
                            true,
                            false,
                            false,
                            Set.of(Safeguard.PROTECTION, Safeguard.TRAFFIC_SHARE),
                            Ending.UNDONE,
                            Duration.ofSeconds(2))),
            action(
                    "freeze",
                    new Demands(true, true, false, Set.of(Safeguard.PROTECTION), Ending.ASKED, Duration.ofSeconds(37))),
            action("burn", new Demands(false, false, false, Set.of(Safeguard.EVIDENCE), Ending.ANY, Duration.ZERO)),
            check("is-ours", Set.of(Safeguard.PROTECTION), Duration.ZERO),
            check("is-rare", Set.of(Safeguard.TRAFFIC_SHARE), Duration.ZERO),
            check("is-all", Set.of(Safeguard.TRAFFIC_SHARE, Safeguard.PROTECTION), Duration.ZERO),
            check("is-kept", Set.of(Safeguard.EVIDENCE), Duration.ZERO),
            check("is-slow", Set.of(), Duration.ofSeconds(50)),
            check(
                    "settles",
                    Set.of(),
                    Duration.ZERO,
                    new Parameter("settle", "settle", "duration", "", Optional.of("30s"), 2)));

    private final Findings findings = new Findings();

    private static dev.runproof.compiler.index.ActionEntry action(String name, Demands demands) {
        return Blocks.demanding(Blocks.action(name, "BlockIp", parameter("address", "ip")), demands);
    }

    private static CheckEntry check(String name, Set<Safeguard> gives, Duration atLeast, Parameter... parameters) {
        return new CheckEntry(
                name,
                new JavaClass("acme", List.of("Look")),
                new Documentation("", ""),
                List.of(parameters),
                Set.of(Moment.PRE_CHECK, Moment.POST_CHECK),
                List.of(),
                gives,
                atLeast);
    }

    private List<String> found(Index index, String text) {
        var transaction = new TransactionReader(index, findings).read(Blocks.block(text, findings));
        assertThat(findings.sorted()).isEmpty();
        Library library = Library.of(new RepositoryFiles(Path.of("")), LocalDate.of(2026, 11, 22))
                .index(index)
                .transactions(List.of(transaction.orElseThrow()), DeclaredLabels.NONE)
                .build();
        Checks.run(library, findings);
        return findings.sorted().stream()
                .map(finding -> finding.span().text() + " " + finding.rule().id() + " " + finding.message() + "; "
                        + finding.help())
                .toList();
    }

    private static String block(String action, String before, String after, String time, String expires) {
        return """
                name: do-it
                action: { %s: { address: 192.0.2.7 } }
                pre-check: [%s]
                post-check: [%s]
                max-duration: %s
                expires: %s
                """.formatted(action, before, after, time, expires)
                + (action.equals("burn") ? "irreversible: it burns\n" : "");
    }

    /** Each row asks for all that its action needs, or lacks one thing of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "-", textBlock = """
            shut   | ''               | ''      | 30s | never | -
            fence  | is-ours, is-rare | ''      | 30s | 1h    | -
            fence  | is-all           | ''      | 30s | 1h    | -
            fence  | is-rare          | is-ours | 30s | 1h    | fence contained-without-protection fence may hit what must never be contained: nothing looks at that before; add is-all or is-ours to pre-check
            fence  | is-ours          | is-rare | 30s | 1h    | fence blocked-without-share fence may stop more good traffic than bad: nothing looks at the target's share of it before; add is-all or is-rare to pre-check; where nobody can measure it, say there what is to be done
            freeze | is-ours          | ''      | 60s | never | -
            burn   | is-kept          | ''      | 30s | never | -
            burn   | is-ours          | ''      | 30s | never | burn destroyed-without-evidence burn destroys what an investigation needs: nothing looks whether it was kept before; add is-kept to pre-check
            """)
    void safeguards(String action, String before, String after, String time, String expires, String expected) {
        assertThat(found(INDEX, block(action, before, after, time, expires)))
                .isEqualTo(Optional.ofNullable(expected).stream().toList());
    }

    @Test
    void whereNoCheckGivesWhatIsNeededThatIsSaid() {
        Index alone = Blocks.index(action(
                "burn", new Demands(false, false, false, Set.of(Safeguard.EVIDENCE), Ending.ANY, Duration.ZERO)));
        assertThat(found(alone, block("burn", "", "", "30s", "never")))
                .singleElement()
                .asString()
                .endsWith("; no check on the class path does: depend on the jar of one that does, and name it under "
                        + "pre-check");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", nullValues = "-", textBlock = """
            freeze | is-ours                                     | 37s  | -
            freeze | is-ours                                     | 36s  | freeze needs 37s, and the transaction gives it 36s; write max-duration: 37s or more, so that it is not rolled back each time
            freeze | is-ours, is-slow                            | 49s  | is-slow needs 50s, and the transaction gives it 49s; write max-duration: 50s or more, so that it is not rolled back each time
            shut   | { settles: { settle: 10m } }                | 1s   | -
            shut   | ''                                          | 1h   | -
            shut   | ''                                          | 1h1s | until 1h1s are over nobody is told that nothing is contained; write at most 1h; undoing has as much again
            """)
    void maxDuration(String action, String before, String time, String expected) {
        assertThat(found(INDEX, block(action, before, "", time, "never")))
                .isEqualTo(Optional.ofNullable(expected).map(text -> time + " absurd-max-duration " + text).stream()
                        .toList());
    }

    /** A post-check waits while the time runs; what waits for long may have long. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            settles                       | 60s  | -
            settles                       | 59s  | settles with settle: 30s needs 1m, and the transaction gives it 59s; write max-duration: 1m or more, so that it is not rolled back each time
            { settles: { settle: 20m } }  | 2h40m | -
            { settles: { settle: 20m } }  | 2h41m | until 2h41m are over nobody is told that nothing is contained; write at most 2h40m; undoing has as much again
            """)
    void maxDurationOfWhatWaits(String after, String time, String expected) {
        assertThat(found(INDEX, block("shut", "", after, time, "never")))
                .isEqualTo(Optional.ofNullable(expected).map(text -> time + " absurd-max-duration " + text).stream()
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            shut   | 30s                         | -
            shut   | 29s                         | it ends after 29s, and containing may take 30s; write a time that is longer than max-duration
            shut   | { after: 29s, then: page }  | it ends after 29s, and containing may take 30s; write a time that is longer than max-duration
            fence  | 30s                         | -
            fence  | { after: 1h, then: undo }   | -
            fence  | never                       | what fence does would stay, and what it is about is somebody else's by then; write a time after which it is undone, such as expires: 1h; run it again if the incident goes on
            fence  | { after: 1h, then: page }   | what fence does would stay, and what it is about is somebody else's by then; write a time after which it is undone, such as expires: 1h; run it again if the incident goes on
            """)
    void expires(String action, String expires, String expected) {
        assertThat(found(INDEX, block(action, "is-all", "", "30s", expires)))
                .isEqualTo(Optional.ofNullable(expected).map(text -> expires + " absurd-expiry " + text).stream()
                        .toList());
    }

    @Test
    void theClockDoesNotEndWhatAPersonEnds() {
        assertThat(found(INDEX, block("freeze", "is-ours", "", "60s", "{ after: 24h, then: page }")))
                .isEmpty();
        assertThat(found(INDEX, block("freeze", "is-ours", "", "60s", "24h")))
                .containsExactly("24h absurd-expiry the clock would undo what freeze does, whether the target is clean "
                        + "or not; write expires: { after: 24h, then: page }, or never");
    }
}
