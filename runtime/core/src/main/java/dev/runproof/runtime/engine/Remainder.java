package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.ObjectRef;

/**
 * Something that was left in the cluster, and what a person does about it.
 *
 * @param object what was left
 * @param reason why, in a sentence for people
 * @param command the command that removes it
 */
public record Remainder(ObjectRef object, String reason, String command) {

    static Remainder of(ObjectRef object, String reason) {
        var kind = object.kind();
        String resource = kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        String namespace = object.namespace().isEmpty() ? "" : " --namespace " + object.namespace();
        return new Remainder(object, reason, "kubectl delete " + resource + " " + object.name() + namespace);
    }
}
