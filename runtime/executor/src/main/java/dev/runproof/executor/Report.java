package dev.runproof.executor;

import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.TransactionResult;

/** How a run is told: as a timeline for people, or as JSON for programs. */
interface Report {

    /** Tells what has happened. */
    void event(EngineEvent event);

    /** Tells what came of it. */
    void result(TransactionResult result);

    /** Tells something else. */
    void note(String text);
}
