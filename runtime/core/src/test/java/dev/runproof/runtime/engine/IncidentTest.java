package dev.runproof.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runproof.runtime.value.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentTest {

    private static final String LABEL = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

    @ParameterizedTest
    @ValueSource(strings = {"INC-4711", "9f2c1a7be04d0011", "a", "a_b.c"})
    void anIdThatIsALabelStaysAsItIs(String id) {
        assertThat(new Incident(id).label()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://tickets.example.com/4711?a=b",
                "-",
                "é",
                "..x..",
                "Überfall auf den Laden",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void anotherBecomesOneThatALabelCanCarry(String id) {
        assertThat(new Incident(id).label()).matches(LABEL);
    }

    @Test
    void twoIdsThatWouldLookAlikeHaveLabelsOfTheirOwn() {
        assertThat(new Incident("a b").label()).startsWith("a-b-").isNotEqualTo(new Incident("a/b").label());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u001b[2Jb", "a\u202eb", "a\u0000"})
    void whatCannotBeSeenIsRefused(String id) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Incident(id));
    }

    @Test
    void anIdHasAnEnd() {
        assertThat(new Incident("a".repeat(Incident.MAX_LENGTH)).label()).matches(LABEL);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> new Incident("a".repeat(Incident.MAX_LENGTH + 1)));
    }
}
