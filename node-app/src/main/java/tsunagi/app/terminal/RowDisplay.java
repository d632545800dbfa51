package tsunagi.app.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.WCWidth;

/// Draws the rows of the prompt's line. A row that changed is drawn whole, from its first column
/// on, and no row relies on the terminal to begin the next one.
///
/// JLine's own display (4.0.0, and 4.6.0 in part) takes each row for full, and each
/// character for one column wide, where a row goes on in the next. A Japanese character that
/// does not fit into the last column leaves it free. From there on, that display draws and
/// erases in the wrong places.
final class RowDisplay extends Display {
    private static final char ZERO_WIDTH_JOINER = 0x200D;
    private static final char EMOJI_VARIATION = 0xFE0F;

    private final Terminal screen;

    RowDisplay(Terminal terminal) {
        super(terminal, false);
        this.screen = terminal;
    }

    @Override
    public void update(List<AttributedString> split, int targetCursorPos, boolean flush) {
        List<AttributedString> newLines = withMarksInPlace(split);
        int shown = Math.min(rows, Math.max(oldLines.size(), newLines.size()));
        for (int row = 0; row < shown; row++) {
            AttributedString before = row < oldLines.size() ? oldLines.get(row) : AttributedString.EMPTY;
            AttributedString now = row < newLines.size() ? newLines.get(row) : AttributedString.EMPTY;
            if (!before.equals(now)) draw(row, now);
        }
        // The cursor after a full row is at the beginning of the next one.
        boolean atMargin = targetCursorPos >= 0 && targetCursorPos % columns1 == columns;
        if (targetCursorPos >= 0) moveTo(atMargin ? targetCursorPos + 1 : targetCursorPos);
        oldLines = newLines;
        if (flush) screen.flush();
    }

    /// After a full row, JLine puts what has no width into the next row: the accent of the
    /// last character, for one.
    private static List<AttributedString> withMarksInPlace(List<AttributedString> split) {
        List<AttributedString> lines = new ArrayList<>(split);
        for (int row = 1; row < lines.size(); row++) {
            AttributedString line = lines.get(row);
            int marks = 0;
            while (marks < line.length() && line.charAt(marks) != '\n' && WCWidth.wcwidth(line.charAt(marks)) == 0) {
                marks++;
            }
            if (marks == 0) continue;
            lines.set(
                    row - 1,
                    AttributedString.join(AttributedString.EMPTY, lines.get(row - 1), line.substring(0, marks)));
            lines.set(row, line.substring(marks, line.length()));
        }
        return lines;
    }

    private void draw(int row, AttributedString text) {
        moveTo(row * columns1);
        screen.puts(Capability.clr_eol);
        int length = text.length();
        AttributedString shown = length > 0 && text.charAt(length - 1) == '\n' ? text.substring(0, length - 1) : text;
        if (shown.length() == 0) return;
        // What a terminal takes for wider than JLine does must not spill into the next row.
        boolean disputed = shown.chars().anyMatch(RowDisplay::isDisputed);
        if (disputed) screen.puts(Capability.exit_am_mode);
        shown.print(screen);
        if (disputed) screen.puts(Capability.enter_am_mode);
        cursorPos = row * columns1 + shown.columnLength(screen);
    }

    /// Whether terminals do not agree how wide it is: emoji, and what joins or varies them.
    private static boolean isDisputed(int c) {
        return Character.isSurrogate((char) c) || c == ZERO_WIDTH_JOINER || c == EMOJI_VARIATION;
    }

    /// From the first column, where the cursor is for certain.
    private void moveTo(int position) {
        int row = cursorPos / columns1;
        screen.puts(Capability.carriage_return);
        cursorPos = row * columns1;
        if (position != cursorPos) moveVisualCursorTo(position);
    }
}
