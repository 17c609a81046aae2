package dev.runproof.compiler.machine;

import dev.runproof.compiler.machine.Wire.Course;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws a machine as SVG. The same machine gives the same bytes on every system: no font is measured. All is drawn in the
 * colour of the text around it, so that it can be read on light and dark ground and in print; what a state is shows in its
 * border, never in a colour. For those who do not see it, the drawing has all of its ways in words.
 */
public final class StateDiagram {

    private static final int MARGIN = 12;
    private static final int GAP = 46;
    private static final int LANE = 16;
    private static final int LETTERS = 24;
    private static final int LABEL_WIDTH = 156;
    private static final int LINE = 14;
    private static final int ARROW = 7;
    private static final int GRID = 8;
    private static final String DARK =
            "svg{color:#1c2128;background:#fff}@media(prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}}";

    private final StateMachine machine;
    private final Map<String, Box> boxes;
    private final List<Wire> wires;
    private final Map<Wire, Integer> lanes = new LinkedHashMap<>();
    private final Map<Course, Integer> laneCounts = new EnumMap<>(Course.class);
    private final Map<End, Integer> ports = new LinkedHashMap<>();
    private final Map<Integer, Integer> tops = new LinkedHashMap<>();
    private final Map<Integer, Integer> heights = new LinkedHashMap<>();
    // What looks alike is written together: a page has several drawings, and is read over a slow line.
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder arrows = new StringBuilder();
    private final StringBuilder rectangles = new StringBuilder();
    private final StringBuilder endings = new StringBuilder();
    private final Map<Lettering, StringBuilder> texts = new EnumMap<>(Lettering.class);

    /** How text is set. */
    private enum Lettering {
        NAME("font-size=\"14\" font-weight=\"600\" text-anchor=\"middle\""),
        NOTE("font-size=\"12\" text-anchor=\"middle\""),
        EVENT("font-size=\"12\""),
        EVENT_BACK("font-size=\"12\" text-anchor=\"end\"");

        private final String attributes;

        Lettering(String attributes) {
            this.attributes = attributes;
        }
    }

    /** Where a line touches a box. */
    private record End(Wire wire, boolean begins) {

        Box box() {
            return begins ? wire.from() : wire.to();
        }

        Box other() {
            return begins ? wire.to() : wire.from();
        }

        /** How much room it takes along the border, in pixels. */
        int room() {
            return begins ? LINE * StateDiagram.label(wire).size() + 10 : GRID * 2;
        }

        boolean isOnTheRight() {
            return wire.course() == Course.RIGHT || (wire.course() == Course.BETWEEN && !box().aside());
        }
    }

    private StateDiagram(StateMachine machine) {
        this.machine = machine;
        this.boxes = Placement.of(machine);
        this.wires = Placement.wires(machine, boxes);
    }

    /** A file of its own, which follows the reader's choice of light or dark. */
    public static String standalone(StateMachine machine) {
        return new StateDiagram(machine).draw("<style>" + DARK + "</style>");
    }

    /** An element for a page, in the colour of the page's text; it has no style, so that no policy of the page forbids it. */
    public static String inline(StateMachine machine) {
        return new StateDiagram(machine).draw("");
    }

    private String draw(String style) {
        measureRows();
        assignLanes();
        wires.forEach(this::drawWire);
        boxes.values().forEach(this::drawBox);
        int width = right() + MARGIN;
        int height = bottom() + MARGIN;
        String id = "machine-" + machine.name();
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"" + escape(id) + "-title "
                + escape(id) + "-desc\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\""
                + height + "\" font-family=\"system-ui,sans-serif\" fill=\"none\" stroke=\"currentColor\">"
                + "<title id=\"" + escape(id) + "-title\">States of " + escape(machine.name()) + "</title>"
                + "<desc id=\"" + escape(id) + "-desc\">" + escape(String.join(" ", Narrative.of(machine))) + "</desc>"
                + style + "<path stroke-width=\"1.5\" d=\"" + lines
                + "\"/><path fill=\"currentColor\" stroke=\"none\" d=\""
                + arrows + "\"/><g fill=\"currentColor\" fill-opacity=\".05\" stroke-width=\"1.5\">" + rectangles
                + "</g><g>" + endings + "</g><g fill=\"currentColor\" stroke=\"none\">" + texts() + "</g></svg>\n";
    }

