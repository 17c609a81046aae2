package dev.runproof.launcher.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run took.
 *
 * @param wall seconds by the clock
 * @param cpu seconds of processors, those of the user and of the system
 * @param memory the most memory that was resident, in MiB
 */
record Measured(double wall, double cpu, double memory) {

    /** The median of each. */
    static Measured median(List<Measured> runs) {
        return new Measured(median(runs, Measured::wall), median(runs, Measured::cpu), median(runs, Measured::memory));
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
