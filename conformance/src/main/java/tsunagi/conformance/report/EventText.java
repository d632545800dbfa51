package tsunagi.conformance.report;

import java.util.Locale;
import tsunagi.conformance.play.WireLog;

/// Writes something that happened as one line.
final class EventText {
    private static final int BRIEF = 100;

    static String of(Report.Event event) {
        String what = switch (event.kind()) {
            case "event" -> event.text();
            case "fence" -> event.bytes() + " (the player's own)";
            default -> event.text().isEmpty() ? brief(event.bytes()) : event.text();
        };
        String ends = event.to().isEmpty() ? event.from() : event.from() + " → " + event.to();
        return Printable.line(String.format(Locale.ROOT, "%9.1f ms  %-14s %s", event.microseconds() / 1e3, ends, what));
    }

    static String of(WireLog.Event event) {
        return of(Reporting.event(event));
    }

    private static String brief(String bytes) {
        return bytes.length() <= BRIEF ? bytes : bytes.substring(0, BRIEF - 1) + "…";
    }

    private EventText() {}
}
