package dev.runproof.runtime.check;

import dev.runproof.runtime.action.ContainmentTarget;
import dev.runproof.runtime.index.Default;
import dev.runproof.runtime.index.RunbookCheck;
import dev.runproof.runtime.index.RunbookCheck.Moment;
import dev.runproof.runtime.index.Safeguard;
import dev.runproof.runtime.metrics.Metrics;
import dev.runproof.runtime.value.IfUnknown;
import dev.runproof.runtime.value.Percent;
import dev.runproof.runtime.value.TimeSpan;
import java.time.Instant;

/**
 * Of the successful traffic that came to the namespace from outside before the episode began, less than a share came from the
 * target. An address that many share, of a company's way out or of a content network, has more, and blocking it would stop them
 * all.
 *
 * <p>It asks a Prometheus for the flows that Hubble saw arrive at pods of the namespace from addresses that are no pods. The
 * answers to connections that pods opened are among them. Cilium has to give the metric its addresses and namespaces: {@code
 * hubble.metrics.enabled} with {@code flow:labelsContext=source_ip,source_namespace,destination_namespace}.
 *
 * <p>The time ends where the episode begins, so that the attack itself does not count: that of the alert, where the run was told,
 * and else now.
 *
 * <p>Limits: a flow is an event of Hubble, by default the begin and end of a connection and one each few seconds between; it is no
 * measure of bytes. Pods on the host's network are not counted. Of an address that was first seen in that time, the first flows before
 * Prometheus looked are missing. The Prometheus has the metrics of one cluster.
 *
 * @param percent the share that is too much, of all successful traffic from outside
 * @param window how long before the episode it is measured; several times what lies between two scrapes
 * @param ifUnknown whether a target is contained whose share nobody knows
 */
@RunbookCheck(
        name = TrafficShareBelow.NAME,
        moments = Moment.PRE_CHECK,
        permissions = {},
        gives = Safeguard.TRAFFIC_SHARE)
public record TrafficShareBelow(
        @Default("5") Percent percent,
        @Default("5m") TimeSpan window,
        @Default("refuse") IfUnknown ifUnknown) implements Check {

    static final String NAME = "traffic-share-below";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckResult run(CheckContext context) {
        if (!(context.target() instanceof ContainmentTarget.Network target)) {
            return new CheckResult.Undetermined("only addresses have a share of the traffic from outside");
        }
        var question = new TrafficQuestion(target, window);
        Instant end = context.episodeBegan();
        var answer = context.measured(question.text(), end, "the share of the traffic");
        if (answer instanceof Metrics.Answer.Samples samples) {
            TrafficShare share = question.read(samples);
            return share instanceof TrafficShare.Known known
                    ? judge(target, known, end)
                    : unknown(((TrafficShare.Unknown) share).reason() + before(end));
        }
        return unknown(((Metrics.Answer.Unknown) answer).reason());
    }

    private CheckResult judge(ContainmentTarget.Network target, TrafficShare.Known share, Instant end) {
        String seen =
                share + " of the successful traffic from outside to namespace " + target.namespace() + before(end);
        return share.fraction() < percent.fraction()
                ? new CheckResult.Passed(seen + ", below " + percent + " %")
                : new CheckResult.Failed(target.text() + " has " + seen
                        + ", which blocking it would stop; the limit is " + percent + " %");
    }

    private CheckResult unknown(String reason) {
        return ifUnknown == IfUnknown.ALLOW
                ? new CheckResult.Passed("the share is not known and that is allowed: " + reason)
                : new CheckResult.Undetermined(reason);
    }

    private String before(Instant end) {
        return " in the " + window + " before " + end;
    }
}
