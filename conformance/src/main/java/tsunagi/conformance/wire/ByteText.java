package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Shows bytes as the notation writes them: text where it is text, `\xNN` where it is not.
public final class ByteText {
    /// On one line, whole.
    public static String show(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).codePoints().forEach(c -> append(out, c));
        } catch (CharacterCodingException e) {
            // Byte by byte, so that nothing is lost in replacement characters.
            for (byte b : bytes) {
                if (b < 0) appendByte(out, b);
                else append(out, b);
            }
        }
        return out.toString();
    }

    /// On one line, cut after `limit` characters, with the number of bytes if it was cut.
    public static String brief(byte[] bytes, int limit) {
        byte[] start = bytes.length <= limit ? bytes : java.util.Arrays.copyOf(bytes, limit);
        String text = show(start);
        return bytes.length <= limit ? text : text + "… (" + bytes.length + " bytes)";
    }

    /// A STRING of the notation that stands for a text. A `<` is written as a number, for it
    /// may begin a placeholder.
    public static String literal(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').appendCodePoint(c);
                case '<' -> out.append("\\x3c");
                default -> append(out, c);
            }
        });
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.isISOControl(c)) {
                    for (byte b : Character.toString(c).getBytes(UTF_8)) appendByte(out, b);
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }

    private static void appendByte(StringBuilder out, byte b) {
        out.append("\\x%02x".formatted(b & 0xff));
    }

    private ByteText() {}
}
