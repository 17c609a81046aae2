package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.ClusterReads;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.EvidenceStoreName;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.TimeSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureEvidenceTest {

    private static final String UID = "4f3c2a10-9b1d-4c57-8f6e-0123456789ab";
    private static final Map<String, String> DATA =
            Map.of("image", "executor:1", "service-account", "evidence-collector", "claim", "vault");

    /** A pod, a namespace with a store, and perhaps the account that collects. */
    private record Reads(
            Map<String, ?> pod, Map<String, String> data, Map<String, String> accountLabels, boolean hasJob)
            implements ClusterReads {

        @Override
        public Optional<KubernetesObject> get(ObjectRef ref) {
            return switch (ref.kind().kind()) {
                case "Pod" ->
                    pod.isEmpty()
                            ? Optional.empty()
                            : Optional.of(KubernetesObject.of(ref, Map.of(), Map.of(), pod)
                                    .withMetadata(Map.of("uid", UID)));
                case "ConfigMap" ->
                    ref.name().equals("evidence-vault") && ref.namespace().equals("forensics")
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
        return new Reads(Map.of("spec", Map.of("nodeName", "n1")), data, Map.of("runproof.dev/for", "evidence"), false);
    }

    private static CaptureEvidence action() {
        return new CaptureEvidence(
                PodRef.parse("shop/web-0/" + UID),
                new EvidenceStoreName("vault"),
                new Namespace("forensics"),
                TimeSpan.parse("30s"));
    }

    private static Map<String, String> with(String key, String value) {
        var data = new HashMap<>(DATA);
        data.put(key, value);
        return data;
    }

    private static Map<String, String> uploading() {
        var data = new HashMap<>(DATA);
        data.remove("claim");
        data.put("upload", "addresses");
        return data;
    }

    private static String refusal(Reads reads) {
        return action().change(reads) instanceof Change.Impossible impossible ? impossible.reason() : "";
    }

    private static KubernetesObject job(Map<String, String> data) {
        return ((Change.Run) action().change(reads(data))).object();
    }

    private static Map<?, ?> pod(KubernetesObject job) {
        return job.map("spec", "template", "spec");
    }

    private static Map<?, ?> container(KubernetesObject job) {
        return (Map<?, ?>) job.list("spec", "template", "spec", "containers").get(0);
    }

    @Test
    void theJobIsRestrictedAndRunsOnceInTheNamespaceOfTheStore() {
        KubernetesObject job = job(DATA);

        assertThat(job.ref().toString()).matches("jobs.batch/runproof-evidence-[0-9a-f]{32} in forensics");
        assertThat(job.map("spec")).containsEntry("backoffLimit", 0L).containsEntry("activeDeadlineSeconds", 40L);
        assertThat(pod(job).get("serviceAccountName")).isEqualTo("evidence-collector");
        assertThat(pod(job).containsKey("hostPID")).isFalse();
        assertThat(pod(job).containsKey("nodeName")).isFalse();
        assertThat(String.valueOf(pod(job).get("securityContext"))).contains("runAsNonRoot=true", "runAsUser=65534");
        assertThat(container(job).get("args"))
                .isEqualTo(List.of(
                        "collect",
                        "--pod=shop/web-0/" + UID,
                        "--job=forensics/" + job.ref().name(),
                        "--within=30s",
                        "--to=/evidence"));
        assertThat(container(job).get("securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(job(DATA)).isEqualTo(job);
    }

    @Test
    void itHasRightsOnTheNodeOfThePodOnlyWhereTheStoreSaysSo() {
        KubernetesObject job = job(with("node", "true"));

        assertThat(pod(job).get("hostPID")).isEqualTo(true);
        assertThat(pod(job).get("nodeName")).isEqualTo("n1");
        assertThat(String.valueOf(container(job).get("args"))).endsWith("--node]");
        assertThat(String.valueOf(container(job).get("securityContext")))
                .contains("add=[DAC_READ_SEARCH, SYS_PTRACE]")
                .doesNotContain("privileged");
        assertThat(job.toString() + job.content()).doesNotContain("hostPath");
        assertThat(pod(job(with("node", "false"))).containsKey("hostPID")).isFalse();
    }

    @Test
    void whereItIsUploadedTheAddressesAreMountedAndTheFolderIsThePodsOwn() {
        KubernetesObject job = job(uploading());

        assertThat(String.valueOf(pod(job).get("volumes"))).contains("emptyDir", "secretName=addresses");
        assertThat(String.valueOf(container(job).get("args"))).contains("--upload=/upload/addresses");
    }

    @Test
    void hubbleIsAskedOnlyWhereTheStoreNamesOne() {
        assertThat(String.valueOf(container(job(DATA)).get("args"))).doesNotContain("--flows");
        assertThat(String.valueOf(container(job(with("flows", "hubble-relay.kube-system:80")))
                        .get("args")))
                .contains("--flows=hubble-relay.kube-system:80");
    }

    @ParameterizedTest
    @CsvSource({
        "image, '', image is not the name of one",
        "image, 'a b', image is not the name of one",
        "service-account, collector, service-account is not the name of one that begins with evidence-",
        "service-account, evidence-, service-account is not",
        "claim, ../x, claim is not the name",
        "upload, x, entries claim and upload are not one of the two",
        "node, yes, node is neither true nor false",
        "flows, hubble-relay, flows is not the host and port of Hubble",
        "flows, relay:0, flows is not the host and port of Hubble",
        "flows, '', flows is not the host and port of Hubble",
        "command, sh, entry command is none that a store has"
    })
    void aDeclarationThatIsNoneIsRefused(String key, String value, String why) {
        assertThat(refusal(reads(with(key, value)))).contains("declares no store of evidence", why);
    }

    @Test
    void aStoreWithoutAPlaceIsNone() {
        var data = new HashMap<>(DATA);
        data.remove("claim");

        assertThat(refusal(reads(data))).contains("claim and upload are not one of the two");
    }

    @Test
    void aStoreThatIsNotDeclaredIsRefused() {
        var elsewhere = new CaptureEvidence(
                PodRef.parse("shop/web-0/" + UID),
                new EvidenceStoreName("vault"),
                new Namespace("shop"),
                TimeSpan.parse("30s"));

        assertThat(elsewhere.change(reads(DATA)).toString()).contains("there is no store vault");
    }

    @Test
    void anotherAccountThanOneForEvidenceIsRefused() {
        assertThat(refusal(new Reads(Map.of("spec", Map.of()), DATA, Map.of("runproof.dev/for", "scripts"), false)))
                .contains("does not have the label runproof.dev/for=evidence");
    }

    @Test
    void aJobThatIsLeftIsNotTakenForThisCapture() {
        assertThat(refusal(new Reads(Map.of("spec", Map.of()), DATA, Map.of("runproof.dev/for", "evidence"), true)))
                .contains("of an earlier capture is there still");
    }

    @Test
    void ofAPodThatIsGoneThereIsNothingToCapture() {
        var gone = new Reads(Map.of(), DATA, Map.of("runproof.dev/for", "evidence"), false);
        var nowhere = new Reads(
                Map.of("spec", Map.of()), with("node", "true"), Map.of("runproof.dev/for", "evidence"), false);

        assertThat(action().change(gone)).isEqualTo(new Change.Nothing("the pod is gone"));
        assertThat(action().change(nowhere)).isInstanceOf(Change.Nothing.class);
    }
}
