package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.engine.LostRecordException;
import dev.runproof.runtime.engine.Mode;
import dev.runproof.runtime.response.Course.OnCancel;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.response.ResponseRun.Progress;
import dev.runproof.runtime.response.ResponseRun.Request;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.transaction.Lookup;
import dev.runproof.runtime.transaction.Lookup.UnresolvedException;
import dev.runproof.runtime.value.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Runs responses, and goes on with runs that others have left or that waited for a person.
 *
 * <p>That a step is done is durable before it begins. To cancel, interrupt the thread: the step that is under way is taken
 * back, the run is stopped as by a failure, and the call returns with the thread interrupted. Thread-safe.
 */
public final class Responses {

    private final Engine engine;
    private final Map<String, Response> known = new TreeMap<>();
    private final Consumer<ResponseEvent> events;

    /**
     * Takes the responses that are known here.
     *
     * @param engine runs and ends their transactions; its cluster and namespace have the records of the runs too
     * @param responses the responses; a run of any other can be stopped and taken back here, and not gone on with
     * @param events is told what happens, in the thread that it happens in; what it throws is dropped
     * @throws IllegalArgumentException if two have the same name
     */
    public Responses(Engine engine, Iterable<Response> responses, Consumer<ResponseEvent> events) {
        this.engine = engine;
        this.events = events;
        for (Response response : responses) {
            if (known.put(response.name(), response) != null) {
                throw new IllegalArgumentException("two responses are called " + response.name());
            }
        }
    }

    /**
     * Runs a response for the first time that its incident wants it.
     *
     * @param response the response
     * @param inputs the texts of its inputs
     * @param mode whether its steps have their effects
     * @param incident on whose behalf; the same response for the same incident and inputs is the same run
     * @return what came of it; whatever goes wrong with the cluster is in it
     * @throws InvalidInputException if an input is missing, unknown, or not a value of its type
     */
    public ResponseResult run(Response response, Map<String, String> inputs, Mode mode, Incident incident) {
        return run(response, inputs, mode, incident, 1);
    }

    /**
     * Runs a response.
     *
     * @param response the response
     * @param inputs the texts of its inputs
     * @param mode whether its steps have their effects
     * @param incident on whose behalf
     * @param attempt the how manieth run of the response for that incident it is, from 1: what has run is not run again
     * @return what came of it
     * @throws InvalidInputException if an input is missing, unknown, or not a value of its type
     */
    public ResponseResult run(
            Response response, Map<String, String> inputs, Mode mode, Incident incident, int attempt) {
        Inputs read = Inputs.read(response, inputs);
        return engine.turn(turn -> {
            var work = new Work(turn, engine, events);
            try {
                return mode == Mode.AUDIT
                        ? rehearse(work, read, incident)
                        : enforce(work, read, incident, read.runOf(incident, attempt));
            } catch (NothingThereException e) {
                return nothing(work, RunOutcome.NOT_NEEDED, String.valueOf(e.getMessage()));
            } catch (LostRecordException e) {
                return nothing(work, RunOutcome.CONFLICT, e.getMessage());
            } catch (MalformedRunException e) {
                return nothing(work, RunOutcome.CONFLICT, "the run cannot be read: " + e.getMessage());
            } catch (ClusterException e) {
                return nothing(work, RunOutcome.FAILED, e.getMessage());
            }
        });
    }

    /** There is no object of a name that the response is about, so that there is nothing to contain. */
    private static final class NothingThereException extends RuntimeException {

        private static final long serialVersionUID = 1;

        NothingThereException(String message) {
            super(message);
        }
    }

    private static Inputs identified(Work work, Inputs inputs) {
        Instant until = work.now().plus(timeOf(inputs.response()));
        var identified = inputs.identified(object -> work.turn().uidOf(object, until));
        if (identified.missing().isPresent()) {
            throw new NothingThereException(identified.missing().get());
        }
        return identified.inputs();
    }

    private ResponseResult rehearse(Work work, Inputs given, Incident incident) {
        Inputs inputs = identified(work, given);
        var subject = new ResponseEvent.Subject(
                "",
                inputs.response().name(),
                inputs.response().origin().runbook(),
                incident.id(),
                new Request("", "", "", incident, inputs.texts(), Map.of()).inputsLine());
        work.tell(new ResponseEvent.Began(work.now(), subject, inputs.response().origin(), Mode.AUDIT));
        var result = new RunRehearsal(work, inputs, lookUp(work, inputs), incident).run();
        work.tell(new ResponseEvent.Ended(work.now(), subject, Mode.AUDIT, result, false));
        return result;
    }

