package dev.runproof.runtime.contract;

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
import java.util.ArrayList;
import java.util.List;

/** An executor in an operating-system process of its own, to be killed. */
final class ExecutorProcess {

    /** What it does. */
    enum Task {
        CONTAIN,
        ROLL_BACK,
        RELEASE,
        RESPOND,
        RUN_SCRIPT
    }

    private ExecutorProcess() {}

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
     * @param what the name of the record to release, or the checksum of the script to run
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
