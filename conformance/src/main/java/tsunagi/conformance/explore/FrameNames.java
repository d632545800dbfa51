package tsunagi.conformance.explore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Gives names to frames, and writes them in the notation: `b1` is a block, `x1` anything
/// else, `m1` what a node mined.
final class FrameNames {
    private static final Octets GET_CHAIN = Octets.of(Frames.GET_CHAIN);
    /// From so many names in a row on, a range is shorter.
    private static final int RANGE = 3;

    private final Map<Octets, String> names = new LinkedHashMap<>();
    private int blocks;
    private int others;
    private int mined;

    /// A name for the next block that the node mines.
    String mined() {
        return "m" + ++mined;
    }

    String of(Octets frame) {
        if (frame.equals(GET_CHAIN)) return "GET_CHAIN";
        return names.computeIfAbsent(frame, unnamed -> isBlock(unnamed) ? "b" + ++blocks : "x" + ++others);
    }

    private static boolean isBlock(Octets frame) {
        return frame.endsWithLf()
                && WireBlock.read(frame.toArray()) instanceof WireBlock.Canonical canonical
                && canonical.block().hashIsRight()
                && canonical.block().hasWork();
    }

    /// The lines that define the names given so far.
    String definitions() {
        StringBuilder out = new StringBuilder();
        names.forEach((frame, name) -> out.append(
                name.startsWith("b")
                        ? "block %s  %s".formatted(name, new String(frame.toArray(), StandardCharsets.UTF_8))
                        : "bytes %s  %s%n".formatted(name, quoted(frame)).replace(System.lineSeparator(), "\n")));
        return out.toString();
    }

    /// What is sent, as one line says it.
    ///
    /// @param cuts places in all of the bytes at which a new write begins
    String sent(List<Octets> frames, List<Integer> cuts) {
        List<String> writes = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int next = 0;
        for (Octets frame : frames) {
            int from = 0;
            while (next < cuts.size() && cuts.get(next) <= start + frame.size()) {
                int cut = cuts.get(next++) - start;
                if (cut > from) pieces.add(piece(frame, from, cut));
                if (!pieces.isEmpty()) writes.add(joined(pieces));
                pieces.clear();
                from = cut;
            }
            if (from < frame.size()) pieces.add(piece(frame, from, frame.size()));
            start += frame.size();
        }
        if (!pieces.isEmpty()) writes.add(joined(pieces));
        return String.join(" | ", writes);
    }

    private String piece(Octets frame, int from, int to) {
        String name = of(frame);
        if (from == 0 && to == frame.size()) return name;
        return name + "[" + (from == 0 ? "" : from) + ".." + (to == frame.size() ? "" : to) + "]";
    }

    /// Several of the same are written once.
    private static String joined(List<String> pieces) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < pieces.size(); ) {
            int end = i;
            while (end < pieces.size() && pieces.get(end).equals(pieces.get(i))) end++;
            out.add(end - i == 1 || pieces.get(i).contains("[") ? pieces.get(i) : pieces.get(i) + "*" + (end - i));
            i = pieces.get(i).contains("[") ? i + 1 : end;
        }
        return String.join(" ", out);
    }

    /// Names that follow each other, as a range.
    static String withRanges(String names) {
        String[] words = names.split(" ", -1);
        List<String> out = new ArrayList<>();
        for (int i = 0; i < words.length; ) {
            int end = i + 1;
            while (end < words.length && follows(words[end - 1], words[end])) end++;
            if (end - i >= RANGE) {
                out.add(words[i] + ".." + words[end - 1]);
                i = end;
            } else {
                out.add(words[i++]);
            }
        }
        return String.join(" ", out);
    }

    private static boolean follows(String one, String other) {
        if (one.charAt(0) != other.charAt(0) || !one.matches("b\\d+") || !other.matches("b\\d+")) return false;
        return Integer.parseInt(other.substring(1)) == Integer.parseInt(one.substring(1)) + 1;
    }

    /// As a STRING.
    static String quoted(Octets bytes) {
        StringBuilder out = new StringBuilder("\"");
        for (byte one : bytes.toArray()) {
            switch (one) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (one > ' ' - 1 && one < 0x7F && one != '<') out.append((char) one);
                    else out.append("\\x%02x".formatted(one & 0xFF));
                }
            }
        }
        return out.append('"').toString();
    }
}
