package dev.runproof.compiler.markdown;

import java.util.Map;

/** Takes elements of HTML in the order in which they stand. What is opened is closed again, the innermost first. */
public interface HtmlSink {

    /**
     * An element begins.
     *
     * @param tag its name, in lower case
     * @param attributes its attributes, in their order; whoever takes them may change them
     */
    void open(String tag, Map<String, String> attributes);

    /** Text within the element that was opened last; may come in parts. */
    void text(String text);

    /** The element that was opened last ends. */
    void close();
}
