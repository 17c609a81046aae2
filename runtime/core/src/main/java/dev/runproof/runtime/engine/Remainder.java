package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that was left in the cluster, and what a person does about it.
 *
 * @param object what was left
 * @param reason why, in a sentence for people
 * @param differences in which fields it is not what was written, up to {@value #MOST}; empty if it is, or if that is
 *     not known
 * @param look the command that shows it
 * @param command the command that removes it, gives back what it had, or tells more where nothing can be given back
 */
public record Remainder(ObjectRef object, String reason, List<Difference> differences, String look, String command) {

    /** How many differences are told. */
    static final int MOST = 20;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./_-]*");

    /** Copies the list. */
    public Remainder {
        differences = List.copyOf(differences);
    }

    /**
     * That an object is left.
     *
     * @param object its address
     * @param reason why, in a sentence for people
     */
    public static Remainder of(ObjectRef object, String reason) {
        return of(object, reason, List.of());
    }

    /** An object that was made, and is to be deleted. */
    static Remainder of(ObjectRef object, String reason, List<Difference> differences) {
        return of(object, reason, differences, "kubectl delete " + address(object));
    }

    /**
     * An object of somebody else's in which fields were changed.
     *
     * @param operations the JSON Patch that gives them back; empty if nothing of ours is left, or that is not known
     */
    static Remainder ofEdited(
            ObjectRef object, String reason, List<Difference> differences, List<Map<String, Object>> operations) {
        return of(
                object,
                reason,
                differences,
                operations.isEmpty()
                        ? "kubectl edit " + address(object)
                        : "kubectl patch " + address(object) + " --type=json --patch="
                                + word(KubernetesObject.json(operations)));
    }

    /** An object that was deleted. */
    static Remainder ofDeleted(ObjectRef object, String uid, String reason) {
        return of(
                object,
                reason,
                List.of(),
                "kubectl get events"
                        + (object.namespace().isEmpty() ? "" : " --namespace=" + word(object.namespace()))
                        + " --field-selector=" + word("involvedObject.uid=" + uid));
    }

    /** An object that has done something by itself, and is gone. */
    static Remainder ofRun(ObjectRef object, String reason) {
        return of(
                object,
                reason,
                List.of(),
                "kubectl get events"
                        + (object.namespace().isEmpty() ? "" : " --namespace=" + word(object.namespace()))
                        + " --field-selector=" + word("involvedObject.name=" + object.name()));
    }

    private static Remainder of(ObjectRef object, String reason, List<Difference> differences, String command) {
        int more = differences.size() - MOST;
        return new Remainder(
                object,
                more > 0 ? reason + "; " + more + " more fields differ than those that are told" : reason,
                more > 0 ? differences.subList(0, MOST) : differences,
                "kubectl get " + address(object) + " --output=yaml --show-managed-fields",
                command);
    }

    private static String address(ObjectRef object) {
        var kind = object.kind();
        String resource = kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        // Names come from records. As one word with its kind none of them is taken for an option, such as --all.
        return word(resource + "/" + object.name())
                + (object.namespace().isEmpty() ? "" : " --namespace=" + word(object.namespace()));
    }

    /** A text as one word of a shell. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
