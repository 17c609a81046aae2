package dev.runproof.runtime.response;

import dev.runproof.runtime.action.TargetKinds;
import dev.runproof.runtime.engine.Digest;
import dev.runproof.runtime.engine.Incident;
import dev.runproof.runtime.response.Response.Argument;
import dev.runproof.runtime.response.Response.Step;
import dev.runproof.runtime.response.ResponseRun.Looked;
import dev.runproof.runtime.transaction.InputDeclaration;
import dev.runproof.runtime.transaction.InputTexts;
import dev.runproof.runtime.transaction.InvalidInputException;
import dev.runproof.runtime.value.NamedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The inputs of a run: texts that have been read as values once, before anything happens, and from then on their canonical
 * texts.
 *
 * @param response the response
 * @param texts the text of each input
 */
record Inputs(Response response, Map<String, String> texts) {

    /** Copies the map. */
    Inputs {
        texts = Map.copyOf(texts);
    }

    /**
     * Reads the inputs of a response, and those of all its steps that take nothing which has to be looked up.
     *
     * @param given the texts
     * @throws InvalidInputException if one is missing, unknown, or not a value of its type
     */
    static Inputs read(Response response, Map<String, String> given) {
        InputTexts.of(given).only(response.inputs());
        var texts = new TreeMap<String, String>();
        for (InputDeclaration input : response.inputs()) {
            texts.put(input.name(), InputTexts.of(given).read(input, text -> text));
        }
        return new Inputs(response, texts).canonical(object -> Optional.empty());
    }

    private Inputs canonical(Function<NamedObject, Optional<String>> uids) {
        var canonical = new TreeMap<>(texts);
        for (Step step : response.steps()) {
            if (step.arguments().values().stream().noneMatch(Argument.Looked.class::isInstance)) {
                step.transaction()
                        .read(InputTexts.of(of(step, Map.of()))
                                .identifying(uids)
                                .noting((name, text) -> {
                                    if (step.arguments().get(name) instanceof Argument.Input input) {
                                        canonical.put(input.name(), text);
                                    }
                                }));
            }
        }
        return new Inputs(response, canonical);
    }

    /**
     * The same inputs, where an object that is given by its name is meant by its UID from now on: so all steps mean the same
     * one, whatever has its name by then.
     *
     * @param uids looks up the UID of an object; empty if there is none
     */
    Identified identified(Function<NamedObject, Optional<String>> uids) {
        var missing = new ArrayList<String>();
        Inputs inputs = canonical(object -> {
            Optional<String> uid = uids.apply(object);
            if (uid.isEmpty()) {
                missing.add("there is no " + TargetKinds.refOf(object));
            }
            return uid;
        });
        return new Identified(inputs, missing.stream().findFirst());
    }

    /**
     * Inputs that mean objects by their UIDs.
     *
     * @param inputs the inputs
     * @param missing that an object is not there, in a sentence for people; empty if all are
     */
    record Identified(Inputs inputs, Optional<String> missing) {}

    /** The name of the record of a run: the same response for the same incident and inputs has the same each time. */
    String runOf(Incident incident, int attempt) {
        var identity = new StringBuilder(response.name())
                .append('\0')
                .append(incident.id())
                .append('\0')
                .append(attempt);
        new TreeMap<>(texts)
                .forEach((name, text) ->
                        identity.append('\0').append(name).append('=').append(text));
        String digest = Digest.ofText(identity.toString());
        return "run-" + digest.substring(digest.indexOf(':') + 1).substring(0, 32);
    }

    /** The inputs of the transaction of a step, as far as they are known. */
    Map<String, String> of(Step step, Map<String, Looked> lookups) {
        var inputs = new LinkedHashMap<String, String>();
        step.arguments().forEach((name, argument) -> text(argument, lookups).ifPresent(text -> inputs.put(name, text)));
        return inputs;
    }

    /** Why a step cannot have its inputs: something that was looked up is not there; empty if it can. */
    static Optional<String> problem(Step step, Map<String, Looked> lookups) {
        return step.arguments().values().stream()
                .filter(Argument.Looked.class::isInstance)
                .map(argument -> ((Argument.Looked) argument).lookup())
                .filter(lookup -> !lookups.containsKey(lookup)
                        || !lookups.get(lookup).problem().isEmpty())
                .map(lookup -> lookup + ": "
                        + Optional.ofNullable(lookups.get(lookup))
                                .map(Looked::problem)
                                .orElse("it has not been looked up"))
                .findFirst();
    }

    private Optional<String> text(Argument argument, Map<String, Looked> lookups) {
        if (argument instanceof Argument.Input input) {
            return Optional.ofNullable(texts.get(input.name()));
        }
        if (argument instanceof Argument.Looked looked) {
            return Optional.ofNullable(lookups.get(looked.lookup())).map(Looked::text);
        }
        return argument instanceof Argument.Fixed fixed ? Optional.of(fixed.text()) : Optional.empty();
    }
}
