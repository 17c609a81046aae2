package dev.runproof.compiler.promql;

/** Whole numbers from fractions as Go makes them: halves go away from zero. */
final class Rounding {

    private Rounding() {}

    /** The nearest whole number. */
    static long toLong(double value) {
        double whole = Math.abs(value) < 1L << 52 ? Math.copySign(Math.floor(Math.abs(value)), value) : value;
        double fraction = Math.abs(value - whole);
        return (long) (fraction >= 0.5 ? whole + Math.copySign(1, value) : whole);
    }
}
