package tsunagi.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// Makes a stranger's bytes fit to be shown: short, on one line, and without power over a terminal.
final class Printable {
    private static final int MAX_SHOWN_BYTES = 32;

    /// Printable ASCII as it is, any other byte as `\xNN`, and no more than a few bytes of it.
    static String of(ByteBuffer bytes) {
        int shown = Math.min(bytes.remaining(), MAX_SHOWN_BYTES);
        StringBuilder out = new StringBuilder();
        for (int i = bytes.position(); i < bytes.position() + shown; i++) {
            int b = bytes.get(i) & 0xff;
            if (b >= 0x20 && b < 0x7f && b != '\\') out.append((char) b);
            else out.append("\\x").append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
        }
        return out.append(bytes.remaining() > shown ? "…" : "").toString();
    }

    static String of(String text) {
        return of(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private Printable() {}
}
