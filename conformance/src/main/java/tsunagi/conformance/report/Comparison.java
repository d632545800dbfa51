package tsunagi.conformance.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tsunagi.conformance.wire.Members;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Two frames side by side: member by member where both are blocks, whole where they are not.
///
/// @param note says that both hold the same block and where the form differs; empty where that is
///     not so
public record Comparison(List<Row> rows, String note) {
    /// One member, or the whole frame.
    public record Row(String label, String expected, String actual) {
        public boolean differs() {
            return !expected.equals(actual);
        }

        /// How many characters at the start are alike.
        int alike() {
            int bound = Math.min(expected.length(), actual.length());
            int i = 0;
            while (i < bound && expected.charAt(i) == actual.charAt(i)) i++;
            return i;
        }

        /// How many characters at the end are alike, of those that [#alike()] does not count.
        int alikeAtEnd() {
            int bound = Math.min(expected.length(), actual.length()) - alike();
            int i = 0;
            while (i < bound && expected.charAt(expected.length() - 1 - i) == actual.charAt(actual.length() - 1 - i))
                i++;
            return i;
        }
    }

    private static final String FRAME = "frame";
    private static final String ABSENT = "–";
    private static final int EXCERPT = 24;

    public Comparison {
        rows = List.copyOf(rows);
    }

    public static Comparison of(Octets expected, Octets actual) {
        return new Comparison(rows(expected.toString(), actual.toString()), note(expected, actual));
    }

    /// The labels of the rows that differ.
    String differing() {
        return rows.stream().filter(Row::differs).map(Row::label).collect(Collectors.joining(", "));
    }

    private static List<Row> rows(String expected, String actual) {
        Map<String, String> left = members(expected);
        Map<String, String> right = members(actual);
        if (left.isEmpty() || right.isEmpty()) return List.of(new Row(FRAME, expected, actual));
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Row> rows = names.stream()
                .map(name -> new Row(name, left.getOrDefault(name, ABSENT), right.getOrDefault(name, ABSENT)))
                .collect(Collectors.toList());
        boolean alike = rows.stream().noneMatch(Row::differs);
        if (alike && !expected.equals(actual)) rows.add(new Row(FRAME, expected, actual));
        return rows;
    }

    private static Map<String, String> members(String frame) {
        Map<String, String> members = new LinkedHashMap<>();
        if (!frame.startsWith("BLOCK:{")) return members;
        for (Members.Member member : Members.of(frame, frame.indexOf('{'))) members.put(member.name(), member.value());
        return members;
    }

    private static String note(Octets expected, Octets actual) {
        if (expected.equals(actual) || !(expected.readBlock() instanceof WireBlock.Canonical canonical)) return "";
        boolean same = actual.readLeniently().filter(canonical.block()::equals).isPresent();
        if (!same) return "";
        Row frames = new Row(FRAME, expected.toString(), actual.toString());
        int at = frames.alike();
        return "the same block, but not in canonical form (2.5): at character %s the canonical form has %s, and came %s"
                .formatted(at + 1, excerpt(frames.expected(), at), excerpt(frames.actual(), at));
    }

    private static String excerpt(String text, int at) {
        int end = Math.min(text.length(), at + EXCERPT);
        return at >= text.length() ? "nothing" : text.substring(at, end) + (end < text.length() ? "…" : "");
    }
}
