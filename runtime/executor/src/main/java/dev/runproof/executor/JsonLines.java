package dev.runproof.executor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runproof.runtime.check.CheckResult;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.engine.Containment;
import dev.runproof.runtime.engine.Engine;
import dev.runproof.runtime.engine.EngineEvent;
import dev.runproof.runtime.engine.EngineEvent.Began;
import dev.runproof.runtime.engine.EngineEvent.Checked;
import dev.runproof.runtime.engine.EngineEvent.Drifted;
import dev.runproof.runtime.engine.EngineEvent.Effected;
import dev.runproof.runtime.engine.EngineEvent.Ended;
import dev.runproof.runtime.engine.EngineEvent.Forgotten;
import dev.runproof.runtime.engine.EngineEvent.Recorded;
import dev.runproof.runtime.engine.EngineEvent.Resumed;
import dev.runproof.runtime.engine.EngineEvent.Retrying;
import dev.runproof.runtime.engine.EngineEvent.ReviewDue;
import dev.runproof.runtime.engine.EngineEvent.Subject;
import dev.runproof.runtime.engine.TransactionResult;
import dev.runproof.runtime.engine.Verification;
import dev.runproof.runtime.response.ResponseEvent;
import dev.runproof.runtime.response.ResponseResult;
import dev.runproof.runtime.response.ResponseRun;
import dev.runproof.runtime.response.Responses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a run to programs: one JSON object a line, each with {@code "type"}; the last one of a run has the type
 * {@code result}. Times are RFC 3339, durations are in milliseconds.
 */
final class JsonLines implements Report {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Console console;

    JsonLines(Console console) {
        this.console = console;
    }

    @Override
    public void event(EngineEvent event) {
        if (event instanceof Ended) {
            // The command tells the result itself.
            return;
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", event.at().toString());
        if (event instanceof Began began) {
            fields.put("type", "began");
            fields.put("transaction", began.transaction());
            fields.put("file", began.origin().file());
            fields.put("line", began.origin().line());
            fields.put("digest", began.origin().digest());
            fields.put("mode", began.mode().name());
            fields.put("target", began.target());
        } else if (event instanceof Checked checked) {
            fields.put("type", "checked");
            fields.put("moment", checked.moment().name());
            fields.put("check", checked.check());
            add(fields, checked.result());
        } else if (event instanceof Recorded recorded) {
            fields.put("type", "recorded");
            fields.put("containment", recorded.containment());
            fields.put("state", recorded.state().name());
            fields.put("note", recorded.note());
        } else if (event instanceof Effected effected) {
            fields.put("type", "effect");
            fields.put("what", effected.what().name());
            fields.put("object", effected.object().toString());
        } else if (event instanceof Resumed resumed) {
            fields.put("type", "resumed");
            add(fields, resumed.subject());
            fields.put("state", resumed.state().name());
        } else if (event instanceof Drifted drifted) {
            fields.put("type", "drifted");
            add(fields, drifted.subject());
            fields.put("reason", drifted.reason());
        } else if (event instanceof ReviewDue due) {
            fields.put("type", "review-due");
            add(fields, due.subject());
        } else if (event instanceof Forgotten forgotten) {
            fields.put("type", "forgotten");
            add(fields, forgotten.subject());
        } else if (event instanceof Retrying retrying) {
            fields.put("type", "retrying");
            fields.put("reason", retrying.reason());
            fields.put("pause", retrying.pause().toMillis());
        }
        print(fields);
    }

    private static void add(Map<String, Object> fields, Subject subject) {
        fields.put("containment", subject.containment());
        fields.put("target", subject.target());
        fields.put("transaction", subject.transaction());
        fields.put("runbook", subject.runbook());
        fields.put("incidents", subject.incidents());
    }

    private static void add(Map<String, Object> fields, CheckResult result) {
        if (result instanceof CheckResult.Failed failed) {
            fields.put("result", "FAILED");
            fields.put("reason", failed.reason());
        } else if (result instanceof CheckResult.Undetermined undetermined) {
            fields.put("result", "UNDETERMINED");
            fields.put("reason", undetermined.reason());
        } else {
            fields.put("result", "PASSED");
        }
    }

    @Override
    public void result(TransactionResult result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "result");
        fields.put("outcome", result.outcome().name());
        result.verification().ifPresent(verification -> {
            if (verification instanceof Verification.Unverified unverified) {
                fields.put("verification", "UNVERIFIED");
                fields.put("unverifiedReason", unverified.reason());
            } else {
                fields.put("verification", "VERIFIED");
            }
        });
        result.reason().ifPresent(reason -> fields.put("reason", reason));
        fields.put("duration", result.duration().toMillis());
        fields.put("rolledBack", result.rolledBack());
        result.containment().ifPresent(name -> fields.put("containment", name));
        result.effect().ifPresent(effect -> fields.put("effect", effect.content()));
        fields.put(
                "remaining",
                result.remaining().stream()
                        .map(remainder -> Map.of(
                                "object", remainder.object().toString(),
                                "reason", remainder.reason(),
                                "differences",
                                        remainder.differences().stream()
                                                .map(JsonLines::fields)
                                                .toList(),
                                "look", remainder.look(),
                                "command", remainder.command()))
                        .toList());
        fields.put("notes", result.notes());
        print(fields);
    }

