package dev.runproof.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runproof.runtime.cluster.ClusterException.Reason;
import dev.runproof.runtime.cluster.WatchEvent.Bookmark;
import dev.runproof.runtime.cluster.WatchEvent.Deleted;
import dev.runproof.runtime.cluster.WatchEvent.Ended;
import dev.runproof.runtime.cluster.WatchEvent.Stored;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClusterMirrorTest {

    private static final ResourceKind PODS = new ResourceKind("", "v1", "Pod", "pods", true);
    private static final ResourceKind NODES = new ResourceKind("", "v1", "Node", "nodes", false);
    private static final Duration AGE = Duration.ofSeconds(30);

    private final Feed feed = new Feed();
    private long nanos = Long.MAX_VALUE - 1_000_000_000L;
    private final ClusterMirror mirror =
            new ClusterMirror(new Behind(), feed, List.of(Extent.everywhere(PODS)), AGE, () -> nanos);

    @Test
    void itAnswersWhatASnapshotHasAndWhatHasHappenedSince() {
        feed.pods(pod("shop", "a", 1), pod("shop", "b", 2), pod("shopping", "c", 3));
        mirror.tend();
        feed.tell(new Stored(pod("shop", "d", 5)));
        feed.tell(new Stored(pod("shop", "a", 6)));
        feed.tell(new Deleted(pod("shop", "b", 7)));

        assertThat(mirror.list(PODS))
                .containsExactly(pod("shop", "a", 6), pod("shop", "d", 5), pod("shopping", "c", 3));
        assertThat(mirror.list(PODS, "shop")).containsExactly(pod("shop", "a", 6), pod("shop", "d", 5));
        assertThat(mirror.get(pod("shop", "a", 0).ref())).contains(pod("shop", "a", 6));
        assertThat(mirror.get(pod("shop", "b", 0).ref())).isEmpty();
        assertThat(feed.calls).containsExactly("snapshot", "watch from 10");
    }

    @Test
    void otherKindsAreReadFromTheCluster() {
        assertThat(mirror.list(NODES)).containsExactly(node());
        assertThat(mirror.get(node().ref())).contains(node());
        assertThat(mirror.list(new ResourceKind("", "v1", "Secret", "secrets", true), "shop"))
                .isEmpty();
    }

    @Test
    void ofAKindThatIsMirroredInOneNamespaceTheRestIsReadFromTheCluster() {
        feed.pods(pod("shop", "a", 1));
        var partly = new ClusterMirror(new Behind(), feed, List.of(new Extent(PODS, "shop")), AGE, () -> nanos);
        partly.tend();

        assertThat(partly.list(PODS, "shop")).containsExactly(pod("shop", "a", 1));
        assertThat(partly.get(pod("shop", "a", 0).ref())).contains(pod("shop", "a", 1));
        assertThat(partly.get(pod("other", "a", 0).ref())).contains(node());
        assertThat(partly.list(PODS)).containsExactly(node());
    }

    @Test
    void beforeItIsFilledItRefuses() {
        assertThat(failure()).hasMessage("the pods have not been read yet");
        feed.failure = Optional.of(new ClusterException(Reason.FORBIDDEN, "pods is forbidden"));
        mirror.tend();

        assertThat(failure())
                .hasMessage("pods is forbidden")
                .extracting("reason")
                .isEqualTo(Reason.FORBIDDEN);
    }

    @Test
    void aServerThatIsSilentForTooLongIsNotBelievedAndAskedAnew() {
        feed.pods(pod("shop", "a", 1));
        mirror.tend();
        pass(AGE);
        assertThat(mirror.list(PODS)).hasSize(1);

        pass(Duration.ofMillis(1));
        assertThat(failure())
                .hasMessage("what is known of pods is 30001 ms old, and may be 30000 ms old")
                .extracting("reason")
                .isEqualTo(Reason.UNREACHABLE);
        Feed.Watching silent = feed.current();
        feed.pods();
        mirror.tend();

        assertThat(silent.closed).isTrue();
        assertThat(mirror.list(PODS)).isEmpty();
        silent.listener.accept(new Stored(pod("shop", "ghost", 99)));
        assertThat(mirror.list(PODS)).isEmpty();
    }

    @Test
    void aBookmarkKeepsItFresh() {
        feed.pods(pod("shop", "a", 1));
        mirror.tend();
        pass(Duration.ofSeconds(20));
        feed.tell(new Bookmark("11"));
        pass(Duration.ofSeconds(20));
        mirror.tend();

        assertThat(mirror.list(PODS)).hasSize(1);
        assertThat(feed.calls).containsExactly("snapshot", "watch from 10");
    }

    @Test
    void aSnapshotIsAsOldAsItsQuestion() {
        feed.takes = Duration.ofSeconds(29);
        mirror.tend();
        pass(Duration.ofSeconds(2));

        assertThat(failure()).hasMessageContaining("31000 ms old");
    }

    @Test
    void aWatchThatEndsAsAllDoIsGoneOnWith() {
        mirror.tend();
        feed.tell(new Bookmark("12"));
        feed.tell(new Ended(Optional.empty()));
        mirror.tend();
        feed.tell(new Stored(pod("shop", "a", 13)));
        feed.tell(new Ended(Optional.empty()));
        mirror.tend();

        assertThat(feed.calls).containsExactly("snapshot", "watch from 10", "watch from 12", "watch from 13");
    }

    @Test
    void aKindOfWhichTheServerSaysNothingIsReadAnewWithEachWatch() {
        feed.pods(pod("shop", "a", 1));
        for (int i = 0; i < 10; i++) {
            mirror.tend();
            assertThat(mirror.list(PODS)).hasSize(1);
            pass(Duration.ofSeconds(20));
            assertThat(mirror.list(PODS)).hasSize(1);
            feed.tell(new Ended(Optional.empty()));
        }

        assertThat(feed.calls).hasSize(20).startsWith("snapshot", "watch from 10", "snapshot", "watch from 10");
    }

    @Test
    void aServerThatDoesNothingButEndWatchesIsAskedLessAndLess() {
        mirror.tend();
        feed.tell(new Bookmark("12"));
        for (int i = 0; i < 100; i++) {
            feed.tell(new Ended(Optional.empty()));
            mirror.tend();
            pass(Duration.ofMillis(10));
        }

        assertThat(feed.calls).hasSizeLessThan(14);
    }

    @Test
    void afterAFailureAllIsReadAnewAndNotAtOnce() {
        feed.pods(pod("shop", "a", 1));
        mirror.tend();
        feed.tell(new Ended(Optional.of(new ClusterException(Reason.INVALID, "too old resource version"))));
        mirror.tend();
        assertThat(feed.calls).hasSize(2);
        assertThat(mirror.list(PODS)).hasSize(1);

        pass(Duration.ofMillis(100));
        mirror.tend();
        assertThat(feed.calls).containsExactly("snapshot", "watch from 10", "snapshot", "watch from 10");
    }

    @Test
    void whatTheServerWantsToWaitIsWaited() {
        feed.failure =
                Optional.of(new ClusterException(Reason.TOO_MANY_REQUESTS, "too many requests", Duration.ofSeconds(7)));
        mirror.tend();
        pass(Duration.ofMillis(6_999));
        mirror.tend();
        assertThat(feed.calls).hasSize(1);
        pass(Duration.ofMillis(1));
        mirror.tend();

        assertThat(feed.calls).hasSize(2);
    }

    @Test
    void aKindThatIsTakenAwayIsNotRememberedAsEmptyNorAsFull() {
        feed.pods(pod("shop", "a", 1));
        mirror.tend();
        feed.tell(new Ended(Optional.of(new ClusterException(Reason.NOT_FOUND, "there is no such kind"))));

        assertThat(failure())
                .hasMessage("there is no such kind")
                .extracting("reason")
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aWatchThatEndsBeforeItHasBegunIsBegunAgain() {
        feed.endAtOnce = true;
        mirror.tend();
        feed.endAtOnce = false;
        pass(Duration.ofMillis(100));
        mirror.tend();

        assertThat(feed.calls).containsExactly("snapshot", "watch from 10", "snapshot", "watch from 10");
    }

    @Test
    void closedItRefusesAndIsSilent() {
        feed.pods(pod("shop", "a", 1));
        mirror.tend();
        mirror.close();
        mirror.tend();

        assertThat(feed.current().closed).isTrue();
        assertThat(feed.calls).hasSize(2);
        assertThat(failure()).hasMessage("the mirror of pods is closed");
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private ClusterException failure() {
        return catchThrowableOfType(ClusterException.class, () -> mirror.list(PODS));
    }

    private static KubernetesObject pod(String namespace, String name, int version) {
        return KubernetesObject.of(new ObjectRef(PODS, namespace, name), Map.of(), Map.of(), Map.of())
                .withMetadata(Map.of("resourceVersion", Integer.toString(version)));
    }

    private static KubernetesObject node() {
        return KubernetesObject.of(new ObjectRef(NODES, "", "n"), Map.of(), Map.of(), Map.of());
    }

    /** A server that says what a test wants, when it wants. */
    private final class Feed implements ClusterFeed {

        private static final class Watching {
            private final Consumer<WatchEvent> listener;
            private boolean closed;

            Watching(Consumer<WatchEvent> listener) {
                this.listener = listener;
            }
        }

        private final List<String> calls = new ArrayList<>();
        private final List<Watching> watches = new ArrayList<>();
        private List<KubernetesObject> pods = List.of();
        private Optional<ClusterException> failure = Optional.empty();
        private Duration takes = Duration.ZERO;
        private boolean endAtOnce;

        void pods(KubernetesObject... now) {
            pods = List.of(now);
        }

        Watching current() {
            return watches.get(watches.size() - 1);
        }

        void tell(WatchEvent event) {
            current().listener.accept(event);
        }

        @Override
        public Snapshot snapshot(Extent extent) {
            calls.add("snapshot");
            pass(takes);
            failure.ifPresent(why -> {
                throw why;
            });
            return new Snapshot(pods, "10");
        }

        @Override
        public Watch watch(Extent extent, String since, Consumer<WatchEvent> listener) {
            calls.add("watch from " + since);
            var watching = new Watching(listener);
            watches.add(watching);
            if (endAtOnce) {
                listener.accept(new Ended(Optional.empty()));
            }
            return () -> watching.closed = true;
        }
    }

    private static final class Behind implements ClusterReads {
        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            return Optional.of(node());
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind) {
            return List.of(node());
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind, String namespace) {
            return List.of();
        }
    }
}
