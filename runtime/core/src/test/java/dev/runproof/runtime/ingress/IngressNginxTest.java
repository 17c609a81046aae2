package dev.runproof.runtime.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngressNginxTest {

    private static final IpAddress ATTACKER = IpAddress.parse("203.0.113.7");
    private static final KubernetesObject POD = Nginx.pod("a", "v1.9.4");

    private static Serving serving(KubernetesObject ingress, KubernetesObject... others) {
        return IngressController.serving(ingress, new Namespace(Nginx.NAMESPACE), Shelf.of(others));
    }

    private static IngressController by(KubernetesObject ingress, KubernetesObject... others) {
        var serving = serving(ingress, others);
        assertThat(serving).isInstanceOf(Serving.By.class);
        return ((Serving.By) serving).controller();
    }

    private static String reason(Serving serving) {
        assertThat(serving).isInstanceOf(Serving.Unknown.class);
        return ((Serving.Unknown) serving).reason();
    }

    @Test
    void servesWhatHasItsClass() {
        assertThat(by(Nginx.ingress(Map.of()), Nginx.ingressClass(), POD).pods())
                .containsExactly(POD);

        var renamed = Nginx.ingress("shop", Map.of(), Map.of("ingressClassName", "public"));
        assertThat(serving(renamed, Nginx.ingressClass("public", "k8s.io/ingress-nginx"), POD))
                .isInstanceOf(Serving.By.class);
        assertThat(serving(
                        renamed,
                        Nginx.ingressClass("public", "example.com/second"),
                        Nginx.pod("b", "v1.9.4", "--controller-class=example.com/second")))
                .isInstanceOf(Serving.By.class);
    }

    @Test
    void othersServeWhatHasAnotherClassAndIgnoreTheAnnotation() {
        assertThat(reason(serving(
                        Nginx.ingress(Map.of()), Nginx.ingressClass("nginx", "nginx.org/ingress-controller"), POD)))
                .contains("class nginx of controller nginx.org/ingress-controller", "no other controller is known");
        assertThat(reason(serving(Nginx.ingress(Map.of()), POD))).contains("class nginx, which there is not");
        assertThat(reason(serving(
                        Nginx.ingress(Map.of()),
                        Nginx.ingressClass(),
                        Nginx.pod("b", "v1.9.4", "--controller-class=example.com/second"))))
                .contains("no pod of ingress-nginx in namespace ingress-nginx serves that");
        assertThat(reason(serving(
                        Nginx.ingress(Map.of()), Nginx.ingressClass(), Nginx.podIn("elsewhere", "a", "v1.9.4"))))
                .contains("no pod of ingress-nginx");
    }

    @Test
    void servesWhatHasTheOldAnnotation() {
        var old = Nginx.ingress("shop", Map.of(IngressClaim.ANNOTATION, "nginx"), Map.of());
        var other = Nginx.ingress("shop", Map.of(IngressClaim.ANNOTATION, "traefik"), Map.of());

        assertThat(serving(old, POD)).isInstanceOf(Serving.By.class);
        assertThat(serving(other, Nginx.pod("b", "v1.9.4", "--ingress-class", "traefik")))
                .isInstanceOf(Serving.By.class);
        assertThat(reason(serving(other, POD))).contains("class traefik by the annotation kubernetes.io/ingress.class");
    }

    @Test
    void servesWhatHasNoClassIfItIsToldTo() {
        var none = Nginx.ingress("shop", Map.of(), Map.of());

        assertThat(reason(serving(none, POD))).contains("no class");
        assertThat(serving(none, Nginx.pod("b", "v1.9.4", "--watch-ingress-without-class=true")))
                .isInstanceOf(Serving.By.class);
        assertThat(serving(none, Nginx.pod("b", "v1.9.4", "--watch-ingress-without-class")))
                .isInstanceOf(Serving.By.class);
        assertThat(serving(none, Nginx.pod("b", "v1.9.4", "--watch-ingress-without-class=false")))
                .isInstanceOf(Serving.Unknown.class);
    }

    @Test
    void servesTheNamespaceThatItWatches() {
        var ingress = Nginx.ingress(Map.of());

        assertThat(serving(ingress, Nginx.ingressClass(), Nginx.pod("b", "v1.9.4", "--watch-namespace=shop")))
                .isInstanceOf(Serving.By.class);
        assertThat(serving(ingress, Nginx.ingressClass(), Nginx.pod("b", "v1.9.4", "--watch-namespace=bank")))
                .isInstanceOf(Serving.Unknown.class);
    }

    @Test
    void podsThatAreOverServeNothing() {
        var ingress = Nginx.ingress(Map.of());
        var ending = POD.withMetadata(Map.of("deletionTimestamp", "2026-11-01T10:00:00Z"));
        var failed = POD.withAt(List.of("status", "phase"), Optional.of("Failed"));
        var another = POD.withAt(
                List.of("spec", "containers"),
                Optional.of(List.of(Map.of("name", "a", "image", "a", "args", List.of("--configmap=a/b")))));

        for (KubernetesObject pod : List.of(ending, failed, another)) {
            assertThat(serving(ingress, Nginx.ingressClass(), pod)).isInstanceOf(Serving.Unknown.class);
        }
    }

    @Test
    void readsTheAnnotationThatItIsToldTo() {
        var ingress = Nginx.ingress(Map.of());
        var other = Nginx.pod("b", "v1.9.4", "--annotations-prefix=example.com");

        assertThat(by(ingress, Nginx.ingressClass(), POD).annotation()).isEqualTo(Nginx.LIST);
        assertThat(by(ingress, Nginx.ingressClass(), other).annotation())
                .isEqualTo("example.com/denylist-source-range");
        assertThat(serving(ingress, Nginx.ingressClass(), POD, other)).isInstanceOf(Serving.Unknown.class);
    }

    private static Rule rule(String list, KubernetesObject... more) {
        var ingress = Nginx.ingress(Map.of(Nginx.LIST, list));
        var others = Stream.concat(Stream.of(Nginx.ingressClass(), POD), Arrays.stream(more))
                .toArray(KubernetesObject[]::new);
        return by(ingress, others).ruleFor(ATTACKER, ingress);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.7                  | 203.0.113.7
            198.51.100.1, 203.0.113.7    | 203.0.113.7
            203.0.113.0/24               | 203.0.113.0/24
            203.0.113.99/24,198.51.100.1 | 203.0.113.99/24
            0.0.0.0/0                    | 0.0.0.0/0
            203.0.113.7/32               | 203.0.113.7/32
            198.51.100.1                 |
            203.0.113.70,203.0.113.8/29  |
            2001:db8::/32,2001:db8::7    |
            """)
    void theListSaysWhomItTurnsAway(String list, String entry) {
        assertThat(rule(list)).isEqualTo(entry == null ? new Rule.LetsIn() : new Rule.TurnsAway(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "198.51.100.1,",
                "198.51.100.1,,198.51.100.2",
                "web",
                "198.51.100.1/33",
                "198.51.100.1/-1",
                "198.51.100.1/",
                "198.51.100/24",
                "198.51.100.1 198.51.100.2",
                "!198.51.100.1",
                "198.51.100.1;deny all"
            })
    void whatMakesItAnswer503IsNotAddedTo(String list) {
        assertThat(rule(list)).isInstanceOf(Rule.Unusable.class);
        assertThat(((Rule.Unusable) rule(list)).reason()).contains("answers 503 to everybody");
    }

    /** As the functions of Go say of each, with which ingress-nginx reads its list. */
    @ParameterizedTest
    @ValueSource(
            ints = {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2003, 0x2007, 0x2028, 0x202F, 0x3000})
    void spacesOfAllKindsMayStandAroundAnEntry(int space) {
        String text = Character.toString(space);

        assertThat(rule("198.51.100.1," + text + "203.0.113.7")).isEqualTo(new Rule.TurnsAway("203.0.113.7"));
        assertThat(rule("203.0.113.7" + text + text + ",198.51.100.1")).isEqualTo(new Rule.TurnsAway("203.0.113.7"));
        assertThat(rule("203.0.113." + text + "7")).isInstanceOf(Rule.Unusable.class);
        assertThat(rule(text)).isInstanceOf(Rule.Unusable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x1C, 0x1D, 0x1E, 0x1F, 0x180E, 0x200B, 0xFEFF})
    void whatIsNoSpaceMakesAnEntryUnreadable(int character) {
        String text = Character.toString(character);

        assertThat(rule("198.51.100.1," + text + "203.0.113.7")).isInstanceOf(Rule.Unusable.class);
        assertThat(rule("198.51.100.1" + text)).isInstanceOf(Rule.Unusable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9/08, true",
        "203.0.113.7/032, true",
        "203.0.113.0/24, true",
        "0203.0.113.7, false",
        "203.0.113.7/+32, false",
        "203.0.113.7/٣٢, false",
        "203.0.113.7%eth0, false",
    })
    void entriesAreReadAsTheControllerReadsThem(String entry, boolean read) {
        assertThat(rule(entry)).isInstanceOf(read ? Rule.TurnsAway.class : Rule.Unusable.class);
    }

    /** It reads them, as addresses that no packet has or that are written otherwise: a person is asked to write them plainly. */
    @ParameterizedTest
    @ValueSource(strings = {"::ffff:203.0.113.7", "::ffff:cb00:7107", "2001:db8::203.0.113.7", "203.0.113.7/0032"})
    void whatItReadsInAnotherFormIsNotAddedTo(String entry) {
        assertThat(((Rule.Unusable) rule(entry)).reason()).contains("no plain address or range");
    }

    @Test
    void aLongListIsNotMadeLonger() {
        assertThat(rule(String.join(",", Collections.nCopies(999, "198.51.100.1"))))
                .isEqualTo(new Rule.LetsIn());
        assertThat(((Rule.Unusable) rule(String.join(",", Collections.nCopies(1000, "198.51.100.1")))).reason())
                .contains("has 1000 entries");
    }

    @Test
    void anOwnListWouldTakeThePlaceOfThatOfAll() {
        var ofAll = Nginx.settings(Map.of("denylist-source-range", "198.51.100.0/24"));
        var bare = Nginx.ingress(Map.of());

        assertThat(by(bare, Nginx.ingressClass(), POD).ruleFor(ATTACKER, bare)).isEqualTo(new Rule.LetsIn());
        assertThat(by(bare, Nginx.ingressClass(), POD, Nginx.settings(Map.of("denylist-source-range", " ")))
                        .ruleFor(ATTACKER, bare))
                .isEqualTo(new Rule.LetsIn());
        assertThat(((Rule.Unusable) by(bare, Nginx.ingressClass(), POD, ofAll).ruleFor(ATTACKER, bare)).reason())
                .contains("that of configmaps/settings in ingress-nginx", "copy that into its annotation");
        assertThat(rule("192.0.2.1", ofAll)).as("it has its own already").isEqualTo(new Rule.LetsIn());
    }

    @Test
    void anIngressThatWouldNotBeReadAnyMoreIsLeftAsItIs() {
        assertThat(rule("192.0.2.1", Nginx.settings(Map.of("annotations-risk-level", "Low"))))
                .isInstanceOf(Rule.Unusable.class);
        assertThat(rule("192.0.2.1", Nginx.settings(Map.of("annotations-risk-level", "Medium"))))
                .isEqualTo(new Rule.LetsIn());
    }

    private static Obedience obedience(KubernetesObject ingress, KubernetesObject... others) {
        var all = Stream.concat(Stream.of(Nginx.ingressClass()), Arrays.stream(others))
                .toArray(KubernetesObject[]::new);
        return by(ingress, all).obedience(ingress);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v1.6.0                | obeys
            v1.12.1-rc.1          | obeys
            1.10                  | obeys
            v2.0.0                | obeys
            v1.5.2                | of version 1.5
            0.49.3                | of version 0.49
            latest                | unknown
            v1                    | unknown
            """)
    void versionsBefore16IgnoreTheList(String tag, String wanted) {
        var seen = obedience(Nginx.ingress(Map.of()), Nginx.pod("a", tag));

        switch (wanted) {
            case "obeys" -> assertThat(seen).isEqualTo(new Obedience.Obeys(""));
            case "unknown" -> assertThat(seen).isInstanceOf(Obedience.Unknown.class);
            default -> assertThat(((Obedience.Ignores) seen).reason()).contains(wanted, "ignore");
        }
    }

    @Test
    void theOldestPodCountsAndALabelWhereTheImageSaysNothing() {
        var ingress = Nginx.ingress(Map.of());
        var labelled =
                Nginx.pod("b", "latest").withMetadata(Map.of("labels", Map.of("app.kubernetes.io/version", "1.11.2")));

        assertThat(obedience(ingress, POD, Nginx.pod("b", "v1.5.1"))).isInstanceOf(Obedience.Ignores.class);
        assertThat(obedience(ingress, POD, labelled)).isEqualTo(new Obedience.Obeys(""));
    }

    @Test
    void someIngressesHaveTheListSetAside() {
        var canary = Nginx.ingress(Map.of("nginx.ingress.kubernetes.io/canary", "true"));
        var any = Nginx.ingress(Map.of("nginx.ingress.kubernetes.io/satisfy", "any"));
        var all = Nginx.ingress(Map.of("nginx.ingress.kubernetes.io/satisfy", "all"));

        assertThat(((Obedience.Ignores) obedience(canary, POD)).reason()).contains("is a canary");
        assertThat(((Obedience.Ignores) obedience(any, POD)).reason()).contains("who signs in is let in");
        assertThat(obedience(all, POD)).isEqualTo(new Obedience.Obeys(""));
    }

    @Test
    void aControllerThatIsNotReadyTurnsNobodyAway() {
        var unready = POD.withAt(List.of("status", "conditions"), Optional.empty());

        assertThat(obedience(Nginx.ingress(Map.of()), unready)).isInstanceOf(Obedience.Ignores.class);
    }

    @Test
    void tellsThatProxiesTellItTheSource() {
        assertThat(obedience(Nginx.ingress(Map.of()), POD, Nginx.settings(Map.of("use-proxy-protocol", "true"))))
                .isEqualTo(new Obedience.Obeys("use-proxy-protocol"));
        assertThat(obedience(Nginx.ingress(Map.of()), POD, Nginx.settings(Map.of("use-proxy-protocol", "false"))))
                .isEqualTo(new Obedience.Obeys(""));
    }
}
