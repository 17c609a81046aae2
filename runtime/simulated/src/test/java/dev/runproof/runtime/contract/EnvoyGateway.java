package dev.runproof.runtime.contract;

import static dev.runproof.runtime.contract.WebServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.cluster.Cluster;
import dev.runproof.runtime.cluster.ClusterException;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.cluster.WriteMode;
import dev.runproof.runtime.gateway.SourcePolicy;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.metrics.Prometheus;
import dev.runproof.runtime.simulated.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real Envoy Gateway at a real API server, with a Gateway {@code web} that one real Envoy serves on loopback, as the Deployment that
 * Envoy Gateway makes for it would, and a real Prometheus that scrapes it. The ports of Envoy Gateway itself (8080, 8081, 18000, 18002,
 * 19000, 19001) cannot be chosen.
 */
final class EnvoyGateway implements AutoCloseable {

    static final ResourceKind ROUTES = gatewayApi("HTTPRoute", "httproutes");
    private static final ResourceKind CLASSES =
            new ResourceKind("gateway.networking.k8s.io", "v1", "GatewayClass", "gatewayclasses", false);
    private static final ResourceKind SECRETS = new ResourceKind("", "v1", "Secret", "secrets", true);
    private static final String OWNER = "gateway.envoyproxy.io/owning-gateway-namespace";
    private static final List<String> CERTIFICATE = List.of("ca.crt", "tls.crt", "tls.key");

    private final EnvoyGatewayPrograms programs;
    private final Cluster cluster;
    private final Path folder;
    private final KubernetesObject system;
    private final String shop;
    private final ObjectRef gatewayClass;
    private final Deque<Process> processes = new ArrayDeque<>();
    private final int http = freePort();
    private Optional<Process> controller = Optional.empty();
    private Optional<Metrics> metrics = Optional.empty();

    private EnvoyGateway(
            EnvoyGatewayPrograms programs, Cluster cluster, Path folder, KubernetesObject system, String shop) {
        this.programs = programs;
        this.cluster = cluster;
        this.folder = folder;
        this.system = system;
        this.shop = shop;
        this.gatewayClass = new ObjectRef(CLASSES, "", system.ref().name());
    }

    /**
     * Starts all of it.
     *
     * @param folder an empty folder
     * @param shop the namespace of the Gateway
     */
    static EnvoyGateway start(EnvoyGatewayPrograms programs, Cluster cluster, Path folder, String shop) {
        programs.define();
        var gateway = new EnvoyGateway(programs, cluster, folder, TestCluster.newNamespace(cluster), shop);
        try {
            gateway.startController();
            gateway.createGateway();
            gateway.startProxy();
            return gateway;
        } catch (IOException | RuntimeException | AssertionError e) {
            gateway.close();
            throw new AssertionError(e + gateway.logs(), e);
        }
    }

    /** The namespace that its proxies are in. */
    String system() {
        return system.ref().name();
    }

    /** The port that the Gateway serves on loopback. */
    int port() {
        return http;
    }

    Metrics metrics() {
        return metrics.orElseThrow();
    }

