package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tsunagi.conformance.wire.Octets;

/// Two frames side by side: member by member where both are blocks, whole where they are not.
public record Comparison(List<Row> rows) {
    /// One member, or the whole frame.
    public record Row(String label, String expected, String actual) {
        public boolean differs() {
            return !expected.equals(actual);
        }
    }

    private static final Pattern MEMBER =
            Pattern.compile("\"(\\w+)\"\\s*:\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|\\[.*\\]|[^,}\\[]+)");

    public Comparison {
        rows = List.copyOf(rows);
    }

    public static Comparison of(Octets expected, Octets actual) {
        Map<String, String> left = members(expected.toString());
        Map<String, String> right = members(actual.toString());
        if (left.isEmpty() || right.isEmpty()) {
            return new Comparison(List.of(new Row("frame", expected.toString(), actual.toString())));
        }
        Set<String> names = new LinkedHashSet<>(left.keySet());
        names.addAll(right.keySet());
        List<Row> rows = new ArrayList<>();
        for (String name : names) rows.add(new Row(name, left.getOrDefault(name, "–"), right.getOrDefault(name, "–")));
        boolean same = rows.stream().noneMatch(Row::differs);
        if (same && !expected.equals(actual)) rows.add(new Row("frame", expected.toString(), actual.toString()));
        return new Comparison(rows);
    }

    private static Map<String, String> members(String frame) {
        Map<String, String> members = new LinkedHashMap<>();
        if (!frame.startsWith("BLOCK:{")) return members;
        Matcher matcher = MEMBER.matcher(frame);
        while (matcher.find()) members.put(matcher.group(1), matcher.group(2));
        return members;
    }
}
