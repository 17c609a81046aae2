package dev.runproof.runtime.engine;

import dev.runproof.runtime.action.Change;
import dev.runproof.runtime.action.FieldEdit;
import dev.runproof.runtime.action.FieldEdit.AtTheEnd;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.EngineEvent.Effected.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Fields of an object that is somebody else's are changed in one write, and given back in one write.
 *
 * <p>The object gets an annotation of its own for each containment, with its epoch and the digest of what it changes. It
 * comes and goes with the edits, so that one read tells whether they were made.
 *
 * @param effect what the record says of it
 * @param edits what is changed; empty if the record does not say so in a way that can be relied on
 */
record Editing(Effect effect, List<FieldEdit> edits) implements Alteration {

    private static final String EDITS = "edits";
    private static final String UNREADABLE =
            "what was changed is not in the record any more, or is not what was written";

    static Editing of(Change.Edit change) {
        var ref = change.object().ref();
        var statement = KubernetesObject.of(
                ref,
                Map.of(),
                Map.of(),
                Map.of(EDITS, change.edits().stream().map(FieldEdit::fields).toList()));
        var effect = Effect.of(Effect.How.EDIT, ref, change.object().uid(), statement.statementJson());
        if (effect.statement().isEmpty()) {
            throw new ClusterException(
                    ClusterException.Reason.INVALID, "what is to be changed in " + ref + " is too long for a record");
        }
        return of(effect);
    }

    static Editing of(Effect effect) {
        var edits = new ArrayList<FieldEdit>();
        for (Object fields : effect.stated().map(stated -> stated.list(EDITS)).orElse(List.of())) {
            var edit = fields instanceof Map<?, ?> map ? FieldEdit.of(map) : Optional.<FieldEdit>empty();
            if (edit.isEmpty()) {
                return new Editing(effect, List.of());
            }
            edits.add(edit.get());
        }
        return new Editing(effect, List.copyOf(edits));
    }

    @Override
    public boolean looksFirst() {
        return true;
    }

    private boolean isMeant(KubernetesObject object) {
        return object.uid().equals(effect.uid());
    }

    @Override
    public Sight see(String containment, Optional<KubernetesObject> found) {
        if (found.filter(this::isMeant).isEmpty()) {
            return new Sight.Absent();
        }
        KubernetesObject object = found.get();
        Optional<EditStamp> stamp = EditStamp.on(object, containment);
        if (stamp.isPresent()) {
            return isIntact(stamp.get(), object) ? new Sight.Done(object) : new Sight.Changed(differencesIn(object));
        }
        if (edits.isEmpty()) {
            return new Sight.Foreign(UNREADABLE);
        }
        var differences = new ArrayList<String>();
        edits.stream().filter(edit -> !edit.isOpenIn(object)).forEach(edit -> differences.add(text(edit)));
        return differences.isEmpty()
                ? new Sight.Open()
                : new Sight.Foreign("is not as it was read: " + String.join(", ", differences) + " has changed");
    }

    private boolean isIntact(EditStamp stamp, KubernetesObject object) {
        return !edits.isEmpty()
                && stamp.digest().equals(effect.digest())
                && edits.stream().allMatch(edit -> edit.isDoneIn(object));
    }

    private static String text(FieldEdit edit) {
        return String.join(".", edit.path());
    }

