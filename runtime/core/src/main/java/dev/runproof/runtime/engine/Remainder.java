package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Difference;
import dev.runproof.runtime.cluster.ObjectRef;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Something that was left in the cluster, and what a person does about it.
 *
 * @param object what was left
 * @param reason why, in a sentence for people
 * @param differences in which fields it is not what was written, up to {@value #MOST}; empty if it is, or if that is
 *     not known
 * @param look the command that shows it
 * @param command the command that removes it
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

    static Remainder of(ObjectRef object, String reason, List<Difference> differences) {
        var kind = object.kind();
        String resource = kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        // Names come from records. As one word with its kind none of them is taken for an option, such as --all.
        String address = word(resource + "/" + object.name())
                + (object.namespace().isEmpty() ? "" : " --namespace=" + word(object.namespace()));
        int more = differences.size() - MOST;
        return new Remainder(
                object,
                more > 0 ? reason + "; " + more + " more fields differ than those that are told" : reason,
                more > 0 ? differences.subList(0, MOST) : differences,
                "kubectl get " + address + " --output=yaml --show-managed-fields",
                "kubectl delete " + address);
    }

    /** A text as one word of a shell. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