    private static Map<String, String> fields(Difference difference) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("path", difference.path());
        difference.written().ifPresent(json -> fields.put("written", json));
        difference.found().ifPresent(json -> fields.put("found", json));
        difference.by().ifPresent(manager -> fields.put("by", manager));
        difference.at().ifPresent(time -> fields.put("at", time.toString()));
        return fields;
    }

    @Override
    public void containments(List<Engine.Listed> containments) {
        for (Engine.Listed listed : containments) {
            listed.containment()
                    .ifPresentOrElse(
                            containment -> containment(listed.name(), containment),
                            () -> print(
                                    Map.of("type", "unreadable", "name", listed.name(), "reason", listed.problem())));
        }
    }

    @Override
    public void containment(String name, Containment containment) {
        print(Map.of("type", "containment", "name", name, "spec", containment.fields()));
    }

    @Override
    public void note(String text) {
        print(Map.of("type", "note", "text", text));
    }

    @Override
    public void event(ResponseEvent event) {
        if (event instanceof ResponseEvent.Ended) {
            // The command tells the result itself.
            return;
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("at", event.at().toString());
        if (event instanceof ResponseEvent.Began began) {
            fields.put("type", "response-began");
            add(fields, began.subject());
            fields.put("file", began.origin().file());
            fields.put("line", began.origin().line());
            fields.put("digest", began.origin().digest());
            fields.put("mode", began.mode().name());
        } else if (event instanceof ResponseEvent.Resumed resumed) {
            fields.put("type", "response-resumed");
            add(fields, resumed.subject());
            fields.put("state", resumed.state().name());
        } else if (event instanceof ResponseEvent.Stepped stepped) {
            fields.put("type", "step");
            add(fields, stepped.subject());
            fields.put("step", stepped.step());
            fields.put("state", stepped.reached().name());
            fields.put("note", stepped.note());
        } else if (event instanceof ResponseEvent.Recorded recorded) {
            fields.put("type", "response-recorded");
            add(fields, recorded.subject());
            fields.put("state", recorded.state().name());
            fields.put("note", recorded.note());
        } else if (event instanceof ResponseEvent.ApprovalWanted wanted) {
            fields.put("type", "approval-wanted");
            add(fields, wanted.subject());
            fields.put("step", wanted.step());
            fields.put("by", wanted.approval().by());
            fields.put("until", wanted.until().toString());
        } else if (event instanceof ResponseEvent.InGrace grace) {
            fields.put("type", "in-grace");
            add(fields, grace.subject());
            fields.put("until", grace.until().toString());
        } else if (event instanceof ResponseEvent.Forgotten forgotten) {
            fields.put("type", "response-forgotten");
            add(fields, forgotten.subject());
        }
        print(fields);
    }

    private static void add(Map<String, Object> fields, ResponseEvent.Subject subject) {
        fields.put("run", subject.run());
        fields.put("response", subject.response());
        fields.put("runbook", subject.runbook());
        fields.put("incident", subject.incident());
    }

    @Override
    public void result(ResponseResult result) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", "response-result");
        fields.put("outcome", result.outcome().name());
        result.run().ifPresent(name -> fields.put("run", name));
        result.reason().ifPresent(reason -> fields.put("reason", reason));
        fields.put("duration", result.duration().toMillis());
        fields.put(
                "steps",
                result.steps().stream()
                        .map(step -> Map.of(
                                "name", step.name(),
                                "transaction", step.transaction(),
                                "state", step.reached(),
                                "containment", step.containment(),
                                "note", step.note()))
                        .toList());
        fields.put(
                "left",
                result.left().stream()
                        .map(left -> Map.of("step", left.step(), "reason", left.reason(), "commands", left.commands()))
                        .toList());
        print(fields);
    }

    @Override
    public void runs(List<Responses.Listed> runs) {
        for (Responses.Listed listed : runs) {
            listed.run()
                    .ifPresentOrElse(
                            run -> run(listed.name(), run),
                            () -> print(
                                    Map.of("type", "unreadable", "name", listed.name(), "reason", listed.problem())));
        }
    }

    @Override
    public void run(String name, ResponseRun run) {
        print(Map.of("type", "run", "name", name, "spec", run.fields()));
    }

    private void print(Map<String, Object> fields) {
        try {
            console.line(MAPPER.writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts, numbers, lists and maps are always JSON", e);
        }
    }
}
