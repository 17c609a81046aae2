package dev.runproof.compiler.model;

import dev.runproof.compiler.source.SourceFile;
import java.util.List;

/**
 * What was read from a file of alert rules.
 *
 * @param file the file
 * @param alerts its alerts, in their order; those that could be read
 * @param recordings its recording rules, in their order; those that have a name and an expression
 * @param resourcesPassedOver the number of Kubernetes resources beside the rules that are of other kinds
 */
public record AlertFile(SourceFile file, List<Alert> alerts, List<Recording> recordings, int resourcesPassedOver) {

    /** Takes the lists as they are now. */
    public AlertFile {
        alerts = List.copyOf(alerts);
        recordings = List.copyOf(recordings);
    }

    /** That of a file from which nothing could be read. */
    public static AlertFile none(SourceFile file) {
        return new AlertFile(file, List.of(), List.of(), 0);
    }
}
