package dev.runproof.compiler.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runproof.compiler.finding.Findings;
import dev.runproof.compiler.machine.State.Kind;
import dev.runproof.compiler.transaction.Blocks;
import dev.runproof.compiler.transaction.TransactionReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** {@code mvn test -Drecreate=true} draws the golden files anew; look at them before you commit them. */
class StateDiagramTest {

    private static final Path GOLDEN = Path.of("src/test/resources/dev/runproof/compiler/machine");

    @Test
    void drawsATransaction() throws IOException {
        assertGolden("block-source.svg", StateDiagram.standalone(blockSource()));
    }

    @Test
    void tellsATransactionInWords() throws IOException {
        assertGolden("block-source.txt", String.join("\n", Narrative.of(blockSource())) + "\n");
    }

    @Test
    void isXmlWhateverItsTextsAre() throws Exception {
        String hostile = "</text><script>alert(1)</script>\"'&\u0000\u0007\u202e\ud800]]>";
        var start = new State("START", hostile, List.of(hostile), Kind.PERSON, Standing.NOTHING, false);
        var end = new State("END", hostile, List.of(hostile), Kind.END, Standing.NOTHING, true);
        var machine = new StateMachine(hostile, List.of(start, end), List.of(new Transition("START", hostile, "END")));

        Document svg = parse(StateDiagram.inline(machine));

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(svg.getElementsByTagName("style").getLength()).isZero();
        assertThat(svg.getDocumentElement().getTextContent())
                .doesNotContain("\u202e")
                .contains("<script>");
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        Document svg = parse(StateDiagram.inline(blockSource()));

        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        for (String id : root.getAttribute("aria-labelledby").split(" ", -1)) {
            assertThat(elements(svg))
                    .anyMatch(element -> element.getAttribute("id").equals(id));
        }
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .contains("INTENT: block-ip; on record, then done; when it is done, APPLIED");
    }

    @Test
    void boxesDoNotOverlapAndStayWithinTheDrawing() throws Exception {
        var states = new ArrayList<State>();
        var ways = new ArrayList<Transition>();
        for (int i = 0; i < 12; i++) {
            states.add(new State("S" + i, "state " + i, List.of("a note"), Kind.WORK, Standing.UNDER_WAY, false));
            for (int to : new int[] {i + 1, i + 3, 0}) {
                ways.add(new Transition("S" + i, "to " + to, to >= 12 ? "END" : "S" + to));
            }
        }
        states.add(new State("END", "the end", List.of(), Kind.END, Standing.TAKEN_BACK, true));
        states.add(new State("LOST", "nowhere", List.of(), Kind.END, Standing.TAKEN_BACK, true));
        var machine = new StateMachine("ladder", states, distinct(ways));

        Document svg = parse(StateDiagram.inline(machine));

        List<int[]> boxes = boxes(svg);
        assertThat(boxes).hasSize(14);
        int width = Integer.parseInt(svg.getDocumentElement().getAttribute("width"));
        int height = Integer.parseInt(svg.getDocumentElement().getAttribute("height"));
        for (int[] one : boxes) {
            assertThat(one[0] + one[2]).isLessThanOrEqualTo(width);
            assertThat(one[1] + one[3]).isLessThanOrEqualTo(height);
            assertThat(boxes.stream().filter(other -> other != one))
                    .noneMatch(other -> one[0] < other[0] + other[2]
                            && other[0] < one[0] + one[2]
                            && one[1] < other[1] + other[3]
                            && other[1] < one[1] + one[3]);
        }
    }

    @Test
    void breaksLongWords() {
        assertThat(Words.lines("a bb ccc", 4)).containsExactly("a bb", "ccc");
        assertThat(Words.lines("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Words.lines("", 4)).containsExactly("");
    }

    private static List<Transition> distinct(List<Transition> ways) {
        return IntStream.range(0, ways.size())
                .filter(i -> ways.subList(0, i).stream()
                        .noneMatch(way -> way.from().equals(ways.get(i).from())
                                && way.event().equals(ways.get(i).event())))
                .mapToObj(ways::get)
                .toList();
    }

    /** Left, top, width and height of each outer box. */
    private static List<int[]> boxes(Document svg) {
        return elements(svg).stream()
                .filter(element -> element.getTagName().equals("rect")
                        && ((Element) element.getParentNode()).hasAttribute("fill-opacity"))
                .map(rect -> new int[] {
                    Integer.parseInt(rect.getAttribute("x")),
                    Integer.parseInt(rect.getAttribute("y")),
                    Integer.parseInt(rect.getAttribute("width")),
                    Integer.parseInt(rect.getAttribute("height"))
                })
                .toList();
    }

    private static List<Element> elements(Document svg) {
        var all = svg.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));
    }

    private static StateMachine blockSource() {
        var findings = new Findings();
        return new TransactionReader(Blocks.index(), findings)
                .read(Blocks.block(Blocks.BLOCK_SOURCE, findings))
                .map(TransactionMachine::of)
                .orElseThrow();
    }

    private static void assertGolden(String name, String actual) throws IOException {
        if (Boolean.getBoolean("recreate")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(GOLDEN.resolve(name), actual);
        }
        assertThat(actual).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }
}
