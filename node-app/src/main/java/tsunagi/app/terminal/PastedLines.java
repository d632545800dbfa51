package tsunagi.app.terminal;

import java.util.List;

/// Splits what was pasted at a terminal.
final class PastedLines {
    /// The text's lines without their ends, and last what follows the last line end, which may be
    /// nothing. Terminals send a line end as CR, LF or both.
    static List<String> of(String text) {
        return List.of(text.split("\r\n|\r|\n", -1));
    }

    private PastedLines() {}
}
