package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.TransactionResult;
import java.util.List;

/** How a run is told: as a timeline for people, or as JSON for programs. */
interface Report {

    /** Tells what has happened. */
    void event(EngineEvent event);

    /** Tells what came of it. */
    void result(TransactionResult result);

    /** Tells which containments there are. */
    void containments(List<Engine.Listed> containments);

    /** Tells all about one containment. */
    void containment(String name, Containment containment);

    /** Tells something else. */
    void note(String text);
}
