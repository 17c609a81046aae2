package dev.runproof.compiler.response;

import static dev.runproof.compiler.response.ResponseRules.INVALID_RESPONSE;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.transaction.Fields;
import dev.runproof.compiler.transaction.Names;
import dev.runproof.compiler.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who has to agree. */
final class ApprovalReader {

    private static final List<String> KEYS = List.of("by", "within", "else");
    /** As in the runtime, where a Role gives people the right to approve what has this name. */
    private static final Pattern BY = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9._]{0,251}[A-Za-z0-9])?");

    private final Findings findings;

    ApprovalReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Approval> read(YamlNode node) {
        var fields = Fields.of(node, "an approval", KEYS, List.of(), INVALID_RESPONSE, findings);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var by = fields.get()
                .required("by", node.span(), "by: security-oncall, or whoever may agree")
                .flatMap(this::by);
        var within = fields.get()
                .required("within", node.span(), "within: 15m")
                .flatMap(time -> new Durations(findings).read(time, Durations.Limits.APPROVAL));
        var otherwise = fields.get()
                .required("else", node.span(), "else: page, or else: refuse")
                .flatMap(word -> Word.of(word, "else", Approval.Otherwise.class, findings));
        return by.flatMap(who -> within.flatMap(
                time -> otherwise.map(then -> new Approval(who, time, then, node.span()))));
    }

    private Optional<String> by(YamlNode node) {
        return Fields.text(node, "by", INVALID_RESPONSE, findings)
                .map(YamlNode.Scalar::text)
                .filter(name -> {
                    boolean valid = BY.matcher(name).matches();
                    if (!valid) {
                        findings.add(
                                INVALID_RESPONSE,
                                node.span(),
                                Names.shown(name) + " cannot be who approves",
                                "write a name of letters, digits, -, _ and ., such as security-oncall");
                    }
                    return valid;
                });
    }
}
