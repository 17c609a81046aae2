package dev.runproof.compiler.check;

import dev.runproof.compiler.finding.Finding;
import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.finding.Related;
import dev.runproof.compiler.finding.Rule;
import dev.runproof.compiler.response.Evidence;
import dev.runproof.compiler.response.Response;
import dev.runproof.compiler.response.Signal;
import dev.runproof.compiler.transaction.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two responses that the same signals about the same thing start: which of them is first is a matter of chance. */
final class CompetingResponses implements Check {

    private static final Rule RULE = Rule.error("competing-responses");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public void run(Library library, Findings findings) {
        Map<String, Response> first = new HashMap<>();
        for (Response response : library.responses()) {
            Set<String> told = new TreeSet<>();
            for (String start : starts(response)) {
                Optional<Response> other = Optional.ofNullable(first.putIfAbsent(start, response));
                other.filter(one -> told.add(one.name())).ifPresent(one -> report(response, one, findings));
            }
        }
    }

    private static void report(Response response, Response other, Findings findings) {
        findings.add(Finding.of(
                        RULE,
                        response.nameSpan(),
                        "what starts " + response.name() + " starts " + other.name() + " too, about the same "
                                + response.about().get(0).name(),
                        "make one response of them, with only-if where a step is not always done")
                .with(List.of(new Related(other.nameSpan(), "the other one"))));
    }

    /**
     * What starts a response: for one signal each of its sources, for several all their sources together. So two of several
     * signals compete only if they have the same ones; to compare each choice of sources would take too long.
     */
    private static List<String> starts(Response response) {
        String about = subject(response.about().get(0));
        if (response.signals().size() == 1) {
            Signal only = response.signals().get(0);
            return sources(only).stream().map(source -> about + "\0" + source).toList();
        }
        Map<Evidence, Set<String>> all = new TreeMap<>();
        response.signals().forEach(signal -> all.put(signal.evidence(), sources(signal)));
        return List.of(about + "\0" + all);
    }

    private static String subject(Input input) {
        return input.type().name() + "\0" + input.label() + "\0" + input.falcoField();
    }

    private static Set<String> sources(Signal signal) {
        Set<String> names = new TreeSet<>();
        signal.sources().forEach(source -> names.add(source.kind() + " " + source.name()));
        return names;
    }
}
