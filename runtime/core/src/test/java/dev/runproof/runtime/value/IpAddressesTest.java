package dev.runproof.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IpAddressesTest {

    private static final Pattern PATTERN = Pattern.compile(IpAddresses.PATTERN);

    private static String many(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, format, i))
                .collect(Collectors.joining(","));
    }

    @Test
    void theSameAddressesAreOneValueWhateverTheirOrder() {
        assertThat(IpAddresses.parse("203.0.113.8, 203.0.113.7 203.0.113.8"))
                .isEqualTo(IpAddresses.parse("203.0.113.7,203.0.113.8"));
    }

    @Test
    void theLongestListIsTakenAndNoLongerOne() {
        for (String format : List.of("203.0.113.%d", "2001:db8:ffff:ffff:ffff:ffff:ffff:1%03d")) {
            String most = many(IpAddresses.MAX_COUNT, format);
            var read = IpAddresses.parse(most);

            assertThat(read.all()).hasSize(IpAddresses.MAX_COUNT);
            assertThat(read).hasToString(most);
            assertThat(PATTERN.matcher(most).matches()).isTrue();

            String more = most + ",192.0.2.1";
            assertThat(PATTERN.matcher(more).matches()).isFalse();
            assertThatThrownBy(() -> IpAddresses.parse(more)).isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void whatIsNamedAgainCountsToo() {
        String same = String.join(" ", Collections.nCopies(IpAddresses.MAX_COUNT, "203.0.113.7"));

        assertThat(IpAddresses.parse(same)).hasToString("203.0.113.7");
        assertThatThrownBy(() -> IpAddresses.parse(same + " 203.0.113.7"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("a list names at most 256 IP addresses");
    }

    @Test
    void theEntryThatIsWrongIsNamed() {
        assertThatThrownBy(() -> IpAddresses.parse("203.0.113.7,203.0.113.8,203.0.113.0/24"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("entry 3: one IP address is wanted here, not a range with a /");
    }

    @Test
    void aLongTextIsNotEvenSplit() {
        assertThatThrownBy(() -> IpAddresses.parse(" ".repeat(IpAddresses.MAX_LENGTH) + "1"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("characters");
    }

    @Test
    void aListOfNothingIsNone() {
        assertThatThrownBy(() -> new IpAddresses(List.of())).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void thePatternGivesUpAtOnceOnWhatItCouldReadInManyWays() {
        // Each has several readings by itself; without the look ahead, all of their products would be tried.
        var reads = new int[1];
        String text = many(200, "a::%x") + ",x";
        var counted = new CharSequence() {
            @Override
            public char charAt(int index) {
                reads[0]++;
                return text.charAt(index);
            }

            @Override
            public int length() {
                return text.length();
            }

            @Override
            public CharSequence subSequence(int start, int end) {
                return text.substring(start, end);
            }
        };

        assertThat(PATTERN.matcher(counted).matches()).isFalse();
        assertThat(reads[0]).isLessThan(1_000_000);
    }

    @Test
    void separatorsAreThoseThatEndAnAddress() {
        assertThat(Stream.of(",", " ", "\t", "\r", "\n"))
                .allMatch(between ->
                        PATTERN.matcher("203.0.113.7" + between + "2001:db8::7").matches())
                .noneMatch(between ->
                        PATTERN.matcher("::ffff:1" + between + "2001:db8::7").matches());
    }
}
