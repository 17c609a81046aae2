package dev.runproof.executor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process by a signal: the command is cancelled and has time to undo what it has done, and its exit code
 * is that of the process.
 */
final class Shutdown {

    /** Longer than a node gives a pod, so that whoever sent the signal decides when it is enough. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Thread worker;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile int code;

    Shutdown(Thread worker) {
        this.worker = worker;
    }

    /** The command has ended by itself. */
    void finished(int exitCode) {
        code = exitCode;
        finished.countDown();
    }

    /** Run by the virtual machine when the process ends, also when it ends by itself. */
    void run() {
        if (finished.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
