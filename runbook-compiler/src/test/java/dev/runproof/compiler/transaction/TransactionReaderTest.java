package dev.runproof.compiler.transaction;

import static dev.runproof.compiler.transaction.Blocks.BLOCK_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.index.CheckEntry;
import dev.runproof.compiler.index.Demands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionReaderTest {

    private final Findings findings = new Findings();

    private static List<String> said(Findings findings) {
        return findings.sorted().stream()
                .map(finding -> finding.span().from().line() + ":"
                        + finding.span().from().column() + " "
                        + finding.span().text().lines().findFirst().orElse("") + " | "
                        + finding.rule().id() + " | " + finding.message() + " | " + finding.help())
                .toList();
    }

    @Test
    void bindsTheBlockOfTheLanguage() {
        var transaction = Blocks.read(BLOCK_SOURCE, findings).orElseThrow();
        assertThat(said(findings)).isEmpty();
        var index = Blocks.index();
        assertThat(transaction.name()).isEqualTo("block-source");
        assertThat(transaction.nameSpan()).hasToString("runbooks/ssh.md:2:7");
        assertThat(transaction.inputs())
                .extracting(Input::name, Input::type, Input::label, Input::falcoField, Input::defaultText)
                .containsExactly(
                        tuple("source", index.type("ip").orElseThrow(), "source_ip", "fd.rip", Optional.empty()),
                        tuple(
                                "namespace",
                                index.type("namespace").orElseThrow(),
                                "namespace",
                                "k8s.ns.name",
                                Optional.empty()));
        assertThat(transaction.action())
                .isEqualTo(new ActionCall(
                        index.action("block-ip").orElseThrow(),
                        List.of(
                                new Argument.InputRef(transaction.inputs().get(0)),
                                new Argument.InputRef(transaction.inputs().get(1)))));
        assertThat(transaction.preChecks())
                .extracting(CheckCall::entry)
                .extracting(CheckEntry::name)
                .containsExactly("not-protected");
        assertThat(transaction.postChecks())
                .extracting(CheckCall::entry)
                .extracting(CheckEntry::name)
                .containsExactly("policy-enforced");
        assertThat(transaction.maxDuration()).isEqualTo(Duration.ofSeconds(30));
        assertThat(transaction.expiry()).isEqualTo(new Expiry.Undo(Duration.ofHours(1)));
        assertThat(transaction.block().line()).isEqualTo(1);
        assertThat(transaction.block().file()).isEqualTo("runbooks/ssh.md");
        // By hand: sha256sum of the nine lines.
        assertThat(transaction.block().digest())
                .isEqualTo("sha256:cd65e713f2aaa3851882c8ff2c5d5f84ab817cecfcfb94954f74dadfa2f3e9a5");
    }

    /** Each row changes a text of the block; it then has one finding, at one place. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            name: block-source          ! names: block-source        ! 2:1 names | invalid-transaction | a transaction has no key names | did you mean name?
            name: block-source          ! name: Block source         ! 2:7 Block source | invalid-transaction | Block source is not a name for a transaction | a name is lower case words joined by hyphens, at most 63 characters: block-source
            name: block-source          ! name: block--source        ! 2:7 block--source | invalid-transaction | block--source is not a name for a transaction | a name is lower case words joined by hyphens, at most 63 characters: block-source
            name: block-source          ! name: 7                    ! 2:7 7 | invalid-transaction | 7 is not a name for a transaction | a name is lower case words joined by hyphens, at most 63 characters
            name: block-source          ! name:                      ! 2:6  | invalid-transaction | name is one value; this is nothing | write one value on the line of its key
            name: block-source          ! name: [block-source]       ! 2:7 [block-source] | invalid-transaction | name is one value; this is a list | write one value on the line of its key
            name: block-source~         !                            ! 1:1 ```yaml transaction | invalid-transaction | a transaction needs name | add name: with a name such as block-source
            max-duration: 30s~          !                            ! 1:1 ```yaml transaction | invalid-transaction | a transaction needs max-duration | add max-duration: 30s
            expires: 1h~                !                            ! 1:1 ```yaml transaction | invalid-transaction | a transaction needs expires | add expires: 1h; never must be written
            expires: 1h                 ! expire: 1h                 ! 10:1 expire | invalid-transaction | a transaction has no key expire | did you mean expires?
            expires: 1h                 ! expires: 1h~why: because   ! 11:1 why | invalid-transaction | a transaction has no key why | there are the keys action, expires, inputs, irreversible, max-duration, name, post-check, pre-check
            expires: 1h                 ! expires: 1h~irreversible: gone ! 11:15 gone | invalid-transaction | block-ip can be undone | remove irreversible; who reads it would believe that the effect stays
            expires: 1h                 ! expires: 1h~only-if: [is-seen] ! 11:1 only-if | invalid-transaction | this version does not know only-if yet | remove it, or use a version that knows it; it is not ignored, since it would change what is done
            expires: 1h                 ! expires: 1h~if-unverified: undo ! 11:1 if-unverified | invalid-transaction | this version does not know if-unverified yet | remove it, or use a version that knows it; it is not ignored, since it would change what is done
            expires: 1h                 ! expires: soon              ! 10:10 soon | invalid-transaction | soon is not a duration | write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m
            expires: 1h                 ! expires: Never             ! 10:10 Never | invalid-transaction | Never is not a duration | write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m
            expires: 1h                 ! expires: 0h                ! 10:10 0h | invalid-transaction | expires is no time at all | write at least 1s
            expires: 1h                 ! expires: 366d              ! 10:10 366d | invalid-transaction | expires is too long | write at most 365d; write never if it is to stay
            expires: 1h                 ! expires: { after: 1h }     ! 10:10 { after: 1h } | invalid-transaction | expires needs then | add then: page, or then: undo
            expires: 1h                 ! expires: { then: page }    ! 10:10 { then: page } | invalid-transaction | expires needs after | add after: 24h
            expires: 1h                 ! expires: { after: 1h, than: page } ! 10:23 than | invalid-transaction | expires has no key than | did you mean then?
            expires: 1h                 ! expires: { after: 1h, then: delete } ! 10:29 delete | invalid-transaction | a containment cannot end with delete | write then: page, which asks a person, or then: undo
            max-duration: 30s           ! max-duration: 30           ! 9:15 30 | invalid-transaction | 30 is not a duration | write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m
            max-duration: 30s           ! max-duration: -30s         ! 9:15 -30s | invalid-transaction | -30s is not a duration | write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m
            max-duration: 30s           ! max-duration: 1m1h         ! 9:15 1m1h | invalid-transaction | 1m1h is not a duration | write whole numbers with d, h, m or s, such as 30s, 5m or 1h30m
            max-duration: 30s           ! max-duration: 0m0s         ! 9:15 0m0s | invalid-transaction | max-duration is no time at all | write at least 1s
            max-duration: 30s           ! max-duration: 24h1s        ! 9:15 24h1s | invalid-transaction | max-duration is too long | write at most 24h; undoing has as much again
            block-ip                    ! blok-ip                    ! 6:11 blok-ip | unknown-action | there is no action blok-ip | did you mean block-ip?
            block-ip                    ! dance                      ! 6:11 dance | unknown-action | there is no action dance | there are the actions block-ip; one of your own is a class in another module than the runbooks, on whose jar theirs depends
            { block-ip: { address: $source, in: $namespace } } ! []  ! 6:9 [] | invalid-transaction | an action is a name with its parameters; this is a list | write NAME, or NAME: { PARAMETER: VALUE }
            action: { block-ip: { address: $source, in: $namespace } }! action: { block-ip: [$source, $namespace] } ! 6:21 [$source, $namespace] | invalid-transaction | the parameters of block-ip are a mapping; this is a list | write block-ip: { PARAMETER: VALUE }
            in: $namespace } }          ! in: $namespace }, block-ap: {} } ! 6:59 block-ap | invalid-transaction | an action is one name with its parameters; block-ap is a second | write the parameters within the braces of their name: NAME: { PARAMETER: VALUE }
            address: $source            ! adress: $source            ! 6:23 adress | unknown-parameter | block-ip has no parameter adress | did you mean address?
            in: $namespace              ! in: $namespace, for: $source ! 6:57 for | unknown-parameter | block-ip has no parameter for | there are the parameters address, in
            , in: $namespace            !                            ! 6:11 block-ip | missing-parameter | block-ip needs in, of type namespace | add in: $namespace
            address: $source            ! address: $sorce            ! 6:32 $sorce | unknown-input | there is no input sorce | did you mean source?; write $$ for a dollar sign
            address: $source            ! address: $                 ! 6:32 $ | unknown-input | there is no input  | there are the inputs namespace, source; write $$ for a dollar sign
            address: $source            ! address: $source.node      ! 6:32 $source.node | unknown-lookup | nothing called node can be looked up where a value of type ip stands | there are no lookups of ip
            address: $source            ! address: $namespace        ! 6:32 $namespace | wrong-type | address is of type ip, and the input namespace of type namespace | inputs of type ip: $source
            address: $source            ! address: source            ! 6:32 source | invalid-value | the value of address is not of type ip | write $source for the input source
            address: $source            ! address: 10.0.0.$source    ! 6:32 10.0.0.$source | invalid-value | a $ within the value of address stands for nothing | an input is always a whole value, $name, and not part of one; write $$ for a dollar sign
            address: $source            ! address: [$source]         ! 6:32 [$source] | invalid-transaction | address is one value; this is a list | write one value on the line of its key
            address: $source            ! address:                   ! 6:31  | invalid-transaction | address is one value; this is nothing | write one value on the line of its key
            in: $namespace              ! in: Shop                   ! 6:45 Shop | invalid-value | the value of in is not of type namespace | namespace: A value of namespace
            { type: namespace }         ! { type: namespaces }       ! 5:22 namespaces | unknown-type | there is no type namespaces | did you mean namespace?
            { type: namespace }         ! { type: [namespace] }      ! 5:22 [namespace] | invalid-transaction | a type is one value; this is a list | write one value on the line of its key
            { type: namespace }         ! { default: shop }          ! 5:3 namespace | invalid-transaction | an input needs type | add type: ip, or another type
            { type: namespace }         ! namespace                  ! 5:14 namespace | invalid-transaction | an input is a mapping; this is a text | write key: value, with keys of type, from, default
            { type: namespace }         ! { type: namespace, defualt: shop } ! 5:33 defualt | invalid-transaction | an input has no key defualt | did you mean default?
            { type: namespace }         ! { type: namespace, default: Shop } ! 5:42 Shop | invalid-value | the value of default is not of type namespace | namespace: A value of namespace
            { type: namespace }         ! { type: namespace, default: $source } ! 5:42 $source | invalid-value | a $ within the value of default stands for nothing | an input is always a whole value, $name, and not part of one; write $$ for a dollar sign
            { type: namespace }         ! { type: namespace, from: { alerts: {} } } ! 5:41 alerts | invalid-transaction | this version does not know alerts yet | remove it, or use a version that knows it; it is not ignored, since it would change what is done
            { type: namespace }         ! { type: namespace, from: ns } ! 5:39 ns | invalid-transaction | from is a mapping; this is a text | write key: value, with keys of label, falco
            { type: namespace }         ! { type: namespace, from: { label: the ns } } ! 5:48 the ns | invalid-transaction | this is not the name of a label | write one name without spaces, such as label: source_ip
            namespace: { type           ! Name Space: { type         ! 5:3 Name Space | invalid-transaction | Name Space is not a name for an input | a name is lower case words joined by hyphens, at most 63 characters: name-space
            { type: namespace }         ! { type: namespace }~  more: { type: ip } ! 6:3 more | unused-input | the input more is used nowhere, so it narrows nothing | give $more to a parameter, or remove the input
            [not-protected]             ! [not-protekted]            ! 7:13 not-protekted | unknown-check | there is no check not-protekted | did you mean not-protected?
            [not-protected]             ! [policy-enforced]          ! 7:13 policy-enforced | wrong-type | policy-enforced is a post-check; this is a pre-check | move it to post-check, or choose another check
            [not-protected]             ! not-protected              ! 7:12 not-protected | invalid-transaction | pre-check is a list; this is a text | write pre-check: [CHECK, CHECK]
            [not-protected]             ! [{ is-seen: { by: me } }]  ! 7:15 is-seen | missing-parameter | is-seen needs from, of type ip | add from: $source
            [not-protected]             ! [{}]                       ! 7:13 {} | invalid-transaction | a check is a name with its parameters; this is an empty mapping | write NAME, or NAME: { PARAMETER: VALUE }
            [not-protected]             ! [{ is-seen: { by: much too long, from: 1.2.3.4 } }] ! 7:30 much too long | invalid-value | the value of by is not of type text | text: A value of text
            """)
    void finds(String text, String replacement, String expected) {
        assertThat(BLOCK_SOURCE).contains(lines(text));
        String broken = BLOCK_SOURCE.replace(lines(text), lines(replacement == null ? "" : replacement));
        assertThat(Blocks.read(broken, findings)).isEmpty();
        assertThat(said(findings)).containsExactly(expected);
    }

    private static String lines(String text) {
        return text.replace('~', '\n');
    }

    /** The same changes, but right. */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '!', quoteCharacter = '\0', textBlock = """
            name: block-source           ! name: "block-source"
            name: block-source           ! name: block-2-sources
            expires: 1h                  ! expires: never
            expires: 1h                  ! expires: { after: 365d, then: page }
            max-duration: 30s            ! max-duration: 24h
            max-duration: 30s            ! max-duration: 23h59m60s
            pre-check: [not-protected]~  ! pre-check: []~
            pre-check: [not-protected]~  !
            [not-protected]              ! [{ is-seen: { by: $$1 is $$, from: 1.2.3.4 } }]
            [not-protected]              ! [{ not-protected: {} }, not-protected:]
            { address: $source,          ! { address: '$source',
            { type: namespace }          ! { type: namespace, from: { label: exported_namespace }, default: shop }
            """)
    void accepts(String text, String replacement) {
        assertThat(BLOCK_SOURCE).contains(lines(text));
        String changed = BLOCK_SOURCE.replace(lines(text), lines(replacement == null ? "" : replacement));
        assertThat(Blocks.read(changed, findings)).isPresent();
        assertThat(said(findings)).isEmpty();
    }

    @Test
    void twoMistakesAreTwoFindings() {
        String broken = BLOCK_SOURCE
                .replace("type: ip", "type: ipv4")
                .replace("[not-protected]", "[not-protekted]")
                .replace("30s", "30");
        assertThat(Blocks.read(broken, findings)).isEmpty();
        assertThat(findings.sorted())
                .extracting(finding -> finding.rule().id())
                .containsExactly("unknown-type", "unknown-check", "invalid-transaction");
    }

    @Test
    void readsLiteralsDefaultsAndUsualSources() {
        var transaction = Blocks.read("""
                        name: see
                        inputs:
                          who: { type: ip, from: { falco: fd.sip }, default: 10.0.0.1 }
                        action: { block-ip: { in: shop, address: $who } }
                        post-check: [{ is-seen: { from: 1.2.3.4, by: "$$a" } }]
                        max-duration: 1m30s
                        expires: { after: 24h, then: page }
                        """, findings).orElseThrow();
        var who = transaction.inputs().get(0);
        assertThat(who.label()).isEqualTo("source_ip");
        assertThat(who.falcoField()).isEqualTo("fd.sip");
        assertThat(who.defaultText()).contains("10.0.0.1");
        var index = Blocks.index();
        assertThat(transaction.action().arguments())
                .containsExactly(
                        new Argument.InputRef(who),
                        new Argument.Literal(index.type("namespace").orElseThrow(), "shop"));
        assertThat(transaction.postChecks().get(0).arguments())
                .containsExactly(
                        new Argument.Literal(index.type("text").orElseThrow(), "$a"),
                        new Argument.Literal(index.type("ip").orElseThrow(), "1.2.3.4"));
        assertThat(transaction.maxDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(transaction.expiry()).isEqualTo(new Expiry.Page(Duration.ofHours(24)));
    }

    private static String withShare(String check) {
        return BLOCK_SOURCE.replace("[not-protected]", "[not-protected, " + check + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            traffic-share-below                                                             | 5 5m refuse
            { traffic-share-below: {} }                                                     | 5 5m refuse
            { traffic-share-below: { percent: 12.5 } }                                      | 12.5 5m refuse
            { traffic-share-below: { if-unknown: allow, percent: 1 } }                      | 1 5m allow
            { traffic-share-below: { percent: 5, window: 1h30m, if-unknown: refuse } }      | 5 1h30m refuse
            { traffic-share-below: { percent: "100", window: 90s, if-unknown: "allow" } }   | 100 90s allow
            """)
    void readsLiteralsAndWhatIsLeftOut(String check, String expected) {
        var transaction = Blocks.read(withShare(check), findings).orElseThrow();
        assertThat(said(findings)).isEmpty();
        assertThat(transaction.preChecks().get(1).arguments())
                .allSatisfy(argument -> assertThat(argument).isInstanceOf(Argument.Literal.class))
                .extracting(argument -> ((Argument.Literal) argument).text())
                .containsExactly(expected.split(" ", -1));
        assertThat(transaction.preChecks().get(1).arguments())
                .extracting(argument -> argument.type().name())
                .containsExactly("percent", "duration", "refuse-or-allow");
    }

    @Test
    void readsACounterInQuotesAmongBraces() {
        var check = "{ service-healthy: { requests: \"http_requests_total{namespace,code}\" } }";
        var transaction = Blocks.read(withShare(check), findings).orElseThrow();
        assertThat(said(findings)).isEmpty();
        assertThat(transaction.preChecks().get(1).arguments())
                .extracting(argument -> ((Argument.Literal) argument).text())
                .containsExactly("1", "25", "30s", "http_requests_total{namespace,code}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            percent: 5%           ~ 7:62 5% | invalid-value | the value of percent is not of type percent | percent: A value of percent
            percent: 101          ~ 7:62 101 | invalid-value | the value of percent is not of type percent | percent: A value of percent
            percent: -1           ~ 7:62 -1 | invalid-value | the value of percent is not of type percent | percent: A value of percent
            percent: [5]          ~ 7:62 [5] | invalid-transaction | percent is one value; this is a list | write one value on the line of its key
            percent: $source      ~ 7:62 $source | wrong-type | percent is of type percent, and the input source of type ip | declare an input of { type: percent }
            window: 5             ~ 7:61 5 | invalid-value | the value of window is not of type duration | duration: A value of duration
            window: 0s            ~ 7:61 0s | invalid-value | the value of window is not of type duration | duration: A value of duration
            if-unknown: alow      ~ 7:65 alow | invalid-value | the value of if-unknown is not of type refuse-or-allow | did you mean allow?
            if-unknown: abort     ~ 7:65 abort | invalid-value | the value of if-unknown is not of type refuse-or-allow | there are the values allow, refuse
            if-unknown:           ~ 7:64  | invalid-transaction | if-unknown is one value; this is nothing | write one value on the line of its key
            ifUnknown: allow      ~ 7:53 ifUnknown | unknown-parameter | traffic-share-below has no parameter ifUnknown | did you mean if-unknown?
            percentage: 5         ~ 7:53 percentage | unknown-parameter | traffic-share-below has no parameter percentage | did you mean percent?
            """)
    void saysWhatIsNoLiteral(String parameter, String expected) {
        assertThat(Blocks.read(withShare("{ traffic-share-below: { " + parameter + " } }"), findings))
                .isEmpty();
        assertThat(said(findings)).singleElement().asString().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# later\n"})
    void saysThatABlockIsEmpty(String text) {
        assertThat(Blocks.read(text, findings)).isEmpty();
        assertThat(said(findings))
                .containsExactly(
                        "1:1 ```yaml transaction | invalid-transaction | this transaction is empty | write name, action, max-duration and expires, or remove the block");
    }

    @Test
    void leavesBrokenYamlToTheYamlReader() {
        assertThat(Blocks.read("name: [\n", findings)).isEmpty();
        assertThat(findings.sorted()).extracting(finding -> finding.rule().id()).containsExactly("invalid-yaml");
    }

    @Test
    void showsHostileTextsShortAndInOneLine() {
        Blocks.read(BLOCK_SOURCE.replace("block-ip", "\"a\\u202e\\n" + "b".repeat(200) + "\""), findings);
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).isEqualTo("there is no action a??" + "b".repeat(57) + "…"));
    }

    private Optional<Transaction> burn(String further) {
        var irreversible = Blocks.demanding(
                Blocks.action("burn", "Burn", Blocks.parameter("address", "ip")),
                new Demands(false, false, false, Set.of(), Demands.Ending.ANY, Duration.ZERO));
        String text = """
                name: burn-it
                action: { burn: { address: 192.0.2.7 } }
                max-duration: 30s
                expires: never
                """ + further;
        return new TransactionReader(Blocks.index(irreversible), findings).read(Blocks.block(text, findings));
    }

    @Test
    void whatCannotBeUndoneSaysWhyItIsDone() {
        assertThat(burn("irreversible: nobody needs it\n").orElseThrow().irreversible())
                .contains("nobody needs it");
        assertThat(said(findings)).isEmpty();
        assertThat(burn("")).isEmpty();
        assertThat(burn("irreversible: ' '\n")).isEmpty();
        assertThat(burn("irreversible: " + "a".repeat(201) + "\n")).isEmpty();
        assertThat(said(findings))
                .containsExactly(
                        "3:11 burn | irreversible-action | burn cannot be undone, and the transaction does not say why it is done all the same | add irreversible: with the reason, or choose one that can be undone: block-ip",
                        "6:15 ' ' | invalid-transaction | a reason that says nothing | say in at most 200 characters why it is done although nothing undoes it",
                        "6:15 " + "a".repeat(201)
                                + " | invalid-transaction | a reason that is too long | say in at most 200 characters why it is done although nothing undoes it");
    }

    @Test
    void aNameOfTheOtherKindIsSaidToBeOne() {
        Blocks.read(BLOCK_SOURCE.replace("[not-protected]", "[block-ip]"), findings);
        Blocks.read(
                BLOCK_SOURCE.replace("block-ip: { address: $source, in: $namespace }", "policy-enforced:"), findings);
        assertThat(said(findings))
                .containsExactly(
                        "6:11 policy-enforced | unknown-action | there is no action policy-enforced | policy-enforced is a check: write it under post-check",
                        "7:13 block-ip | unknown-check | there is no check block-ip | block-ip is an action: write it under action, in a transaction of its own");
    }

    /** Cyrillic o, full-width hyphen, a joiner of no width, digits of another script, a letter without a dot. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            block-ip      | bl\u043eck-ip      | unknown-action      | U+043E
            block-ip      | block\uff0dip      | unknown-action      | U+FF0D
            block-ip      | block-\u200dip     | unknown-action      | U+200D
            not-protected | n\u043et-protected | unknown-check       | U+043E
            max-duration  | max-durat\u0131on  | invalid-transaction | U+0131
            address:      | \u0430ddress:      | unknown-parameter   | U+0430
            { type: ip,   | { type: \u0456p,   | unknown-type        | U+0456
            """)
    void aLetterThatOnlyLooksLikeOneIsNamed(String text, String lookAlike, String rule, String letter) {
        assertThat(Blocks.read(BLOCK_SOURCE.replace(text, lookAlike), findings)).isEmpty();
        assertThat(findings.sorted()).anySatisfy(finding -> {
            assertThat(finding.rule().id()).isEqualTo(rule);
            assertThat(finding.help()).contains(" (what is written has " + letter + " in it)");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bl\u043eck", "\u00fcber", "a\u0300", "\ud835\udc4e", "a\u200db", "\uff41"})
    void namesAreOfAsciiAlone(String name) {
        assertThat(Blocks.read(BLOCK_SOURCE.replace("block-source", name), findings))
                .isEmpty();
        assertThat(Blocks.read(BLOCK_SOURCE.replace("source:", name + ":"), findings))
                .isEmpty();
        assertThat(findings.sorted()).extracting(finding -> finding.rule().id()).contains("invalid-transaction");
    }

    @Test
    void findsNamesThatTwoTransactionsHave() {
        var reader = new TransactionReader(Blocks.index(), findings);
        var first = reader.read(Blocks.block("runbooks/a.md", "", BLOCK_SOURCE, findings))
                .orElseThrow();
        var second = reader.read(Blocks.block("runbooks/b.md", "", "\n" + BLOCK_SOURCE, findings))
                .orElseThrow();
        var other = reader.read(Blocks.block(BLOCK_SOURCE.replace("block-source", "other"), findings))
                .orElseThrow();
        DuplicateTransactions.report(List.of(second, other, first), findings);
        assertThat(said(findings))
                .containsExactly(
                        "3:7 block-source | duplicate-transaction | there is a transaction block-source at runbooks/a.md:2:7 already | give one of them another name; responses and executors know transactions by name");
    }
}
