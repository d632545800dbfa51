package tsunagi.protocol;

/// Texts as the canonical form has them (2.5): UTF-8 in which only quotes, backslashes and
/// control characters are escaped, each in the one way that RFC 8785 has for it.
final class CanonicalText {
    private static final int NONE = CanonicalReader.NONE;
    private static final int SHORT_ESCAPE_BYTES = 2;
    private static final int LONG_ESCAPE_BYTES = 6;

    /// Where the text ends that begins at `from`, which is where its closing quote stands;
    /// [CanonicalReader#NONE] if it is not canonical, or not all there.
    static int end(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < limit) {
            if (limit - at >= Long.BYTES) {
                int plain = Words.plainBytes(Words.littleEndian(bytes, at));
                at += plain;
                if (plain == Long.BYTES) continue;
            }
            int c = bytes[at];
            if (c == '"') return at;
            int length = c < 0 ? characterBytes(bytes, at, limit) : asciiBytes(bytes, at, limit);
            if (length == NONE) return NONE;
            at += length;
        }
        return NONE;
    }

    private static int asciiBytes(byte[] bytes, int at, int limit) {
        if (bytes[at] < ' ') return NONE;
        return bytes[at] == '\\' ? escapeBytes(bytes, at, limit) : 1;
    }

    private static int escapeBytes(byte[] bytes, int at, int limit) {
        if (limit - at < SHORT_ESCAPE_BYTES) return NONE;
        return switch (bytes[at + 1]) {
            case '"', '\\', 'b', 't', 'n', 'f', 'r' -> SHORT_ESCAPE_BYTES;
            case 'u' -> isLongEscape(bytes, at, limit) ? LONG_ESCAPE_BYTES : NONE;
            default -> NONE;
        };
    }

    /// Whether it has four digits, lower-case ones, and they are those of a control character
    /// that has no short escape.
    private static boolean isLongEscape(byte[] bytes, int at, int limit) {
        if (limit - at < LONG_ESCAPE_BYTES || bytes[at + 2] != '0' || bytes[at + 3] != '0') return false;
        int digit = bytes[at + 5];
        boolean isDecimal = digit >= '0' && digit <= '9';
        boolean isLetter = digit >= 'a' && digit <= 'f';
        return switch (bytes[at + 4]) {
            case '0' -> digit == 'b' || digit == 'e' || digit == 'f' || (isDecimal && digit < '8');
            case '1' -> isDecimal || isLetter;
            default -> false;
        };
    }

    /// How long the character beyond ASCII is that begins here, by table 3-7
    /// of the Unicode Standard.
    private static int characterBytes(byte[] bytes, int at, int limit) {
        int first = bytes[at] & 0xff;
        if (first < 0xc2 || first > 0xf4) return NONE;
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (limit - at < length) return NONE;
        int second = bytes[at + 1] & 0xff;
        int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) return NONE;
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) return NONE;
        }
        return length;
    }

    /// Writes what a canonical text says, in UTF-8.
    ///
    /// @param from where the text begins
    /// @param to   where its closing quote stands
    /// @param at   where in `out` to begin
    /// @return where in `out` it ends
    static int unescape(byte[] bytes, int from, int to, byte[] out, int at) {
        int end = at;
        for (int i = from; i < to; ) {
            int plain = plainUntil(bytes, i, to);
            System.arraycopy(bytes, i, out, end, plain - i);
            end += plain - i;
            if (plain == to) break;
            out[end++] = escaped(bytes, plain);
            i = plain + (bytes[plain + 1] == 'u' ? LONG_ESCAPE_BYTES : SHORT_ESCAPE_BYTES);
        }
        return end;
    }

    /// Where the next escape begins, or the text ends.
    private static int plainUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES && !Words.any(Words.littleEndian(bytes, at), '\\')) at += Long.BYTES;
        while (at < to && bytes[at] != '\\') at++;
        return at;
    }

    private static byte escaped(byte[] bytes, int at) {
        return switch (bytes[at + 1]) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'u' -> (byte) (Character.digit(bytes[at + 4], 16) << 4 | Character.digit(bytes[at + 5], 16));
            default -> bytes[at + 1];
        };
    }

    private CanonicalText() {}
}
