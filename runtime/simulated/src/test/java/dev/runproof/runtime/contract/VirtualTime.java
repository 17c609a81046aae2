package dev.runproof.runtime.contract;

import dev.runproof.runtime.engine.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody waits. */
final class VirtualTime implements InstantSource, Pause {

    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted");
        }
        pass(duration);
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }
}
