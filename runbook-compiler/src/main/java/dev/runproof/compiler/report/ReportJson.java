package dev.runproof.compiler.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runproof.compiler.exercise.Result;
import dev.runproof.compiler.exercise.Session;
import dev.runproof.compiler.output.JsonText;
import dev.runproof.compiler.output.Product;
import dev.runproof.compiler.report.Report.ExerciseDue;
import dev.runproof.compiler.report.Report.OpenFinding;
import dev.runproof.compiler.report.Report.OwnerCount;
import dev.runproof.compiler.report.Report.TrendPoint;
import dev.runproof.compiler.report.Report.Unreviewed;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The report for programs of one's own. Its schema is the resource {@code META-INF/runproof/schema/staleness.schema.json}: within a version
 * keys are added and none is taken away. What is not known has no key.
 */
public final class ReportJson {

    private static final String SCHEMA = Product.ADDRESS + "schema/staleness.schema.json";
    private static final int VERSION = 1;

    private ReportJson() {}

    /** The text, ending with LF. */
    public static String of(Report report) {
        ObjectNode root = JsonText.object()
                .put("$schema", SCHEMA)
                .put("version", VERSION)
                .put("title", report.title())
                .put("asOf", report.asOf().toString())
                .put("quarterDays", Report.QUARTER);
        known(root, "changes", report.changes());
        known(root, "firings", report.firings());
        ArrayNode runbooks = root.putArray("runbooks");
        report.runbooks().forEach(runbook -> write(runbook, runbooks.addObject()));
        ArrayNode owners = root.putArray("owners");
        report.owners().forEach(owner -> write(owner, owners.addObject()));
        ArrayNode trend = root.putArray("trend");
        report.trend().forEach(point -> write(point, trend.addObject()));
        ArrayNode exercises = root.putArray("exercises");
        report.exercises().forEach(one -> write(one, exercises.addObject()));
        ArrayNode proposals = root.putArray("proposals");
        report.proposals()
                .forEach(one -> proposals
                        .addObject()
                        .put("date", one.day().toString())
                        .put("exercise", one.exercise())
                        .put("heldBy", one.team()));
        ArrayNode open = root.putArray("openFindings");
        report.open().forEach(one -> write(one, open.addObject()));
        ArrayNode incidents = root.putArray("incidentsToReview");
        report.unreviewed().forEach(one -> write(one, incidents.addObject()));
        return JsonText.of(root);
    }

    private static void known(ObjectNode root, String name, Known known) {
        ObjectNode node = root.putObject(name).put("known", known.isKnown());
        known.why().ifPresent(why -> node.put("why", why));
    }

    private static void write(RunbookAge runbook, ObjectNode to) {
        to.put("name", runbook.name()).put("title", runbook.title()).put("file", runbook.file());
        put(to, "address", runbook.address());
        put(to, "owner", runbook.owner());
        to.put("state", runbook.state());
        put(to, "lastValidated", runbook.validity().last());
        put(to, "validUntil", runbook.validity().until());
        put(to, "ageDays", runbook.age());
        put(to, "daysLeft", runbook.left());
        put(to, "evidence", runbook.validity().evidence());
        put(to, "lastExercised", runbook.exercised());
        put(to, "lastChanged", runbook.changed());
        put(to, "fired", runbook.fired());
        to.put("errors", runbook.errors()).put("warnings", runbook.warnings());
    }

    private static void write(OwnerCount owner, ObjectNode to) {
        put(to, "owner", owner.owner());
        to.put("runbooks", owner.runbooks())
                .put("valid", owner.valid())
                .put("changedSince", owner.changed())
                .put("tooOld", owner.old())
                .put("neverValidated", owner.never())
                .put("exercisesOverdue", owner.overdue())
                .put("openFindings", owner.open());
    }

    private static void write(TrendPoint point, ObjectNode to) {
        to.put("date", point.day().toString())
                .put("runbooks", point.all())
                .put("valid", point.valid())
                .put("tooOld", point.old())
                .put("neverValidated", point.never());
        put(to, "medianAgeDays", point.median());
    }

    private static void write(ExerciseDue one, ObjectNode to) {
        to.put("name", one.name())
                .put("owner", one.exercise().owner())
                .put("state", one.state())
                .put("due", one.due().toString())
                .put("daysLeft", one.left());
        put(to, "lastHeld", one.last());
        ArrayNode runbooks = to.putArray("runbooks");
        one.exercise().runbooks().forEach(slug -> runbooks.add(slug.value()));
        ArrayNode sessions = to.putArray("sessions");
        one.exercise().sessions().forEach(session -> write(session, sessions.addObject()));
    }

    private static void write(Session session, ObjectNode to) {
        to.put("date", session.day().value().toString()).put("minutes", session.minutes());
        ArrayNode who = to.putArray("tookPart");
        session.tookPart().forEach(who::add);
        ArrayNode results = to.putArray("results");
        for (Result result : session.results()) {
            ObjectNode one = results.addObject()
                    .put("objective", result.objective().name())
                    .put("met", result.met());
            result.minutes().ifPresent(minutes -> one.put("minutes", minutes));
            result.objective().within().ifPresent(limit -> one.put("limitMinutes", limit));
        }
    }

    private static void write(OpenFinding one, ObjectNode to) {
        to.put("source", one.source())
                .put("date", one.day().toString())
                .put("owner", one.owner())
                .put("found", one.found())
                .put("open", one.who())
                .put("place", one.place());
        ArrayNode runbooks = to.putArray("runbooks");
        one.runbooks().forEach(runbooks::add);
    }

    private static void write(Unreviewed one, ObjectNode to) {
        to.put("id", one.incident().id().value())
                .put("date", one.incident().day().value().toString())
                .put("ageDays", one.age())
                .put("owner", one.incident().owner())
                .put("summary", one.incident().summary());
        ArrayNode runbooks = to.putArray("runbooks");
        one.incident().runbooks().forEach(slug -> runbooks.add(slug.value()));
    }

    private static void put(ObjectNode to, String name, Optional<?> value) {
        value.ifPresent(present -> to.put(name, present.toString()));
    }

    private static void put(ObjectNode to, String name, OptionalLong value) {
        value.ifPresent(present -> to.put(name, present));
    }
}
