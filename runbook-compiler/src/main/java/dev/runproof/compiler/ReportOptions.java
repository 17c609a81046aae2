package dev.runproof.compiler;

import dev.runproof.compiler.firing.Prometheus;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a report of what has become old is made by.
 *
 * @param asOf the day that counts as today
 * @param prometheus the Prometheus that is asked how often alerts fired; empty if none is
 */
public record ReportOptions(LocalDate asOf, Optional<Prometheus> prometheus) {}
