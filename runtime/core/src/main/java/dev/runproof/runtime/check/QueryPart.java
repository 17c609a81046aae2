package dev.runproof.runtime.check;

import dev.runproof.runtime.metrics.Metrics.Answer;
import dev.runproof.runtime.metrics.Metrics.Sample;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One of several expressions that are asked in one query, so that all of the answer is of one time. A label of ours tells
 * them apart.
 *
 * @param name what it is called in the answer; a word
 */
record QueryPart(String name) {

    private static final String LABEL = "runproof_part";

    /** An expression as this part. */
    String of(String expression) {
        return "label_replace(" + expression + ",\"" + LABEL + "\",\"" + name + "\",\"\",\"\")";
    }

    /** The samples of an answer by their part; those of no part are under the empty word. */
    static Map<String, List<Sample>> split(Answer.Samples answer) {
        return answer.samples().stream()
                .collect(Collectors.groupingBy(sample -> sample.labels().getOrDefault(LABEL, "")));
    }

    /** The samples of this part. */
    List<Sample> in(Map<String, List<Sample>> parts) {
        return parts.getOrDefault(name, List.of());
    }
}
