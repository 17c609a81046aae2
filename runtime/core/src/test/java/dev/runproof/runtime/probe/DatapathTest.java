package dev.runproof.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runproof.runtime.probe.ProbeAnswer.Row;
import dev.runproof.runtime.value.Cidr;
import dev.runproof.runtime.value.IpAddress;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;

/** With the very bytes that Cilium 1.16.5 was seen to write on a machine with the lowest byte first. */
@DisabledIf("highestByteFirst")
class DatapathTest {

    private static final IpAddress POD = IpAddress.parse("10.244.0.173");
    private static final Cidr SOURCE = Cidr.parse("203.0.113.10/32");
    private static final Cidr OUTSIDER = Cidr.parse("192.0.2.1/32");

    private final Map<String, String> cache = new HashMap<>();
    private final Map<String, String> endpoints = new HashMap<>();
    private final Map<String, List<String>> policies = new HashMap<>();

    static boolean highestByteFirst() {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    }

    @BeforeEach
    void populate() {
        cache.put("4000000000000001cb00710a000000000000000000000000", "020000010000000000000000");
        endpoints.put(
                "0af400ad00000000000000000000000001000000",
                "0700000000006a00000000000000000006" + "12cb1b467b0000f63868" + "b694c8" + "00".repeat(18));
        endpoints.put("0af400a500000000000000000000000001000000", "0000000000000000" + "01000000" + "00".repeat(36));
        policies.put("cilium_policy_00106", List.of("280000000000000000000000", "280000000000000001000000"));
    }

    @Test
    void withoutAPolicyAllPasses() {
        assertThat(ask(POD, SOURCE).rows()).containsExactly(new Row(POD, SOURCE, Verdict.PASSES, Verdict.PASSES));
    }

    @Test
    void theIdentityOfThePeerDecides() {
        denyBothWays();

        assertThat(ask(POD, SOURCE).rows()).containsExactly(new Row(POD, SOURCE, Verdict.DENIED, Verdict.DENIED));
        assertThat(ask(POD, OUTSIDER).rows()).containsExactly(new Row(POD, OUTSIDER, Verdict.PASSES, Verdict.PASSES));
    }

    @Test
    void oneDirectionIsNotBoth() {
        policies.put(
                "cilium_policy_00106",
                List.of("280000000000000000000000", "280000000000000001000000", "280000000200000100000000!"));

        assertThat(ask(POD, SOURCE).rows()).containsExactly(new Row(POD, SOURCE, Verdict.DENIED, Verdict.PASSES));
    }

    @Test
    void anAddressOfVersionSixHasItsOwnFamily() {
        denyBothWays();
        cache.put("a00000000000000220010db8000000000000000000000001", "020000010000000000000000");
        var peer = Cidr.parse("2001:db8::1/128");

        assertThat(ask(POD, peer).rows()).containsExactly(new Row(POD, peer, Verdict.DENIED, Verdict.DENIED));
    }

    @Test
    void aRangeIsLookedUpWithItsLength() {
        denyBothWays();
        cache.put("3800000000000001cb007100000000000000000000000000", "020000010000000000000000");
        var range = Cidr.parse("203.0.113.0/24");

        assertThat(ask(POD, range).rows()).containsExactly(new Row(POD, range, Verdict.DENIED, Verdict.DENIED));
    }

    @Test
    void whatTheNodeDoesNotHaveIsAbsentAndSoIsTheNodeItself() {
        var node = IpAddress.parse("10.244.0.165");
        var other = IpAddress.parse("10.244.0.9");

        var answer = answer(new ProbeQuestion(List.of(SOURCE), List.of(node, other)));

        assertThat(answer).isEqualTo(new ProbeAnswer(List.of(), Set.of(node, other)));
    }

    @Test
    void aMapOfAnotherLayoutIsNotGuessed() {
        cache.put("4000000000000001cb00710a000000000000000000000000", "02000001");

        assertThatThrownBy(() -> ask(POD, SOURCE)).isInstanceOf(UnreadableMapException.class);
    }

    private void denyBothWays() {
        policies.put(
                "cilium_policy_00106",
                List.of(
                        "280000000000000000000000",
                        "280000000000000001000000",
                        "280000000200000100000000!",
                        "280000000200000101000000!"));
    }

    private ProbeAnswer ask(IpAddress endpoint, Cidr peer) {
        return answer(new ProbeQuestion(List.of(peer), List.of(endpoint)));
    }

    private ProbeAnswer answer(ProbeQuestion question) {
        return new Datapath(new Maps()).answer(question);
    }

    /** Keys and values in hexadecimal digits; the key of a policy that denies has a {@code !} behind. */
    private final class Maps implements KernelMaps {
        @Override
        public Optional<byte[]> lookup(String map, byte[] key) {
            var values = map.equals("cilium_ipcache") ? cache : endpoints;
            return Optional.ofNullable(values.get(HexFormat.of().formatHex(key)))
                    .map(HexFormat.of()::parseHex);
        }

        @Override
        public List<MapEntry> dump(String map) {
            return policies.getOrDefault(map, List.of()).stream()
                    .map(key -> {
                        var value = new byte[24];
                        value[2] = (byte) (key.endsWith("!") ? 1 : 0);
                        return new MapEntry(HexFormat.of().parseHex(key.replace("!", "")), value);
                    })
                    .toList();
        }
    }
}
