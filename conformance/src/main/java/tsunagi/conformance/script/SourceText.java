package tsunagi.conformance.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a file into its lines: UTF-8, each ended by LF, which the last may lack, and no control
/// characters below U+0020 but the tab.
final class SourceText {
    static List<String> lines(byte[] bytes) throws SourceError.Found {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') end++;
            lines.add(line(Arrays.copyOfRange(bytes, start, end), lines.size() + 1));
            start = end + 1;
        }
        return lines;
    }

    private static String line(byte[] bytes, int number) throws SourceError.Found {
        CharsetDecoder decoder = UTF_8.newDecoder();
        CharBuffer characters = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
        String line = characters.flip().toString();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < ' ' && c != '\t') {
                String name = c == '\r' ? "a CR" : "the control character U+%04X".formatted((int) c);
                throw new SourceError.Found(number, column(line, i), name + " stands in no line; write \\xNN");
            }
        }
        if (result.isError()) throw new SourceError.Found(number, column(line, line.length()), "this is not UTF-8");
        return line;
    }

    /// From 1, in characters, where Java counts some of them as two.
    static int column(String line, int index) {
        return line.codePointCount(0, Math.min(index, line.length())) + 1;
    }

    private SourceText() {}
}
