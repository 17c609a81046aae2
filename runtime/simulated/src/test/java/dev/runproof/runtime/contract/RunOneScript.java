package dev.runproof.runtime.contract;

import dev.runproof.runtime.action.Action;
import dev.runproof.runtime.action.RunScript;
import dev.runproof.runtime.check.Check;
import dev.runproof.runtime.check.ScriptSucceeded;
import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.transaction.Expiry;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.Origin;
import dev.runproof.runtime.transaction.SafetyTransaction;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A transaction that runs the script of a namespace, as the compiler writes it. */
record RunOneScript(String in, String sha256, String within, Duration maxDuration)
        implements SafetyTransaction<RunOneScript.Inputs> {

    static final String NAME = "revoke-sessions";

    private static final InputDeclaration ACCOUNT =
            new InputDeclaration("account", "argument", "account", "", Optional.empty());

    RunOneScript(String in, String sha256) {
        this(in, sha256, "20s", Duration.ofSeconds(60));
    }

    record Inputs(ScriptArgument account) {}

    static InputTexts texts(String account) {
        return InputTexts.of(Map.of("account", account));
    }

    /** Writes the ConfigMap of a script, and gives its checksum. */
    static String declare(Cluster cluster, String in, String script) {
        var data = Map.of(
                "image", "testbed/busybox:1",
                "service-account", "script-sessions",
                "command", "/bin/sh\n-euc",
                "argument", "argument",
                "script", script);
        var ref = new ObjectRef(Simulation.CONFIG_MAPS, in, "script-" + NAME);
        cluster.get(ref).ifPresent(old -> cluster.delete(ref, old.uid(), WriteMode.COMMIT));
        cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("data", data)), WriteMode.COMMIT);
        try {
            byte[] json = KubernetesObject.json(data).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Origin origin() {
        return new Origin("compromise", "compromise.md", 11, "sha256:" + "2".repeat(64));
    }

    @Override
    public List<InputDeclaration> inputs() {
        return List.of(ACCOUNT);
    }

    @Override
    public Inputs read(InputTexts texts) {
        texts.only(inputs());
        return new Inputs(texts.read(ACCOUNT, ScriptArgument::parse));
    }

    @Override
    public Action action(Inputs inputs) {
        return new RunScript(
                new ScriptName(NAME), new Sha256(sha256), inputs.account(), new Namespace(in), TimeSpan.parse(within));
    }

    @Override
    public List<Check> preChecks(Inputs inputs) {
        return List.of();
    }

    @Override
    public List<Check> postChecks(Inputs inputs) {
        return List.of(new ScriptSucceeded());
    }

    @Override
    public Expiry expiry() {
        return new Expiry.Undo(Duration.ofHours(1));
    }
}
