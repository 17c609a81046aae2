package dev.runproof.runtime.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Which part of the traffic is that of a target. */
sealed interface TrafficShare {

    /**
     * It was measured.
     *
     * @param flows of the target; not negative, and not more than all
     * @param all of all sources; more than none
     */
    record Known(double flows, double all) implements TrafficShare {

        private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
        /** Down, so that what is below a limit is not shown as the limit. */
        private static final MathContext SHOWN = new MathContext(3, RoundingMode.DOWN);

        double fraction() {
            return flows / all;
        }

        /** Such as {@code 40 % (about 1200 of 3000 flows)}. */
        @Override
        public String toString() {
            var percent = BigDecimal.valueOf(flows)
                    .multiply(HUNDRED)
                    .divide(BigDecimal.valueOf(all), SHOWN)
                    .stripTrailingZeros();
            return percent.toPlainString() + " % (about " + Math.round(flows) + " of " + Math.round(all) + " flows)";
        }
    }

    /**
     * Nobody knows.
     *
     * @param reason why, to be followed by the time
     */
    record Unknown(String reason) implements TrafficShare {}
}
