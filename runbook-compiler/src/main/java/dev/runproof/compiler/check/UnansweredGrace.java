package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Signal.Source;
import java.util.List;

/** A grace after which nobody knows whether a signal is still there, and that ends for this reason: nothing is ever done. */
final class UnansweredGrace implements Check {

    private static final Rule RULE = Rule.error("unanswered-grace");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            response.grace()
                    .filter(grace -> grace.ifUnknown() == Grace.IfUnknown.ABORT)
                    .ifPresent(grace -> response.signals().stream()
                            .filter(UnansweredGrace::isEventsAlone)
                            .findFirst()
                            .ifPresent(signal -> findings.add(finding(response, grace, signal))));
        }
    }

    private static boolean isEventsAlone(Signal signal) {
        return signal.sources().stream().allMatch(source -> source.kind() == Source.Kind.FALCO);
    }

    private static Finding finding(Response response, Grace grace, Signal signal) {
        String word = signal.evidence().word();
        return Finding.of(
                        RULE,
                        grace.span(),
                        "after its grace " + response.name() + " always ends: nobody knows whether " + word
                                + " is still there",
                        "give " + word + " an alert too, which fires for as long as it goes on, or write if-unknown:"
                                + " proceed, or take the grace away")
                .with(List.of(new Related(
                        signal.span(), word + " comes from events of Falco alone, which are over at once")));
    }
}
