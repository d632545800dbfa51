package tsunagi.conformance.explore;

import java.util.List;
import tsunagi.conformance.wire.FrameReader;

/// Draws texts that have what readers and writers of strings get wrong.
final class Texts {
    /// Code points of every kind that is written, escaped, counted or taken for white
    /// space in a way of its own.
    private static final List<Integer> ODD = List.of(
            0x00, 0x01, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1F, 0x20, 0x22, 0x26, 0x27, 0x2F, 0x3C, 0x5C,
            0x7F, 0x80, 0x85, 0xA0, 0xAD, 0xE9, 0xFF, 0x0301, 0x0660, 0x07FF, 0x0800, 0x200B, 0x200E, 0x2028, 0x2029,
            0x202E, 0x3000, 0x3042, 0x6F22, 0xAC00, 0xD7FF, 0xE000, 0xFEFF, 0xFF10, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000,
            0x1F600, 0x1F1EF, 0xE0001, 0x10FFFF);

    /// Texts that look like something else.
    private static final List<String> DISGUISED = List.of(
            "",
            " ",
            "GET_CHAIN",
            "BLOCK:{}",
            "[]",
            "null",
            "0",
            "/status",
            "# no comment",
            "// no comment",
            FrameReader.DEFAULT_DATA,
            "\\u0041",
            "%s%n",
            "{\"index\":1}");

    private static final int PLAIN_FROM = 0x61;
    private static final int PLAIN = 26;

    private final Draw draw;

    Texts(Draw draw) {
        this.draw = draw;
    }

    /// Any text that a frame can hold.
    String any() {
        if (draw.oneIn(6)) return draw.of(DISGUISED);
        return ofLength(draw.oneIn(8) ? draw.between(200, 900) : draw.below(24), draw.between(1, 4));
    }

    /// Letters, for where the text itself is no matter.
    String plain() {
        return ofLength(draw.between(1, 6), Integer.MAX_VALUE);
    }

    /// Some code points, one in so many of them an odd one.
    String ofLength(int codePoints, int oddOneIn) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < codePoints; i++) {
            boolean odd = oddOneIn != Integer.MAX_VALUE && draw.oneIn(oddOneIn);
            out.appendCodePoint(odd ? draw.of(ODD) : PLAIN_FROM + draw.below(PLAIN));
        }
        return out.toString();
    }

    /// A line that can be typed: no LF in it.
    String line() {
        return any().replace("\n", "");
    }
}
