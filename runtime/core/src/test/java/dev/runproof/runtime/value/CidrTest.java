package dev.runproof.runtime.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.0, true",
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.0/24, 203.0.112.255, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.0/9, 10.128.0.0, false",
        "128.0.0.0/1, 255.1.2.3, true",
        "128.0.0.0/1, 127.1.2.3, false",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, 2001:db8::7, false",
        "::/0, 203.0.113.7, false",
        "::/0, ffff::, true",
        "203.0.113.7/32, 203.0.113.7, true",
        "203.0.113.7/32, 203.0.113.6, false",
        "2001:db8:8000::/33, 2001:db8:ffff::1, true",
        "2001:db8:8000::/33, 2001:db8:7fff::1, false",
    })
    void containsTheAddressesWithItsFirstBits(String range, String address, boolean contained) {
        assertThat(Cidr.parse(range).contains(IpAddress.parse(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.0/24, 203.0.113.0/24", "2001:DB8:0:0::/32, 2001:db8::/32", "0.0.0.0/0, 0.0.0.0/0"})
    void hasACanonicalText(String text, String canonical) {
        assertThat(Cidr.parse(text)).hasToString(canonical).isEqualTo(Cidr.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "203.0.113.7",
                "203.0.113.0/",
                "/24",
                "203.0.113.7/24",
                "203.0.113.0/33",
                "203.0.113.0/024",
                "203.0.113.0/+24",
                "203.0.113.0/-1",
                "203.0.113.0/24 ",
                "203.0.113.0/24\n",
                "203.0.113.0/24/24",
                "203.0.113.0/255.255.255.0",
                "203.0.113/24",
                "203.0.113.0/٢٤",
                "2001:db8::/129",
                "2001:db8::1/127",
                "::ffff:0:0/96",
                "fe80::%eth0/10",
                "10.0.0.1/0",
                "203.0.113.0/99999999999999999999"
            })
    void anythingElseIsRefused(String text) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> Cidr.parse(text));
    }
}