    private ResponseResult enforce(Work work, Inputs inputs, Incident incident, String name) {
        Response response = inputs.response();
        Instant patientUntil = work.now().plus(timeOf(response).multipliedBy(2));
        while (true) {
            Optional<StoredRun> found =
                    work.turn().ask(patientUntil, () -> work.store().read(name));
            if (found.isEmpty()) {
                Optional<StoredRun> begun = begin(work, inputs, incident, name);
                if (begun.isPresent()) {
                    return new Course(work, begun.get(), Optional.of(response), OnCancel.STOP).proceed();
                }
                continue;
            }
            ResponseRun run = found.get().run();
            if (!run.request().digest().equals(response.origin().digest())
                    && !run.state().ended()) {
                return said(work, found.get(), RunOutcome.CONFLICT, "it was begun with another text of the response");
            }
            if (work.isAtWork(run)) {
                String busy = run.progress().holder() + " is working on it and has until "
                        + run.heldUntil().orElseThrow();
                if (work.now().isAfter(patientUntil) || !work.turn().waits(Work.LOOK)) {
                    return said(work, found.get(), RunOutcome.CONFLICT, busy);
                }
                continue;
            }
            return new Takeover(work, Optional.of(response), work.turn().holder(), OnCancel.STOP).of(found.get());
        }
    }

    /** Looks up what is to be looked up, and records the run; empty if somebody else was faster. */
    private static Optional<StoredRun> begin(Work work, Inputs given, Incident incident, String name) {
        Inputs inputs = identified(work, given);
        Response response = inputs.response();
        var request = new Request(
                response.name(),
                response.origin().runbook(),
                response.origin().digest(),
                incident,
                inputs.texts(),
                lookUp(work, inputs));
        Instant at = work.now();
        var progress = new Progress(
                RunState.RUNNING,
                1,
                work.turn().holder(),
                Optional.of(at.plus(timeOf(response))),
                Optional.empty(),
                "");
        var run = new ResponseRun(
                        request,
                        progress,
                        response.trigger().grace().map(grace -> given(response, grace, at)),
                        response.steps().stream().map(Responses::pending).toList(),
                        Map.of(),
                        List.of())
                .with(progress, at, work.turn().holder(), "");
        StoredRun stored;
        try {
            stored = work.store().write(name, Optional.empty(), run, at.plus(timeOf(response)));
        } catch (LostRecordException e) {
            return Optional.empty();
        }
        work.tell(new ResponseEvent.Began(at, ResponseEvent.Subject.of(name, run), response.origin(), Mode.ENFORCE));
        run.grace()
                .ifPresent(grace ->
                        work.tell(new ResponseEvent.InGrace(at, ResponseEvent.Subject.of(name, run), grace.until())));
        return Optional.of(stored);
    }

    private static Duration timeOf(Response response) {
        return response.steps().get(0).transaction().maxDuration().multipliedBy(2);
    }

    private static Grace given(Response response, Trigger.Grace grace, Instant at) {
        return new Grace(
                at.plus(grace.pause()),
                response.steps().stream().limit(grace.atOnce()).map(Step::name).toList(),
                Optional.empty());
    }

    private static StepRun pending(Step step) {
        return new StepRun(
                step.name(),
                step.transaction().name(),
                step.ifFails(),
                step.ifLaterFails(),
                step.approval(),
                StepState.PENDING,
                "",
                "");
    }

    private static Map<String, Looked> lookUp(Work work, Inputs inputs) {
        var texts = new HashMap<>(inputs.texts());
        var lookups = new LinkedHashMap<String, Looked>();
        for (Lookup lookup : inputs.response().lookups()) {
            Looked looked = looked(work, lookup, InputTexts.of(texts));
            lookups.put(lookup.name(), looked);
            if (looked.problem().isEmpty()) {
                texts.put(lookup.name(), looked.text());
            }
        }
        return lookups;
    }

