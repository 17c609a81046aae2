package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.action.Shelf;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.ingress.Nginx;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.OpenMetrics;
import dev.runproof.runtime.metrics.PrometheusServer;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.TimeSpan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks about an Ingress, with what controllers tell a real Prometheus each 30 seconds. */
class IngressChecksTest {

    private static final Instant BEGIN = Instant.parse("2026-11-02T09:50:00Z");
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    /** Seen by Prometheus 30 and 60 seconds later. */
    private static final Instant WRITTEN = Instant.parse("2026-11-02T09:59:00Z");

    private static final ContainmentTarget.IngressSource SOURCE = new ContainmentTarget.IngressSource(
            IpAddress.parse("203.0.113.7"), IngressRef.parse("shop/web/aa"), new Namespace(Nginx.NAMESPACE));

    private static PrometheusServer server;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException, InterruptedException {
        var metrics = new OpenMetrics(BEGIN, NOW);
        pod(metrics, "good", "", WRITTEN.plusSeconds(2), 1, 0);
        pod(metrics, "at-once", "", WRITTEN, 1, 0);
        pod(metrics, "busy", "", NOW.minusSeconds(3), 1, 0);
        pod(metrics, "broken", "", WRITTEN.plusSeconds(2), 0, 0);
        pod(metrics, "ignoring", "", WRITTEN.minusSeconds(1), 1, 0);
        pod(metrics, "unseen", "", WRITTEN.plusSeconds(2), 1, 3);
        pod(metrics, "twice", ",job=\"a\"", WRITTEN.plusSeconds(2), 1, 0);
        pod(metrics, "twice", ",job=\"b\"", WRITTEN.minusSeconds(2), 1, 0);
        metrics.counter(
                "hubble_flows_processed_total",
                "type=\"Trace\",subtype=\"to-endpoint\",verdict=\"FORWARDED\",source_namespace=\"\","
                        + "source_ip=\"203.0.113.7\",destination_namespace=\"ingress-nginx\"",
                step -> 9.0 * step);
        metrics.counter(
                "hubble_flows_processed_total",
                "type=\"Trace\",subtype=\"to-endpoint\",verdict=\"FORWARDED\",source_namespace=\"\","
                        + "source_ip=\"198.51.100.1\",destination_namespace=\"ingress-nginx\"",
                step -> step);
        metrics.counter(
                "hubble_flows_processed_total",
                "type=\"Trace\",subtype=\"to-endpoint\",verdict=\"FORWARDED\",source_namespace=\"ingress-nginx\","
                        + "source_ip=\"10.0.0.5\",destination_namespace=\"shop\"",
                step -> 10.0 * step);
        server = PrometheusServer.start(folder, metrics.text());
    }

