package dev.runproof.runtime.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterFeed;
import dev.runproof.runtime.cluster.Extent;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WatchEvent;
import dev.runproof.runtime.cluster.WatchEvent.Bookmark;
import dev.runproof.runtime.cluster.WatchEvent.Deleted;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import dev.runproof.runtime.cluster.WriteMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every watch tells. The simulated one may tell only what these tests saw a real one tell. */
abstract class WatchContract {

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ResourceKind NOT_INSTALLED =
            new ResourceKind("nowhere.example", "v1", "Nothing", "nothings", true);
    private static final long LONGEST_SECONDS = 60;

    private final BlockingQueue<WatchEvent> events = new LinkedBlockingQueue<>();
    private KubernetesObject namespace;
    private String shop;

    abstract Cluster cluster();

    abstract ClusterFeed feed();

    /** Lets the server say that nothing else has happened, if it does not of itself. */
    abstract void letTheServerSpeak();

    /** Lets the server end watches, if it does not of itself. */
    abstract void letTheServerEndWatches();

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
    void aSnapshotIsWhatAListIs() {
        var made = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

        var snapshot = feed().snapshot(Extent.everywhere(CONFIG_MAPS));

        assertThat(snapshot.objects()).contains(made);
        assertThat(Long.parseLong(snapshot.version())).isGreaterThanOrEqualTo(Long.parseLong(made.resourceVersion()));
    }

    @Test
    void whatHappensToAKindIsToldInOrderAndNothingElse() {
        try (var watch = feed().watch(
                        Extent.everywhere(CONFIG_MAPS),
                        feed().snapshot(Extent.everywhere(CONFIG_MAPS)).version(),
                        events::add)) {
            var made = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
            var changed = cluster().replace(made.with("data", Map.of("k", "2")), WriteMode.COMMIT);
            cluster().create(configMap("dry", "1"), WriteMode.DRY_RUN);
            cluster().replace(changed.with("data", Map.of("k", "2")), WriteMode.COMMIT);
            cluster().delete(changed, WriteMode.COMMIT);
            var last = cluster().create(configMap("z", "1"), WriteMode.COMMIT);

            assertThat(nextOf(4, shop))
                    .satisfiesExactly(
                            event -> assertThat(event).isEqualTo(new Stored(made)),
                            event -> assertThat(event).isEqualTo(new Stored(changed)),
                            event -> assertThat(event)
                                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Deleted.class))
                                    .satisfies(deleted -> {
                                        assertThat(deleted.object().uid()).isEqualTo(made.uid());
                                        assertThat(deleted.object().at("data")).contains(Map.of("k", "2"));
                                        assertThat(version(deleted.object())).isGreaterThan(version(changed));
                                    }),
                            event -> assertThat(event).isEqualTo(new Stored(last)));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void anExtentOfOneNamespaceTellsOnlyOfIt() {
        var other = TestCluster.newNamespace(cluster());
        try {
            var extent = new Extent(CONFIG_MAPS, shop);
            try (var watch = feed().watch(extent, feed().snapshot(extent).version(), events::add)) {
                var elsewhere = new ObjectRef(CONFIG_MAPS, other.ref().name(), "m");
                cluster().create(KubernetesObject.of(elsewhere, Map.of(), Map.of(), Map.of()), WriteMode.COMMIT);
                var made = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

                assertThat(nextOf(1, shop)).containsExactly(new Stored(made));
                assertThat(events)
                        .noneMatch(event -> object(event)
                                .filter(object -> !object.ref().namespace().equals(shop))
                                .isPresent());
                assertThat(feed().snapshot(extent).objects())
                        .contains(made)
                        .allMatch(object -> object.ref().namespace().equals(shop));
                assertThat(watch).isNotNull();
            }
        } finally {
            TestCluster.remove(cluster(), other);
        }
    }

