package dev.runproof.runtime.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.value.PodRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    private static final String UID = "4f3c2a10-9b1d-4c57-8f6e-0123456789ab";
    private static final String POD = "/api/v1/namespaces/shop/pods/web-0";
    private static final String LOG = POD + "/log?container=";
    private static final String EVENTS = "/api/v1/namespaces/shop/events";
    private static final String JOB = "/apis/batch/v1/namespaces/forensics/jobs/runproof-evidence-1";
    private static final String SETS = "/apis/apps/v1/namespaces/shop/replicasets/web-1";
    private static final ResourceKind JOBS = new ResourceKind("batch", "v1", "Job", "jobs", true);

    @TempDir
    private Path store;

    private Answers answers = new Answers();

    private static Map<String, ?> pod(String uid, Map<String, ?> spec, Map<String, ?> status, List<?> owners) {
        return Map.of(
                "kind",
                "Pod",
                "apiVersion",
                "v1",
                "metadata",
                Map.of("name", "web-0", "namespace", "shop", "uid", uid, "ownerReferences", owners),
                "spec",
                spec,
                "status",
                status);
    }

    private static Map<String, ?> named(String name) {
        return Map.of("name", name);
    }

    private static Map<String, ?> owner(String apiVersion, String kind, String name, String uid) {
        return Map.of("apiVersion", apiVersion, "kind", kind, "name", name, "uid", uid, "controller", true);
    }

    @BeforeEach
    void aPod() {
        var spec = Map.of(
                "nodeName", "n1",
                "initContainers", List.of(named("init")),
                "containers", List.of(named("web"), named("side")),
                "ephemeralContainers", List.of(named("debug")));
        var status = Map.of(
                "initContainerStatuses", List.of(Map.of("name", "init", "restartCount", 0)),
                "ephemeralContainerStatuses", List.of(Map.of("name", "debug", "restartCount", 0)),
                "containerStatuses",
                        List.of(
                                Map.of(
                                        "name",
                                        "web",
                                        "restartCount",
                                        2,
                                        "image",
                                        "web:1",
                                        "imageID",
                                        "web@sha256:1",
                                        "containerID",
                                        "containerd://c0ffee"),
                                Map.of("name", "side", "restartCount", 0)));
        answers.with(POD, pod(UID, spec, status, List.of(owner("apps/v1", "ReplicaSet", "web-1", "s-1"))))
                .with(LOG + "init&timestamps=true&previous=false", "began\n")
                .with(LOG + "web&timestamps=true&previous=false", "GET /\n")
                .with(LOG + "web&timestamps=true&previous=true", "crashed\n")
                .with(LOG + "side&timestamps=true&previous=false", out -> out.write(new byte[] {0, -1, 27, '[', 13}))
                .with(LOG + "debug&timestamps=true&previous=false", "")
                .with(EVENTS, "{\"items\":[]}")
                .with(
                        SETS,
                        Map.of(
                                "metadata",
                                Map.of(
                                        "name",
                                        "web-1",
                                        "namespace",
                                        "shop",
                                        "uid",
                                        "s-1",
                                        "ownerReferences",
                                        List.of(owner("apps/v1", "Deployment", "web", "d-1")))))
                .with(
                        "/apis/apps/v1/namespaces/shop/deployments/web",
                        Map.of("metadata", Map.of("name", "web", "namespace", "shop", "uid", "d-1")))
                .with(JOB, Map.of("metadata", Map.of("name", "runproof-evidence-1", "namespace", "forensics")));
    }

    private Receipt collect() {
        return collect(Duration.ofSeconds(20));
    }

    private Receipt collect(Duration within) {
        return new Collector(answers, InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")), duration -> {})
                .collect(order(within));
    }

    private Order order(Duration within) {
        return new Order(
                PodRef.parse("shop/web-0/" + UID),
                new ObjectRef(JOBS, "forensics", "runproof-evidence-1"),
                store,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                within,
                new Order.Identity("collector-x", "evidence-collector", "n2", "1"));
    }

    private Path folder() {
        return store.resolve("evidence-" + UID + "-20261122T100000Z");
    }

    private JsonNode manifest() throws IOException {
        return new ObjectMapper().readTree(folder().resolve("manifest.json").toFile());
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(one -> one.path(field).asText())
                .toList();
    }

    @Test
    void allThatTheApiServerHasIsStoredByteForByte() throws IOException {
        Receipt receipt = collect();

        assertThat(receipt.gaps()).isEmpty();
        assertThat(texts(manifest().get("files"), "name"))
                .containsExactly(
                        "pod.json",
                        "log-01-init.txt",
                        "log-02-web.txt",
                        "log-02-web-previous.txt",
                        "log-03-side.txt",
                        "log-04-debug.txt",
                        "events.json",
                        "owner-1.json",
                        "owner-2.json",
                        "job.json",
                        "pod-afterwards.json");
        assertThat(folder().resolve("log-02-web-previous.txt")).hasContent("crashed");
        assertThat(Files.readAllBytes(folder().resolve("log-03-side.txt"))).containsExactly(0, -1, 27, '[', 13);
        assertThat(answers.asked).contains(EVENTS + "?fieldSelector=involvedObject.uid%3D" + UID);
        assertThat(texts(manifest().get("absent"), "piece"))
                .containsExactly("previous log of init", "previous log of side", "previous log of debug");
        assertThat(texts(manifest().get("leftOut"), "piece")).contains("flows", "memory");
    }

    @Test
    void theChecksumsAreThoseOfTheFilesAndTheReceiptHasThatOfTheManifest() throws Exception {
        Receipt receipt = collect();

        for (JsonNode file : manifest().get("files")) {
            Path path = folder().resolve(file.get("name").asText());
            assertThat(file.get("sha256").asText()).isEqualTo(sha256(path));
            assertThat(file.get("bytes").asLong()).isEqualTo(Files.size(path));
            assertThat(file.get("complete").asBoolean()).isTrue();
        }
        assertThat(receipt.manifest().hex()).isEqualTo(sha256(folder().resolve("manifest.json")));
        assertThat(Files.readAllLines(folder().resolve("SHA256SUMS")))
                .contains(receipt.manifest() + "  manifest.json")
                .hasSize(12);
        assertThat(receipt.files()).isEqualTo(11);
        assertThat(Receipt.read(receipt.json())).contains(receipt);
        assertThat(Receipt.manifestIn("VERIFIED: evidence-captured: " + receipt.text()))
                .contains(receipt.manifest());
    }

    @Test
    void theManifestSaysWhoTookWhatWhenAndOfWhom() throws IOException {
        collect();

        assertThat(manifest().get("schema").asText()).isEqualTo("runproof.dev/evidence/v1");
        assertThat(manifest().get("pod").get("uid").asText()).isEqualTo(UID);
        assertThat(manifest().get("pod").get("node").asText()).isEqualTo("n1");
        assertThat(manifest().get("pod").get("containers").toString()).contains("web@sha256:1", "containerd://c0ffee");
        assertThat(manifest().get("collector").get("account").asText()).isEqualTo("evidence-collector");
        assertThat(manifest().get("collector").get("job").asText()).isEqualTo("runproof-evidence-1");
        assertThat(manifest().get("began").asText()).isEqualTo("2026-11-22T10:00:00Z");
    }

    @Test
    void nothingButReadsIsAskedOfTheCluster() {
        collect();

        assertThat(answers.asked).allMatch(path -> !path.contains("/exec") && !path.contains("/attach"));
    }

    @Test
    void whatCannotBeReadIsAGapByNameAndTheRestIsThere() throws IOException {
        answers.with(LOG + "web&timestamps=true&previous=false", out -> {
                    throw new ClusterException(ClusterException.Reason.FORBIDDEN, "the API server answers 403");
                })
                .with(EVENTS, out -> {
                    out.write('{');
                    throw new IOException("reset\u001b[2J");
                });

        Receipt receipt = collect();

        assertThat(receipt.gaps())
                .containsExactly(
                        "log of web: the API server answers 403",
                        "events: it cannot be read: java.io.IOException: reset\\u{1b}[2J");
        assertThat(folder().resolve("log-02-web.txt")).doesNotExist();
        assertThat(folder().resolve("events.json")).hasContent("{");
        assertThat(manifest().get("files").findValuesAsText("complete")).contains("false");
        assertThat(receipt.text()).contains("gaps: log of web: the API server answers 403; events: ");
    }

    @Test
    void aLogWithoutEndIsCut() throws IOException {
        answers.with(LOG + "web&timestamps=true&previous=false", out -> {
            while (true) {
                out.write(new byte[1 << 20]);
            }
        });

        Receipt receipt = collect();

        assertThat(receipt.gaps()).hasSize(1).allMatch(gap -> gap.contains("more than the 67108864 bytes"));
        assertThat(Files.size(folder().resolve("log-02-web.txt"))).isEqualTo(67108864L);
    }

    @Test
    void whatNeverAnswersHoldsUpNothing() throws IOException {
        var never = new CountDownLatch(1);
        answers.with(LOG + "web&timestamps=true&previous=false", out -> {
            out.write('x');
            boolean interrupted = false;
            while (!interrupted) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            // What comes too late must not get into a file that has been digested.
            out.write('y');
        });

        Receipt receipt = collect(Duration.ofMillis(300));

        assertThat(receipt.gaps()).anyMatch(gap -> gap.startsWith("log of web: it was not complete within "));
        assertThat(folder().resolve("log-02-web.txt")).hasContent("x");
        assertThat(manifest().get("files").findValuesAsText("name")).contains("events.json");
    }

    @Test
    void anAnswerThatIsNoObjectIsKeptAndSaid() throws IOException {
        answers.with(SETS, "<html>");

        assertThat(collect().gaps()).containsExactly("owner 1: what the API server answers is no ReplicaSet");
        assertThat(folder().resolve("owner-1.json")).hasContent("<html>");
    }

    @Test
    void namesOfStrangersBecomeNoPaths() throws IOException {
        var spec = Map.of("containers", List.of(named("../../../etc/cron.d/x"), named("a\nb"), named("web")));
        answers.with(POD, pod(UID, spec, Map.of(), List.of(owner("example.com/v1", "../Evil", "../../x", "e-1"))));

        Receipt receipt = collect();

        try (Stream<Path> all = Files.walk(store)) {
            assertThat(all.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(file.getParent()).isEqualTo(folder()));
        }
        assertThat(receipt.gaps()).anyMatch(gap -> gap.startsWith("owner 1: it is of the kind ../Evil"));
        assertThat(receipt.text()).matches("[ -~]*");
    }

    @Test
    void aSuccessorOfTheNameIsNotTakenForThePod() {
        answers.with(POD, pod("another", Map.of(), Map.of(), List.of()));

        assertThatExceptionOfType(NoEvidenceException.class)
                .isThrownBy(this::collect)
                .withMessageContaining("another one has its name");
    }

    @Test
    void aPodThatIsReplacedMeanwhileIsSaid() {
        var reads = new int[1];
        var before = pod(UID, Map.of("containers", List.of(named("web"))), Map.of(), List.of());
        var after = pod("another", Map.of(), Map.of(), List.of());
        answers.with(
                POD,
                out -> out.write(
                        KubernetesObject.json(reads[0]++ == 0 ? before : after).getBytes(StandardCharsets.UTF_8)));

        assertThat(collect().gaps()).anyMatch(gap -> gap.contains("the pod was replaced meanwhile"));
    }

    @Test
    void whatIsStoredAlreadyIsNotOverwritten() throws IOException {
        collect();
        byte[] before = Files.readAllBytes(folder().resolve("manifest.json"));

        assertThatExceptionOfType(NoEvidenceException.class)
                .isThrownBy(this::collect)
                .withMessageContaining("is there already");
        assertThat(folder().resolve("manifest.json")).hasBinaryContent(before);
    }

    @Test
    void aStoreThatTakesNothingIsSaid() {
        assertThatExceptionOfType(NoEvidenceException.class)
                .isThrownBy(() -> new Collector(answers, InstantSource.system(), duration -> {})
                        .collect(new Order(
                                PodRef.parse("shop/web-0/" + UID),
                                new ObjectRef(JOBS, "forensics", "runproof-evidence-1"),
                                store.resolve("nowhere"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(5),
                                new Order.Identity("c", "a", "n", "1"))))
                .withMessageContaining("the evidence cannot be stored");
    }

    @Test
    void ofManyGapsTheReceiptHasAsManyAsAMessageTakes() {
        var spec = Map.of(
                "containers",
                Stream.iterate(1, i -> i + 1).limit(60).map(i -> named("c" + i)).toList());
        answers.with(POD, pod(UID, spec, Map.of(), List.of()));

        Receipt receipt = collect();

        assertThat(receipt.gaps()).hasSize(120);
        assertThat(receipt.json()).hasSizeLessThan(4000).contains("more gaps, which the manifest has");
        assertThat(Receipt.read(receipt.json()).orElseThrow().gaps().size()).isLessThan(60);
    }
}
