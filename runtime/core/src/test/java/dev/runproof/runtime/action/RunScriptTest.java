package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.Sha256;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RunScriptTest {

    private static final Map<String, String> DATA = Map.of(
            "image", "testbed/busybox:1",
            "service-account", "script-x",
            "command", "/bin/sh\n-euc",
            "argument", "argument",
            "script", "echo <&> \"\u00e4\" \t$$ \\ / \ud83d\udca5\nexit 3\n");

    /** What {@code jq -cjS .data | sha256sum} prints of it. */
    private static final String SHA256 = "71f37e81b668599a676db5fd6aaaaa93119e9ab3b23dc593ab3964f4bef9b4a3";

    /** A namespace with a script, and perhaps the account that it runs as. */
    private record Reads(Map<String, String> data, Map<String, String> accountLabels, boolean hasJob)
            implements ClusterReads {

        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            return switch (ref.kind().kind()) {
                case "ConfigMap" ->
                    ref.name().equals("script-x")
                            ? Optional.of(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("data", data)))
                            : Optional.empty();
                case "ServiceAccount" -> Optional.of(KubernetesObject.of(ref, accountLabels, Map.of(), Map.of()));
                default ->
                    hasJob ? Optional.of(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of())) : Optional.empty();
            };
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind) {
            throw new AssertionError("nothing is listed");
        }

        @Override
        public List<KubernetesObject> list(ResourceKind kind, String namespace) {
            throw new AssertionError("nothing is listed");
        }
    }

    private static Reads reads(Map<String, String> data) {
        return new Reads(data, Map.of("runproof.dev/for", "scripts"), false);
    }

    private static RunScript action(String script, String sha256, String argument) {
        return new RunScript(
                new ScriptName(script),
                new Sha256(sha256),
                new ScriptArgument(argument),
                new Namespace("ops"),
                TimeSpan.parse("20s"));
    }

    private static String refusal(Map<String, String> data, String argument) {
        String sha256 = new ScriptDeclaration(new HashMap<String, Object>(data))
                .sha256()
                .hex();
        return refusal(action("x", sha256, argument), reads(data));
    }

    private static String refusal(RunScript action, Reads reads) {
        return action.change(reads) instanceof Change.Impossible impossible ? impossible.reason() : "";
    }

    private static Map<String, String> with(String key, String value) {
        var data = new HashMap<>(DATA);
        data.put(key, value);
        return data;
    }

    private static KubernetesObject job(Map<String, String> data, String argument) {
        String sha256 = new ScriptDeclaration(new HashMap<String, Object>(data))
                .sha256()
                .hex();
        return ((Change.Run) action("x", sha256, argument).change(reads(data))).object();
    }

    private static Map<?, ?> pod(KubernetesObject job) {
        return job.map("spec", "template", "spec");
    }

    private static Map<?, ?> container(KubernetesObject job) {
        return (Map<?, ?>) job.list("spec", "template", "spec", "containers").get(0);
    }

    @Test
    void theChecksumIsThatOfTheOperationsPage() {
        assertThat(action("x", SHA256, "jane").change(reads(DATA))).isInstanceOf(Change.Run.class);
    }

    @Test
    void theJobIsOfTheOneShape() {
        KubernetesObject job = job(DATA, "jane");

        assertThat(job.ref().toString()).matches("jobs.batch/runproof-script-[0-9a-f]{32} in ops");
        assertThat(job.map("spec")).containsEntry("backoffLimit", 0L).containsEntry("activeDeadlineSeconds", 20L);
        assertThat(job.map("spec")).containsEntry("podReplacementPolicy", "Failed");
        assertThat(pod(job).get("serviceAccountName")).isEqualTo("script-x");
        assertThat(pod(job).get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(pod(job).get("restartPolicy")).isEqualTo("Never");
        assertThat(pod(job).containsKey("volumes")).isFalse();
        assertThat(container(job).get("securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(pod(job(with("token", "true"), "jane")).get("automountServiceAccountToken"))
                .isEqualTo(true);
    }

    @Test
    void theTextReachesTheProgramAsItIs() {
        String text = "echo $$ $(RUNPROOF_ARGUMENT) $$(RUNPROOF_ARGUMENT) \"$RUNPROOF_ARGUMENT\"";

        Object args = container(job(with("script", text), "jane")).get("args");

        assertThat(args)
                .isEqualTo(List.of("echo $$$$ $$(RUNPROOF_ARGUMENT) $$$$(RUNPROOF_ARGUMENT) \"$$RUNPROOF_ARGUMENT\""));
    }

    @Test
    void theArgumentStandsInAVariableAndNowhereElse() {
        KubernetesObject one = job(DATA, "jane");
        KubernetesObject other = job(DATA, "joe");

        assertThat(container(one).get("env"))
                .isEqualTo(List.of(
                        Map.of("name", "RUNPROOF_SCRIPT", "value", "x"),
                        Map.of("name", "RUNPROOF_ARGUMENT", "value", "jane")));
        assertThat(container(one).get("args")).isEqualTo(container(other).get("args"));
        assertThat(container(one).get("command")).isEqualTo(container(other).get("command"));
        assertThat(one.ref()).isNotEqualTo(other.ref());
        assertThat(job(DATA, "jane")).isEqualTo(one);
    }

    @Test
    void anotherTextIsRefusedWithBothChecksums() {
        String refusal = refusal(action("x", SHA256, "jane"), reads(with("image", "evil:1")));

        assertThat(refusal).contains(SHA256, "one of them has been changed");
    }

    @Test
    void anotherAccountThanOneForScriptsIsRefused() {
        assertThat(refusal(action("x", SHA256, "jane"), new Reads(DATA, Map.of(), false)))
                .contains("does not have the label runproof.dev/for=scripts");
        assertThat(refusal(with("service-account", "executor"), "jane")).contains("begins with script-");
    }

    @Test
    void aJobThatIsLeftIsNotTakenForThisRun() {
        assertThat(refusal(action("x", SHA256, "jane"), new Reads(DATA, Map.of("runproof.dev/for", "scripts"), true)))
                .contains("of an earlier run is there still");
    }

    @Test
    void aScriptThatIsNotThereIsRefused() {
        assertThat(refusal(action("y", SHA256, "jane"), reads(DATA))).contains("there is no script");
    }

    @ParameterizedTest
    @CsvSource({
        "image, '', image is not the name of one",
        "image, 'a b', image is not the name of one",
        "service-account, script-, service-account is not",
        "service-account, script-x/y, service-account is not",
        "command, '', command is not one word a line",
        "command, sh -c, command is not one word a line",
        "argument, text, 'argument is none of the types argument, count, deployment'",
        "token, yes, token is neither true nor false",
        "script, ' ', script is empty",
        "script, '\u001b[2J', script has control characters",
        "mount, /, entry mount is none that a script has"
    })
    void aDeclarationThatIsNoneIsRefused(String key, String value, String why) {
        assertThat(refusal(with(key, value), "jane")).contains("is no script", why);
    }

    @Test
    void aScriptThatIsTooLongIsRefused() {
        assertThat(refusal(with("script", "x".repeat(ScriptDeclaration.LONGEST)), "jane"))
                .isEmpty();
        assertThat(refusal(with("script", "x".repeat(ScriptDeclaration.LONGEST + 1)), "jane"))
                .contains("longer than 32768 bytes");
    }

    @Test
    void whatIsMissingIsNamed() {
        var data = new HashMap<>(DATA);
        data.remove("script");

        assertThat(refusal(data, "jane")).contains("entry script is missing");
    }

    static Stream<List<String>> hostileOfEachType() {
        return Stream.of("ip", "ip-range", "namespace", "pod", "deployment", "count", "duration")
                .flatMap(type -> hostile(type)
                        .filter(text -> text.matches("[A-Za-z0-9:][-A-Za-z0-9._:@/+]{0,399}"))
                        .map(text -> List.of(type, text)));
    }

    private static Stream<String> hostile(String type) {
        try (var in = RunScriptTest.class.getResourceAsStream("/META-INF/runproof/type/" + type + ".examples.json")) {
            JsonNode all = new ObjectMapper().readTree(in).get("hostile");
            return StreamSupport.stream(all.spliterator(), false).map(JsonNode::textValue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("hostileOfEachType")
    void aWordThatIsNoValueOfTheDeclaredTypeIsRefused(List<String> example) {
        assertThat(refusal(with("argument", example.get(0)), example.get(1))).contains("is no " + example.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "ip, 203.0.113.7",
        "ip-range, 203.0.113.0/24",
        "namespace, shop",
        "pod, shop/web-0",
        "deployment, shop/web",
        "count, 7",
        "duration, 5m",
        "argument, jane@example.com"
    })
    void aValueOfTheDeclaredTypeIsPassedOn(String type, String value) {
        assertThat(refusal(with("argument", type), value)).isEmpty();
    }
}
