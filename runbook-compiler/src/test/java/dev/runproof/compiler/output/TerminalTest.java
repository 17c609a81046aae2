package dev.runproof.compiler.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    /** The first and last of each range that Unicode's EastAsianWidth.txt calls wide, and their neighbours. */
    @ParameterizedTest
    @CsvSource({
        "0x41, 1",
        "0xE9, 1",
        "0x301, 0",
        "0x20DD, 0",
        "0x10FF, 1",
        "0x1100, 2",
        "0x115F, 2",
        "0x1160, 1",
        "0x2E7F, 1",
        "0x2E80, 2",
        "0x303E, 2",
        "0x303F, 1",
        "0x3041, 2",
        "0xA4CF, 2",
        "0xA4D0, 1",
        "0xABFF, 1",
        "0xAC00, 2",
        "0xD7A3, 2",
        "0xD7A4, 1",
        "0xF8FF, 1",
        "0xF900, 2",
        "0xFAFF, 2",
        "0xFB00, 1",
        "0xFE2F, 0",
        "0xFE30, 2",
        "0xFE6F, 2",
        "0xFE70, 1",
        "0xFEFF, 1",
        "0xFF00, 2",
        "0xFF60, 2",
        "0xFF61, 1",
        "0xFFDF, 1",
        "0xFFE0, 2",
        "0xFFE6, 2",
        "0xFFE7, 1",
        "0x1F2FF, 1",
        "0x1F300, 2",
        "0x1F64F, 2",
        "0x1F650, 1",
        "0x1F67F, 1",
        "0x1F680, 2",
        "0x1F6FF, 2",
        "0x1F700, 1",
        "0x1F8FF, 1",
        "0x1F900, 2",
        "0x1F9FF, 2",
        "0x1FA00, 1",
        "0x1FFFF, 1",
        "0x20000, 2",
        "0x3FFFD, 2",
        "0x3FFFE, 1",
    })
    void charactersTakeTheirColumns(int character, int columns) {
        assertThat(Terminal.width(Character.toString(character))).isEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 7, 0x1B, '\n', '\r', 0x7F, 0x9B, 0xAD, 0x200B, 0x202E, 0x2028, 0x2029, 0x2066, 0xFEFF, 0x378, 0xE0001
            })
    void whatSteersATerminalIsReplaced(int character) {
        assertThat(Terminal.clean("a" + Character.toString(character) + "b")).isEqualTo("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "é", "消防", "🚒", "e\u0301", "{{ $x }}"})
    void whatIsHarmlessStays(String text) {
        assertThat(Terminal.clean(text)).isEqualTo(text);
    }
}
