package tsunagi.app.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Decodes the percent signs of an address. Unlike the platform's decoder it replaces nothing:
/// bytes that are not UTF-8 are refused, because a name that was asked for is not another name.
final class Escapes {
    private static final int ESCAPE_CHARS = 3;
    private static final int HEX = 16;
    private static final int BYTE_VALUES = 256;

    /// Decodes one segment of a path. A plus sign is a plus sign.
    ///
    /// @throws IllegalArgumentException if it is not encoded as addresses are
    static String path(String raw) {
        return decoded(raw, false);
    }

    /// Decodes a name or a value of a query. A plus sign is a blank.
    ///
    /// @throws IllegalArgumentException if it is not encoded as addresses are
    static String query(String raw) {
        return decoded(raw, true);
    }

    private static String decoded(String raw, boolean plusIsBlank) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(octet(raw, i));
                i += ESCAPE_CHARS - 1;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else if (c < BYTE_VALUES) {
                // The server reads each byte of the request line as one character.
                bytes.write(c);
            } else {
                throw new IllegalArgumentException("no byte at " + i);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8", e);
        }
    }

    private static int octet(String raw, int at) {
        if (at + ESCAPE_CHARS > raw.length()) throw new IllegalArgumentException("cut short at " + at);
        int high = Character.digit(raw.charAt(at + 1), HEX);
        int low = Character.digit(raw.charAt(at + 2), HEX);
        if (high < 0 || low < 0) throw new IllegalArgumentException("no hex digits at " + at);
        return high * HEX + low;
    }

    private Escapes() {}
}
