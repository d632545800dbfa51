package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Sets the two sides of a row next to each other in lines of equal width, and marks where they
/// differ.
final class SideBySide {
    private static final int LABEL = 13;
    private static final int WIDTH = 68;

    /// Lines of a long value that are alike and near a difference stay.
    private static final int CONTEXT = 1;

    /// @param text    of one line
    /// @param differs whether the sides differ there
    record Line(String text, boolean differs) {}

    static String head() {
        return columns(" ", "", "expected", "actual");
    }

    static List<Line> of(Comparison.Row row) {
        String left = Printable.line(row.expected());
        String right = Printable.line(row.actual());
        Comparison.Row shown = new Comparison.Row(row.label(), left, right);
        if (Math.max(left.length(), right.length()) <= WIDTH) {
            return List.of(new Line(columns(mark(row.differs()), row.label(), left, right), row.differs()));
        }
        return folded(shown);
    }

    private static List<Line> folded(Comparison.Row row) {
        int pieces = (Math.max(row.expected().length(), row.actual().length()) + WIDTH - 1) / WIDTH;
        List<Line> lines = new ArrayList<>();
        int hidden = 0;
        for (int i = 0; i < pieces; i++) {
            if (!isShown(row, i, pieces)) {
                hidden += WIDTH;
                continue;
            }
            if (hidden > 0) lines.add(new Line(columns(" ", "", "… " + hidden + " characters alike", "…"), false));
            hidden = 0;
            boolean differs = differs(row, i);
            String label = i == 0 ? row.label() : "at " + (i * WIDTH + 1);
            lines.add(
                    new Line(columns(mark(differs), label, piece(row.expected(), i), piece(row.actual(), i)), differs));
            if (differs) lines.add(new Line(carets(row, i), true));
        }
        if (hidden > 0) lines.add(new Line(columns(" ", "", "… all that follows is alike", "…"), false));
        return lines;
    }

    private static boolean isShown(Comparison.Row row, int piece, int pieces) {
        if (piece == 0) return true;
        for (int i = Math.max(0, piece - CONTEXT); i <= Math.min(pieces - 1, piece + CONTEXT); i++) {
            if (differs(row, i)) return true;
        }
        return false;
    }

    private static boolean differs(Comparison.Row row, int piece) {
        return !piece(row.expected(), piece).equals(piece(row.actual(), piece));
    }

    private static String piece(String text, int piece) {
        int from = Math.min(text.length(), piece * WIDTH);
        return text.substring(from, Math.min(text.length(), from + WIDTH));
    }

    private static String carets(Comparison.Row row, int piece) {
        String left = piece(row.expected(), piece);
        String right = piece(row.actual(), piece);
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < Math.max(left.length(), right.length()); i++) {
            boolean alike = i < left.length() && i < right.length() && left.charAt(i) == right.charAt(i);
            marks.append(alike ? ' ' : '^');
        }
        String under = marks.toString().stripTrailing();
        return columns(" ", "", under, under);
    }

    private static String mark(boolean differs) {
        return differs ? ">" : " ";
    }

    private static String columns(String mark, String label, String left, String right) {
        String format = "%s %-" + LABEL + "s %-" + WIDTH + "s %s";
        return String.format(Locale.ROOT, format, mark, Printable.line(label, LABEL), left, right)
                .stripTrailing();
    }

    private SideBySide() {}
}
