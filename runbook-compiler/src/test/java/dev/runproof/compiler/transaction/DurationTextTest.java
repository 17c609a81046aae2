package dev.runproof.compiler.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"30s", "90m", "1h30m", "2d", "1d2h3m4s", "0s"})
    void whatIsWrittenIsReadAsTheSame(String text) {
        var duration = DurationText.read(text).orElseThrow();

        assertThat(DurationText.read(DurationText.of(duration))).contains(duration);
    }
}