    private static Looked looked(Work work, Lookup lookup, InputTexts texts) {
        try {
            String text = lookup.read(texts, work.turn().cluster());
            return text.isEmpty() || text.length() > ResponseRun.MAX_TEXT
                    ? new Looked("", "what was looked up is empty or too long for the record")
                    : new Looked(text, "");
        } catch (UnresolvedException | InvalidInputException | InvalidValueException e) {
            return new Looked("", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Notes what a person has decided about the step that a run waits for. Whether they may is the API server's matter: its
     * admission policies compare who writes with who may approve, and with the name that is written.
     *
     * @param name the name of the run
     * @param step the step, which the run has to wait for
     * @param verdict what was decided
     * @param by who, as the API server knows them
     * @return the record; empty if there is no such run
     * @throws ClusterException if it cannot be written, because they may not among other reasons
     * @throws IllegalStateException if the run does not wait for that step; the message is for people
     */
    public Optional<ResponseRun> decide(String name, String step, Decision.Verdict verdict, String by) {
        return engine.turn(turn -> {
            var store = new RunStore(turn);
            return store.read(name).map(found -> {
                ResponseRun run = found.run();
                if (run.waitingStep()
                        .filter(waiting -> waiting.name().equals(step))
                        .isEmpty()) {
                    throw new IllegalStateException(
                            "run " + name + " is " + run.state() + " and does not wait for step "
                                    + step
                                    + run.waitingStep()
                                            .map(waiting -> "; it waits for " + waiting.name())
                                            .orElse(""));
                }
                if (run.decisions().containsKey(step)) {
                    throw new IllegalStateException("step " + step + " of run " + name + " was "
                            + run.decisions().get(step).verdict() + " by "
                            + run.decisions().get(step).by() + " already");
                }
                Instant now = turn.now();
                return store.write(
                                name,
                                Optional.of(found),
                                run.with(step, new Decision(verdict, by, now)),
                                now.plus(Work.UNKNOWN))
                        .run();
            });
        });
    }

    /**
     * Notes that a person stands a run down which is in its grace: it changes nothing any more, and what it has kept as evidence stays. Whether
     * they may is the API server's matter, as with a decision.
     *
     * @param name the name of the run
     * @param by who, as the API server knows them
     * @return the record; empty if there is no such run
     * @throws ClusterException if it cannot be written, because they may not among other reasons
     * @throws IllegalStateException if it is not in its grace; the message is for people
     */
    public Optional<ResponseRun> standDown(String name, String by) {
        return engine.turn(turn -> {
            var store = new RunStore(turn);
            return store.read(name).map(found -> {
                ResponseRun run = found.run();
                Optional<Grace> grace = run.grace().filter(given -> given.end().isEmpty());
                if (grace.isEmpty() || run.state().ended()) {
                    throw new IllegalStateException("run " + name + " is " + run.state() + " and not in its grace"
                            + run.grace()
                                    .flatMap(Grace::end)
                                    .map(end -> "; that was " + end.verdict() + " by " + end.by() + " at " + end.at())
                                    .orElse(""));
                }
                Instant now = turn.now();
                var end = new Grace.End(Grace.Verdict.STOOD_DOWN, by, now, "");
                return store.write(
                                name, Optional.of(found), run.with(grace.get().ending(end)), now.plus(Work.UNKNOWN))
                        .run();
            });
        });
    }

    /**
     * Reads a record.
     *
     * @param name its name
     * @return the record, or empty if there is none
     * @throws ClusterException if it cannot be read
     * @throws MalformedRunException if it is not a record
     */
    public Optional<ResponseRun> run(String name) {
        return engine.turn(turn -> new RunStore(turn).read(name).map(StoredRun::run));
    }

    /**
     * Reads all records.
     *
     * @return the records, by name; one that cannot be read as one is among them, and says so
     * @throws ClusterException if they cannot be read
     */
    public List<Listed> runs() {
        return engine.turn(
                turn -> new RunStore(turn).all().stream().map(Listed::of).toList());
    }

    /**
     * A record in a list.
     *
     * @param name its name
     * @param run the record; empty if it cannot be read as one
     * @param problem what is wrong with it; empty if nothing is
     */
    public record Listed(String name, Optional<ResponseRun> run, String problem) {

        private static Listed of(KubernetesObject object) {
            try {
                return new Listed(object.ref().name(), Optional.of(ResponseRun.of(object)), "");
            } catch (MalformedRunException e) {
                return new Listed(object.ref().name(), Optional.empty(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Does what is due on a run, whoever has begun it.
     *
     * @param name the name of its record
     * @param by on whose behalf, for the history
     * @return what came of it; {@link RunOutcome#NOT_NEEDED} if nothing is due, empty if there is no such run
     * @throws ClusterException if it cannot be read
     * @throws MalformedRunException if it is not a record
     */
    public Optional<ResponseResult> recover(String name, String by) {
        return engine.turn(turn -> {
            var work = new Work(turn, engine, events);
            return work.store()
                    .read(name)
                    .map(found -> takeover(work, found.run(), by).of(found));
        });
    }

    /**
     * Goes round all runs once: goes on with those whose executor is gone, those on which a person has decided, and those whose
     * time for that is over; ends claims that executors have made too late; and deletes the records of what is long over.
     *
     * @param by on whose behalf, for the history
     * @param retention how long the record of what is over is kept; longer than any executor may sleep
     * @return what came of it
     * @throws ClusterException if the runs cannot be listed
     */
    public RunRound patrol(String by, Duration retention) {
        return engine.turn(turn -> {
            var work = new Work(turn, engine, events);
            return new RunPatrol(work, run -> takeover(work, run, by), retention).round();
        });
    }

    private Takeover takeover(Work work, ResponseRun run, String by) {
        var response = Optional.ofNullable(known.get(run.request().response()))
                .filter(one -> one.origin().digest().equals(run.request().digest()));
        return new Takeover(work, response, by, OnCancel.HAND_OVER);
    }

    private static ResponseResult nothing(Work work, RunOutcome outcome, String reason) {
        return new ResponseResult(outcome, Optional.empty(), List.of(), Optional.of(reason), work.taken(), List.of());
    }

    static ResponseResult said(Work work, StoredRun run, RunOutcome outcome, String reason) {
        return new ResponseResult(
                outcome,
                Optional.of(run.name()),
                Course.steps(run.run()),
                Optional.of(reason).filter(text -> !text.isEmpty()),
                work.taken(),
                List.of());
    }
}