    private String texts() {
        var all = new StringBuilder();
        texts.forEach((lettering, text) -> all.append("<g ")
                .append(lettering.attributes)
                .append('>')
                .append(text)
                .append("</g>"));
        return all.toString();
    }

    private void measureRows() {
        int rows = boxes.values().stream().mapToInt(Box::row).max().orElse(0) + 1;
        int y = MARGIN;
        for (int row = 0; row < rows; row++) {
            int at = row;
            int height = boxes.values().stream()
                    .filter(box -> box.row() == at)
                    .mapToInt(box -> Math.max(box.height(), Math.max(room(box, true), room(box, false))))
                    .max()
                    .orElse(0);
            tops.put(row, y);
            heights.put(row, height);
            y += height + GAP;
        }
        boxes.values().forEach(box -> {
            assignPorts(box, true);
            assignPorts(box, false);
        });
    }

    private Stream<End> ends(Box box, boolean right) {
        return wires.stream()
                .filter(wire -> wire.course() != Course.DOWN)
                .flatMap(wire -> Stream.of(new End(wire, true), new End(wire, false)))
                .filter(end -> end.box().equals(box) && end.isOnTheRight() == right)
                .sorted(Comparator.comparing((End end) -> end.other().row()).thenComparing(End::begins));
    }

    private int room(Box box, boolean right) {
        return ends(box, right).mapToInt(End::room).sum() + LINE;
    }

    private void assignPorts(Box box, boolean right) {
        int y = top(box) + (height(box) - room(box, right) + LINE) / 2;
        for (End end : ends(box, right).toList()) {
            y += end.room();
            // On a grid of which each column has other lines, so that no two ways lie on one another between them.
            ports.put(end, (y - 4) / GRID * GRID + (box.aside() ? GRID / 2 : 0));
        }
    }

    private int top(Box box) {
        return tops.getOrDefault(box.row(), 0);
    }

    private int height(Box box) {
        return heights.getOrDefault(box.row(), 0);
    }

    /** Lines that run beside each other get lanes of their own; the shortest ones are next to the boxes. */
    private void assignLanes() {
        for (Course course : List.of(Course.LEFT, Course.BETWEEN, Course.RIGHT)) {
            var used = new ArrayList<List<Wire>>();
            wires.stream()
                    .filter(wire -> wire.course() == course)
                    .sorted(Comparator.comparingInt(wire -> wire.bottom() - wire.top()))
                    .forEach(wire -> {
                        int lane = 0;
                        while (lane < used.size() && used.get(lane).stream().anyMatch(other -> meet(other, wire))) {
                            lane++;
                        }
                        if (lane == used.size()) {
                            used.add(new ArrayList<>());
                        }
                        used.get(lane).add(wire);
                        lanes.put(wire, lane);
                    });
            laneCounts.put(course, used.size());
        }
    }

    private static boolean meet(Wire one, Wire other) {
        return one.top() <= other.bottom() && other.top() <= one.bottom();
    }

    private int lanes(Course course) {
        return laneCounts.getOrDefault(course, 0);
    }

    private int left(Box box) {
        int main = MARGIN + (lanes(Course.LEFT) == 0 ? 0 : LABEL_WIDTH + LANE * lanes(Course.LEFT));
        return box.aside() ? main + Box.WIDTH + between() : main;
    }

    private int between() {
        boolean back = wires.stream()
                .anyMatch(wire -> wire.course() == Course.BETWEEN && wire.from().aside());
        return LABEL_WIDTH * (back ? 2 : 1) + LANE * (lanes(Course.BETWEEN) + 1);
    }

    private int right() {
        int boxes = this.boxes.values().stream()
                .mapToInt(box -> left(box) + Box.WIDTH)
                .max()
                .orElse(0);
        return boxes + (lanes(Course.RIGHT) == 0 ? 0 : LABEL_WIDTH + LANE * lanes(Course.RIGHT));
    }

    private int bottom() {
        return boxes.values().stream()
                .mapToInt(box -> top(box) + height(box))
                .max()
                .orElse(0);
    }

    private int lane(Wire wire) {
        int lane = lanes.getOrDefault(wire, 0) + 1;
        Box main = boxes.values().iterator().next();
        return switch (wire.course()) {
            case DOWN -> left(wire.from()) + Box.WIDTH / 2;
            case LEFT -> left(main) - LABEL_WIDTH - LANE * lane + LANE;
            case BETWEEN -> left(main) + Box.WIDTH + LABEL_WIDTH + LANE * lane;
            case RIGHT -> left(wire.from()) + Box.WIDTH + LABEL_WIDTH + LANE * lane - LANE;
        };
    }

