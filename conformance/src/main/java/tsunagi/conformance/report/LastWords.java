package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts what a node printed down to what tells why it ended: the last lines, and earlier ones that
/// name an error.
public final class LastWords {
    private static final int LAST = 20;
    private static final int TELLING = 5;
    private static final int LIMIT = 300;

    /// A line that is likely to name the reason. Matched from its start, line by line, so it is
    /// fast on any input.
    private static final Pattern REASON = Pattern.compile(
            "panic|fatal|exception|traceback|segmentation|assert|abort|overflow|error", Pattern.CASE_INSENSITIVE);

    /// The lines to show, fit for a terminal, each cut to a readable length.
    public static List<String> of(String words) {
        List<String> lines = words.lines().filter(line -> !line.isBlank()).toList();
        int from = Math.max(0, lines.size() - LAST);
        List<String> shown = new ArrayList<>();
        List<String> telling = lines.subList(0, from).stream()
                .filter(line -> REASON.matcher(line).find())
                .toList();
        if (from > 0 && telling.isEmpty()) shown.add("… (" + from + " lines before)");
        for (String line : telling.subList(Math.max(0, telling.size() - TELLING), telling.size())) {
            shown.add(Printable.line(line, LIMIT));
        }
        if (!telling.isEmpty()) shown.add("…");
        for (String line : lines.subList(from, lines.size())) shown.add(Printable.line(line, LIMIT));
        return shown;
    }

    /// The same lines, each behind a bar: to GitHub, a line that begins with two colons is a
    /// command.
    public static List<String> quoted(String words) {
        return of(words).stream().map(line -> "| " + line).toList();
    }

    private LastWords() {}
}
