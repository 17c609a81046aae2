package dev.runproof.runtime.action;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.index.Audit;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookAction;
import dev.runproof.runtime.index.Waits;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.util.Optional;

/**
 * Runs a script that people have put into the cluster, once, in a Job of its own: to end the sessions of an account, for
 * instance.
 *
 * <p>The script is a ConfigMap called {@code script-NAME}. It is read, compared with the checksum, and passed to the Job as
 * it was compared. The Job has the script's own ServiceAccount, a read-only file system, and no rights on its node; the
 * argument reaches it as the environment variable {@code RUNPROOF_ARGUMENT} and is never part of a command.
 *
 * <p>Undoing stops the script if it still runs and deletes the Job. What the script has done stays done. A transaction that fails
 * after the Job was made is therefore left to a person.
 *
 * <p>Limits: it is started once and not tried again, as nobody knows whether doing it twice is the same. The same script with the same
 * argument is not run again for as long as the containment lasts: another incident joins it.
 *
 * @param script the name of the script
 * @param sha256 the checksum of all that the ConfigMap says
 * @param argument what the script is about: a value of the type that the ConfigMap names
 * @param in the namespace that the script is and runs in
 * @param within how long the script may run; less than half of {@code max-duration}
 */
@RunbookAction(
        name = RunScript.NAME,
        target = "argument",
        inverse = "Stops the script if it still runs, and deletes its Job; what it has done stays done.",
        audit = Audit.SERVER_DRY_RUN,
        permissions = {
            @Permission(
                    group = "batch",
                    resource = "jobs",
                    verbs = {"get", "create"},
                    scope = Scope.NAMED_NAMESPACE),
            @Permission(
                    group = "batch",
                    resource = "jobs",
                    verbs = "delete",
                    scope = Scope.NAMED_NAMESPACE,
                    afterwards = true),
            @Permission(group = "", resource = "configmaps", verbs = "get", scope = Scope.NAMED_NAMESPACE),
            @Permission(group = "", resource = "serviceaccounts", verbs = "get", scope = Scope.NAMED_NAMESPACE)
        },
        reversible = false)
public record RunScript(
        ScriptName script,
        Sha256 sha256,
        ScriptArgument argument,
        Namespace in,
        @Waits(times = 2) TimeSpan within) implements Action {

    static final String NAME = "run-script";

    private static final ResourceKind CONFIG_MAPS = new ResourceKind("", "v1", "ConfigMap", "configmaps", true);
    private static final ResourceKind ACCOUNTS = new ResourceKind("", "v1", "ServiceAccount", "serviceaccounts", true);
    private static final String ACCOUNT_LABEL = "runproof.dev/for";
    private static final String ACCOUNT_VALUE = "scripts";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ContainmentTarget.Script target() {
        return new ContainmentTarget.Script(script, argument, in);
    }

    @Override
    public Change change(ClusterReads cluster) {
        var source = new ObjectRef(CONFIG_MAPS, in.name(), "script-" + script);
        Optional<KubernetesObject> found = cluster.get(source);
        if (found.isEmpty()) {
            return new Change.Impossible("there is no script: " + source + " is not there");
        }
        var declaration = ScriptDeclaration.of(found.get());
        if (!declaration.sha256().equals(sha256)) {
            return new Change.Impossible(source + " has the SHA-256 " + declaration.sha256()
                    + ", and the transaction says " + sha256 + ": one of them has been changed; look at both");
        }
        var problems = declaration.problems();
        if (!problems.isEmpty()) {
            return new Change.Impossible(source + " is no script: its " + String.join("; its ", problems));
        }
        if (!declaration.takes(argument)) {
            return new Change.Impossible("the argument of the script is no " + declaration.argumentType()
                    + ", which is what " + source + " says that it takes");
        }
        var account = new ObjectRef(ACCOUNTS, in.name(), declaration.account());
        boolean isForScripts = cluster.get(account)
                .flatMap(object -> object.label(ACCOUNT_LABEL))
                .equals(Optional.of(ACCOUNT_VALUE));
        if (!isForScripts) {
            return new Change.Impossible(account + " is not there, or does not have the label " + ACCOUNT_LABEL + "="
                    + ACCOUNT_VALUE + ", without which no script runs as it");
        }
        var job = ScriptJob.refOf(target());
        return cluster.get(job)
                .<Change>map(earlier -> new Change.Impossible(
                        job + " of an earlier run is there still: look at it, delete it, and run again"))
                .orElseGet(() -> new Change.Run(ScriptJob.of(target(), declaration, sha256, within)));
    }
}