    private void drawWire(Wire wire) {
        List<String> label = label(wire);
        if (wire.course() == Course.DOWN) {
            int x = left(wire.from()) + Box.WIDTH / 2;
            int from = top(wire.from()) + height(wire.from());
            int to = top(wire.to());
            lines.append("M" + x + " " + from + "V" + (to - ARROW));
            arrow(x, to, 0, 1);
            text(label, x + 8, from + (GAP - ARROW - LINE * label.size()) / 2 + LINE - 3, Lettering.EVENT);
            return;
        }
        var begins = new End(wire, true);
        var ends = new End(wire, false);
        int fromY = ports.getOrDefault(begins, 0);
        int port = ports.getOrDefault(ends, 0);
        boolean alone = wire.isLevel() && ends(wire.to(), ends.isOnTheRight()).count() == 1;
        int toY = alone && Math.abs(port - fromY) < LANE ? fromY : port;
        int fromX = left(wire.from()) + (begins.isOnTheRight() ? Box.WIDTH : 0);
        int toX = left(wire.to()) + (ends.isOnTheRight() ? Box.WIDTH : 0);
        int into = ends.isOnTheRight() ? -1 : 1;
        lines.append("M" + fromX + " " + fromY + "H" + lane(wire) + "V" + toY + "H" + (toX - ARROW * into));
        arrow(toX, toY, into, 0);
        int x = begins.isOnTheRight() ? fromX + 6 : fromX - 6;
        text(
                label,
                x,
                fromY - 4 - LINE * (label.size() - 1),
                begins.isOnTheRight() ? Lettering.EVENT : Lettering.EVENT_BACK);
    }

    private static List<String> label(Wire wire) {
        return Words.lines(String.join(" · ", wire.events()), LETTERS);
    }

    private void arrow(int x, int y, int dx, int dy) {
        int backX = x - ARROW * dx;
        int backY = y - ARROW * dy;
        arrows.append('M')
                .append(x)
                .append(' ')
                .append(y)
                .append('L')
                .append(backX + 4 * dy)
                .append(' ')
                .append(backY + 4 * dx)
                .append('L')
                .append(backX - 4 * dy)
                .append(' ')
                .append(backY - 4 * dx)
                .append('z');
    }

    private void text(List<String> lines, int x, int y, Lettering lettering) {
        for (int i = 0; i < lines.size(); i++) {
            text(lines.get(i), x, y + LINE * i, lettering);
        }
    }

    private void text(String text, int x, int y, Lettering lettering) {
        texts.computeIfAbsent(lettering, key -> new StringBuilder())
                .append("<text x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\">")
                .append(escape(text))
                .append("</text>");
    }

    private void drawBox(Box box) {
        State state = box.state();
        String border = switch (state.kind()) {
            case WORK, END -> "";
            case QUESTION -> " stroke-dasharray=\"2 3\"";
            case PERSON -> " stroke-dasharray=\"8 4\"";
        };
        String width = state.standing() == Standing.IN_FORCE ? " stroke-width=\"4\"" : "";
        int radius = state.kind() == State.Kind.WORK ? 6 : 14;
        rectangles.append(rectangle(left(box), top(box), Box.WIDTH, height(box), radius, border + width));
        if (state.kind() == State.Kind.END) {
            endings.append(rectangle(left(box) + 4, top(box) + 4, Box.WIDTH - 8, height(box) - 8, 10, ""));
        }
        int x = left(box) + Box.WIDTH / 2;
        int y = top(box) + (height(box) - box.height()) / 2 + 24;
        for (String line : box.label()) {
            text(line, x, y, Lettering.NAME);
            y += 20;
        }
        y -= 3;
        for (String note : box.notes()) {
            text(note, x, y, Lettering.NOTE);
            y += 16;
        }
    }

    private static String rectangle(int x, int y, int width, int height, int radius, String attributes) {
        return "<rect x=\"" + x + "\" y=\"" + y + "\" width=\"" + width + "\" height=\"" + height + "\" rx=\"" + radius
                + "\"" + attributes + "/>";
    }

    /** Text for SVG; what XML cannot have, and what would turn the letters around, becomes a question mark. */
    private static String escape(String text) {
        var escaped = new StringBuilder();
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isPlain(letter) ? letter : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isPlain(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
