package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseBlocksOf.BLOCK_BRUTE_FORCE_SOURCE;
import static dev.runproof.compiler.response.ResponseBlocksOf.CONTAIN_COMPROMISED_POD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.response.Signal.Source;
import dev.runproof.compiler.response.Step.Given;
import dev.runproof.compiler.transaction.Argument;
import dev.runproof.compiler.transaction.Input;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private final Findings findings = new Findings();

    private List<String> said() {
        return findings.sorted().stream()
                .map(finding -> finding.span().from().line() + ":"
                        + finding.span().from().column() + " "
                        + finding.span().text().lines().findFirst().orElse("") + " | "
                        + finding.rule().id() + " | " + finding.message() + " | " + finding.help())
                .toList();
    }

    private static List<String> given(Step step) {
        return step.given().stream()
                .map(given -> given.name() + "=" + written(given))
                .toList();
    }

    private static String written(Given given) {
        return given.value() instanceof Argument.Reference value
                ? "$" + value.name()
                : ((Argument.Literal) given.value()).text();
    }

    @Test
    void bindsTheFirstResponseOfTheLanguage() {
        var response = ResponseBlocksOf.read(BLOCK_BRUTE_FORCE_SOURCE, findings).orElseThrow();
        assertThat(said()).isEmpty();
        assertThat(response.name()).isEqualTo("block-brute-force-source");
        assertThat(response.nameSpan()).hasToString("runbooks/ssh.md:2:7");
        assertThat(response.about())
                .extracting(Input::name, input -> input.type().name(), Input::label, Input::falcoField)
                .containsExactly(
                        tuple("source", "ip", "source_ip", "fd.rip"),
                        tuple("namespace", "namespace", "namespace", "k8s.ns.name"));
        assertThat(response.subject().orElseThrow())
                .isEqualTo(new Subject(
                        Subject.Kind.ADDRESS,
                        response.about().get(0),
                        Optional.of(response.about().get(1))));
        assertThat(response.signals())
                .extracting(Signal::evidence, signal -> signal.sources().get(0).name())
                .containsExactly(tuple(Evidence.RATE, "BruteForceDetected"));
        assertThat(response.within()).isEmpty();
        assertThat(response.grace()).isEmpty();
        assertThat(response.approval().orElseThrow())
                .extracting(Approval::by, Approval::within, Approval::otherwise)
                .containsExactly("security-oncall", Duration.ofMinutes(15), Approval.Otherwise.PAGE);
        assertThat(response.steps()).extracting(Step::name).containsExactly("quarantine-source-pod", "block-source");
        assertThat(given(response.steps().get(0))).containsExactly("pod=$source.pod");
        assertThat(given(response.steps().get(1))).containsExactly("source=$source", "namespace=$namespace");
        assertThat(response.steps())
                .extracting(step -> step.onlyIf().get(0).entry().name(), Step::ifFails, Step::ifLaterFails)
                .containsExactly(
                        tuple("is-pod", Step.IfFails.STOP, Optional.of(Step.IfLaterFails.KEEP)),
                        tuple("is-external", Step.IfFails.STOP, Optional.empty()));
        assertThat(response.lookups()).extracting(Argument.Looked::name).containsExactly("source.pod");
    }

    @Test
    void bindsTheSecondResponseOfTheLanguage() {
        var response = ResponseBlocksOf.read(CONTAIN_COMPROMISED_POD, findings).orElseThrow();
        assertThat(said()).isEmpty();
        assertThat(response.signals()).extracting(Signal::evidence).containsExactly(Evidence.PROCESS, Evidence.NETWORK);
        assertThat(response.signals().get(1).sources())
                .extracting(Source::kind, Source::name)
                .containsExactly(
                        tuple(Source.Kind.FALCO, "Unexpected Outbound Connection"),
                        tuple(Source.Kind.ALERT, "CorrelatedCompromiseIndicator"));
        assertThat(response.within()).contains(Duration.ofMinutes(10));
        assertThat(response.grace().orElseThrow())
                .extracting(Grace::pause, Grace::ifUnknown)
                .containsExactly(Duration.ofMinutes(1), Grace.IfUnknown.ABORT);
        assertThat(response.subject().orElseThrow().kind()).isEqualTo(Subject.Kind.POD);
        assertThat(given(response.steps().get(1))).containsExactly("pod=$pod", "pod.workload=$pod.workload");
        assertThat(response.steps().get(1).approval()).isPresent();
        assertThat(response.lookups()).extracting(Argument.Looked::name).containsExactly("pod.workload");
    }

    @Test
    void aLookupOfATransactionFollowsWhatItsInputIs() {
        var response = ResponseBlocksOf.read(
                        BLOCK_BRUTE_FORCE_SOURCE.replace(
                                "  - block-source: { only-if: [is-external] }",
                                "  - stop-workload\n  - block-source: { only-if: [is-external] }"),
                        findings)
                .orElseThrow();
        assertThat(given(response.steps().get(1)))
                .containsExactly("pod=$source.pod", "pod.workload=$source.pod.workload");
        assertThat(response.lookups())
                .extracting(Argument.Looked::name)
                .containsExactly("source.pod", "source.pod.workload");
    }

    @Test
    void whatIsSaidOfAnInputComesBeforeItsName() {
        var response = ResponseBlocksOf.read(
                        BLOCK_BRUTE_FORCE_SOURCE.replace(
                                "block-source: { only",
                                "block-source: { with: { source: 192.0.2.7, namespace: $namespace }, only"),
                        findings)
                .orElseThrow();
        assertThat(given(response.steps().get(1))).containsExactly("source=192.0.2.7", "namespace=$namespace");
    }

    /** Each row changes a text of the block; it then has one finding, at one place. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            name: block-brute-force-source ! nam: block-brute-force-source ! 2:1 nam | invalid-response | a response has no key nam | did you mean name?
            name: block-brute-force-source ! name: Block it         ! 2:7 Block it | invalid-response | Block it is not a name for a response | a name is lower case words joined by hyphens, at most 63 characters: block-it
            name: block-brute-force-source~ !                       ! 1:1 ```yaml transaction | invalid-response | a response needs name | add name: with a name such as block-brute-force-source
            name: block-brute-force-source ! name: block-brute-force-source~risk-at-least: HIGH ! 3:1 risk-at-least | invalid-response | this version does not know risk-at-least yet | remove it, or use a version that knows it; it is not ignored, since it would change what is done
            { source: ip, namespace: namespace } ! { source: ipp, namespace: namespace } ! 3:18 ipp | unknown-type | there is no type ipp | did you mean ip?
            { source: ip, namespace: namespace } ! { source: ip, namespace: namespace, user: text } ! 3:44 user | unused-input | the response is about the user, and no step takes it | name the input of a step so, give it to one, with: { INPUT: $user }, or remove it
            { source: ip, namespace: namespace } ! { Source: ip, namespace: namespace } ! 3:10 Source | invalid-response | Source is not a name for an input | a name is lower case words joined by hyphens, at most 63 characters: source
            { source: ip, namespace: namespace } ! { source: { type: ip, default: 192.0.2.7 }, namespace: namespace } ! 3:30 default | invalid-response | an input has no key default | there are the keys from, type
            { source: ip, namespace: namespace } ! {}               ! 3:8 {} | invalid-response | a response is about something | write about: { pod: pod }, or at most 8 parts of what all signals name
            { source: ip, namespace: namespace } ! ip               ! 3:8 ip | invalid-response | what a response is about is a mapping; this is a text | write NAME: TYPE for each part, such as about: { pod: pod }
            rate:                       ! failures:                 ! 4:12 failures | invalid-response | failures is no class of evidence | there are the classes file, identity, network, process, rate, reputation
            rate:                       ! rat:                      ! 4:12 rat | invalid-response | rat is no class of evidence | did you mean rate?
            { rate: [{ alert: BruteForceDetected }] } ! {}          ! 4:10 {} | invalid-response | signals are classes of evidence with what brings them; this is an empty mapping | write signals: { process: [{ alert: NAME }], network: [{ falco: RULE }] }
            [{ alert: BruteForceDetected }] ! []                    ! 4:18 [] | invalid-response | a signal is a list of what can bring it, and nothing brings this one | write rate: [{ alert: NAME }], or remove it
            { alert: BruteForceDetected } ! { alarm: BruteForceDetected } ! 4:21 alarm | invalid-response | no signal comes from alarm | write { alert: NAME } for an alert, { falco: RULE } for a rule of Falco
            { alert: BruteForceDetected } ! BruteForceDetected      ! 4:19 BruteForceDetected | invalid-response | this is no source of a signal | write { alert: NAME } for an alert, { falco: RULE } for a rule of Falco
            { alert: BruteForceDetected } ! { alert: A }, { alert: A } ! 4:42 A | invalid-response | A is listed twice for one signal | remove it here; a second signal needs other evidence
            steps:~                     ! within: 10m~steps:~       ! 6:9 10m | invalid-response | within says in which time several signals are seen, and there is one | remove within, or add the other signal
            [{ alert: BruteForceDetected }] } ! [{ alert: A }], network: [{ alert: B }] } ! 2:1 name: block-brute-force-source | invalid-response | a response needs within | add within: 10m, the time in which all signals are seen
            by: security-oncall, !                                  ! 5:11 {  within: 15m, else: page } | invalid-response | an approval needs by | add by: security-oncall, or whoever may agree
            by: security-oncall  ! by: -rm                          ! 5:17 -rm | invalid-response | -rm cannot be who approves | write a name of letters, digits, -, _ and ., such as security-oncall
            within: 15m          ! within: 5s                       ! 5:42 5s | invalid-response | within is too short for a person to agree | write at least 1m
            within: 15m          ! within: 25h                      ! 5:42 25h | invalid-response | within is too long for a person to agree | write at most 24h
            else: page           ! else: continue                   ! 5:53 continue | invalid-response | else cannot be continue | write else: page, or else: refuse
            steps:~              ! grace: { wait: 1h, if-unknown: abort }~steps:~ ! 6:16 1h | invalid-response | wait is too long: the incident goes on meanwhile | write at most 15m
            steps:~              ! grace: { wait: 1m }~steps:~      ! 6:8 { wait: 1m } | invalid-response | grace needs if-unknown | add if-unknown: abort, or if-unknown: proceed
            block-source: {      ! blok-source: {                   ! 8:5 blok-source | unknown-step | there is no transaction blok-source in this runbook | did you mean block-source?
            if-later-fails: keep ! if-later-fails: stay             ! 7:65 stay | invalid-response | if-later-fails cannot be stay | write if-later-fails: keep, or if-later-fails: undo
            if-later-fails: keep ! if-fail: continue                ! 7:49 if-fail | invalid-response | a step has no key if-fail | did you mean if-fails?
            [is-external]        ! [is-outside]                     ! 8:31 is-outside | unknown-check | there is no check is-outside | there are the checks is-external, is-pod, is-seen, not-protected, policy-enforced, service-healthy, traffic-share-below; one of your own is a class in another module than the runbooks, on whose jar theirs depends
            [is-external]        ! [not-protected]                  ! 8:31 not-protected | wrong-type | not-protected is a pre-check; this is a only-if | move it to pre-check, or choose another check
            [is-external]        ! []                               ! 8:30 [] | invalid-response | only-if is a list of checks; this is an empty one | write only-if: [CHECK], or leave it out
            block-source: { only ! quarantine-source-pod: { only    ! 8:5 quarantine-source-pod | invalid-response | quarantine-source-pod is a step of this response already | remove it; what is done once for a target is done
            block-source: { only ! block-source: { with: { sorce: $source }, only ! 8:29 sorce | unknown-parameter | block-source has no input sorce | did you mean source?
            block-source: { only ! block-source: { with: { source: $sorce }, only ! 8:37 $sorce | unknown-input | there is no input sorce | did you mean source?; write $$ for a dollar sign
            block-source: { only ! block-source: { with: { source: $source.pod }, only ! 8:37 $source.pod | wrong-type | source is of type ip, and $source.pod of type pod | inputs of type ip: $source
            block-source: { only ! block-source: { with: { source: $source.workload }, only ! 8:37 $source.workload | unknown-lookup | nothing called workload can be looked up where a value of type ip stands | there are the lookups of ip pod
            block-source: { only ! block-source: { with: [$source], only ! 8:27 [$source] | invalid-response | with is a mapping of inputs; this is a list | write with: { INPUT: $PART }, with a part of about
            """)
    void eachMistakeHasOneFinding(String old, String changed, String finding) {
        String mistaken = BLOCK_BRUTE_FORCE_SOURCE.replace(
                old.replace("~", "\n"), changed == null ? "" : changed.replace("~", "\n"));
        assertThat(mistaken).isNotEqualTo(BLOCK_BRUTE_FORCE_SOURCE);
        assertThat(ResponseBlocksOf.read(mistaken, findings)).isEmpty();
        assertThat(said()).containsExactly(finding);
    }

    @Test
    void anAddressIsLookedAtInANamespace() {
        assertThat(ResponseBlocksOf.read(
                        BLOCK_BRUTE_FORCE_SOURCE
                                .replace("{ source: ip, namespace: namespace }", "{ source: ip }")
                                .replace("  - block-source: { only-if: [is-external] }\n", ""),
                        findings))
                .isEmpty();
        assertThat(said())
                .containsExactly(
                        "7:40 is-pod | invalid-response | nothing can be looked at here: an address is seen by the "
                                + "pods of a namespace | add namespace: namespace to about");
    }

    @Test
    void aCheckLooksAtWhatTheResponseIsAbout() {
        assertThat(ResponseBlocksOf.read(
                        CONTAIN_COMPROMISED_POD.replace("{ if-later", "{ only-if: [is-pod], if-later"), findings))
                .isEmpty();
        assertThat(said())
                .containsExactly(
                        "10:33 is-pod | wrong-type | is-pod does not look at what this response is about, the pod of "
                                + "type pod | it looks at a value of type ip; choose another check, or remove it");
    }

    @Test
    void aTransactionWithAMistakeOfItsOwnIsNotUnknownToo() {
        var index = ResponseBlocksOf.index();
        var transactions = ResponseBlocksOf.transactions(index, findings);
        var broken = dev.runproof.compiler.transaction.Blocks.block("name: block-sauce\n", findings);
        assertThat(new ResponseReader(index, transactions, findings)
                        .read(
                                ResponseBlocksOf.block(
                                        BLOCK_BRUTE_FORCE_SOURCE.replace("block-source: {", "block-sauce: {"),
                                        findings),
                                OwnTransactions.of(List.of(broken), transactions)))
                .isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void aTransactionOfAnotherRunbookIsNamedWithIt() {
        var index = ResponseBlocksOf.index();
        var transactions = ResponseBlocksOf.transactions(index, findings);
        new ResponseReader(index, transactions, findings)
                .read(
                        ResponseBlocksOf.block(BLOCK_BRUTE_FORCE_SOURCE, findings),
                        OwnTransactions.of(List.of(), transactions.subList(0, 1)));
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith(
                        "7:5 quarantine-source-pod | unknown-step | there is no transaction quarantine-source-pod in "
                                + "this runbook | it is in the runbook ssh-brute-force; write one here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{ steps: [[[[[]]]]], signals: [], about: [1] }",
                "{ steps: [{ ? [a] : b }], signals: { rate: { alert: [] } }, about: { 1: { 2: 3 } }, approval: [] }",
                "&a { name: *a }",
                "{ about: &x { source: ip }, signals: *x, steps: [*x, *x], grace: *x, approval: *x, name: *x }",
                "{ name: a, name: b }",
                "{ name: ' \u202e', within: [], grace: { wait: { wait: 1 } } }"
            })
    void whateverIsWrittenHasFindingsAndNoException(String text) {
        assertThat(ResponseBlocksOf.read(text + "\n", findings)).isEmpty();
        assertThat(findings.size()).isPositive();
    }
}
