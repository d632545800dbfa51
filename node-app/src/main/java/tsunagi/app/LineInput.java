package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/// Lines from a stream that need not mean well: an endless line takes no more memory than a
/// short one.
final class LineInput {
    /// What came.
    sealed interface Input permits Line, Empty, Unusable {}

    /// A line of one byte at least, without its end.
    record Line(String text) implements Input {}

    /// A line of no bytes: it asks for no block (6.2).
    record Empty() implements Input {}

    /// A line that cannot be a block's data.
    record Unusable(String why) implements Input {}

    private final InputStream in;
    private final int maxBytes;

    /// @param maxBytes of a line, its end not counted
    LineInput(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// The next line; nothing at the end of the stream. A last line without an end is a line.
    Optional<Input> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        int b = in.read();
        if (b < 0) return Optional.empty();
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length++ < maxBytes + 1L) line.write(b);
        }
        return Optional.of(input(line.toByteArray()));
    }

    private Input input(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\r') length--;
        if (length == 0) return new Empty();
        if (length > maxBytes) return new Unusable("it is longer than " + maxBytes + " bytes");
        try {
            return new Line(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
        } catch (CharacterCodingException e) {
            return new Unusable("it is not valid UTF-8");
        }
    }
}
