package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every cluster does. The simulated one may do only what these tests saw a real one do. */
abstract class ClusterContract {

    static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    /** Has a generation, and no controller that writes into it: a Cilium agent does into its own policies. */
    static final ResourceKind NETWORK_POLICIES =
            new ResourceKind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true);

    static final ResourceKind POLICIES =
            new ResourceKind("cilium.io", "v2", "CiliumNetworkPolicy", "ciliumnetworkpolicies", true);
    static final ResourceKind NOT_INSTALLED = new ResourceKind("nowhere.example", "v1", "Nothing", "nothings", true);
    private static final String NO_UID = "00000000-0000-0000-0000-000000000000";

    private KubernetesObject namespace;
    private String shop;

    abstract Cluster cluster();

    /** The same cluster, as somebody else writes to it. */
    abstract Cluster writingAs(String manager);

    @BeforeEach
    void makeNamespace() {
        namespace = TestCluster.newNamespace(cluster());
        shop = namespace.ref().name();
    }

    @AfterEach
    void removeNamespace() {
        TestCluster.remove(cluster(), namespace);
    }

    @Test
    void createStoresTheObjectWithWhatTheServerAdds() {
        var sent = rule("a", "203.0.113.7/32");

        var created = cluster().create(sent, WriteMode.COMMIT);

        assertThat(created.uid()).hasSize(36);
        assertThat(created.resourceVersion()).isNotEmpty();
        assertThat(created.at("metadata", "generation")).contains(1L);
        assertThat(created.text("metadata", "creationTimestamp").orElseThrow())
                .matches("\\d{4}-.*T\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(created.at("spec")).isEqualTo(sent.at("spec"));
        assertThat(created.label("incident")).contains("i-1");
        assertThat(created.annotation("example.com/why")).contains("because: \"é\" \n <&>");
        assertThat(cluster().get(sent.ref())).contains(created);
    }

    @Test
    void createDecidesOnTheUid() {
        var created = cluster().create(configMap("m", "1").withMetadata(Map.of("uid", NO_UID)), WriteMode.COMMIT);

        assertThat(created.uid()).isNotEqualTo(NO_UID);
        assertThat(created.at("metadata", "generation")).isEmpty();
    }

    @Test
    void createInADryRunStoresNothing() {
        var dry = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.DRY_RUN);

        assertThat(dry.uid()).hasSize(36);
        assertThat(dry.resourceVersion()).isEmpty();
        assertThat(cluster().get(dry.ref())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void createRefusesASecondObjectOfAName(WriteMode mode) {
        var first = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        assertReason(Reason.ALREADY_EXISTS, () -> cluster().create(configMap("m", "2"), mode));

        assertThat(cluster().get(first.ref())).contains(first);
    }

    @Test
    void createRefusesAResourceVersion() {
        var versioned = configMap("m", "1").withMetadata(Map.of("resourceVersion", "1"));

        assertReason(Reason.INVALID, () -> cluster().create(versioned, WriteMode.COMMIT));
    }

    @Test
    void createNeedsTheNamespace() {
        var ref = new ObjectRef(CONFIG_MAPS, shop + "-not", "m");

        assertReason(
                Reason.NOT_FOUND,
                () -> cluster().create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of()), WriteMode.COMMIT));
        assertThat(cluster().get(ref)).isEmpty();
    }

    @Test
    void aKindThatIsNotInstalledIsNotTakenForAnObjectThatIsNotThere() {
        var ref = new ObjectRef(NOT_INSTALLED, shop, "a");
        var object = KubernetesObject.of(ref, Map.of(), Map.of(), Map.of());
        var version = Map.of("resourceVersion", "1");

        assertReason(Reason.NOT_FOUND, () -> cluster().get(ref));
        assertReason(Reason.NOT_FOUND, () -> cluster().list(NOT_INSTALLED));
        assertReason(Reason.NOT_FOUND, () -> cluster().list(NOT_INSTALLED, shop));
        assertReason(Reason.NOT_FOUND, () -> cluster().create(object, WriteMode.DRY_RUN));
        assertReason(Reason.NOT_FOUND, () -> cluster().replace(object.withMetadata(version), WriteMode.DRY_RUN));
        assertReason(Reason.NOT_FOUND, () -> cluster().apply(object, "ours", WriteMode.DRY_RUN));
        assertReason(Reason.NOT_FOUND, () -> cluster().delete(ref, NO_UID, WriteMode.DRY_RUN));
    }

    @Test
    void anObjectOfAnotherKindThanItsPathIsRefused() {
        var other = configMap("m", "1").with("kind", "Secret");

        assertReason(Reason.INVALID, () -> cluster().create(other, WriteMode.DRY_RUN));
    }

    @Test
    void aListOfANamespaceHasItsObjectsByName() {
        var second = cluster().create(configMap("runproof-b", "1"), WriteMode.COMMIT);
        var first = cluster().create(configMap("runproof-a", "1"), WriteMode.COMMIT);

        assertThat(cluster().list(CONFIG_MAPS, shop).stream()
                        .filter(object -> object.ref().name().startsWith("runproof-")))
                .containsExactly(first, second);
        assertThat(cluster().list(CONFIG_MAPS, shop + "-not")).isEmpty();
        assertReason(Reason.INVALID, () -> cluster().list(CONFIG_MAPS, ""));
        assertReason(Reason.INVALID, () -> cluster().list(CONFIG_MAPS, "../" + shop));
    }

    @Test
    void whoIsInterruptedWaitsForNoAnswer() {
        var absent = new ObjectRef(POLICIES, shop, "none");
        Thread.currentThread().interrupt();
        try {
            assertReason(Reason.UNKNOWN_OUTCOME, () -> cluster().get(absent));
            assertReason(Reason.UNKNOWN_OUTCOME, () -> cluster().list(CONFIG_MAPS, shop));
            assertReason(Reason.UNKNOWN_OUTCOME, () -> cluster().create(configMap("m", "1"), WriteMode.DRY_RUN));
            assertThat(Thread.currentThread().isInterrupted())
                    .as("the interruption is left to the caller")
                    .isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void getOfWhatIsNotThereIsEmpty() {
        assertThat(cluster().get(new ObjectRef(POLICIES, shop, "none"))).isEmpty();
        assertThat(cluster().get(new ObjectRef(POLICIES, shop, "No Name; rm -rf")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A", "a_b", "-a", "a-", "a..b", ".a", " a", "a\nb", "а", "a b", "$(reboot)", "a;b", "a?b", "a#b"
            })
    void aNameThatIsNoDnsNameIsRefused(String name) {
        assertReason(Reason.INVALID, () -> cluster().create(configMap(name, "1"), WriteMode.DRY_RUN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/status", "a%2Fstatus", "../../../api"})
    void aNameThatWouldBeAnotherPathIsRefusedByEveryCall(String name) {
        var ref = new ObjectRef(CONFIG_MAPS, shop, name);
        var object = KubernetesObject.of(ref, Map.of(), Map.of(), Map.of());
        var version = Map.of("resourceVersion", "1");

        assertReason(Reason.INVALID, () -> cluster().get(ref));
        assertReason(Reason.INVALID, () -> cluster().create(object, WriteMode.DRY_RUN));
        assertReason(Reason.INVALID, () -> cluster().replace(object.withMetadata(version), WriteMode.DRY_RUN));
        assertReason(Reason.INVALID, () -> cluster().apply(object, "ours", WriteMode.DRY_RUN));
        assertReason(Reason.INVALID, () -> cluster().delete(ref, NO_UID, WriteMode.DRY_RUN));
    }

    @Test
    void namesHaveUpTo253Characters() {
        assertThat(cluster().create(configMap("x".repeat(253), "1"), WriteMode.DRY_RUN))
                .isNotNull();
        assertReason(Reason.INVALID, () -> cluster().create(configMap("x".repeat(254), "1"), WriteMode.DRY_RUN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b=c", "a=b c", "=c", "A.b/c=d", "x/y/z=", "a=-b", "a=b\n"})
    void aLabelThatIsNoneIsRefused(String label) {
        var parts = label.split("=", 2);
        var labelled = configMap("m", "1").withMetadata(Map.of("labels", Map.of(parts[0], parts[1])));

        assertReason(Reason.INVALID, () -> cluster().create(labelled, WriteMode.DRY_RUN));
    }

    @Test
    void annotationsHaveUpTo256KiB() {
        var most = Map.of("annotations", Map.of("a", "x".repeat(256 * 1024 - 1)));
        var more = Map.of("annotations", Map.of("a", "x".repeat(256 * 1024)));

        assertThat(cluster().create(configMap("m", "1").withMetadata(most), WriteMode.DRY_RUN))
                .isNotNull();
        assertReason(Reason.INVALID, () -> cluster().create(configMap("m", "1").withMetadata(more), WriteMode.DRY_RUN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.7/32",
                "0.0.0.0/0",
                "::/0",
                "1.2.3.4/24",
                "010.1.1.1/32",
                "1.2.3.4/032",
                "2001:DB8::1/64",
                "::ffff:1.2.3.4/128",
                "::1.2.3.4/96",
                "00001::/16",
                "1:2:3:4:5:6:7:8/128",
                "1:2:3:4:5:6:1.2.3.4/128"
            })
    void theSchemaOfAPolicyTakesACidr(String cidr) {
        assertThat(cluster().create(policy("a", cidr), WriteMode.DRY_RUN)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "203.0.113.7",
                "1.2.3.4/33",
                "1.2.3.4/",
                "/32",
                "1.2.3.4/+3",
                "1.2.3.4/-1",
                "1.2.3.4/32 ",
                "1.2.3.4/32\n",
                "1.2.3/24",
                "256.1.1.1/8",
                "١.2.3.4/8",
                "2001:db8::1/129",
                "1::2::3/64",
                "fe80::1%eth0/64",
                "1:2:3:4:5:6:7/64",
                "1:2:3:4:5:6:7:8:9/64",
                "1:2:3:4:5:6:7::8/64",
                ":::/0",
                ":1::/16",
                "10000::/16",
                "1.2.3.4::/64"
            })
    void theSchemaOfAPolicyRefusesWhatIsNoCidr(String cidr) {
        assertReason(Reason.INVALID, () -> cluster().create(policy("a", cidr), WriteMode.DRY_RUN));
    }

    @Test
    void theSchemaOfAPolicyLooksAtEachCidrOfEachDirection() {
        var good = List.of("203.0.113.7/32");
        var bad = List.of("203.0.113.7");
        var set = List.of(Map.of("cidr", "10.0.0.0/8", "except", bad));

        for (String direction : List.of("ingress", "ingressDeny", "egress", "egressDeny")) {
            String side = direction.startsWith("ingress") ? "from" : "to";
            assertThat(cluster().create(policy(direction, side + "CIDR", good), WriteMode.DRY_RUN))
                    .isNotNull();
            assertReason(
                    Reason.INVALID, () -> cluster().create(policy(direction, side + "CIDR", bad), WriteMode.DRY_RUN));
            assertReason(
                    Reason.INVALID,
                    () -> cluster().create(policy(direction, side + "CIDR", "10.0.0.0/8"), WriteMode.DRY_RUN));
            assertReason(
                    Reason.INVALID,
                    () -> cluster().create(policy(direction, side + "CIDRSet", set), WriteMode.DRY_RUN));
        }
    }

    @Test
    void replaceStoresAnotherVersionOfTheSameObject() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var replaced = cluster().replace(withCidr(created, "203.0.113.8/32"), WriteMode.COMMIT);

        assertThat(replaced.uid()).isEqualTo(created.uid());
        assertThat(replaced.resourceVersion()).isNotEqualTo(created.resourceVersion());
        assertThat(replaced.at("metadata", "generation")).contains(2L);
        assertThat(replaced.at("spec")).isEqualTo(rule("a", "203.0.113.8/32").at("spec"));
        assertThat(cluster().get(created.ref())).contains(replaced);
    }

    @Test
    void replaceOfMetadataAloneKeepsTheGeneration() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var replaced =
                cluster().replace(created.withMetadata(Map.of("labels", Map.of("incident", "i-2"))), WriteMode.COMMIT);

        assertThat(replaced.label("incident")).contains("i-2");
        assertThat(replaced.at("metadata", "generation")).contains(1L);
        assertThat(replaced.resourceVersion()).isNotEqualTo(created.resourceVersion());
    }

    @Test
    void replaceWithoutADifferenceStoresNoVersion() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var replaced = cluster().replace(created, WriteMode.COMMIT);

        assertThat(replaced.resourceVersion()).isEqualTo(created.resourceVersion());
    }

    @Test
    void replaceInADryRunStoresNothing() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var dry = cluster().replace(withCidr(created, "203.0.113.8/32"), WriteMode.DRY_RUN);

        assertThat(dry.at("metadata", "generation")).contains(2L);
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void replaceRefusesAVersionThatIsNotTheLast(WriteMode mode) {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);
        var replaced = cluster().replace(withCidr(created, "203.0.113.8/32"), WriteMode.COMMIT);

        assertReason(Reason.CONFLICT, () -> cluster().replace(withCidr(created, "203.0.113.9/32"), mode));

        assertThat(cluster().get(created.ref())).contains(replaced);
    }

    @Test
    void replaceRefusesAnotherUid() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);
        var other = created.withMetadata(Map.of("uid", NO_UID));

        assertReason(Reason.CONFLICT, () -> cluster().replace(other, WriteMode.COMMIT));
    }

    @Test
    void replaceRefusesToOverwriteWhatWasNotRead() {
        cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        assertReason(Reason.INVALID, () -> cluster().replace(configMap("m", "2"), WriteMode.COMMIT));
    }

    @Test
    void replaceCreatesNothing() {
        var absent = configMap("m", "1").withMetadata(Map.of("resourceVersion", "1"));

        assertReason(Reason.NOT_FOUND, () -> cluster().replace(absent, WriteMode.COMMIT));
    }

    @Test
    void replaceIsValidated() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var badlyLabelled = created.withMetadata(Map.of("labels", Map.of("incident", "i 1")));
        assertReason(Reason.INVALID, () -> cluster().replace(badlyLabelled, WriteMode.COMMIT));
    }

    @Test
    void whoCreatesAnObjectOwnsWhatItSays() {
        var sent = configMap("m", Map.of("a", "1", "b", "2"))
                .withMetadata(Map.of("labels", Map.of("l", "1"), "annotations", Map.of("example.com/why", "so")));

        var created = cluster().create(sent, WriteMode.COMMIT);

        assertThat(owners(created))
                .isEqualTo(Map.of(
                        "Update runproof",
                        Set.of("data.a", "data.b", "metadata.labels.l", "metadata.annotations.example.com/why")));
        assertThat(times(created)).containsExactly(created.text("metadata", "creationTimestamp"));
    }

    @Test
    void whoReplacesAnObjectOwnsWhatIsThenAnother() {
        var created = writingAs("alice").create(configMap("m", Map.of("a", "1", "b", "2", "c", "3")), WriteMode.COMMIT);
        var unowned = new LinkedHashMap<>(created.map("metadata"));
        unowned.remove("managedFields");
        unowned.put("labels", Map.of("l", "1"));

        var replaced = writingAs("bob")
                .replace(
                        created.with("metadata", unowned).with("data", Map.of("a", "1", "b", "9", "d", "4")),
                        WriteMode.COMMIT);

        assertThat(owners(replaced))
                .isEqualTo(Map.of(
                        "Update alice", Set.of("data.a"),
                        "Update bob", Set.of("data.b", "data.d", "metadata.labels.l")));
        assertThat(cluster().replace(replaced, WriteMode.COMMIT)).isEqualTo(replaced);
    }

    @Test
    void applySetsFieldsAndOwnsThem() {
        var created = writingAs("alice").create(configMap("m", Map.of("a", "1")), WriteMode.COMMIT);

        var applied = cluster().apply(fields(created, Map.of("l", "1"), Map.of("b", "2")), "ours", WriteMode.COMMIT);

        assertThat(applied.at("data")).contains(Map.of("a", "1", "b", "2"));
        assertThat(applied.label("l")).contains("1");
        assertThat(applied.uid()).isEqualTo(created.uid());
        assertThat(applied.resourceVersion()).isNotEqualTo(created.resourceVersion());
        assertThat(owners(applied))
                .isEqualTo(
                        Map.of("Update alice", Set.of("data.a"), "Apply ours", Set.of("data.b", "metadata.labels.l")));
        assertThat(times(applied)).allMatch(Optional::isPresent);
        assertThat(cluster().get(created.ref())).contains(applied);
    }

    @Test
    void applyOfTheSameStoresNoVersion() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        var fields = fields(created, Map.of("l", "1"), Map.of("b", "2"));
        var applied = cluster().apply(fields, "ours", WriteMode.COMMIT);

        assertThat(cluster().apply(fields, "ours", WriteMode.COMMIT)).isEqualTo(applied);
    }

    @Test
    void applyInADryRunStoresNothing() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        var dry = cluster().apply(fields(created, Map.of(), Map.of("b", "2")), "ours", WriteMode.DRY_RUN);

        assertThat(dry.text("data", "b")).contains("2");
        assertThat(owners(dry)).containsKey("Apply ours");
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @Test
    void applyOfMetadataAloneKeepsTheGeneration() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        var labelled = cluster().apply(fields(created, Map.of("l", "1"), Map.of()), "ours", WriteMode.COMMIT);
        var widened = cluster()
                .apply(
                        fields(created, Map.of(), Map.of()).with("spec", Map.of("egress", List.of(Map.of()))),
                        "ours",
                        WriteMode.COMMIT);

        assertThat(labelled.at("metadata", "generation")).contains(1L);
        assertThat(widened.at("metadata", "generation")).contains(2L);
        assertThat(widened.label("l")).isEmpty();
        assertThat(widened.label("incident")).contains("i-1");
    }

    @Test
    void applyRemovesWhatItHasSetAndLeavesOutNow() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        cluster().apply(fields(created, Map.of("l", "1"), Map.of("b", "2", "c", "3")), "ours", WriteMode.COMMIT);

        var fewer = cluster().apply(fields(created, Map.of(), Map.of("c", "3")), "ours", WriteMode.COMMIT);

        assertThat(fewer.at("data")).contains(Map.of("key", "1", "c", "3"));
        assertThat(fewer.at("metadata", "labels")).isEmpty();
        assertThat(owners(fewer))
                .isEqualTo(Map.of("Update runproof", Set.of("data.key"), "Apply ours", Set.of("data.c")));
        var none = cluster().apply(fields(created, Map.of(), Map.of()), "ours", WriteMode.COMMIT);
        assertThat(none.at("data")).isEqualTo(created.at("data"));
        assertThat(owners(none)).isEqualTo(owners(created));
    }

    @Test
    void applyLeavesWhatSomebodyElseOwnsToo() {
        var created = writingAs("alice").create(configMap("m", Map.of("a", "1")), WriteMode.COMMIT);
        var shared = cluster().apply(fields(created, Map.of(), Map.of("a", "1")), "ours", WriteMode.COMMIT);
        assertThat(owners(shared)).isEqualTo(Map.of("Update alice", Set.of("data.a"), "Apply ours", Set.of("data.a")));
        assertThat(times(shared)).as("nothing was changed").contains(Optional.empty());

        var left = cluster().apply(fields(created, Map.of(), Map.of()), "ours", WriteMode.COMMIT);

        assertThat(left.text("data", "a")).contains("1");
        assertThat(owners(left)).isEqualTo(owners(created));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void applyTakesNothingFromItsOwner(WriteMode mode) {
        var created = writingAs("alice")
                .create(
                        configMap("m", Map.of("a", "1", "b", "2")).withMetadata(Map.of("labels", Map.of("l", "1"))),
                        WriteMode.COMMIT);
        var fields = fields(created, Map.of("l", "2"), Map.of("a", "9", "b", "2", "c", "3"));

        assertReason(Reason.CONFLICT, () -> cluster().apply(fields, "ours", mode));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> cluster().apply(fields, "ours", mode))
                .withMessageContaining("\"alice\" using v1")
                .withMessageContaining(".data.a")
                .withMessageContaining(".metadata.labels.l");
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @Test
    void aListThatTheKindDoesNotKnowByKeysHasOneOwner() {
        var created = writingAs("alice").create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);
        var wider = fields(created, Map.of(), Map.of()).with("spec", Map.of("ingress", List.of(Map.of())));

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> cluster().apply(wider, "ours", WriteMode.COMMIT))
                .withMessageContaining("\"alice\" using networking.k8s.io/v1")
                .withMessageContaining(".spec.ingress");
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @Test
    void applyTakesNothingFromAnotherWhoApplied() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        cluster().apply(fields(created, Map.of("l", "1"), Map.of()), "one", WriteMode.COMMIT);
        cluster().apply(fields(created, Map.of("l", "1"), Map.of()), "two", WriteMode.COMMIT);

        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> cluster().apply(fields(created, Map.of("l", "2"), Map.of()), "two", WriteMode.COMMIT))
                .withMessageContaining("\"one\"")
                .withMessageContaining(".metadata.labels.l");
        var left = cluster().apply(fields(created, Map.of(), Map.of()), "one", WriteMode.COMMIT);
        assertThat(left.label("l")).contains("1");
        var changed = cluster().apply(fields(created, Map.of("l", "2"), Map.of()), "two", WriteMode.COMMIT);
        assertThat(changed.label("l")).contains("2");
        assertThat(owners(changed)).containsEntry("Apply two", Set.of("metadata.labels.l"));
    }

    @Test
    void whoReplacesWhatWasAppliedOwnsIt() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        var applied = cluster().apply(fields(created, Map.of("l", "1", "m", "1"), Map.of()), "ours", WriteMode.COMMIT);

        var edited = writingAs("kubectl-edit")
                .replace(applied.withMetadata(Map.of("labels", Map.of("l", "2", "m", "1"))), WriteMode.COMMIT);

        assertThat(owners(edited))
                .containsEntry("Apply ours", Set.of("metadata.labels.m"))
                .containsEntry("Update kubectl-edit", Set.of("metadata.labels.l"));
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(() -> cluster()
                        .apply(fields(created, Map.of("l", "1", "m", "1"), Map.of()), "ours", WriteMode.COMMIT))
                .withMessageContaining("\"kubectl-edit\"");
        var undone = cluster().apply(fields(created, Map.of(), Map.of()), "ours", WriteMode.COMMIT);
        assertThat(undone.map("metadata", "labels")).isEqualTo(Map.of("l", "2"));
    }

    @Test
    void whatOneHasSetByAnUpdateOneHasNotApplied() {
        var created = writingAs("ours").create(configMap("m", "1"), WriteMode.COMMIT);

        assertReason(
                Reason.CONFLICT,
                () -> cluster().apply(fields(created, Map.of(), Map.of("key", "2")), "ours", WriteMode.COMMIT));
    }

    @Test
    void applyWithoutAUidCreatesWhatIsNotThere() {
        var created = cluster().apply(configMap("m", "1"), "ours", WriteMode.COMMIT);

        assertThat(created.uid()).hasSize(36);
        assertThat(owners(created)).containsEntry("Apply ours", Set.of("data.key"));
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void applyWithAUidCreatesNothing(WriteMode mode) {
        var absent = configMap("m", "1").withMetadata(Map.of("uid", NO_UID));

        assertReason(Reason.CONFLICT, () -> cluster().apply(absent, "ours", mode));

        assertThat(cluster().get(absent.ref())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void applyLeavesASuccessorOfTheSameName(WriteMode mode) {
        var first = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        cluster().delete(first, WriteMode.COMMIT);
        var second = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        assertReason(Reason.CONFLICT, () -> cluster().apply(fields(first, Map.of("l", "1"), Map.of()), "ours", mode));

        assertThat(cluster().get(second.ref())).contains(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void applyToWhatWasReadLeavesWhatWasChangedSince(WriteMode mode) {
        var read = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        var fields = fields(read, Map.of("l", "1"), Map.of())
                .withMetadata(Map.of("resourceVersion", read.resourceVersion()));
        var changed = cluster().replace(read.with("data", Map.of("key", "2")), WriteMode.COMMIT);

        assertReason(Reason.CONFLICT, () -> cluster().apply(fields, "ours", mode));

        assertThat(cluster().get(read.ref())).contains(changed);
        var fresh = fields.withMetadata(Map.of("resourceVersion", changed.resourceVersion()));
        assertThat(cluster().apply(fresh, "ours", mode).label("l")).contains("1");
    }

    @Test
    void applyToWhatWasReadNeedsTheUid() {
        var unread = configMap("m", "1").withMetadata(Map.of("resourceVersion", "1"));

        assertReason(Reason.INVALID, () -> cluster().apply(unread, "ours", WriteMode.COMMIT));
    }

    @Test
    void applyIsValidated() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        for (KubernetesObject bad : List.of(
                fields(created, Map.of("a b", "1"), Map.of()),
                fields(created, Map.of(), Map.of()).with("kind", "Secret"),
                created)) {
            assertReason(Reason.INVALID, () -> cluster().apply(bad, "ours", WriteMode.COMMIT));
        }
        assertReason(Reason.INVALID, () -> cluster().apply(configMap("A", "1"), "ours", WriteMode.COMMIT));
        assertReason(Reason.INVALID, () -> cluster().apply(configMap("a/b", "1"), "ours", WriteMode.COMMIT));
        assertReason(
                Reason.NOT_FOUND,
                () -> cluster()
                        .apply(
                                KubernetesObject.of(
                                        new ObjectRef(CONFIG_MAPS, shop + "-not", "m"), Map.of(), Map.of(), Map.of()),
                                "ours",
                                WriteMode.COMMIT));
        assertThat(cluster().get(created.ref())).contains(created);
    }

    @Test
    void applyNeedsToKnowForWhom() {
        var created = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        var fields = fields(created, Map.of("l", "1"), Map.of());

        for (String nobody : List.of("", "x".repeat(129), "a\nb")) {
            assertReason(Reason.INVALID, () -> cluster().apply(fields, nobody, WriteMode.DRY_RUN));
        }
        String somebody = "\u00e9 & " + "x".repeat(123);
        assertThat(owners(cluster().apply(fields, somebody, WriteMode.DRY_RUN))).containsKey("Apply " + somebody);
    }

    @Test
    void deleteRemovesTheObject() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        cluster().delete(created.ref(), created.uid(), WriteMode.COMMIT);

        assertThat(cluster().get(created.ref())).isEmpty();
        assertReason(Reason.NOT_FOUND, () -> cluster().delete(created.ref(), created.uid(), WriteMode.COMMIT));
    }

    @Test
    void deleteInADryRunRemovesNothing() {
        var created = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        cluster().delete(created.ref(), created.uid(), WriteMode.DRY_RUN);

        assertThat(cluster().get(created.ref())).contains(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void deleteLeavesASuccessorOfTheSameName(WriteMode mode) {
        var first = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);
        cluster().delete(first.ref(), first.uid(), WriteMode.COMMIT);
        var second = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);

        assertReason(Reason.CONFLICT, () -> cluster().delete(first.ref(), first.uid(), mode));
        assertReason(Reason.CONFLICT, () -> cluster().delete(first.ref(), "", mode));

        assertThat(second.uid()).isNotEqualTo(first.uid());
        assertThat(cluster().get(second.ref())).contains(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "DRY_RUN"})
    void deleteOfWhatWasReadLeavesWhatWasChangedSince(WriteMode mode) {
        var first = cluster().create(rule("a", "203.0.113.7/32"), WriteMode.COMMIT);
        var labelled =
                cluster().replace(first.withMetadata(Map.of("labels", Map.of("new", "label"))), WriteMode.COMMIT);

        assertReason(Reason.CONFLICT, () -> cluster().delete(first, mode));

        assertThat(cluster().get(first.ref())).contains(labelled);
        cluster().delete(labelled, mode);
        assertThat(cluster().get(first.ref()).isPresent()).isEqualTo(mode == WriteMode.DRY_RUN);
    }

    @Test
    void deleteOfWhatWasReadNeedsToHaveReadIt() {
        var unread = rule("a", "203.0.113.7/32");
        assertReason(Reason.INVALID, () -> cluster().delete(unread, WriteMode.DRY_RUN));
        var read = cluster().create(unread, WriteMode.COMMIT);
        cluster().delete(read, WriteMode.COMMIT);
        assertReason(Reason.NOT_FOUND, () -> cluster().delete(read, WriteMode.COMMIT));
    }

    @Test
    void listMayBeOfOneNamespace() {
        var mine = cluster().create(configMap("a", "1"), WriteMode.COMMIT);

        assertThat(cluster().list(CONFIG_MAPS, shop))
                .contains(mine)
                .allMatch(object -> object.ref().namespace().equals(shop));
        assertThat(cluster().list(CONFIG_MAPS, "default")).doesNotContain(mine);
        assertThat(cluster().list(CONFIG_MAPS, shop + "-not")).isEmpty();
        assertReason(Reason.INVALID, () -> cluster().list(CONFIG_MAPS, ""));
    }

    @Test
    void listHasTheObjectsOfAKindByNamespaceAndName() {
        var b = cluster().create(configMap("b", "1"), WriteMode.COMMIT);
        var a = cluster().create(configMap("a", "1"), WriteMode.COMMIT);
        cluster().create(rule("c", "203.0.113.7/32"), WriteMode.COMMIT);

        var listed = cluster().list(CONFIG_MAPS);

        var names = new ArrayList<String>();
        for (KubernetesObject object : listed) {
            names.add(object.ref().namespace() + "\0" + object.ref().name());
        }
        assertThat(names).isSorted();
        assertThat(listed).containsSubsequence(a, b);
        assertThat(listed).allMatch(object -> object.ref().kind().equals(CONFIG_MAPS));
    }

    static void assertReason(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(ClusterException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    private KubernetesObject configMap(String name, String value) {
        return configMap(name, Map.of("key", value));
    }

    private KubernetesObject configMap(String name, Map<String, String> data) {
        return KubernetesObject.of(new ObjectRef(CONFIG_MAPS, shop, name), Map.of(), Map.of(), Map.of("data", data));
    }

    /** Some fields of an object that is there. */
    private static KubernetesObject fields(
            KubernetesObject object, Map<String, String> labels, Map<String, String> data) {
        var fields =
                KubernetesObject.of(object.ref(), labels, Map.of(), data.isEmpty() ? Map.of() : Map.of("data", data));
        return fields.withMetadata(Map.of("uid", object.uid()));
    }

    /** What each owner owns, without the maps that the fields are in. */
    private static Map<String, Set<String>> owners(KubernetesObject object) {
        var owners = new LinkedHashMap<String, Set<String>>();
        for (Object element : object.list("metadata", "managedFields")) {
            var entry = (Map<?, ?>) element;
            var paths = new LinkedHashSet<String>();
            collect("", (Map<?, ?>) Objects.requireNonNull(entry.get("fieldsV1")), paths);
            owners.put(entry.get("operation") + " " + entry.get("manager"), paths);
        }
        return owners;
    }

    private static void collect(String path, Map<?, ?> fields, Set<String> paths) {
        if (fields.isEmpty()) {
            paths.add(path.substring(1));
        }
        fields.forEach((key, below) -> {
            if (!key.equals(".")) {
                collect(path + "." + key.toString().substring(2), (Map<?, ?>) below, paths);
            }
        });
    }

    private static List<Optional<String>> times(KubernetesObject object) {
        return object.list("metadata", "managedFields").stream()
                .map(entry ->
                        Optional.ofNullable(((Map<?, ?>) entry).get("time")).map(Object::toString))
                .toList();
    }

    final KubernetesObject policy(String name, String cidr) {
        return KubernetesObject.of(
                new ObjectRef(POLICIES, shop, name),
                Map.of(),
                Map.of(),
                Map.of("spec", spec("ingressDeny", "fromCIDR", List.of(cidr))));
    }

    private KubernetesObject policy(String direction, String key, Object cidrs) {
        return policy("a", "203.0.113.7/32").with("spec", spec(direction, key, cidrs));
    }

    private KubernetesObject rule(String name, String cidr) {
        return KubernetesObject.of(
                new ObjectRef(NETWORK_POLICIES, shop, name),
                Map.of("incident", "i-1"),
                Map.of("example.com/why", "because: \"é\" \n <&>"),
                Map.of("spec", ruleSpec(cidr)));
    }

    private static KubernetesObject withCidr(KubernetesObject rule, String cidr) {
        return rule.with("spec", ruleSpec(cidr));
    }

    private static Map<String, Object> ruleSpec(String cidr) {
        return Map.of(
                "podSelector", Map.of(),
                "policyTypes", List.of("Ingress"),
                "ingress", List.of(Map.of("from", List.of(Map.of("ipBlock", Map.of("cidr", cidr))))));
    }

    private static Map<String, Object> spec(String direction, String key, Object cidrs) {
        return Map.of("endpointSelector", Map.of(), direction, List.of(Map.of(key, cidrs)));
    }
}
