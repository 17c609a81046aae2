package dev.runproof.runtime.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyMapTest {

    private static final int ANY = 0;
    private static final int SOURCE = 16_777_218;
    private static final int OTHER = 16_777_219;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private final List<MapEntry> entries = new ArrayList<>();

    @Test
    void anEmptyMapLetsNothingPass() {
        assertThat(ingress(SOURCE)).isEqualTo(Verdict.CLOSED);
    }

    @Test
    void whatIsAllowedForAllPasses() {
        allow(ANY, 0, 0, 0);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);
        assertThat(PolicyMap.of(entries).verdict(SOURCE, true))
                .as("of the other direction it says nothing")
                .isEqualTo(Verdict.CLOSED);
    }

    @Test
    void aDenialOfAnIdentityIsStrongerThanWhatIsAllowedForAll() {
        allow(ANY, 0, 0, 0);
        deny(SOURCE, 0, 0, 0);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.DENIED);
        assertThat(ingress(OTHER)).isEqualTo(Verdict.PASSES);
    }

    @Test
    void aPortThatIsAllowedForAllIsALeakUnlessItIsDeniedToo() {
        allow(ANY, TCP, 8080, 24);
        deny(SOURCE, 0, 0, 0);
        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);

        deny(SOURCE, TCP, 8080, 24);
        assertThat(ingress(SOURCE)).isEqualTo(Verdict.DENIED);
    }

    @Test
    void whatLiesBehindADeniedStretchIsLookedAtToo() {
        allow(ANY, 0, 0, 0);
        deny(SOURCE, 0, 0, 8);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);
    }

    @Test
    void aDenialOfAllPortsOfAProtocolLeavesTheOthers() {
        allow(ANY, 0, 0, 0);
        deny(SOURCE, TCP, 0, 8);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);
    }

    @Test
    void aRangeOfPortsIsCoveredByAWiderOne() {
        allow(ANY, TCP, 8080, 22);
        deny(SOURCE, 0, 0, 0);
        deny(SOURCE, TCP, 8064, 18);
        assertThat(ingress(SOURCE))
                .as("the longer prefix decides, whoever it is for")
                .isEqualTo(Verdict.PASSES);

        deny(SOURCE, TCP, 8080, 22);
        assertThat(ingress(SOURCE)).isEqualTo(Verdict.DENIED);
    }

    @Test
    void onePortInTheMiddleOfADeniedRangeIsALeak() {
        deny(SOURCE, 0, 0, 0);
        allow(SOURCE, UDP, 53, 24);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);
    }

    @Test
    void theLastPacketOfAllIsLookedAtToo() {
        deny(SOURCE, 0, 0, 0);
        allow(SOURCE, 255, 65_535, 24);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.PASSES);
    }

    @Test
    void denialsPortByPortAreNoDenialOfAll() {
        deny(SOURCE, TCP, 8080, 24);

        assertThat(ingress(SOURCE)).isEqualTo(Verdict.CLOSED);
    }

    @Test
    void anotherLayoutIsNotGuessed() {
        // As it has been since Cilium 1.17: the counters have moved out.
        var other = List.of(new MapEntry(new byte[12], new byte[8]));

        assertThatThrownBy(() -> PolicyMap.of(other))
                .isInstanceOf(UnreadableMapException.class)
                .hasMessageContaining("1.16");
    }

    @Test
    void anImpossiblePrefixIsNotGuessed() {
        var key = new byte[12];
        key[0] = 39;

        assertThatThrownBy(() -> PolicyMap.of(List.of(new MapEntry(key, new byte[24]))))
                .isInstanceOf(UnreadableMapException.class);
    }

    private Verdict ingress(int identity) {
        return PolicyMap.of(entries).verdict(identity, false);
    }

    private void allow(int identity, int protocol, int port, int bits) {
        entries.add(entry(identity, protocol, port, bits, false));
    }

    private void deny(int identity, int protocol, int port, int bits) {
        entries.add(entry(identity, protocol, port, bits, true));
    }

    private static MapEntry entry(int identity, int protocol, int port, int bits, boolean denies) {
        var key = ByteBuffer.allocate(12).order(ByteOrder.nativeOrder());
        key.putInt(40 + bits).putInt(identity).put((byte) 0).put((byte) protocol);
        key.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        var value = new byte[24];
        value[2] = (byte) (denies ? 1 : 0);
        return new MapEntry(key.array(), value);
    }
}
