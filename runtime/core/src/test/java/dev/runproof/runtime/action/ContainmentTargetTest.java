package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainmentTargetTest {

    private static final Namespace SHOP = new Namespace("shop");

    static Stream<ContainmentTarget> targets() {
        return Stream.of(
                new ContainmentTarget.Address(IpAddress.parse("203.0.113.7"), SHOP),
                new ContainmentTarget.Address(IpAddress.parse("2001:db8::7"), SHOP),
                new ContainmentTarget.Range(IpRange.parse("203.0.113.0/24"), SHOP),
                new ContainmentTarget.Range(IpRange.parse("2001:db8::/48"), SHOP));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aKeyIsReadBack(ContainmentTarget target) {
        assertThat(ContainmentTarget.of(target.key())).contains(target);
    }

    @Test
    void keysDiffer() {
        assertThat(targets().map(ContainmentTarget::key)).doesNotHaveDuplicates();
        assertThat(targets().map(ContainmentTarget::hash)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ip",
                "ip/shop",
                "ip/shop/x",
                "ip/Shop/203.0.113.7",
                "ip/shop/203.0.113.7/32",
                "range/shop/203.0.113.0",
                "range/shop/203.0.113.0/8",
                "pod/shop/web"
            })
    void anotherKeyIsNoTarget(String key) {
        assertThat(ContainmentTarget.of(key)).isEmpty();
    }
}
