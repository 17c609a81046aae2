package dev.runproof.runtime.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.runproof.runtime.value.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedHostNamesTest {

    private static final String NAME = "lb.example.com";
    private static final IpAddress OLD = IpAddress.parse("198.51.100.1");
    private static final IpAddress NEW = IpAddress.parse("198.51.100.2");

    private final Map<String, Set<IpAddress>> zone = new HashMap<>(Map.of(NAME, Set.of(OLD)));
    private final List<String> lookedUp = new ArrayList<>();
    /** It goes over the end of its range during the tests, as a monotonic clock may. */
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(40).toNanos();

    private final HostNames names = new RememberedHostNames(
            name -> {
                lookedUp.add(name);
                return zone.getOrDefault(name, Set.of());
            },
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            () -> nanos);

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void aNameThatMovesHasItsOldAddressesAndTheNew() {
        assertThat(names.addresses(NAME)).containsExactly(OLD);
        zone.put(NAME, Set.of(NEW));
        pass(Duration.ofSeconds(30));

        assertThat(names.addresses(NAME)).containsExactlyInAnyOrder(OLD, NEW);

        pass(Duration.ofHours(1).minusSeconds(30));
        assertThat(names.addresses(NAME)).containsExactlyInAnyOrder(OLD, NEW);
        pass(Duration.ofSeconds(30));
        assertThat(names.addresses(NAME))
                .as("an hour after the old one was seen last")
                .containsExactly(NEW);
    }

    @Test
    void anAddressThatIsSeenAgainStays() {
        for (int i = 0; i < 200; i++) {
            assertThat(names.addresses(NAME)).containsExactly(OLD);
            pass(Duration.ofMinutes(1));
        }
        assertThat(lookedUp).hasSize(200);
    }

    @Test
    void whatIsFreshIsNotLookedUpAgain() {
        names.addresses(NAME);
        pass(Duration.ofSeconds(30).minusNanos(1));
        zone.put(NAME, Set.of(NEW));

        assertThat(names.addresses(NAME)).containsExactly(OLD);
        assertThat(lookedUp).hasSize(1);

        pass(Duration.ofNanos(1));
        assertThat(names.addresses(NAME)).containsExactlyInAnyOrder(OLD, NEW);
    }

    @Test
    void aNameThatCannotBeLookedUpHasItsLastAddressesForAWhile() {
        names.addresses(NAME);
        zone.clear();
        pass(Duration.ofMinutes(59));

        assertThat(names.addresses(NAME)).containsExactly(OLD);

        pass(Duration.ofMinutes(2));
        assertThat(names.addresses(NAME)).isEmpty();
    }

    @Test
    void aNameWithoutAddressIsLookedUpAgainAtOnce() {
        assertThat(names.addresses("other.example.com")).isEmpty();
        zone.put("other.example.com", Set.of(NEW));

        assertThat(names.addresses("other.example.com")).containsExactly(NEW);
    }

    @Test
    void namesAreNotMixedUp() {
        zone.put("other.example.com", Set.of(NEW));

        assertThat(names.addresses(NAME)).containsExactly(OLD);
        assertThat(names.addresses("other.example.com")).containsExactly(NEW);
    }

    @Test
    void ofManyNamesThoseAskedForLastAreRemembered() {
        names.addresses(NAME);
        for (int i = 1; i < RememberedHostNames.MOST_NAMES; i++) {
            remember("lb-" + i);
        }
        names.addresses(NAME);
        remember("lb-one-more");
        lookedUp.clear();

        names.addresses(NAME);
        assertThat(lookedUp).isEmpty();
        names.addresses("lb-1");
        assertThat(lookedUp).containsExactly("lb-1");
    }

    private void remember(String name) {
        zone.put(name, Set.of(NEW));
        names.addresses(name);
    }

    @Test
    void ofManyAddressesThoseSeenLastAreRemembered() {
        names.addresses(NAME);
        pass(Duration.ofMinutes(1));
        Set<IpAddress> many = IntStream.range(0, RememberedHostNames.MOST_ADDRESSES)
                .mapToObj(i -> IpAddress.parse("203.0.113." + i))
                .collect(Collectors.toSet());
        zone.put(NAME, many);

        assertThat(names.addresses(NAME)).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void noAddressOfNowIsForgotten() {
        Set<IpAddress> many = IntStream.range(0, 2 * RememberedHostNames.MOST_ADDRESSES)
                .mapToObj(i -> IpAddress.parse("10.0." + i / 256 + "." + i % 256))
                .collect(Collectors.toSet());
        zone.put(NAME, many);

        assertThat(names.addresses(NAME)).containsExactlyInAnyOrderElementsOf(many);
        assertThat(names.addresses(NAME)).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void anAddressThatIsForgottenBeforeItIsLookedUpAgainIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RememberedHostNames(names, Duration.ofSeconds(30), Duration.ofSeconds(30), () -> nanos));
    }
}
