package tsunagi.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tsunagi.conformance.play.WireLog;

/// Draws an exchange as SVG: an upright line for each end, an arrow for each thing that went from
/// one to another.
final class SequenceDiagram {
    private static final int TIMES_WIDTH = 78;
    private static final int COLUMN = 190;
    private static final int ROW = 30;
    private static final int TOP = 44;
    private static final int LABEL = 27;
    /// More rows than this show no one anything.
    private static final int MAX_ROWS = 120;

    private final StringBuilder out = new StringBuilder();
    private final List<String> ends;
    private final List<WireLog.Event> events;
    private final int markedLine;

    private SequenceDiagram(List<WireLog.Event> events, int markedLine) {
        this.events = events.subList(0, Math.min(events.size(), MAX_ROWS));
        this.ends = ends(this.events);
        this.markedLine = markedLine;
    }

    /// @param markedLine of the transcript: what happened during it is marked
    static String of(List<WireLog.Event> events, int markedLine) {
        return new SequenceDiagram(events, markedLine).draw();
    }

    /// Peers left and right, nodes between them, as far as the order of appearance allows.
    private static List<String> ends(List<WireLog.Event> events) {
        Set<String> ends = new LinkedHashSet<>();
        for (WireLog.Event event : events) {
            if (!event.to().isEmpty()) ends.add(event.from());
            if (!event.to().isEmpty()) ends.add(event.to());
        }
        for (WireLog.Event event : events) ends.add(event.from());
        return new ArrayList<>(ends);
    }

    private String draw() {
        int width = TIMES_WIDTH + COLUMN * ends.size();
        int height = TOP + ROW * events.size() + 24;
        out.append("<svg width=\"%s\" height=\"%s\" role=\"img\" aria-label=\"Sequence diagram\">"
                .formatted(width, height));
        for (String end : ends) {
            int x = x(end);
            out.append("<line class=\"life\" x1=\"%s\" x2=\"%s\" y1=\"30\" y2=\"%s\"/>".formatted(x, x, height - 8));
            out.append("<rect class=\"box\" x=\"%s\" y=\"6\" width=\"84\" height=\"24\" rx=\"5\"/>".formatted(x - 42));
            out.append("<text class=\"end\" x=\"%s\" y=\"22\" text-anchor=\"middle\">%s</text>"
                    .formatted(x, HtmlReport.text(end)));
        }
        for (int i = 0; i < events.size(); i++) row(events.get(i), TOP + ROW * i + 18);
        return out.append("</svg>").toString();
    }

    private int x(String end) {
        return TIMES_WIDTH + COLUMN / 2 + COLUMN * ends.indexOf(end);
    }

    private void row(WireLog.Event event, int y) {
        out.append(String.format(
                Locale.ROOT,
                "<text class=\"t\" x=\"66\" y=\"%s\" text-anchor=\"end\">%.1f ms</text>",
                y + 4,
                event.at().toNanos() / 1e6));
        int from = x(event.from());
        if (event.to().isEmpty()) {
            label(event, from, y + 4);
            return;
        }
        int to = x(event.to());
        String style = event.line() == markedLine
                ? "wrong"
                : switch (event.kind()) {
                    case DATA -> "data";
                    case FENCE -> "fence";
                    case EVENT -> "event";
                };
        int tip = to > from ? to - 7 : to + 7;
        out.append("<g class=\"%s\" fill=\"none\">".formatted(style));
        out.append("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>".formatted(from, to, y, y));
        out.append("<path stroke-dasharray=\"none\" d=\"M%s %sL%s %sL%s %s\"/></g>"
                .formatted(tip, y - 4, to, y, tip, y + 4));
        label(event, from + Integer.signum(to - from) * COLUMN / 2, y - 5);
    }

    private void label(WireLog.Event event, int x, int y) {
        String whole = event.kind() == WireLog.Kind.EVENT
                ? event.text()
                : event.bytes().toString();
        String label = event.text().isEmpty() ? whole : event.text();
        String brief = label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
        out.append("<text x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s<title>line %s: %s</title></text>"
                .formatted(x, y, HtmlReport.text(brief), event.line(), HtmlReport.text(whole)));
    }
}
