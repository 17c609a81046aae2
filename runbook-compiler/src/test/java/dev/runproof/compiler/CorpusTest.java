package dev.runproof.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.query.Query;
import dev.runproof.compiler.resolve.Resolution.NoPage;
import dev.runproof.compiler.resolve.Resolution.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                sections: [Meaning, Impact, Diagnosis, Mitigation]
                """.formatted(corpus.get()));
        report = new RunbookCompiler(corpus.get(), List.of())
                .check(configuration, CheckOptions.asOf(LocalDate.of(2026, 11, 22)));
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
    void findingsAreOfTheseKindsAndOfNoOther() {
        Map<String, Long> counts = report.findings().stream()
                .collect(Collectors.groupingBy(
                        finding ->
                                finding.severity().word() + " " + finding.rule().id(),
                        Collectors.counting()));
        assertThat(counts)
                .containsOnly(
                        entry("error empty-section", 9L),
                        entry("error impossible-label", 6L),
                        entry("error missing-section", 5L),
                        entry("error template-text", 16L),
                        entry("error unknown-runbook", 27L),
                        entry("warning orphan-runbook", 9L),
                        entry("warning template-text", 5L),
                        entry("warning unknown-section", 3L));
        assertThat(found("unknown-runbook"))
                .allSatisfy(finding ->
                        assertThat(finding.span().text()).startsWith("https://runbooks.prometheus-operator.dev/"));
    }

    /** Descriptions that speak of the job, which the expressions have dropped, and of integrations that the selector excludes. */
    @Test
    void labelsThatNeverComeAreShownByThese() {
        assertThat(found("impossible-label"))
                .extracting(finding -> finding.message()
                        .replaceAll("the annotation description of alert (\\w+) shows the label (\\w+), .*", "$1 $2"))
                .containsExactly(
                        "AlertmanagerClusterFailedToSendAlerts job",
                        "AlertmanagerClusterFailedToSendAlerts integration",
                        "AlertmanagerClusterFailedToSendAlerts job",
                        "AlertmanagerConfigInconsistent job",
                        "AlertmanagerClusterDown job",
                        "AlertmanagerClusterCrashlooping job");
    }

    /** All 139 alerts, and the recording rules beside them. Watchdog is vector(1), and meant so. */
    @Test
    void expressionsAreReadAndNoneIsSuspected() {
        assertThat(report.links())
                .allSatisfy(link -> assertThat(link.alert().query()).isInstanceOf(Query.Read.class));
        assertThat(Stream.of(
                                "invalid-promql",
                                "never-fires",
                                "never-stops",
                                "incompatible-sides",
                                "missing-for",
                                "rate-of-no-counter")
                        .flatMap(rule -> found(rule).stream()))
                .isEmpty();
    }

    private List<Finding> found(String rule) {
        return report.findings().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .toList();
    }

    /** Such as {@code node/NodeDown.md:6}, for each finding of a rule. */
    private List<String> places(String rule) {
        return found(rule).stream()
                .map(finding -> finding.span().file().path().replace("runbooks/", "") + ":"
                        + finding.span().from().line())
                .toList();
    }

    /** Four lack a heading. In the fifth, of the node lookup errors, a block of code is never closed and swallows it. */
    @Test
    void sectionsAreMissingHere() {
        assertThat(found("missing-section"))
                .extracting(finding -> finding.span().file().path() + " " + finding.message())
                .containsExactly(
                        "runbooks/kubernetes/KubeAPIErrorBudgetBurn.md the runbook lacks 3 of 4 sections: "
                                + "Meaning, Diagnosis, Mitigation",
                        "runbooks/node/NodeRAIDDiskFailure.md the runbook lacks 4 of 4 sections: "
                                + "Meaning, Impact, Diagnosis, Mitigation",
                        "runbooks/prometheus-operator/PrometheusOperatorNodeLookupErrors.md the runbook lacks 1 of 4 "
                                + "sections: Mitigation",
                        "runbooks/prometheus/PrometheusDuplicateTimestamps.md the runbook lacks 4 of 4 sections: "
                                + "Meaning, Impact, Diagnosis, Mitigation",
                        "runbooks/prometheus/PrometheusOutOfOrderTimestamps.md the runbook lacks 4 of 4 sections: "
                                + "Meaning, Impact, Diagnosis, Mitigation");
        assertThat(places("unknown-section"))
                .containsExactly(
                        "kubernetes/KubeAPIErrorBudgetBurn.md:24",
                        "kubernetes/KubeAPIErrorBudgetBurn.md:31",
                        "kubernetes/KubeAPIErrorBudgetBurn.md:40");
    }

    @Test
    void sectionsAreEmptyHere() {
        assertThat(places("empty-section"))
                .containsExactly(
                        "alertmanager/AlertmanagerMembersInconsistent.md:12",
                        "node/NodeFilesystemAlmostOutOfFiles.md:24",
                        "node/NodeFilesystemAlmostOutOfSpace.md:23",
                        "prometheus-operator/PrometheusOperatorListErrors.md:22",
                        "prometheus-operator/PrometheusOperatorReconcileErrors.md:21",
                        "prometheus-operator/PrometheusOperatorSyncFailed.md:21",
                        "prometheus-operator/PrometheusOperatorWatchErrors.md:21",
                        "prometheus/PrometheusLabelLimitHit.md:16",
                        "prometheus/PrometheusTargetLimitHit.md:16");
    }

    /** All of them say TODO. Those of NodeFilesystemSpaceFillingUp are comments in code, and left alone. */
    @Test
    void textIsStillToBeWrittenHere() {
        assertThat(found("template-text"))
                .extracting(finding -> finding.span().text())
                .containsOnly("TODO");
        assertThat(places("template-text"))
                .containsExactly(
                        "kube-state-metrics/KubeStateMetricsListErrors.md:24",
                        "kube-state-metrics/KubeStateMetricsShardingMismatch.md:25",
                        "kube-state-metrics/KubeStateMetricsShardsMissing.md:26",
                        "kube-state-metrics/KubeStateMetricsWatchErrors.md:24",
                        "kubernetes/KubeAPITerminatedRequests.md:25",
                        "kubernetes/KubeAggregatedAPIDown.md:28",
                        "kubernetes/KubeAggregatedAPIErrors.md:28",
                        "kubernetes/KubeClientErrors.md:32",
                        "kubernetes/KubeControllerManagerDown.md:25",
                        "kubernetes/KubePersistentVolumeFillingUp.md:106",
                        "kubernetes/KubePersistentVolumeFillingUp.md:116",
                        "kubernetes/KubeStatefulSetUpdateNotRolledOut.md:40",
                        "kubernetes/KubeletPlegDurationHigh.md:15",
                        "kubernetes/KubeletPlegDurationHigh.md:19",
                        "kubernetes/KubeletPlegDurationHigh.md:23",
                        "node/NodeClockNotSynchronising.md:18",
                        "node/NodeClockSkewDetected.md:18",
                        "prometheus-operator/PrometheusOperatorNotReady.md:24",
                        "prometheus/PrometheusNotIngestingSamples.md:18",
                        "prometheus/PrometheusNotIngestingSamples.md:22",
                        "prometheus/PrometheusRemoteStorageFailures.md:24");
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
        assertThat(places("orphan-runbook"))
                .containsExactly(
                        "etcd/etcdBackendQuotaLowSpace.md:1",
                        "etcd/etcdGRPCRequestsSlow.md:1",
                        "etcd/etcdHighFsyncDurations.md:1",
                        "etcd/etcdHighNumberOfFailedGRPCRequests.md:1",
                        "etcd/etcdInsufficientMembers.md:1",
                        "etcd/etcdMembersDown.md:1",
                        "etcd/etcdNoLeader.md:1",
                        "kubernetes/KubeJobCompletion.md:6",
                        "kubernetes/KubeProxyDown.md:6");
    }
}