    private void startController() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path certificates = Files.createDirectories(root.resolve("certs"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(programs.controller(), root.resolve("envoy-gateway"));
        Files.copy(TestCluster.kubeconfig().orElseThrow(), root.resolve("kubeconfig"));
        Files.writeString(root.resolve("settings.yaml"), """
                apiVersion: gateway.envoyproxy.io/v1alpha1
                kind: EnvoyGateway
                gateway: { controllerName: %s }
                provider:
                  type: Kubernetes
                  kubernetes:
                    leaderElection: { disable: true }
                    proxyTopologyInjector: { disabled: true }
                    watch: { type: Namespaces, namespaces: [%s] }
                """.formatted(controllerName(), shop));
        var certgen = run("certgen", List.of("certgen", "--disable-topology-injector"), true);
        assertThat(certgen.onExit().join().exitValue()).as("certgen" + logs()).isZero();
        processes.remove(certgen);
        copyCertificate("envoy-gateway", certificates);
        controller = Optional.of(run("controller", List.of("server", "--config-path=/settings.yaml"), true));
    }

    private String controllerName() {
        return "runproof.dev/" + system();
    }

    /** In a root of its own, as its certificates are where no flag leads to. */
    private Process run(String name, List<String> arguments, boolean inRoot) throws IOException {
        var command = new ArrayList<String>();
        if (inRoot) {
            if (!"root".equals(System.getProperty("user.name"))) {
                command.addAll(List.of("unshare", "--map-root-user"));
            }
            command.addAll(List.of("chroot", folder.resolve("root").toString(), "/envoy-gateway"));
        }
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("KUBECONFIG", "/kubeconfig");
        builder.environment().put("ENVOY_GATEWAY_NAMESPACE", system());
        var process = builder.start();
        processes.push(process);
        return process;
    }

    private void copyCertificate(String secret, Path to) throws IOException {
        var data = cluster.get(new ObjectRef(SECRETS, system(), secret)).orElseThrow();
        for (String file : CERTIFICATE) {
            Files.write(
                    to.resolve(file),
                    Base64.getDecoder().decode(data.text("data", file).orElseThrow()));
        }
    }

    private void createGateway() {
        create(gatewayClass, Map.of("controllerName", controllerName()));
        var proxy = new ResourceKind("gateway.envoyproxy.io", "v1alpha1", "EnvoyProxy", "envoyproxies", true);
        create(new ObjectRef(proxy, shop, "web"), Map.of("ipFamily", "IPv4", "concurrency", 1));
        create(
                new ObjectRef(gatewayApi("Gateway", "gateways"), shop, "web"),
                Map.of(
                        "gatewayClassName",
                        gatewayClass.name(),
                        "infrastructure",
                        Map.of(
                                "parametersRef",
                                Map.of("group", "gateway.envoyproxy.io", "kind", "EnvoyProxy", "name", "web")),
                        "listeners",
                        List.of(Map.of("name", "http", "protocol", "HTTP", "port", http))));
        var filter = new ResourceKind("gateway.envoyproxy.io", "v1alpha1", "HTTPRouteFilter", "httproutefilters", true);
        create(
                new ObjectRef(filter, shop, "served"),
                Map.of(
                        "directResponse",
                        Map.of("statusCode", 200, "body", Map.of("type", "Inline", "inline", "served"))));
        createRoute("web", "/");
    }

    /** A route by the Gateway, which the Envoy itself answers. */
    void createRoute(String name, String path) {
        var rule = Map.of(
                "matches", List.of(Map.of("path", Map.of("type", "PathPrefix", "value", path))),
                "filters",
                        List.of(Map.of(
                                "type",
                                "ExtensionRef",
                                "extensionRef",
                                Map.of(
                                        "group",
                                        "gateway.envoyproxy.io",
                                        "kind",
                                        "HTTPRouteFilter",
                                        "name",
                                        "served"))));
        create(
                new ObjectRef(ROUTES, shop, name),
                Map.of("parentRefs", List.of(Map.of("name", "web")), "rules", List.of(rule)));
    }

    /** A SecurityPolicy. */
    ObjectRef createPolicy(String name, String kind, String at, Map<String, ?> authorization) {
        var ref = new ObjectRef(SourcePolicy.KIND, shop, name);
        create(
                ref,
                Map.of(
                        "targetRefs",
                        List.of(Map.of("group", "gateway.networking.k8s.io", "kind", kind, "name", at)),
                        "authorization",
                        authorization));
        return ref;
    }

    void create(ObjectRef ref, Map<String, ?> spec) {
        cluster.create(KubernetesObject.of(ref, Map.of(), Map.of(), Map.of("spec", spec)), WriteMode.COMMIT);
    }

    void delete(ObjectRef ref) {
        cluster.get(ref).ifPresent(found -> cluster.delete(ref, found.uid(), WriteMode.COMMIT));
    }

    /** What Envoy Gateway would have a Deployment run, with the places of this folder in it. */
    private void startProxy() throws IOException {
        await(
                "Envoy Gateway has made a Deployment" + logs(),
                () -> !owned(Simulation.DEPLOYMENTS).isEmpty());
        await("it has a pod", () -> owned(Simulation.PODS).size() == 1);
        String pod = owned(Simulation.PODS).get(0).ref().name();
        var deployment = owned(Simulation.DEPLOYMENTS).get(0);
        var container = (Map<?, ?>)
                deployment.list("spec", "template", "spec", "containers").get(0);
        var arguments = ((List<?>) Objects.requireNonNull(container.get("args")))
                .stream().map(String::valueOf).toList();
        Path sds = Files.createDirectories(folder.resolve("sds"));
        copyCertificate("envoy", sds);
        var settings = cluster.get(new ObjectRef(
                        Simulation.CONFIG_MAPS, system(), deployment.ref().name()))
                .orElseThrow();
        for (String file : List.of("xds-certificate.json", "xds-trusted-ca.json")) {
            Files.writeString(
                    sds.resolve(file), settings.text("data", file).orElseThrow().replace("/certs/", sds + "/"));
        }
        int stats = freePort();
        String bootstrap = arguments
                .get(arguments.indexOf("--config-yaml") + 1)
                .replace("port_value: 19000", "port_value: " + freePort())
                .replace("'0.0.0.0'", "127.0.0.1")
                .replace("19001", String.valueOf(stats))
                .replace("envoy-gateway." + system() + ".svc.cluster.local.", "127.0.0.1")
                .replace("$(ENVOY_SERVICE_ZONE)", "\"\"")
                .replace("/sds/", sds + "/");
        Path file = Files.writeString(folder.resolve("bootstrap.yaml"), bootstrap);
        run(
                "envoy",
                List.of(
                        programs.envoy().toString(),
                        "--service-cluster",
                        shop + "/web",
                        "--service-node",
                        pod,
                        "--config-path",
                        file.toString(),
                        "--log-level",
                        "warn",
                        "--concurrency",
                        "1",
                        "--use-dynamic-base-id"),
                false);
        startPrometheus(pod, stats);
    }

    private void startPrometheus(String pod, int stats) throws IOException {
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s }
                scrape_configs:
                  - job_name: envoy
                    metrics_path: /stats/prometheus
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                        labels: { namespace: %s, pod: %s }
                """.formatted(stats, system(), pod));
        run(
                "prometheus",
                List.of(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port),
                false);
        metrics = Optional.of(Prometheus.at("http://127.0.0.1:" + port));
    }

    private List<KubernetesObject> owned(ResourceKind kind) {
        return cluster.list(kind, system()).stream()
                .filter(object -> object.label(OWNER).equals(Optional.of(shop)))
                .toList();
    }

    /** Holds Envoy Gateway, so that it does nothing, or lets it go on. */
    void hold(boolean held) {
        try {
            var kill = new ProcessBuilder(
                            "kill",
                            held ? "-STOP" : "-CONT",
                            String.valueOf(controller.orElseThrow().pid()))
                    .start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The ends of what the programs have said. */
    String logs() {
        var text = new StringBuilder();
        for (String name : List.of("certgen", "controller", "envoy", "prometheus")) {
            Path log = folder.resolve(name + ".log");
            try {
                String said = Files.isRegularFile(log) ? Files.readString(log) : "";
                text.append("\n== ")
                        .append(name)
                        .append('\n')
                        .append(said.substring(Math.max(0, said.length() - 2000)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        while (!processes.isEmpty()) {
            var process = processes.pop();
            process.destroy();
            process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
            process.destroyForcibly().onExit().join();
        }
        // It keeps its class from being deleted as long as there are Gateways, and it is gone.
        cluster.get(gatewayClass).ifPresent(this::deleteForGood);
        cluster.list(gatewayApi("Gateway", "gateways"), shop).forEach(this::deleteForGood);
        TestCluster.remove(cluster, system);
    }

    private void deleteForGood(KubernetesObject object) {
        cluster.delete(object.ref(), object.uid(), WriteMode.COMMIT);
        cluster.get(object.ref()).ifPresent(left -> {
            try {
                cluster.replace(left.withAt(List.of("metadata", "finalizers"), Optional.empty()), WriteMode.COMMIT);
            } catch (ClusterException e) {
                assertThat(e.reason()).isEqualTo(ClusterException.Reason.NOT_FOUND);
            }
        });
    }

    private static ResourceKind gatewayApi(String kind, String plural) {
        return new ResourceKind("gateway.networking.k8s.io", "v1", kind, plural, true);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