    @Test
    void aWatchGoesOnFromAnyVersionThatWasSeen() {
        var made = cluster().create(configMap("m", "1"), WriteMode.COMMIT);
        var changed = cluster().replace(made.with("data", Map.of("k", "2")), WriteMode.COMMIT);

        try (var watch = feed().watch(Extent.everywhere(CONFIG_MAPS), made.resourceVersion(), events::add)) {
            assertThat(nextOf(1, shop)).containsExactly(new Stored(changed));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void aServerSaysNowAndThenThatNothingElseHasHappened() {
        var version = feed().snapshot(Extent.everywhere(CONFIG_MAPS)).version();
        try (var watch = feed().watch(Extent.everywhere(CONFIG_MAPS), version, events::add)) {
            letTheServerSpeak();

            assertThat(next(Bookmark.class).version())
                    .satisfies(bookmark ->
                            assertThat(Long.parseLong(bookmark)).isGreaterThanOrEqualTo(Long.parseLong(version)));
            letTheServerEndWatches();
            assertThat(next(Ended.class).failure()).isEmpty();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void aKindThatIsNotInstalledCannotBeWatched() {
        try (var watch = feed().watch(Extent.everywhere(NOT_INSTALLED), "0", events::add)) {
            assertThat(next(Ended.class).failure())
                    .get()
                    .satisfies(why -> assertThat(why.reason())
                            .isEqualTo(dev.runproof.runtime.cluster.ClusterException.Reason.NOT_FOUND));
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void aVersionThatIsNoneEndsTheWatch() {
        try (var watch = feed().watch(Extent.everywhere(CONFIG_MAPS), "yesterday", events::add)) {
            assertThat(next(Ended.class).failure()).isPresent();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void aWatchThatIsClosedTellsNothingMore() {
        var version = feed().snapshot(Extent.everywhere(CONFIG_MAPS)).version();
        feed().watch(Extent.everywhere(CONFIG_MAPS), version, events::add).close();
        var other = new LinkedBlockingQueue<WatchEvent>();
        try (var watch = feed().watch(Extent.everywhere(CONFIG_MAPS), version, other::add)) {
            var made = cluster().create(configMap("m", "1"), WriteMode.COMMIT);

            assertThat(nextOf(other, 1, shop)).containsExactly(new Stored(made));
            assertThat(events).isEmpty();
            assertThat(watch).isNotNull();
        }
    }

    private <E extends WatchEvent> E next(Class<E> kind) {
        while (true) {
            WatchEvent event = poll(events).orElseThrow(() -> new AssertionError("no " + kind.getSimpleName()));
            if (kind.isInstance(event)) {
                return kind.cast(event);
            }
        }
    }

    private List<WatchEvent> nextOf(int count, String inNamespace) {
        return nextOf(events, count, inNamespace);
    }

    /** The next about a namespace: other tests have theirs, and a server its own. */
    private static List<WatchEvent> nextOf(BlockingQueue<WatchEvent> from, int count, String inNamespace) {
        var found = new java.util.ArrayList<WatchEvent>();
        while (found.size() < count) {
            WatchEvent event = poll(from).orElseThrow(() -> new AssertionError("only " + found));
            object(event)
                    .filter(object -> object.ref().namespace().equals(inNamespace))
                    // A certificate that a server puts into each namespace.
                    .filter(object -> !object.ref().name().equals("kube-root-ca.crt"))
                    .ifPresent(object -> found.add(event));
        }
        return found;
    }

    private static Optional<WatchEvent> poll(BlockingQueue<WatchEvent> from) {
        try {
            return Optional.ofNullable(from.poll(LONGEST_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Optional<KubernetesObject> object(WatchEvent event) {
        if (event instanceof Stored stored) {
            return Optional.of(stored.object());
        }
        return event instanceof Deleted deleted ? Optional.of(deleted.object()) : Optional.empty();
    }

    private static long version(KubernetesObject object) {
        return Long.parseLong(object.resourceVersion());
    }

    private KubernetesObject configMap(String name, String value) {
        return KubernetesObject.of(
                new ObjectRef(CONFIG_MAPS, shop, name), Map.of(), Map.of(), Map.of("data", Map.of("k", value)));
    }
}
