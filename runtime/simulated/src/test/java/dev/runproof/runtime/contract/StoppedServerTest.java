package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.engine.ContainmentState;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Recorded;
import dev.runproof.runtime.engine.EngineEvent.Retrying;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Outcome;
import dev.runproof.runtime.engine.Remainder;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.simulated.TestCluster;
import dev.runproof.runtime.value.Namespace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The API server itself is killed and started again, or answers nobody for a while, in the middle of what an executor does.
 * The executor has an account like others, so that it also meets a server that does not know its roles yet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedServerTest {

    /** How long a call of these executors may take: long for a server that runs. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private ServerControl server;
    private KubernetesCluster admin;
    private KubernetesObject own;
    private KubernetesObject shop;
    private Path kubeconfig;
    private Account account;
    private KubernetesCluster cluster;
    private Bench bench;

    @BeforeAll
    void connect(@TempDir Path folder) {
        server = ServerControl.orSkip(StoppedServerTest.class);
        admin = KubernetesCluster.fromKubeconfig(server.kubeconfig());
        ContainmentDefinition.install(admin);
        own = TestCluster.newNamespace(admin);
        shop = TestCluster.newNamespace(admin);
        try (var any = bench()) {
            account = new Account(any, "runproof-test-" + UUID.randomUUID());
            kubeconfig = account.kubeconfig(server.kubeconfig(), folder);
        }
    }

    @AfterAll
    void close() {
        if (account != null) {
            account.close();
            TestCluster.remove(admin, shop);
            TestCluster.remove(admin, own);
            admin.close();
        }
    }

    @BeforeEach
    void open() {
        bench = bench();
        cluster = KubernetesCluster.fromKubeconfig(kubeconfig, TIMEOUT);
        awaitServer();
    }

    @AfterEach
    void empty() {
        if (cluster != null) {
            awaitServer();
            cluster.close();
            bench.close();
        }
    }

    private Bench bench() {
        return new Bench(
                new VirtualTime(),
                admin,
                new Namespace(own.ref().name()),
                shop.ref().name());
    }

    /** When the server is killed. */
    enum Moment {
        BEFORE_ANYTHING_IS_WRITTEN,
        BEFORE_THE_EFFECT,
        AFTER_THE_EFFECT,
        BEFORE_IT_IS_CONTAINED,
        BEFORE_IT_IS_TAKEN_BACK
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void whereTheServerIsKilledAndStartedTheRunEndsInOneOfTheWaysThatItMay(Moment moment) {
        Predicate<EngineEvent> when = switch (moment) {
            case BEFORE_THE_EFFECT -> this::isIntent;
            case AFTER_THE_EFFECT -> event -> event instanceof Effected;
            default -> event -> false;
        };
        var restarts = new AtomicInteger();
        var engine = inRealTime(event -> {
            if (when.test(event) && restarts.getAndIncrement() == 0) {
                restart();
            }
        });
        var transaction = switch (moment) {
            case BEFORE_ANYTHING_IS_WRITTEN -> BlockSource.PLAIN.before(restarting(new CheckResult.Passed()));
            case BEFORE_IT_IS_CONTAINED -> BlockSource.PLAIN.after(restarting(new CheckResult.Passed()));
            case BEFORE_IT_IS_TAKEN_BACK ->
                BlockSource.PLAIN.after(restarting(new CheckResult.Failed("it does not hold")));
            default -> BlockSource.PLAIN;
        };

        var result = bench.run(engine, transaction, "INC-1");

        System.out.println("  " + moment + ": " + result.outcome() + " " + result.reason() + " " + result.notes());
        awaitServer();
        assertAsSaid(result);
        finish();
    }

    @Test
    void aWriteThatWaitsInAServerThatHangsIsDoneOnce() {
        var retries = new AtomicInteger();
        var freezing = BlockSource.check("service-healthy", context -> {
            server.freeze();
            return new CheckResult.Passed();
        });
        var engine = inRealTime(event -> {
            if (event instanceof Retrying && retries.incrementAndGet() == 2) {
                server.thaw();
            }
        });

        var result = bench.run(engine, BlockSource.PLAIN.after(freezing), "INC-1");

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.CONTAINED);
        assertThat(bench.record().history())
                .extracting(entry -> entry.state())
                .containsExactly(ContainmentState.INTENT, ContainmentState.APPLIED, ContainmentState.CONTAINED);
        assertThat(bench.policies()).hasSize(1);
        finish();
    }

    @Test
    void whatAServerDoesLongAfterItWasAskedIsFoundAndTakenBack() {
        var frozen = new AtomicInteger();
        TransactionResult result;
        try (var hasty = KubernetesCluster.fromKubeconfig(kubeconfig, Duration.ofMillis(300))) {
            var engine = bench.engine(hasty, event -> {
                if (isIntent(event) && frozen.getAndIncrement() == 0) {
                    server.freeze();
                }
            });
            result = bench.run(engine, BlockSource.PLAIN, "INC-1");
        } finally {
            server.thaw();
        }

        assertThat(result.outcome()).as("%s", result).isEqualTo(Outcome.MANUAL_INTERVENTION);
        awaitServer();
        assertThat(result.remaining())
                .extracting(remainder -> remainder.object())
                .hasSize(2)
                .contains(bench.records().get(0).ref());
        finish();
    }

    @Test
    void whoGoesRoundGoesOnWhenTheServerIsBack() {
        bench.run("INC-1");
        bench.time.pass(Duration.ofHours(1));
        var serving = bench.engine(cluster);

        server.stop();
        try {
            assertThatExceptionOfType(ClusterException.class)
                    .isThrownBy(() -> serving.patrol("serve", Bench.LONG_ENOUGH));
        } finally {
            server.start();
        }
        await("it has undone what has expired", () -> {
            try {
                serving.patrol("serve", Duration.ofDays(7));
                return bench.record().state() == ContainmentState.UNDONE;
            } catch (ClusterException e) {
                return false;
            }
        });

        assertThat(bench.policies()).isEmpty();
    }

    /** What the result says is so. How it ends depends on how soon the server is back. */
    private void assertAsSaid(TransactionResult result) {
        switch (result.outcome()) {
            case CONTAINED -> {
                assertThat(bench.policies()).hasSize(1);
                assertThat(bench.record().state()).isEqualTo(ContainmentState.CONTAINED);
            }
            case ROLLED_BACK -> {
                assertThat(bench.policies()).isEmpty();
                assertThat(bench.record().state()).isEqualTo(ContainmentState.ROLLED_BACK);
            }
            case FAILED -> {
                assertThat(bench.policies()).isEmpty();
                assertThat(bench.records()).hasSameSizeAs(result.remaining());
            }
            case MANUAL_INTERVENTION ->
                assertThat(result.remaining())
                        .extracting(Remainder::object)
                        .containsAll(refs(bench.policies()))
                        .containsAll(refs(bench.records()));
            default -> fail("%s", result);
        }
    }

    private static List<ObjectRef> refs(List<KubernetesObject> objects) {
        return objects.stream().map(KubernetesObject::ref).toList();
    }

    /** Whatever was left, others bring it to an end, and the target can be contained and released. */
    private void finish() {
        // Records of an executor in real time are looked at after that time.
        bench.time.pass(Duration.between(bench.time.instant(), Instant.now()).plus(Duration.ofDays(1)));
        await("what was left is at its end", () -> {
            bench.engine().patrol("serve", Duration.ofDays(7));
            return bench.policies().isEmpty()
                    && bench.records().stream()
                            .allMatch(record -> bench.record().state().ended());
        });
        assertThat(bench.run(bench.engine(cluster), BlockSource.PLAIN, "INC-2").outcome())
                .isEqualTo(Outcome.CONTAINED);
        assertThat(bench.policies()).hasSize(1);
        assertThat(bench.engine(cluster).release(bench.name(), "jane").outcome())
                .isEqualTo(Outcome.RELEASED);
        assertThat(bench.policies()).isEmpty();
    }

    private boolean isIntent(EngineEvent event) {
        return event instanceof Recorded recorded && recorded.state() == ContainmentState.INTENT;
    }

    private BlockSource.Scripted restarting(CheckResult result) {
        return new BlockSource.Scripted("service-healthy", context -> {
            restart();
            return result;
        });
    }

    private void restart() {
        server.stop();
        server.start();
    }

    private Engine inRealTime(Consumer<EngineEvent> told) {
        return new Engine(cluster, EngineTime.real(), "executor", bench.own(), told);
    }

    /** Waits until everything is answered that this test asks. */
    private void awaitServer() {
        await("the API server is there for the account too", () -> {
            try {
                bench.records();
                bench.policies();
                cluster.list(Simulation.POLICIES, bench.shop());
                cluster.list(Simulation.CONFIG_MAPS, bench.own().name());
                return true;
            } catch (ClusterException e) {
                return false;
            }
        });
    }
}
