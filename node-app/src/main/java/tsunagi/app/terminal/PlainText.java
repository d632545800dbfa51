package tsunagi.app.terminal;

import org.jline.utils.WCWidth;

/// Text that strangers wrote, made fit for a terminal: it could steer the
/// terminal, and it may be long.
final class PlainText {
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int EMOJI_VARIATION = 0xFE0F;

    /// Fewer columns than these show nothing of use.
    private static final int LEAST_COLUMNS = 8;

    /// The text on one line, without characters that do anything.
    static String harmless(String text) {
        return harmless(text, Integer.MAX_VALUE);
    }

    /// The same in at most so many columns. A Japanese character takes two. What is longer is
    /// cut off, which is shown.
    static String harmless(String text, int columns) {
        int room = Math.max(columns, LEAST_COLUMNS);
        StringBuilder out = new StringBuilder();
        int used = 0;
        int cut = 0;
        int before = 0;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            int shown = steers(c) && !joinsEmoji(before, c) ? '·' : c;
            used += Math.max(0, WCWidth.wcwidth(shown));
            if (used > room) return out.substring(0, cut) + '…';
            out.appendCodePoint(shown);
            if (used < room) cut = out.length();
            before = c;
            at += Character.charCount(c);
        }
        return out.toString();
    }

    /// Whether it can be shown as it is.
    static boolean isPlain(String text) {
        return harmless(text).equals(text);
    }

    /// All of the text, with the escapes of JSON for what cannot be shown, and for the backslash.
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        int before = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(before)) {
            int c = text.codePointAt(at);
            int known = "\t\n\r\\".indexOf(c);
            if (known >= 0) out.append('\\').append("tnr\\".charAt(known));
            else if (steers(c) && !joinsEmoji(before, c)) {
                for (char unit : Character.toChars(c)) out.append("\\u%04x".formatted((int) unit));
            } else out.appendCodePoint(c);
            before = c;
        }
        return out.toString();
    }

    /// Families and many other emoji are several, joined.
    private static boolean joinsEmoji(int before, int c) {
        if (c != ZERO_WIDTH_JOINER) return false;
        int type = Character.getType(before);
        return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL || before == EMOJI_VARIATION;
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
