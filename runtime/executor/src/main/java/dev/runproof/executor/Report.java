package dev.runproof.executor;

import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
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

    /** Tells what has happened in a run of a response. */
    void event(ResponseEvent event);

    /** Tells what came of a run of a response. */
    void result(ResponseResult result);

    /** Tells which runs of responses there are. */
    void runs(List<Responses.Listed> runs);

    /** Tells all about one run of a response. */
    void run(String name, ResponseRun run);

    /** Tells something else. */
    void note(String text);
}
