package dev.runproof.compiler;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files in which a check leaves its findings, whether it passed or not.
 *
 * @param sarif that for SARIF 2.1.0, if it is wanted
 * @param json that for JSON, if it is wanted
 * @param junit that for JUnit's XML, if it is wanted
 */
public record ReportFiles(Optional<Path> sarif, Optional<Path> json, Optional<Path> junit) {

    /**
     * Writes them, each in one step.
     *
     * @param report what was found
     * @return why one of them could not be written, in one sentence; empty if all were
     */
    public Optional<String> write(CheckReport report) {
        try {
            if (sarif.isPresent()) {
                report.writeSarif(sarif.get());
            }
            if (json.isPresent()) {
                report.writeJson(json.get());
            }
            if (junit.isPresent()) {
                report.writeJUnit(junit.get());
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the report cannot be written: " + WriteFailure.reason(e));
        }
    }
}
