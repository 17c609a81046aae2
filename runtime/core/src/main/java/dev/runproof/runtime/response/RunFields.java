package dev.runproof.runtime.response;

import dev.runproof.runtime.cluster.Fields;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.response.Response.Approval;
import dev.runproof.runtime.response.Response.IfFails;
import dev.runproof.runtime.response.Response.IfLaterFails;
import dev.runproof.runtime.response.Response.Otherwise;
import dev.runproof.runtime.response.ResponseRun.Decision;
import dev.runproof.runtime.response.ResponseRun.Due;
import dev.runproof.runtime.response.ResponseRun.Entry;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.response.ResponseRun.Progress;
import dev.runproof.runtime.response.ResponseRun.Request;
import dev.runproof.runtime.response.ResponseRun.StepRun;
import dev.runproof.runtime.value.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The record as the fields of its resource, to and fro. */
final class RunFields {

    private RunFields() {}

    static Map<String, Object> write(ResponseRun run) {
        var fields = new LinkedHashMap<String, Object>();
        Request request = run.request();
        fields.put("response", request.response());
        fields.put("runbook", request.runbook());
        fields.put("digest", request.digest());
        fields.put("incident", request.incident().id());
        request.incident().began().ifPresent(at -> fields.put("began", at.toString()));
        fields.put("inputs", new TreeMap<>(request.inputs()));
        fields.put("lookups", each(request.lookups(), RunFields::looked));
        Progress progress = run.progress();
        fields.put("state", progress.state().name());
        fields.put("epoch", progress.epoch());
        fields.put("holder", progress.holder());
        progress.deadline().ifPresent(at -> fields.put("deadline", at.toString()));
        progress.next()
                .ifPresent(due -> fields.put(
                        "next", Map.of("what", due.what().name(), "at", due.at().toString())));
        if (!progress.reason().isEmpty()) {
            fields.put("reason", progress.reason());
        }
        run.grace().ifPresent(grace -> fields.put("grace", grace(grace)));
        fields.put("steps", run.steps().stream().map(RunFields::step).toList());
        fields.put("decisions", each(run.decisions(), RunFields::decision));
        fields.put("history", run.history().stream().map(RunFields::entry).toList());
        return fields;
    }

    private static <T> Map<String, Object> each(Map<String, T> values, Function<T, Object> fields) {
        var all = new TreeMap<String, Object>();
        values.forEach((name, value) -> all.put(name, fields.apply(value)));
        return all;
    }

    private static Map<String, Object> looked(Looked looked) {
        return looked.problem().isEmpty() ? Map.of("text", looked.text()) : Map.of("problem", looked.problem());
    }

