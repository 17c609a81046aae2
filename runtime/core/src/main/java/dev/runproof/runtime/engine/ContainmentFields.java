package dev.runproof.runtime.engine;

import dev.runproof.runtime.cluster.Fields;
import dev.runproof.runtime.cluster.KubernetesObject;
import dev.runproof.runtime.cluster.ObjectRef;
import dev.runproof.runtime.cluster.ResourceKind;
import dev.runproof.runtime.engine.Containment.Claim;
import dev.runproof.runtime.engine.Containment.Due;
import dev.runproof.runtime.engine.Containment.Effect;
import dev.runproof.runtime.engine.Containment.Entry;
import dev.runproof.runtime.engine.Containment.Progress;
import dev.runproof.runtime.engine.Containment.Request;
import dev.runproof.runtime.engine.Containment.Review;
import dev.runproof.runtime.engine.Verification.Unverified;
import dev.runproof.runtime.engine.Verification.Verified;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The record as the fields of its resource, to and fro. */
final class ContainmentFields {

    private static final String VERIFIED = "VERIFIED";
    private static final String UNVERIFIED = "UNVERIFIED";

    private ContainmentFields() {}

    static Map<String, Object> write(Containment containment) {
        var fields = new LinkedHashMap<String, Object>();
        Request request = containment.request();
        fields.put("target", request.target());
        if (!request.detail().isEmpty()) {
            fields.put("targetDetail", request.detail());
        }
        fields.put("transaction", request.transaction());
        fields.put("runbook", request.runbook());
        fields.put("digest", request.digest());
        fields.put("action", request.action());
        fields.put("inputs", containment.sortedInputs());
        fields.put("maxDuration", request.maxDuration().toString());
        Progress progress = containment.progress();
        fields.put("state", progress.state().name());
        fields.put("epoch", progress.epoch());
        fields.put("holder", progress.holder());
        progress.deadline().ifPresent(at -> fields.put("deadline", at.toString()));
        progress.verification().ifPresent(verification -> fields.put("verification", verification(verification)));
        progress.expiresAt().ifPresent(at -> fields.put("expiresAt", at.toString()));
        progress.next()
                .ifPresent(due -> fields.put(
                        "next", Map.of("what", due.what().name(), "at", due.at().toString())));
        fields.put("effect", effect(containment.effect()));
        fields.put(
                "claims",
                containment.claims().stream().map(ContainmentFields::claim).toList());
        fields.put(
                "history",
                containment.history().stream().map(ContainmentFields::entry).toList());
        containment.review().ifPresent(review -> fields.put("review", review(review)));
        return fields;
    }

    private static Map<String, Object> verification(Verification verification) {
        var fields = new LinkedHashMap<String, Object>();
        if (verification instanceof Unverified unverified) {
            fields.put("verdict", UNVERIFIED);
            fields.put("reason", unverified.reason());
        } else {
            fields.put("verdict", VERIFIED);
        }
        return fields;
    }

    private static Map<String, Object> effect(Effect effect) {
        ObjectRef object = effect.object();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("how", effect.how().name());
        fields.put("apiVersion", object.kind().apiVersion());
        fields.put("kind", object.kind().kind());
        fields.put("resource", object.kind().plural());
        fields.put("namespace", object.namespace());
        fields.put("name", object.name());
        fields.put("uid", effect.uid());
        fields.put("digest", effect.digest());
        if (!effect.statement().isEmpty()) {
            fields.put("statement", effect.statement());
        }
        return fields;
    }

    private static Map<String, Object> review(Review review) {
        return Map.of(
                "verdict", review.verdict().name(),
                "by", review.by(),
                "at", review.at().toString());
    }

    private static Map<String, Object> claim(Claim claim) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("incident", claim.incident());
        fields.put("since", claim.since().toString());
        claim.until().ifPresent(at -> fields.put("until", at.toString()));
        return fields;
    }

    private static Map<String, Object> entry(Entry entry) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("state", entry.state().name());
        fields.put("at", entry.at().toString());
        fields.put("by", entry.by());
        fields.put("note", entry.note());
        return fields;
    }

    static Containment read(KubernetesObject object) {
        var spec = new Fields("spec", object.map("spec"));
        try {
            return new Containment(
                    request(spec),
                    progress(spec),
                    effect(spec.map("effect")),
                    claims(spec),
                    history(spec),
                    review(spec));
        } catch (Fields.MalformedException e) {
            throw new MalformedContainmentException(String.valueOf(e.getMessage()));
        }
    }

    private static Request request(Fields spec) {
        var inputs = new LinkedHashMap<String, String>();
        var texts = spec.map("inputs");
        texts.names().forEach(name -> inputs.put(name, texts.text(name)));
        return new Request(
                spec.text("target"),
                spec.textOrNone("targetDetail"),
                spec.text("transaction"),
                spec.text("runbook"),
                spec.text("digest"),
                spec.text("action"),
                inputs,
                spec.read("maxDuration", Duration::parse));
    }

    private static Progress progress(Fields spec) {
        return new Progress(
                spec.read("state", ContainmentState::valueOf),
                spec.number("epoch"),
                spec.text("holder"),
                spec.optional("deadline", Instant::parse),
                verification(spec),
                spec.optional("expiresAt", Instant::parse),
                due(spec));
    }

    private static Optional<Verification> verification(Fields spec) {
        if (!spec.has("verification")) {
            return Optional.empty();
        }
        var verification = spec.map("verification");
        return switch (verification.text("verdict")) {
            case VERIFIED -> Optional.of(new Verified());
            case UNVERIFIED -> Optional.of(new Unverified(verification.text("reason")));
            default -> throw verification.wrong("verdict");
        };
    }

    private static Optional<Due> due(Fields spec) {
        if (!spec.has("next")) {
            return Optional.empty();
        }
        var next = spec.map("next");
        return Optional.of(new Due(next.read("what", Due.What::valueOf), next.read("at", Instant::parse)));
    }

    private static Effect effect(Fields effect) {
        String apiVersion = effect.text("apiVersion");
        int slash = apiVersion.indexOf('/');
        String namespace = effect.text("namespace");
        var kind = new ResourceKind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                effect.text("kind"),
                effect.text("resource"),
                !namespace.isEmpty());
        return new Effect(
                // Versions that could only create did not write it.
                effect.has("how") ? effect.read("how", Effect.How::valueOf) : Effect.How.CREATE,
                new ObjectRef(kind, namespace, effect.text("name")),
                effect.text("uid"),
                effect.text("digest"),
                effect.textOrNone("statement"));
    }

    private static List<Claim> claims(Fields spec) {
        return spec.list("claims").stream()
                .map(claim -> new Claim(
                        claim.text("incident"),
                        claim.read("since", Instant::parse),
                        claim.optional("until", Instant::parse)))
                .toList();
    }

    private static List<Entry> history(Fields spec) {
        return spec.list("history").stream()
                .map(entry -> new Entry(
                        entry.read("state", ContainmentState::valueOf),
                        entry.read("at", Instant::parse),
                        entry.text("by"),
                        entry.text("note")))
                .toList();
    }

    private static Optional<Review> review(Fields spec) {
        if (!spec.has("review")) {
            return Optional.empty();
        }
        var review = spec.map("review");
        return Optional.of(new Review(
                review.read("verdict", Review.Verdict::valueOf), review.text("by"), review.read("at", Instant::parse)));
    }
}
