package dev.runproof.compiler.check;

import dev.runproof.compiler.label.RecordedLabels;
import dev.runproof.compiler.model.Alert;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the labels of each alert: several checks ask for it, and it is found out once. Thread-safe. */
final class LabelsByAlert {

    private final RecordedLabels recorded;
    private final Map<Alert, Optional<KnownLabels>> known = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Knows nothing yet.
     *
     * @param recorded what is known of series that recording rules make
     */
    LabelsByAlert(RecordedLabels recorded) {
        this.recorded = recorded;
    }

    /** What is known of series that recording rules make. */
    RecordedLabels recorded() {
        return recorded;
    }

    /** That of an alert; empty for one of Falco, and for one whose expression is broken. */
    Optional<KnownLabels> of(Alert alert) {
        return Optional.ofNullable(known.get(alert)).orElseGet(() -> {
            // Not under the lock: two threads may find it out at the same moment, and find the same.
            Optional<KnownLabels> labels = KnownLabels.of(alert, recorded);
            known.put(alert, labels);
            return labels;
        });
    }
}
