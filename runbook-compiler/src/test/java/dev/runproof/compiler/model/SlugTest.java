package dev.runproof.compiler.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "Runbook: BruteForceDetected, brute-force-detected",
        "KubeAPIDown,                 kube-api-down",
        "etcdGRPCRequestsSlow,        etcd-grpc-requests-slow",
        "Disk full (on /var)!,        disk-full-on-var",
        "runbook :  P1 Outage,        p1-outage",
        "HTTP2Errors,                 http2-errors",
        "...,                         ''",
        "消防,                        ''",
    })
    void isMadeOfATitle(String title, String slug) {
        assertThat(Slug.of(title)).isEqualTo(slug);
    }
}
