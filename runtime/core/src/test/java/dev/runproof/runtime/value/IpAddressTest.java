package dev.runproof.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    private static final int TEXTS = 50_000;
    private static final String[] PIECES = {":", "::", "0", "1", "ffff", "FFFF", "0000", "ab", "255", ".", "00"};

    @Test
    void patternAndParseDecideTheSameOnTextsAtRandom() throws UnknownHostException {
        var random = new Random(7);
        var pattern = Pattern.compile(IpAddress.PATTERN);
        int addresses = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            boolean matches = text.length() <= IpAddress.MAX_LENGTH
                    && pattern.matcher(text).matches();
            if (isRead(text) != matches) {
                fail("parse and pattern differ about " + text);
            }
            if (matches) {
                addresses++;
                var address = IpAddress.parse(text);
                assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
                // A literal, which is not looked up.
                assertThat(InetAddress.getByName(text)).isEqualTo(InetAddress.getByName(address.toString()));
            }
        }
        assertThat(addresses).as("addresses among the texts").isGreaterThan(TEXTS / 50);
    }

    /** Mostly with as many groups as an address, so that some are one. */
    private static String text(Random random) {
        var text = new StringBuilder();
        int groups = 1 + random.nextInt(9);
        for (int i = 0; i < groups; i++) {
            String separator = random.nextInt(8) == 0 ? "::" : ":";
            text.append(i == 0 && random.nextInt(3) > 0 ? "" : separator);
            text.append(random.nextInt(3) > 0 ? "0" : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.append(random.nextInt(6) == 0 ? "::" : "").toString();
    }

    private static boolean isRead(String text) {
        try {
            IpAddress.parse(text);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    @Test
    void knowsItsVersion() {
        assertThat(IpAddress.parse("203.0.113.7").isV6()).isFalse();
        assertThat(IpAddress.parse("203.0.113.7").bits()).isEqualTo(32);
        assertThat(IpAddress.parse("2001:db8::7").isV6()).isTrue();
        assertThat(IpAddress.parse("2001:db8::7").bits()).isEqualTo(128);
    }

    @Test
    void isOrderedByVersionAndNumber() {
        var sorted = Stream.of("2001:db8::a", "::1", "10.0.0.10", "ff02::1", "9.255.255.255", "200.0.0.1", "10.0.0.9")
                .map(IpAddress::parse)
                .sorted();

        assertThat(sorted)
                .map(IpAddress::toString)
                .containsExactly(
                        "9.255.255.255", "10.0.0.9", "10.0.0.10", "200.0.0.1", "::1", "2001:db8::a", "ff02::1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.0.0.170",
                "192.88.99.1",
                "198.18.0.0",
                "198.19.255.255",
                "64:ff9b::cb00:7107",
                "64:ff9b:1:ffff::1",
                "100::1",
                "100:0:0:1::1",
                "2001::1",
                "2001:2::1",
                "2001:1f::1",
                "2001:2f::1",
                "2001:3f::1",
                "2002:cb00:7107::1",
                "5f00::1",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "ff02::1"
            })
    void someAddressesAreNoHosts(String text) {
        assertThat(IpAddress.parse(text).isSpecialUse()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "10.0.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "192.0.1.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.168.0.1",
                "172.16.0.1",
                "100.64.0.1",
                "198.17.255.255",
                "198.20.0.0",
                "64:ff9b::1:0:0",
                "64:ff9b:2::1",
                "100:0:0:2::1",
                "2001:1::1",
                "2001:3::1",
                "2001:40::1",
                "2003::1",
                "5eff::1",
                "5f01::1",
                "169.255.0.0",
                "223.255.255.255",
                "203.0.113.7",
                "192.0.2.1",
                "198.51.100.1",
                "2001:db8::7",
                "fec0::1",
                "fe7f::1",
                "fdff::1",
                "::1:0:0:0"
            })
    void allOthersAreEvenThoseForDocumentation(String text) {
        assertThat(IpAddress.parse(text).isSpecialUse()).isFalse();
    }
}
