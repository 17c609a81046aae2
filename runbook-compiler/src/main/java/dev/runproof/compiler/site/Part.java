package dev.runproof.compiler.site;

/** A part of a section. */
public sealed interface Part {

    /**
     * Text.
     *
     * @param html HTML that is safe to show: every element and attribute that could run something or load something is gone
     */
    record Text(String html) implements Part {}

    /**
     * A transaction, where it was written.
     *
     * @param transaction the transaction
     */
    record OfTransaction(TransactionCard transaction) implements Part {}

    /**
     * A response, where it was written.
     *
     * @param response the response
     */
    record OfResponse(ResponseCard response) implements Part {}
}
