package tsunagi.conformance.report;

import java.util.Locale;
import java.util.stream.Collectors;

/// Makes text of unknown origin fit for a terminal. A node's words may hold sequences that move the
/// cursor, change the colours or rename the window.
public final class Printable {
    /// One line: every control character becomes a number, line ends included.
    public static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isSafe(c)) out.appendCodePoint(c);
            else if (c < 0x100) out.append(String.format(Locale.ROOT, "\\x%02x", c));
            else out.append(String.format(Locale.ROOT, "\\u%04x", c));
        });
        return out.toString();
    }

    /// The same, but line ends stay.
    public static String lines(String text) {
        return text.lines().map(Printable::line).collect(Collectors.joining("\n"));
    }

    /// One line, cut after so many characters.
    static String line(String text, int limit) {
        int length = text.codePointCount(0, text.length());
        if (length <= limit) return line(text);
        String start = text.substring(0, text.offsetByCodePoints(0, limit));
        return line(start) + "… (" + length + " characters)";
    }

    /// Not what controls a terminal, nor what turns the direction of writing or breaks lines
    /// unseen.
    private static boolean isSafe(int c) {
        if (c == '\t') return true;
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }

    private Printable() {}
}
