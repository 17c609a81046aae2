package dev.runproof.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.KubernetesCluster;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineTime;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Responses;
import dev.runproof.runtime.value.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An executor in an operating-system process of its own, to be killed. */
final class ExecutorProcess {

    /** What it does. */
    enum Task {
        CONTAIN,
        ROLL_BACK,
        RELEASE,
        RESPOND,
        ISOLATE,
        RUN_SCRIPT
    }

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private ExecutorProcess() {}

    /**
     * Starts an executor and kills it by SIGKILL at a write.
     *
     * @param write which write, from 1
     * @param done whether the server does the write before
     */
    static void killAtWrite(int write, boolean done, Task task, Way way, Path folder, Bench bench, String record)
            throws InterruptedException {
        killAt(call -> call.write() == write, done, way, () -> start(task, way.kubeconfig(folder), bench, record));
    }

    /**
     * Starts an executor and kills it by SIGKILL at a call.
     *
     * @param at which call
     * @param done whether the server does it before
     * @param starting starts the executor, on that way
     */
    static void killAt(Predicate<Way.Call> at, boolean done, Way way, Supplier<Process> starting)
            throws InterruptedException {
        var reached = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        way.follow((call, server) -> {
            if (!at.test(call)) {
                return server.answer();
            }
            if (done) {
                server.answer();
            }
            reached.countDown();
            killed.await();
            return Way.NO_ANSWER;
        });
        Process process = starting.get();
        var gone = process.onExit().thenRun(reached::countDown);
        try {
            assertThat(reached.await(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as("it has come to that call")
                    .isTrue();
            assertThat(gone).as("it has not ended by itself").isNotDone();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            killed.countDown();
        }
        assertThat(process.exitValue()).as("128 and SIGKILL").isEqualTo(137);
    }

    /**
     * Starts one.
     *
     * @param task what it does
     * @param kubeconfig its way to the cluster
     * @param bench the namespaces
     * @param record the name of the record to release; anything else does not need it
     */
    static Process start(Task task, Path kubeconfig, Bench bench, String record) {
        return start(task, kubeconfig, bench.own().name(), bench.shop(), record);
    }

    /**
     * Starts one.
     *
     * @param task what it does
     * @param kubeconfig its way to the cluster
     * @param own the namespace of the records
     * @param in the namespace in which something is done
     * @param what the name of the record to release, the checksum of the script to run, or the pod to isolate
     */
    static Process start(Task task, Path kubeconfig, String own, String in, String what) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ExecutorProcess.class.getName()));
        command.addAll(List.of(task.name(), kubeconfig.toString(), own, in, what));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Does one task, in real time.
     *
     * @param args as {@link #start} gives them
     */
    public static void main(String[] args) {
        var task = Task.valueOf(args[0]);
        try (var cluster = KubernetesCluster.fromKubeconfig(Path.of(args[1]))) {
            var engine = new Engine(
                    cluster,
                    EngineTime.real(),
                    "process-" + ProcessHandle.current().pid(),
                    new Namespace(args[2]),
                    event -> {});
            switch (task) {
                case CONTAIN ->
                    engine.run(BlockSource.PLAIN, BlockSource.texts(args[3]), Mode.ENFORCE, new Incident("INC-1"));
                case ROLL_BACK ->
                    engine.run(
                            BlockSource.PLAIN.after(BlockSource.failing("service-healthy")),
                            BlockSource.texts(args[3]),
                            Mode.ENFORCE,
                            new Incident("INC-1"));
                case RELEASE -> engine.release(args[4], "jane");
                case RESPOND ->
                    new Responses(engine, List.of(Saga.failing()), event -> {})
                            .run(Saga.failing(), Saga.inputs(args[3]), Mode.ENFORCE, new Incident("INC-1"));
                case ISOLATE ->
                    new Responses(engine, List.of(CutThenQuarantine.RESPONSE), event -> {})
                            .run(
                                    CutThenQuarantine.RESPONSE,
                                    Map.of("pod", args[3] + "/" + args[4]),
                                    Mode.ENFORCE,
                                    new Incident("INC-1"));
                case RUN_SCRIPT ->
                    engine.run(
                            new RunOneScript(args[3], args[4]),
                            RunOneScript.texts("jane"),
                            Mode.ENFORCE,
                            new Incident("INC-1"));
            }
        }
    }
}
