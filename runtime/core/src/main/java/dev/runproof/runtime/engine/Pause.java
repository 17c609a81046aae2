package dev.runproof.runtime.engine;

import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @param duration how long
     * @throws InterruptedException if the thread is interrupted before or meanwhile
     */
    void pause(Duration duration) throws InterruptedException;
}
