package dev.runproof.compiler.yaml;

import dev.runproof.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** A node of a YAML document, with its place. Immutable. */
public sealed interface YamlNode {

    /** Where it stands. That of an alias is the place of the alias. */
    Span span();

    /** What it is, as a phrase such as {@code a list}. */
    String kind();

    /** The same at another place. */
    YamlNode at(Span place);

    /**
     * A text, number, date or nothing: what it means is decided by who reads it.
     *
     * @param span where it stands, with its quotes
     * @param text its text
     * @param plain whether it stands without quotes and not as a block
     */
    record Scalar(Span span, String text, boolean plain) implements YamlNode {

        /** Whether it is nothing: {@code key:} with no value, {@code null} or {@code ~}. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a text";
        }

        @Override
        public Scalar at(Span place) {
            return new Scalar(place, text, plain);
        }
    }

    /**
     * A list.
     *
     * @param span where it stands
     * @param items its items
     */
    record Sequence(Span span, List<YamlNode> items) implements YamlNode {

        /** Takes the items as they are now. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Sequence at(Span place) {
            return new Sequence(place, items);
        }
    }

    /**
     * Keys with values, in the order in which they were written.
     *
     * @param span where it stands
     * @param entries its entries; no key twice
     */
    record Mapping(Span span, List<Entry> entries) implements YamlNode {

        /** Takes the entries as they are now. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The entry of a key. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
        }

        /** The value of a key. */
        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        @Override
        public Mapping at(Span place) {
            return new Mapping(place, entries);
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(Scalar key, YamlNode value) {

        /** The key's text. */
        public String name() {
            return key.text();
        }
    }
}
