package dev.runproof.runtime.check;

import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.Permission;
import dev.runproof.runtime.index.Permission.Scope;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.index.Waits;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.RequestCounter;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Duration;
import java.util.Optional;

/**
 * The Services of the namespace are no worse after the change than they were before it. What was broken before, by the
 * incident perhaps, is no reason to take a containment back.
 *
 * <p>Looked at are the Services of the target's namespace that select pods: how many of their endpoints are ready, and, where a
 * Prometheus is given, which part of the requests to the namespace ended with a status of 500 and above.
 *
 * <p>After the change it waits until things have settled, as a pod that misses something is found to be unready only some
 * probes later. It fails, so that the containment is rolled back, if three looks on end show a Service that has lost more ready endpoints
 * than allowed, or an error ratio that has risen by more than allowed, and by at least five errors. It is undetermined if
 * endpoints cannot be read, if Prometheus does not answer, if there were requests before and none are counted after, or if
 * {@code max-duration} leaves no time to settle. Where no requests were counted before, and without Prometheus, only endpoints
 * are judged, and it says so.
 *
 * <p>Before the change it notes how things are, and never fails: a Service without ready endpoints may be the incident. It is
 * undetermined if the endpoints cannot be read, since nothing could be compared afterwards.
 *
 * <p>Limits: whoever can make a Service fail after the change, by another address, can have the containment rolled back. Counters
 * have to be scraped twice while it settles. Services of other namespaces are not looked at.
 *
 * @param maxErrorIncrease by how much the error ratio may rise, in percentage points
 * @param maxEndpointLoss which part of its ready endpoints a Service may lose; the part left out is what a rolling update may take
 * @param settle how long after the change to look, and over which time errors are counted before and after it
 * @param requests the counter of requests, with the labels that have the namespace and the status
 */
@RunbookCheck(
        name = ServiceHealthy.NAME,
        moments = {Moment.PRE_CHECK, Moment.POST_CHECK},
        permissions = {
            @Permission(group = "", resource = "services", verbs = "list", scope = Scope.TARGET_NAMESPACE),
            @Permission(
                    group = "discovery.k8s.io",
                    resource = "endpointslices",
                    verbs = "list",
                    scope = Scope.TARGET_NAMESPACE)
        })
public record ServiceHealthy(
        @Default("1") Percent maxErrorIncrease,
        @Default("25") Percent maxEndpointLoss,
        @Default("30s") @Waits(times = 2) TimeSpan settle,

        @Default("hubble_http_requests_total{destination_namespace,status}")
        RequestCounter requests)
        implements Check {

    static final String NAME = "service-healthy";

    /** How often in a row something has to be seen worse: a rollout is for a moment. */
    private static final int CONFIRMATIONS = 3;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Baseline before(CheckContext context) {
        return Health.now(context, requests, settle);
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (context.effect().isEmpty()) {
            return new CheckResult.Passed(Health.now(context, requests, settle).toString());
        }
        if (!(context.baseline() instanceof Health before)) {
            return new CheckResult.Undetermined("how the services were before the change is not known");
        }
        Duration patience = Duration.between(context.clock().instant(), context.patience());
        if (patience.compareTo(settle.duration()) < 0) {
            return Optional.of(judge(before, Health.now(context, requests, settle)))
                    .filter(CheckResult.Failed.class::isInstance)
                    .orElseGet(() -> new CheckResult.Undetermined("max-duration leaves no time to wait for " + settle
                            + " until things have settled; give it at least twice that"));
        }
        return context.waiting().pause(settle.duration()) ? settled(context, before) : cancelled();
    }

    private CheckResult settled(CheckContext context, Health before) {
        CheckResult result = judge(before, Health.now(context, requests, settle));
        for (int seen = 1; seen < CONFIRMATIONS && result instanceof CheckResult.Failed; seen++) {
            if (!context.waiting().pause(PAUSE)) {
                return cancelled();
            }
            result = judge(before, Health.now(context, requests, settle));
        }
        return result;
    }

    private CheckResult judge(Health before, Health after) {
        Optional<String> loss = after.endpoints().loss(before.endpoints(), maxEndpointLoss);
        if (loss.isPresent()) {
            return new CheckResult.Failed(loss.get() + "; it may lose " + maxEndpointLoss + " %");
        }
        if (before.errors().isEmpty() || after.errors().isEmpty()) {
            return new CheckResult.Passed(after + ", so only endpoints were compared");
        }
        if (!(before.errors().get() instanceof ErrorRatio.Counted was)) {
            return unknown("before the change", before.errors().get());
        }
        if (!(after.errors().get() instanceof ErrorRatio.Counted is)) {
            return unknown("after the change", after.errors().get());
        }
        if (was.isNone()) {
            return new CheckResult.Passed(
                    after.endpoints() + "; no request was counted before the change, so only endpoints were compared");
        }
        if (is.isNone()) {
            return new CheckResult.Undetermined("of the requests " + was + " failed before the change, and none was"
                    + " counted in the " + settle + " after it: is it scraped often enough?");
        }
        return is.rise(was, maxErrorIncrease)
                .<CheckResult>map(rise -> new CheckResult.Failed(
                        rise + "; the ratio may rise by " + maxErrorIncrease + " percentage points"))
                .orElseGet(() -> new CheckResult.Passed(after + ", and " + was + " before the change"));
    }

    private static CheckResult unknown(String when, ErrorRatio ratio) {
        return new CheckResult.Undetermined(
                "the errors of requests " + when + " are not known: " + ((ErrorRatio.Unknown) ratio).reason());
    }

    private static CheckResult cancelled() {
        return new CheckResult.Undetermined("it was cancelled before things had settled");
    }
}
