package dev.runproof.runtime.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.runtime.value.IngressRef;
import dev.runproof.runtime.value.IpAddress;
import dev.runproof.runtime.value.IpAddresses;
import dev.runproof.runtime.value.IpRange;
import dev.runproof.runtime.value.Namespace;
import dev.runproof.runtime.value.PodRef;
import dev.runproof.runtime.value.ScriptArgument;
import dev.runproof.runtime.value.ScriptName;
import dev.runproof.runtime.value.SecurityPolicyRef;
import java.util.List;
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
                new ContainmentTarget.Range(IpRange.parse("2001:db8::/48"), SHOP),
                addresses("203.0.113.7"),
                addresses("203.0.113.7,203.0.113.8"),
                addresses("203.0.113.7,203.0.113.9"),
                new ContainmentTarget.Addresses(IpAddresses.parse("203.0.113.7"), new Namespace("bank")),
                new ContainmentTarget.PodLabels(PodRef.parse("shop/web/4f3c")),
                source("203.0.113.7", "shop/web/4f3c", "ingress-nginx"),
                source("2001:db8::7", "shop/web/4f3c", "ingress-nginx"),
                source("203.0.113.7", "shop/web/4f3d", "ingress-nginx"),
                source("203.0.113.7", "shop/web.b/4f3c", "ingress-nginx"),
                gateway("203.0.113.7", "shop/web/4f3c", "ingress-nginx"),
                gateway("2001:db8::7", "shop/web/4f3c", "ingress-nginx"),
                source("203.0.113.7", "shop/web/4f3c", "other"),
                new ContainmentTarget.Pod(PodRef.parse("shop/web-0/4f3c")),
                new ContainmentTarget.Evidence(PodRef.parse("shop/web-0/4f3c")),
                script("revoke-sessions", "jane", "shop"),
                script("revoke-sessions", "joe", "shop"),
                script("reset-password", "jane", "shop"),
                script("revoke-sessions", "jane", "bank"));
    }

    private static ContainmentTarget script(String name, String argument, String namespace) {
        return new ContainmentTarget.Script(
                new ScriptName(name), new ScriptArgument(argument), new Namespace(namespace));
    }

    private static ContainmentTarget gateway(String address, String policy, String controllers) {
        return new ContainmentTarget.GatewaySource(
                IpAddress.parse(address), SecurityPolicyRef.parse(policy), new Namespace(controllers));
    }

    private static ContainmentTarget source(String address, String ingress, String controllers) {
        return new ContainmentTarget.IngressSource(
                IpAddress.parse(address), IngressRef.parse(ingress), new Namespace(controllers));
    }

    private static ContainmentTarget.Addresses addresses(String list) {
        return new ContainmentTarget.Addresses(IpAddresses.parse(list), SHOP);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aKeyIsReadBack(ContainmentTarget target) {
        assertThat(ContainmentTarget.of(target.key(), target.detail())).contains(target);
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
                "ips/shop/1",
                "ips/shop/203.0.113.7",
                "ips/shop/1/5d41402abc4b2a76b9719d911017c592",
                "pod/shop/web",
                "ingress/shop/web/4f3c/203.0.113.7",
                "gateway/shop/web/4f3c/203.0.113.7",
                "gateway/shop/web/other/203.0.113.7",
                "ingress/shop/web/4f3c/Other/203.0.113.7",
                "ingress/shop/web/4f3c/other/203.0.113.0/24",
                "evidence/shop/web",
                "script/shop/revoke-sessions",
                "script/shop/Revoke/81f8f6dde88365f3928796ec7aa53f72",
                "script/shop/revoke-sessions/81f8f6dde88365f3928796ec7aa53f72"
            })
    void anotherKeyIsNoTarget(String key) {
        assertThat(ContainmentTarget.of(key, "")).isEmpty();
        assertThat(ContainmentTarget.of(key, "203.0.113.7")).isEmpty();
    }

    @Test
    void theKeyOfAListIsShortAndNoOtherListIsReadForIt() {
        var two = addresses("203.0.113.8 203.0.113.7");

        assertThat(two.key()).matches("ips/shop/2/[0-9a-f]{32}");
        assertThat(ContainmentTarget.of(two.key(), "203.0.113.7,203.0.113.8")).contains(two);
        for (String detail : List.of("203.0.113.8,203.0.113.7", "203.0.113.7,203.0.113.9", "203.0.113.7", "")) {
            assertThat(ContainmentTarget.of(two.key(), detail)).isEmpty();
        }
        assertThat(ContainmentTarget.of("ip/shop/203.0.113.7", "203.0.113.7")).isEmpty();
    }

    @Test
    void aListIsCalledByItsFirst() {
        assertThat(addresses("203.0.113.7").text()).isEqualTo("the list of 203.0.113.7");
        assertThat(addresses("203.0.113.8,203.0.113.7").text()).isEqualTo("the list of 203.0.113.7 and 1 other");
        assertThat(addresses("203.0.113.8,203.0.113.7,2001:db8::7").text())
                .isEqualTo("the list of 203.0.113.7 and 2 others");
    }
}
