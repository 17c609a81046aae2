package dev.runproof.compiler.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceFileTest {

    private static SourceFile file(String text) {
        return new SourceFile("a.md", text);
    }

    @Test
    void linesEndWithLfCrlfAndCr() {
        var file = file("a\nbc\r\nd\re");
        assertThat(file.lineCount()).isEqualTo(4);
        assertThat(file.line(2)).isEqualTo("bc");
        assertThat(file.line(3)).isEqualTo("d");
        assertThat(file.position(file.text().indexOf('e'))).isEqualTo(new Position(4, 1));
    }

    @Test
    void aLineBreakAtTheEndBeginsAnEmptyLine() {
        var file = file("a\n");
        assertThat(file.lineCount()).isEqualTo(2);
        assertThat(file.line(2)).isEmpty();
        assertThat(file.position(2)).isEqualTo(new Position(2, 1));
    }

    @Test
    void anEmptyTextHasOneLine() {
        assertThat(file("").lineCount()).isEqualTo(1);
        assertThat(file("").all().from()).isEqualTo(new Position(1, 1));
    }

    @Test
    void columnsAreCodePoints() {
        var file = file("x: 🚒🚒 end");
        assertThat(file.position(file.text().indexOf("end"))).isEqualTo(new Position(1, 7));
    }

    @Test
    void aByteOrderMarkIsNoText() {
        assertThat(file("\uFEFFa").text()).isEqualTo("a");
    }

    @Test
    void aSliceLeadsBackToTheFile() {
        var file = file("zero\n  🚒ab\r\n  c\n");
        var slice = SourceSlice.indented(file, 2, new int[] {file.lineStart(2) + 2, file.lineStart(3) + 2});
        assertThat(slice.text()).isEqualTo("🚒ab\nc\n");
        assertThat(file.position(slice.offset(0, 2))).isEqualTo(new Position(2, 5));
        assertThat(file.position(slice.offset(1, 0))).isEqualTo(new Position(3, 3));
        assertThat(slice.offset(7, 0)).isEqualTo(slice.span().end());
        assertThat(slice.span().text()).isEqualTo("🚒ab\r\n  c");
    }

    @Test
    void aSliceOfNoLinesIsEmpty() {
        var slice = SourceSlice.lines(file("---\n---\n"), 2, 1);
        assertThat(slice.text()).isEmpty();
        assertThat(slice.span()).hasToString("a.md:2:1");
    }
}
