package dev.runproof.runtime.check;

import dev.runproof.runtime.value.Percent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Which part of the requests to a namespace ended with an error of the server. */
sealed interface ErrorRatio {

    /**
     * They were counted.
     *
     * @param errors how many ended with an error; not negative, and not more than all
     * @param all how many there were; perhaps none
     */
    record Counted(double errors, double all) implements ErrorRatio {

        /** Fewer errors than these are a matter of chance, whatever their ratio. */
        private static final int BY_CHANCE = 5;

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
        private static final MathContext SHOWN = new MathContext(3, RoundingMode.HALF_UP);

        boolean isNone() {
            return all == 0;
        }

        /** How it has risen by more than allowed, in words; empty if it has not. Both are of some requests. */
        Optional<String> rise(Counted before, Percent allowed) {
            double more = errors / all - before.errors / before.all;
            return more > allowed.fraction() && more * all >= BY_CHANCE
                    ? Optional.of("of the requests " + this + " failed since the change, and " + before + " before it")
                    : Optional.empty();
        }

        /** Such as {@code 4 % (about 12 of 300)}. */
        @Override
        public String toString() {
            BigDecimal percent = isNone()
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(errors).multiply(HUNDRED).divide(BigDecimal.valueOf(all), SHOWN);
            return percent.stripTrailingZeros().toPlainString() + " % (about " + Math.round(errors) + " of "
                    + Math.round(all) + ")";
        }
    }

    /**
     * Nobody knows.
     *
     * @param reason why, in a sentence for people
     */
    record Unknown(String reason) implements ErrorRatio {}
}
