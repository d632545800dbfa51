package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Shows bytes as the notation writes them: text where it is text, `\xNN` where it is not.
public final class ByteText {
    /// On one line, whole.
    public static String show(byte[] bytes) {
        String text = decode(bytes);
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    /// On one line, cut after `limit` characters, with the number of bytes if it was cut.
    public static String brief(byte[] bytes, int limit) {
        byte[] start = bytes.length <= limit ? bytes : java.util.Arrays.copyOf(bytes, limit);
        String text = show(start);
        return bytes.length <= limit ? text : text + "… (" + bytes.length + " bytes)";
    }

    /// A STRING of the notation that stands for a text. A `<` is written as a number, for it may begin a placeholder.
    public static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').appendCodePoint(c);
                case '<' -> out.append("\\x3c");
                case 0x7f -> out.append("\\x7f");
                default -> {
                    if (c >= 0x80) out.appendCodePoint(c);
                    else append(out, c);
                }
            }
        });
        return out.append('"').toString();
    }

    /// Invalid UTF-8 is shown byte by byte, so that nothing of it is lost in replacement characters.
    private static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, ISO_8859_1);
        }
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || (c >= 0x7f && c < 0x100)) out.append("\\x%02x".formatted(c));
                else out.appendCodePoint(c);
            }
        }
    }

    private ByteText() {}
}