    @Override
    public OptionalLong epoch(String containment, KubernetesObject found) {
        return EditStamp.on(found, containment)
                .map(stamp -> OptionalLong.of(stamp.epoch()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public KubernetesObject write(Cluster cluster, Optional<KubernetesObject> found, Seal seal, WriteMode mode) {
        KubernetesObject edited = found.orElseThrow();
        for (FieldEdit edit : edits) {
            edited = edited.withAt(edit.path(), edit.doneIn(edited));
        }
        return cluster.replace(EditStamp.of(seal.stamp()).on(edited), mode);
    }

    @Override
    public What written(WriteMode mode) {
        return mode == WriteMode.DRY_RUN ? What.WOULD_EDIT : What.EDITED;
    }

    @Override
    public Step takeBack(String containment, Optional<KubernetesObject> found) {
        if (found.isEmpty()) {
            return new Step.Over("", What.GONE);
        }
        if (!isMeant(found.get())) {
            return new Step.Over(effect.object() + " is another one of that name and has not been touched", What.LEFT);
        }
        KubernetesObject object = found.get();
        Optional<EditStamp> stamp = EditStamp.on(object, containment);
        if (edits.isEmpty()) {
            return stamp.isEmpty() ? new Step.Over("", What.FOUND) : new Step.Stays(UNREADABLE, List.of());
        }
        return stamp.isEmpty() ? unstamped(object) : restored(containment, object);
    }

    /** Nothing was written, or it was taken back already; or somebody has taken away what tells. */
    private Step unstamped(KubernetesObject object) {
        var done = edits.stream()
                .filter(edit -> edit.atTheEnd() == AtTheEnd.RESTORE && edit.isDoneIn(object))
                .map(Editing::text)
                .toList();
        return done.isEmpty()
                ? new Step.Over("", What.FOUND)
                : new Step.Stays(
                        String.join(", ", done)
                                + " is as this containment would have made it, and nothing on the object says that it was"
                                + " this containment",
                        List.of());
    }

    private Step restored(String containment, KubernetesObject object) {
        KubernetesObject restored = object;
        var differences = new ArrayList<Difference>();
        for (FieldEdit edit : restoring()) {
            if (edit.isDoneIn(object)) {
                restored = restored.withAt(edit.path(), edit.undoneIn(restored));
            } else if (!edit.isOpenIn(object)) {
                differences.addAll(Difference.at(edit.path(), edit.doneIn(object), object));
            }
        }
        var kept = edits.stream()
                .filter(edit -> edit.atTheEnd() == AtTheEnd.KEEP)
                .map(Editing::text)
                .collect(Collectors.joining(", "));
        Step after = differences.isEmpty()
                ? new Step.Over(kept.isEmpty() ? "" : kept + " stays as it was made", What.RESTORED)
                : new Step.Stays("others have changed it since; what nobody has changed is as before", differences);
        return new Step.Replace(EditStamp.removedFrom(restored, containment), after);
    }

    private List<FieldEdit> restoring() {
        return edits.stream()
                .filter(edit -> edit.atTheEnd() == AtTheEnd.RESTORE)
                .toList();
    }

    @Override
    public Remainder left(
            String containment, String reason, List<Difference> differences, Optional<KubernetesObject> found) {
        var operations = new ArrayList<Map<String, Object>>();
        found.filter(this::isMeant)
                .ifPresent(object -> restoring().stream()
                        .filter(edit -> edit.isDoneIn(object))
                        .forEach(edit -> operations.add(operation(edit.path(), edit.undoneIn(object)))));
        found.filter(this::isMeant)
                .filter(object -> EditStamp.on(object, containment).isPresent())
                .ifPresent(object -> operations.add(operation(EditStamp.path(containment), Optional.empty())));
        return Remainder.ofEdited(effect.object(), reason, differences, operations);
    }

    /** An operation of JSON Patch (RFC 6902). */
    private static Map<String, Object> operation(List<String> path, Optional<Object> value) {
        String pointer = path.stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
        return value.<Map<String, Object>>map(text -> Map.of("op", "add", "path", pointer, "value", text))
                .orElse(Map.of("op", "remove", "path", pointer));
    }

    @Override
    public List<Difference> differencesIn(KubernetesObject found) {
        return edits.stream()
                .filter(edit -> !edit.isDoneIn(found))
                .flatMap(edit -> Difference.at(edit.path(), edit.doneIn(found), found).stream())
                .toList();
    }
}
