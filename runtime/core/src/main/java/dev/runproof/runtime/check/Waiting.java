package dev.runproof.runtime.check;

import java.time.Duration;

/** Lets a check look again later. */
@FunctionalInterface
public interface Waiting {

    /**
     * Waits.
     *
     * @param duration how long
     * @return whether to look again; false if the run is cancelled
     */
    boolean pause(Duration duration);
}
