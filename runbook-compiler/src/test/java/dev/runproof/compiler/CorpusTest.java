package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runproof.compiler.model.Runbook;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import dev.runproof.compiler.resolve.Resolution.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real rules and real runbooks: kube-prometheus at 4d719f1d against prometheus-operator/runbooks at a685d14c. What is
 * expected was counted by hand, by names. The data is beside the checkout where there is any, not in it.
 */
class CorpusTest {

    @TempDir
    private Path folder;

    private CheckReport report;

    @BeforeEach
    void check() throws IOException {
        Optional<Path> corpus = Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .map(path -> path.resolve("shared/corpus/kube-prometheus"))
                .filter(Files::isDirectory)
                .findFirst();
        if (corpus.isEmpty()) {
            System.out.println(
                    "SKIPPED CorpusTest: there is no folder shared/corpus/kube-prometheus beside the checkout");
        }
        assumeTrue(corpus.isPresent(), "no corpus beside the checkout");
        Path configuration = folder.resolve("runbook.yaml");
        Files.writeString(configuration, """
                sites: ["https://runbooks.prometheus-operator.dev/runbooks/{path|lower}"]
                runbooks: ["%1$s/runbooks/**/[!_]*.md"]
                alert-rules: ["%1$s/rules"]
                """.formatted(corpus.get()));
        report = new RunbookCompiler(corpus.get(), List.of()).check(configuration);
    }

    @Test
    void alertsLeadToPagesExceptThese() {
        assertThat(report.links()).hasSize(139);
        assertThat(report.links())
                .filteredOn(link -> link.resolution().orElseThrow() instanceof Page)
                .hasSize(112);
        assertThat(report.links())
                .filteredOn(link -> link.resolution().orElseThrow() instanceof NoPage)
                .extracting(link -> link.alert().name().value())
                .containsExactlyInAnyOrder(
                        "AlertmanagerClusterFailedPeers",
                        "GrafanaRequestsFailing",
                        "KubeAPIInstanceUnreachable",
                        "KubeControllerManagerInstanceUnreachable",
                        "KubeDeploymentRolloutStuck",
                        "KubeJobNotCompleted",
                        "KubeNodeEviction",
                        "KubeNodePressure",
                        "KubePdbNotEnoughHealthyPods",
                        "KubePersistentVolumeInodesFillingUp",
                        "KubePersistentVolumeInodesFillingUp",
                        "KubeSchedulerInstanceUnreachable",
                        "KubeletInstanceUnreachable",
                        "NodeBondingDegraded",
                        "NodeCPUHighUsage",
                        "NodeDiskIOSaturation",
                        "NodeMemoryHighUtilization",
                        "NodeMemoryMajorPagesFaults",
                        "NodeSystemSaturation",
                        "NodeSystemdServiceCrashlooping",
                        "NodeSystemdServiceFailed",
                        "PrometheusHighQueryLoad",
                        "PrometheusKubernetesListWatchFailures",
                        "PrometheusOperatorStatusUpdateErrors",
                        "PrometheusSDRefreshFailure",
                        "PrometheusScrapeBodySizeLimitHit",
                        "PrometheusScrapeSampleLimitHit");
    }

    @Test
    void findingsAreThoseLinksAndNothingElse() {
        assertThat(report.findings()).hasSize(27);
        assertThat(report.findings()).extracting(finding -> finding.rule().id()).containsOnly("unknown-runbook");
        assertThat(report.findings())
                .allSatisfy(finding ->
                        assertThat(finding.span().text()).startsWith("https://runbooks.prometheus-operator.dev/"));
    }

    @Test
    void aRenamedAlertIsToldItsOldRunbook() {
        assertThat(report.findings())
                .filteredOn(finding -> finding.message().contains("KubeJobNotCompleted"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.help()).contains("runbooks/kubernetes/KubeJobCompletion.md"));
    }

    @Test
    void runbooksBelongToAlertsExceptThese() {
        assertThat(report.runbooks()).hasSize(108);
        Set<Runbook> reached = report.links().stream()
                .flatMap(link -> link.resolution().stream())
                .flatMap(resolution -> resolution instanceof Page page ? Stream.of(page.runbook()) : Stream.empty())
                .collect(Collectors.toSet());
        assertThat(report.runbooks())
                .filteredOn(runbook -> !reached.contains(runbook))
                .extracting(Runbook::path)
                .containsExactlyInAnyOrder(
                        "etcd/etcdBackendQuotaLowSpace",
                        "etcd/etcdGRPCRequestsSlow",
                        "etcd/etcdHighFsyncDurations",
                        "etcd/etcdHighNumberOfFailedGRPCRequests",
                        "etcd/etcdInsufficientMembers",
                        "etcd/etcdMembersDown",
                        "etcd/etcdNoLeader",
                        "kubernetes/KubeJobCompletion",
                        "kubernetes/KubeProxyDown");
    }
}
