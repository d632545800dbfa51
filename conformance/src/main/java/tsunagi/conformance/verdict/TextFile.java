package tsunagi.conformance.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Text files that users write, with any editor.
public final class TextFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /// A file that is no text, or is not there. The message is a sentence that names the file.
    public static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        private Unreadable(String sentence) {
            super(sentence);
        }

        /// What to tell the user.
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /// The text, without the byte order mark that editors of Windows put in front.
    public static String read(Path file) throws Unreadable {
        byte[] bytes = bytes(file);
        if (isUtf16(bytes)) throw new Unreadable(file + " is UTF-16; save it as UTF-8");
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (decoder.decode(input, text, true).isError()) {
            long line = 1 + text.flip().chars().filter(c -> c == '\n').count();
            throw new Unreadable("%s is not UTF-8 in line %s; save it as UTF-8".formatted(file, line));
        }
        text.flip();
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) text.get();
        return text.toString();
    }

    private static byte[] bytes(Path file) throws Unreadable {
        if (Files.isDirectory(file)) throw new Unreadable(file + " is a directory; name a file");
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Unreadable("there is no file " + file + "; correct the path");
        } catch (AccessDeniedException e) {
            throw new Unreadable("you may not read " + file + "; change its permissions");
        } catch (IOException e) {
            throw new Unreadable(file + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) return false;
        int mark = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    private TextFile() {}
}
