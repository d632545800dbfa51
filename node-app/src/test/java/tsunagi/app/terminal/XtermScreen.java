package tsunagi.app.terminal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// What xterm shows of the bytes it gets, as far as a prompt needs it: wide characters, wrapping at
/// the margin, moves of the cursor, and erasing.
final class XtermScreen extends OutputStream {
    /// The second column of a wide character.
    private static final String REST = "";

    private final int columns;
    private final List<String[]> rows = new ArrayList<>();
    private final StringBuilder sequence = new StringBuilder();
    private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    private int row;
    private int column;
    private int printed;
    private boolean wraps = true;
    private boolean wrapPending;

    XtermScreen(int columns) {
        this.columns = columns;
    }

    @Override
    public void write(int b) {
        bytes.write(b);
    }

    @Override
    public void flush() {
        bytes.toString(StandardCharsets.UTF_8).codePoints().forEach(this::take);
        bytes.reset();
    }

    private void take(int c) {
        if (!sequence.isEmpty()) {
            sequence.appendCodePoint(c);
            boolean ends = sequence.length() == 2 ? c != '[' : c >= '@' && c <= '~';
            if (!ends) return;
            obey(sequence.toString());
            sequence.setLength(0);
            return;
        }
        switch (c) {
            case 0x1b -> sequence.appendCodePoint(c);
            case '\r' -> moveTo(row, 0);
            case '\n' -> moveTo(row + 1, column);
            case '\b' -> moveTo(row, column - 1);
            default -> print(c);
        }
    }

    private void moveTo(int newRow, int newColumn) {
        row = Math.max(0, newRow);
        column = Math.clamp(newColumn, 0, columns - 1);
        wrapPending = false;
    }

    private void obey(String escape) {
        if (escape.length() == 2) {
            if (escape.charAt(1) == 'M') moveTo(row - 1, column);
            return;
        }
        String words = escape.substring(2, escape.length() - 1);
        int count = words.matches("[0-9]+") ? Integer.parseInt(words) : 0;
        int steps = Math.max(1, count);
        switch (escape.charAt(escape.length() - 1)) {
            case 'A' -> moveTo(row - steps, column);
            case 'B' -> moveTo(row + steps, column);
            case 'C' -> moveTo(row, column + steps);
            case 'D' -> moveTo(row, column - steps);
            case 'G' -> moveTo(row, steps - 1);
            case 'K' -> erase(column, columns);
            case '@' -> shift(steps);
            case 'P' -> shift(-steps);
            case 'h', 'l' -> {
                if (words.equals("?7")) wraps = escape.endsWith("h");
            }
            case 'm' -> {}
            default -> throw new IllegalArgumentException("not known to this screen: " + escape.substring(1));
        }
    }

    private String[] cells() {
        while (rows.size() <= row) {
            String[] empty = new String[columns];
            java.util.Arrays.fill(empty, " ");
            rows.add(empty);
        }
        return rows.get(row);
    }

    private void erase(int from, int to) {
        wrapPending = false;
        for (int at = from; at < to; at++) put(at, " ");
    }

    /// Half of a wide character cannot stay.
    private void put(int at, String text) {
        String[] cells = cells();
        if (cells[at].equals(REST) && at > 0) cells[at - 1] = " ";
        if (at + 1 < columns && cells[at + 1].equals(REST)) cells[at + 1] = " ";
        cells[at] = text;
    }

    private void shift(int by) {
        String[] cells = cells();
        String[] old = cells.clone();
        for (int at = column; at < columns; at++) {
            int from = at - by;
            cells[at] = from >= column && from < columns ? old[from] : " ";
        }
    }

    private void print(int c) {
        int width = WCWidth.wcwidth(c);
        String text = Character.toString(c);
        if (width == 0) {
            cells()[printed] += text;
            return;
        }
        if (wrapPending || (wraps && column + width > columns)) moveTo(row + 1, 0);
        if (column + width > columns) moveTo(row, columns - width);
        put(column, text);
        printed = column;
        if (width == 2) {
            put(column + 1, " ");
            cells()[column + 1] = REST;
        }
        wrapPending = wraps && column + width == columns;
        column = Math.min(column + width, columns - 1);
    }

    /// The rows without blanks at their ends, and without empty rows at the end.
    String text() {
        return String.join(
                        "\n",
                        rows.stream()
                                .map(cells -> String.join("", cells).stripTrailing())
                                .toList())
                .stripTrailing();
    }

    /// Where the cursor is: row and column.
    List<Integer> cursor() {
        return List.of(row, column);
    }
}