    private static void pod(
            OpenMetrics metrics, String name, String more, Instant loaded, int successful, int missing) {
        String labels = "controller_namespace=\"ingress-nginx\",controller_pod=\"" + name + "\"" + more;
        int last = (int) Duration.between(BEGIN, NOW).toSeconds() / OpenMetrics.STEP - missing;
        metrics.gauge(
                "nginx_ingress_controller_config_last_reload_successful",
                labels,
                step -> step > last ? -1 : successful);
        metrics.gauge(
                "nginx_ingress_controller_config_last_reload_successful_timestamp_seconds",
                labels,
                step -> step > last
                        ? -1
                        : BEGIN.plusSeconds((long) step * OpenMetrics.STEP).isBefore(loaded)
                                ? BEGIN.getEpochSecond()
                                : loaded.getEpochSecond());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static CheckContext context(Sources sources, KubernetesObject... objects) {
        return new CheckContext(
                SOURCE,
                Shelf.of(objects),
                new Namespace("runproof"),
                NOW.plusSeconds(60),
                sources,
                () -> NOW,
                duration -> false,
                Optional.empty(),
                Baseline.NONE,
                NOW);
    }

    /** The Ingress with the address in its list. */
    private static KubernetesObject denying(String list) {
        return Nginx.ingress(Map.of(Nginx.LIST, list))
                .withAt(
                        List.of("metadata", "managedFields"),
                        Optional.of(List.of(Map.of(
                                "manager",
                                "runproof",
                                "time",
                                WRITTEN.toString(),
                                "fieldsV1",
                                Map.of("f:metadata", Map.of("f:annotations", Map.of("f:" + Nginx.LIST, Map.of())))))));
    }

    private static CheckResult denies(Sources sources, KubernetesObject ingress, String... pods) {
        var objects = new ArrayList<>(List.of(ingress, Nginx.ingressClass()));
        List.of(pods).forEach(pod -> objects.add(Nginx.pod(pod, "v1.9.4")));
        return new IngressDenies(TimeSpan.parse("15s")).run(context(sources, objects.toArray(KubernetesObject[]::new)));
    }

    private static CheckResult denies(String... pods) {
        return denies(Sources.NONE.with(server.metrics()), denying("203.0.113.7"), pods);
    }

    private static String reason(CheckResult result) {
        return result instanceof CheckResult.Failed failed
                ? "failed: " + failed.reason()
                : result instanceof CheckResult.Undetermined undetermined
                        ? "undetermined: " + undetermined.reason()
                        : "passed: " + ((CheckResult.Passed) result).note();
    }

    @Test
    void passesWhenEachPodHasLoadedItAndHadNothingMoreToLoad() {
        assertThat(reason(denies("good")))
                .isEqualTo("passed: each of 1 pod of the controller has loaded its configuration since, and nothing for"
                        + " 15s after that");
        assertThat(reason(denies("good", "at-once"))).startsWith("passed: each of 2 pods");
    }

    @Test
    void whoMayBeLoadingStillTellsNothing() {
        assertThat(reason(denies("good", "busy")))
                .startsWith("undetermined: pods/busy in ingress-nginx has loaded a configuration at"
                        + " 2026-11-02T09:59:57Z, and Prometheus has not seen yet that it was the last one");
        assertThat(reason(denies("unseen")))
                .startsWith("undetermined: Prometheus has seen nothing of pods/unseen in ingress-nginx since");
        assertThat(reason(denies("good", "absent")))
                .startsWith("undetermined: Prometheus does not know when pods/absent in ingress-nginx last loaded");
    }

    @Test
    void failsWhereAPodHasNotLoadedIt() {
        assertThat(reason(denies("good", "broken")))
                .startsWith("failed: pods/broken in ingress-nginx could not load its configuration");
        assertThat(reason(denies("ignoring", "good")))
                .startsWith("failed: pods/ignoring in ingress-nginx has loaded no configuration since the list was"
                        + " written at 2026-11-02T09:59:00Z: it ignores the Ingress");
        assertThat(reason(denies("twice"))).as("the worse of two").startsWith("failed: ");
    }

    @Test
    void failsWhereTheAddressIsNotInTheListAnyMore() {
        var sources = Sources.NONE.with(server.metrics());

        assertThat(reason(denies(sources, denying("198.51.100.1"), "good")))
                .startsWith("failed: the list in " + Nginx.LIST + " does not have the address any more");
        assertThat(reason(denies(sources, denying("203.0.113.7,"), "good")))
                .startsWith("failed: ")
                .contains("503");
        assertThat(reason(denies(sources, denying("203.0.113.7").withMetadata(Map.of("uid", "ab")), "good")))
                .isEqualTo("failed: the Ingress is gone");
    }

    @Test
    void isUndeterminedWhereNobodyCanTell() {
        var metrics = server.metrics();
        Metrics silent = (query, at, timeout) -> new Metrics.Answer.Unknown("Prometheus does not answer in time");

        assertThat(reason(denies(Sources.NONE, denying("203.0.113.7"), "good")))
                .startsWith("undetermined: the Ingress says so; whether ingress-nginx does it cannot be seen");
        assertThat(reason(denies(Sources.NONE.with(silent), denying("203.0.113.7"), "good")))
                .isEqualTo("undetermined: Prometheus does not answer in time");
        assertThat(reason(denies(Sources.NONE.with(metrics), denying("203.0.113.7"))))
                .startsWith("undetermined: the Ingress has class nginx");
        assertThat(reason(denies(Sources.NONE.with(metrics), Nginx.ingress(Map.of(Nginx.LIST, "203.0.113.7")), "good")))
                .isEqualTo("undetermined: the API server has not noted when the list was written");
    }

    @Test
    void canDenyWhereTheControllerObeysAndSeesTheSource() {
        var ingress = Nginx.ingress(Map.of());
        var pod = Nginx.pod("good", "v1.9.4");

        assertThat(can(ingress, pod, service("Local"))).isEqualTo("passed: ");
        assertThat(can(ingress, pod, service("Cluster")))
                .startsWith(
                        "failed: traffic by services/controller in ingress-nginx arrives from the address of a node")
                .contains("declare runproof.dev/sources: visible on namespace ingress-nginx");
        assertThat(can(ingress, pod, service("Cluster"), namespace(Map.of("runproof.dev/sources", "visible"))))
                .isEqualTo("passed: ");
        assertThat(can(ingress, pod, service("Cluster"), Nginx.settings(Map.of("use-proxy-protocol", "true"))))
                .startsWith("passed: the controller takes the address from what proxies in front of it say");
        assertThat(can(ingress, Nginx.pod("old", "v1.5.1")))
                .startsWith("failed: ")
                .contains("1.5");
        assertThat(can(ingress, Nginx.pod("old", "latest"))).startsWith("undetermined: ");
        assertThat(can(ingress)).startsWith("failed: the Ingress has class nginx");
        assertThat(can(ingress.withMetadata(Map.of("uid", "ab")), pod)).isEqualTo("failed: the Ingress is gone");
    }

    @Test
    void aProxyInFrontHasAllTrafficOfTheController() {
        var check = new TrafficShareBelow(Percent.parse("5"), TimeSpan.parse("5m"), IfUnknown.REFUSE);

        assertThat(reason(check.run(context(Sources.NONE.with(server.metrics())))))
                .startsWith("failed: 203.0.113.7 has 90 %")
                .contains("to namespace ingress-nginx");
    }

    private static String can(KubernetesObject ingress, KubernetesObject... others) {
        var objects = new ArrayList<>(List.of(ingress, Nginx.ingressClass()));
        objects.addAll(List.of(others));
        return reason(new IngressCanDeny().run(context(Sources.NONE, objects.toArray(KubernetesObject[]::new))));
    }

    private static KubernetesObject service(String policy) {
        return KubernetesObject.of(
                new ObjectRef(SurroundingKinds.SERVICES, Nginx.NAMESPACE, "controller"),
                Map.of(),
                Map.of(),
                Map.of("spec", Map.of("type", "LoadBalancer", "externalTrafficPolicy", policy)));
    }

    private static KubernetesObject namespace(Map<String, String> annotations) {
        return KubernetesObject.of(
                new ObjectRef(SurroundingKinds.NAMESPACES, "", Nginx.NAMESPACE), Map.of(), annotations, Map.of());
    }
}