    private static Map<String, Object> grace(Grace grace) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("until", grace.until().toString());
        fields.put("atOnce", grace.atOnce());
        grace.end()
                .ifPresent(end -> fields.put(
                        "end",
                        Map.of(
                                "verdict", end.verdict().name(),
                                "by", end.by(),
                                "at", end.at().toString(),
                                "note", end.note())));
        return fields;
    }

    private static Map<String, Object> step(StepRun step) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", step.name());
        fields.put("transaction", step.transaction());
        fields.put("ifFails", step.ifFails().name());
        fields.put("ifLaterFails", step.ifLaterFails().name());
        step.approval()
                .ifPresent(approval -> fields.put(
                        "approval",
                        Map.of(
                                "by", approval.by(),
                                "within", approval.within().toString(),
                                "otherwise", approval.otherwise().name())));
        fields.put("state", step.state().name());
        if (!step.containment().isEmpty()) {
            fields.put("containment", step.containment());
        }
        if (!step.note().isEmpty()) {
            fields.put("note", step.note());
        }
        return fields;
    }

    static Map<String, Object> decision(Decision decision) {
        return Map.of(
                "verdict", decision.verdict().name(),
                "by", decision.by(),
                "at", decision.at().toString());
    }

    private static Map<String, Object> entry(Entry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("state", entry.state().name());
        entry.reached().ifPresent(reached -> {
            fields.put("step", entry.step());
            fields.put("stepState", reached.name());
        });
        fields.put("at", entry.at().toString());
        fields.put("by", entry.by());
        fields.put("note", entry.note());
        return fields;
    }

    static ResponseRun read(KubernetesObject object) {
        var spec = new Fields("spec", object.map("spec"));
        try {
            return new ResponseRun(
                    request(spec),
                    progress(spec),
                    spec.has("grace") ? Optional.of(grace(spec.map("grace"))) : Optional.empty(),
                    spec.list("steps").stream().map(RunFields::step).toList(),
                    each(spec.map("decisions"), RunFields::decision),
                    spec.list("history").stream().map(RunFields::entry).toList());
        } catch (Fields.MalformedException e) {
            throw new MalformedRunException(String.valueOf(e.getMessage()));
        }
    }

    private static Request request(Fields spec) {
        var inputs = new LinkedHashMap<String, String>();
        var texts = spec.map("inputs");
        texts.names().forEach(name -> inputs.put(name, texts.text(name)));
        return new Request(
                spec.text("response"),
                spec.text("runbook"),
                spec.text("digest"),
                incident(spec),
                inputs,
                each(
                        spec.map("lookups"),
                        looked -> new Looked(looked.textOrNone("text"), looked.textOrNone("problem"))));
    }

    private static Incident incident(Fields spec) {
        try {
            return new Incident(spec.text("incident"), spec.optional("began", Instant::parse));
        } catch (InvalidValueException e) {
            throw spec.wrong("incident");
        }
    }

    private static Progress progress(Fields spec) {
        return new Progress(
                spec.read("state", RunState::valueOf),
                spec.number("epoch"),
                spec.text("holder"),
                spec.optional("deadline", Instant::parse),
                due(spec),
                spec.textOrNone("reason"));
    }

    private static Optional<Due> due(Fields spec) {
        if (!spec.has("next")) {
            return Optional.empty();
        }
        var next = spec.map("next");
        return Optional.of(new Due(next.read("what", Due.What::valueOf), next.read("at", Instant::parse)));
    }

    private static Grace grace(Fields grace) {
        return new Grace(
                grace.read("until", Instant::parse),
                grace.texts("atOnce"),
                grace.has("end") ? Optional.of(end(grace.map("end"))) : Optional.empty());
    }

    private static Grace.End end(Fields end) {
        return new Grace.End(
                end.read("verdict", Grace.Verdict::valueOf),
                end.text("by"),
                end.read("at", Instant::parse),
                end.text("note"));
    }

    private static StepRun step(Fields step) {
        return new StepRun(
                step.text("name"),
                step.text("transaction"),
                step.read("ifFails", IfFails::valueOf),
                step.read("ifLaterFails", IfLaterFails::valueOf),
                step.has("approval") ? Optional.of(approval(step.map("approval"))) : Optional.empty(),
                step.read("state", StepState::valueOf),
                step.textOrNone("containment"),
                step.textOrNone("note"));
    }

    private static Approval approval(Fields approval) {
        var within = approval.read("within", Duration::parse);
        var otherwise = approval.read("otherwise", Otherwise::valueOf);
        return approval.read("by", by -> new Approval(by, within, otherwise));
    }

    private static Decision decision(Fields decision) {
        return new Decision(
                decision.read("verdict", Decision.Verdict::valueOf),
                decision.text("by"),
                decision.read("at", Instant::parse));
    }

    private static Entry entry(Fields entry) {
        return new Entry(
                entry.read("state", RunState::valueOf),
                entry.textOrNone("step"),
                entry.optional("stepState", StepState::valueOf),
                entry.read("at", Instant::parse),
                entry.text("by"),
                entry.text("note"));
    }

    private static <T> Map<String, T> each(Fields fields, Function<Fields, T> value) {
        var all = new LinkedHashMap<String, T>();
        fields.names().forEach(name -> all.put(name, value.apply(fields.map(name))));
        return all;
    }
}
