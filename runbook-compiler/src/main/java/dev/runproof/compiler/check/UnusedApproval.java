package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.machine.ResponseMachine;
import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Response;

/** An approval of a response to which no way through it leads: it looks as if somebody were asked. */
final class UnusedApproval implements Check {

    private static final Rule RULE = Rule.warning("unused-approval");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        for (Response response : library.responses()) {
            response.approval()
                    .filter(approval ->
                            !ResponseMachine.of(response).unreachable().isEmpty())
                    .ifPresent(approval -> report(response, approval, findings));
        }
    }

    private static void report(Response response, Approval approval, Findings findings) {
        findings.add(
                RULE,
                approval.span(),
                "nobody is ever asked for the approval of " + response.name()
                        + ": each way through it comes to a step with an approval of its own first",
                "take it away, or take the approval of the first step away");
    }
}
