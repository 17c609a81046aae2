package dev.runproof.runtime.contract;

import java.util.List;

/**
 * What came of a life.
 *
 * @param expected the outcomes of its parts
 * @param outcomes those that they had
 * @param said what was said in between
 * @param requests what was asked
 */
record Life(List<?> expected, List<?> outcomes, List<String> said, List<Asked.Request> requests) {

    boolean isWhole() {
        return expected.equals(outcomes) && said.stream().noneMatch(text -> text.contains("answers 403"));
    }

    @Override
    public String toString() {
        return outcomes + " instead of " + expected + ": " + said;
    }
}
