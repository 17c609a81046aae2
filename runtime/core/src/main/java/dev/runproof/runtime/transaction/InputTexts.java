package dev.runproof.runtime.transaction;

import dev.runproof.runtime.value.InvalidValueException;
import dev.runproof.runtime.value.NamedObject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The texts that came in for the inputs of a transaction, and the one place where they become values. Immutable. */
public final class InputTexts {

    private final Map<String, String> texts;
    private final BiConsumer<String, String> canonical;
    private final Function<NamedObject, Optional<String>> uids;

    private InputTexts(
            Map<String, String> texts,
            BiConsumer<String, String> canonical,
            Function<NamedObject, Optional<String>> uids) {
        this.texts = texts;
        this.canonical = canonical;
        this.uids = uids;
    }

    /**
     * Takes the texts.
     *
     * @param texts the text of each input by its name in the runbook
     * @return the texts, copied
     */
    public static InputTexts of(Map<String, String> texts) {
        return new InputTexts(Map.copyOf(texts), (name, text) -> {}, object -> Optional.empty());
    }

    /**
     * The same texts, where each value that is read is noted as its canonical text.
     *
     * @param canonical takes the name of an input and its canonical text
     */
    public InputTexts noting(BiConsumer<String, String> canonical) {
        return new InputTexts(texts, canonical, uids);
    }

    /**
     * The same texts, where an object that is given by its name gets the UID of the one that has it now.
     *
     * @param uids looks up the UID of an object; empty leaves it without
     */
    public InputTexts identifying(Function<NamedObject, Optional<String>> uids) {
        return new InputTexts(texts, canonical, uids);
    }

    /**
     * Refuses texts for inputs that the transaction does not have: a misspelt one would otherwise be ignored.
     *
     * @param inputs what the transaction takes
     * @return this
     * @throws InvalidInputException if there is a text for another input
     */
    public InputTexts only(Iterable<InputDeclaration> inputs) {
        var unknown = new TreeMap<>(texts);
        var known = new TreeMap<String, String>();
        for (InputDeclaration input : inputs) {
            unknown.remove(input.name());
            known.put(input.name(), input.type());
        }
        if (!unknown.isEmpty()) {
            throw new InvalidInputException("there is no input " + unknown.firstKey() + "; the inputs are "
                    + String.join(", ", known.keySet()));
        }
        return this;
    }

    /**
     * Refuses texts for inputs that the transaction does not have; what is looked up for it may be among them.
     *
     * @param inputs what the transaction takes
     * @param lookups what is looked up for it
     * @return this
     * @throws InvalidInputException if there is a text for anything else
     */
    public InputTexts only(Iterable<InputDeclaration> inputs, Iterable<Lookup> lookups) {
        var others = new TreeMap<>(texts);
        lookups.forEach(lookup -> others.remove(lookup.name()));
        new InputTexts(others, canonical, uids).only(inputs);
        return this;
    }

    /** Whether there is a text of this name. */
    public boolean has(String name) {
        return texts.containsKey(name);
    }

    /**
     * The same texts and one more.
     *
     * @param name its name
     * @param text the text
     */
    public InputTexts with(String name, String text) {
        var more = new TreeMap<>(texts);
        more.put(name, text);
        return new InputTexts(Map.copyOf(more), canonical, uids);
    }

    /**
     * Reads what was looked up.
     *
     * @param <T> its type
     * @param lookup the lookup
     * @param parse reads a text, and throws {@link InvalidValueException} for one that is not a value
     * @return the value
     * @throws InvalidInputException if it has not been looked up, or is not a value
     */
    public <T> T looked(Lookup lookup, Function<String, T> parse) {
        String text = Optional.ofNullable(texts.get(lookup.name()))
                .orElseThrow(() -> new InvalidInputException(lookup.name() + " has not been looked up"));
        try {
            T value = parse.apply(text);
            canonical.accept(lookup.name(), value.toString());
            return value;
        } catch (InvalidValueException e) {
            throw new InvalidInputException(lookup.name() + " cannot be used: " + e.getMessage());
        }
    }

    /**
     * Reads an input.
     *
     * @param <T> its type
     * @param input what the transaction declares
     * @param parse reads a text, and throws {@link InvalidValueException} for one that is not a value
     * @return the value
     * @throws InvalidInputException if there is neither a text nor a default, or the text is not a value
     */
    public <T> T read(InputDeclaration input, Function<String, T> parse) {
        String text = Optional.ofNullable(texts.get(input.name()))
                .or(input::defaultText)
                .orElseThrow(() -> new InvalidInputException("input " + input.name() + " is missing; its type is "
                        + input.type()
                        + (input.label().isEmpty()
                                ? ""
                                : ", and it usually comes from the alert label " + input.label())));
        try {
            T value = identified(parse.apply(text), parse);
            canonical.accept(input.name(), value.toString());
            return value;
        } catch (InvalidValueException e) {
            throw new InvalidInputException(
                    "input " + input.name() + " is not of type " + input.type() + ": " + e.getMessage());
        }
    }

    private <T> T identified(T value, Function<String, T> parse) {
        return value instanceof NamedObject object && object.uid().isEmpty()
                ? uids.apply(object).map(uid -> parse.apply(object + "/" + uid)).orElse(value)
                : value;
    }
}
