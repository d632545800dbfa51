package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A line that is typed, pasted and erased over several rows, on a screen that behaves as xterm.
class RowDisplayTest {
    private static final int ROWS = 40;
    private static final String PROMPT = "msg> ";

    private static final List<String> PIECES = List.of(
            "a",
            "hello world ",
            "一",
            "二三四五六七八九十",
            "ｶﾅ",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ud83c\uddef\ud83c\uddf5",
            "\ud83d\udc4b\ud83c\udffd",
            "e\u0301");

    private static final class Line {
        private final XtermScreen screen;
        private final LineDisciplineTerminal terminal;
        private final Display display;
        private final int columns;
        private String text = "";

        Line(String type, int columns) throws IOException {
            this.columns = columns;
            this.screen = new XtermScreen(columns);
            this.terminal = new LineDisciplineTerminal("test", type, screen, UTF_8);
            terminal.setSize(new Size(columns, ROWS));
            this.display = new RowDisplay(terminal);
            display.resize(ROWS, columns);
        }

        private List<AttributedString> rows(String shown, boolean newlines) {
            return new AttributedString(shown).columnSplitLength(columns, newlines, false, terminal);
        }

        /// As JLine's reader draws its line.
        void show(String now, int cursor) {
            text = now;
            List<AttributedString> before = rows(PROMPT + now.substring(0, cursor), false);
            int row = before.size() - 1;
            int column = before.getLast().columnLength(terminal);
            display.update(rows(PROMPT + now, true), row * (columns + 1) + column, true);
            screen.flush();
            String expected = rows(PROMPT + now, true).stream()
                    .map(AttributedString::toString)
                    .collect(Collectors.joining("\n"))
                    // An accent belongs to the character before it, also after a full row.
                    .replaceAll("\n([\\p{M}\\p{Cf}]+)", "$1\n")
                    .replaceAll(" +(?=\n|$)", "")
                    .stripTrailing();
            assertEquals(expected, screen.text());
            boolean wraps = column == columns;
            assertEquals(List.of(wraps ? row + 1 : row, wraps ? 0 : column), screen.cursor(), expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"xterm-256color,80", "xterm-256color,40", "screen-256color,80", "xterm,81", "xterm-256color,200"})
    void japaneseThatIsTypedAndErased(String type, int columns) throws IOException {
        Line line = new Line(type, columns);
        String text = "一二三四五六七八九十".repeat(20);
        for (int length = 1; length <= text.length(); length++) line.show(text.substring(0, length), length);
        for (int length = text.length() - 1; length >= 0; length--) line.show(text.substring(0, length), length);
        line.show("a" + text, 201);
        line.show("a" + text.substring(0, 30), 31);
        line.show("", 0);
        line.show(text, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "xterm-256color,80,1",
        "xterm-256color,40,2",
        "screen-256color,80,3",
        "xterm,17,4",
        "xterm-256color,200,5"
    })
    void anythingThatIsTypedPastedMovedThroughAndErased(String type, int columns, long seed) throws IOException {
        Random random = new Random(seed);
        Line line = new Line(type, columns);
        for (int step = 0; step < 400; step++) {
            String text = line.text;
            int at = boundary(text, random.nextInt(text.length() + 1));
            String added = PIECES.get(random.nextInt(PIECES.size())).repeat(1 + random.nextInt(8));
            String now = switch (random.nextInt(4)) {
                case 0 -> text.substring(0, at);
                case 1 -> text.substring(at);
                default -> text.substring(0, at) + added + text.substring(at);
            };
            line.show(now.length() > 500 ? "" : now, 0);
            line.show(line.text, boundary(line.text, random.nextInt(line.text.length() + 1)));
        }
    }

    /// The reader never stops within a character.
    private static int boundary(String text, int at) {
        int boundary = at;
        while (boundary > 0
                && boundary < text.length()
                && (Character.isLowSurrogate(text.charAt(boundary)) || joins(text, boundary))) {
            boundary--;
        }
        return boundary;
    }

    private static boolean joins(String text, int at) {
        return "\u200d\u0301".indexOf(text.charAt(at)) >= 0 || text.charAt(at - 1) == '\u200d';
    }
}
