package tsunagi.app.terminal;

import org.jline.utils.WCWidth;

/// Text that strangers wrote, made fit for a terminal: it could steer the terminal, and it may be long.
final class PlainText {
    /// Fewer columns than these show nothing of use.
    private static final int LEAST_COLUMNS = 8;

    /// The text on one line, without characters that do anything.
    static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> steers(c) ? '·' : c).forEach(out::appendCodePoint);
        return out.toString();
    }

    /// The same in at most so many columns. A Japanese character takes two. What is longer is cut off, which is shown.
    static String harmless(String text, int columns) {
        int room = Math.max(columns, LEAST_COLUMNS);
        StringBuilder out = new StringBuilder();
        int used = 0;
        int cut = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int shown = steers(c) ? '·' : c;
            used += Math.max(0, WCWidth.wcwidth(shown));
            if (used > room) return out.substring(0, cut) + '…';
            out.appendCodePoint(shown);
            if (used < room) cut = out.length();
            at += Character.charCount(c);
        }
        return out.toString();
    }

    /// Control characters, and the invisible ones that turn the writing direction around.
    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private PlainText() {}
}
