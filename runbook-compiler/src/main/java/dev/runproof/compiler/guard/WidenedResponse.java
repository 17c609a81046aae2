package dev.runproof.compiler.guard;

import dev.runproof.compiler.response.Approval;
import dev.runproof.compiler.response.Evidence;
import dev.runproof.compiler.response.Grace;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.response.Step;
import dev.runproof.compiler.transaction.CheckCall;
import dev.runproof.compiler.transaction.DurationText;
import dev.runproof.compiler.transaction.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares two states of a response: in what the second one starts on less, asks less, does more, or leaves more. What a step's transaction
 * itself may do more is told of the transaction.
 */
final class WidenedResponse {

    private static final String NOBODY = "nobody";

    private WidenedResponse() {}

    /** What a new response does. */
    static String added(Response response) {
        return "it is new, starts on " + evidence(response) + ", does "
                + response.steps().stream().map(Step::name).collect(Collectors.joining(", ")) + ", and "
                + approver(response.approval()) + " has to agree first";
    }

    /** In what the second one is wider, as clauses. */
    static List<String> between(Response before, Response after) {
        var wider = new ArrayList<String>();
        subject(before, after, wider);
        signals(before, after, wider);
        grace(before.grace(), after.grace(), wider);
        approval("", before.approval(), after.approval(), wider);
        steps(before, after, wider);
        return wider;
    }

    private static void subject(Response before, Response after, List<String> wider) {
        if (!before.about().stream()
                .map(WidenedResponse::read)
                .toList()
                .equals(after.about().stream().map(WidenedResponse::read).toList())) {
            wider.add("its signals agree on something else");
        }
    }

    private static List<Object> read(Input input) {
        return List.of(input.name(), input.type().name(), input.label(), input.falcoField(), input.defaultText());
    }

    private static void signals(Response before, Response after, List<String> wider) {
        Map<Evidence, Set<String>> was = sources(before);
        Map<Evidence, Set<String>> is = sources(after);
        was.keySet().stream()
                .filter(evidence -> !is.containsKey(evidence))
                .forEach(evidence -> wider.add("it no longer needs a signal of " + evidence.word()));
        is.forEach((evidence, sources) -> {
            Set<String> more = new TreeSet<>(sources);
            more.removeAll(was.getOrDefault(evidence, sources));
            if (!more.isEmpty()) {
                wider.add("its signal of " + evidence.word() + " may be " + String.join(" or ", more) + " too");
            }
        });
        after.within()
                .filter(longer -> before.within()
                        .filter(time -> longer.compareTo(time) > 0)
                        .isPresent())
                .ifPresent(time -> wider.add("its signals may be " + text(time) + " apart, and could be "
                        + before.within().map(WidenedResponse::text).orElse("")));
    }

    private static Map<Evidence, Set<String>> sources(Response response) {
        Map<Evidence, Set<String>> all = new HashMap<>();
        for (Signal signal : response.signals()) {
            all.put(
                    signal.evidence(),
                    signal.sources().stream()
                            .map(source -> source.kind().name().toLowerCase(Locale.ROOT) + " " + source.name())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return all;
    }

    private static void grace(Optional<Grace> before, Optional<Grace> after, List<String> wider) {
        if (before.isEmpty()) {
            return;
        }
        if (after.isEmpty()) {
            wider.add("it no longer waits " + text(before.get().pause()) + " before it looks again and acts");
            return;
        }
        if (after.get().pause().compareTo(before.get().pause()) < 0) {
            wider.add("it waits " + text(after.get().pause()) + " before it looks again and acts, and waited "
                    + text(before.get().pause()));
        }
        if (before.get().ifUnknown() == Grace.IfUnknown.ABORT && after.get().ifUnknown() == Grace.IfUnknown.PROCEED) {
            wider.add("it goes on where nobody knows whether its signals are still there");
        }
    }

    private static void approval(String step, Optional<Approval> before, Optional<Approval> after, List<String> wider) {
        if (before.isEmpty()) {
            return;
        }
        String was = approver(before);
        String is = approver(after);
        if (!was.equals(is)) {
            wider.add(is + " has to agree" + (step.isEmpty() ? "" : " to " + step) + ", and " + was + " had to");
        }
        if (after.isPresent() && after.get().within().compareTo(before.get().within()) > 0) {
            wider.add("who has to agree" + (step.isEmpty() ? "" : " to " + step) + " may do so for "
                    + text(after.get().within()) + ", and could for "
                    + text(before.get().within()));
        }
    }

    private static void steps(Response before, Response after, List<String> wider) {
        Map<String, Step> was = new HashMap<>();
        before.steps().forEach(step -> was.put(step.name(), step));
        Set<String> common = new LinkedHashSet<>();
        for (Step step : after.steps()) {
            Optional<Step> earlier = Optional.ofNullable(was.get(step.name()));
            if (earlier.isPresent()) {
                common.add(step.name());
                step(earlier.get(), step, wider);
            } else {
                wider.add("it does " + step.name() + " too");
            }
        }
        List<String> order =
                before.steps().stream().map(Step::name).filter(common::contains).toList();
        if (!order.equals(List.copyOf(common))) {
            wider.add("it does its steps in another order");
        }
    }

    private static void step(Step before, Step after, List<String> wider) {
        String name = after.name();
        if (!given(before).equals(given(after))) {
            wider.add("it does " + name + " with other values");
        }
        for (CheckCall check : before.onlyIf()) {
            String condition = check.entry().name();
            List<CheckCall> now = after.onlyIf().stream()
                    .filter(other -> other.entry().name().equals(condition))
                    .toList();
            if (now.isEmpty()) {
                wider.add("it does " + name + " even if " + condition + " does not hold");
            } else if (now.stream().noneMatch(other -> other.arguments().equals(check.arguments()))) {
                wider.add("it does " + name + " if " + condition + " holds with other values");
            }
        }
        if (before.ifFails() == Step.IfFails.STOP && after.ifFails() == Step.IfFails.CONTINUE) {
            wider.add("it goes on if " + name + " fails, and stopped");
        }
        if (keeps(after) && !keeps(before)) {
            wider.add("the effect of " + name + " stays if a later step fails, and was undone");
        }
        approval(name, before.approval(), after.approval(), wider);
    }

    private static boolean keeps(Step step) {
        return step.ifLaterFails().equals(Optional.of(Step.IfLaterFails.KEEP));
    }

    private static Map<String, String> given(Step step) {
        Map<String, String> values = new HashMap<>();
        step.given().forEach(given -> values.put(given.name(), WidenedTransaction.written(given.value())));
        return values;
    }

    private static String evidence(Response response) {
        return response.signals().stream()
                .map(signal -> "a signal of " + signal.evidence().word())
                .collect(Collectors.joining(" and "));
    }

    private static String approver(Optional<Approval> approval) {
        return approval.map(Approval::by).orElse(NOBODY);
    }

    private static String text(Duration duration) {
        return DurationText.of(duration);
    }
}
