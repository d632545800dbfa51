package tsunagi.conformance.play;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.Octets;

/// What happened between all ends of a scenario, in the order in which the player saw it.
public final class WireLog {
    /// Longer logs do not help, and a node that floods must not exhaust the kit.
    private static final int MAX_EVENTS = 5_000;

    /// Connections are noted a little longer, because they show whose fault a failure is.
    private static final int MAX_EVENTS_WITHOUT_BYTES = 6_000;

    /// What kind of thing happened.
    public enum Kind {
        /// Bytes on their way.
        DATA,
        /// Bytes of the player's own proof of silence, not of the scenario.
        FENCE,
        /// A connection began, changed or ended; a node started or ended.
        EVENT
    }

    /// One thing that happened.
    ///
    /// @param at   since the scenario began
    /// @param line of the transcript that was under way
    /// @param to   empty for what concerns one end alone
    /// @param text what happened, for an EVENT; the name that the bytes have, if they have one
    public record Event(Duration at, int line, Kind kind, String from, String to, Octets bytes, String text) {}

    private final long start = System.nanoTime();
    private final List<Event> events = new ArrayList<>();
    private int line;

    /// From here on, what happens happens during this line.
    synchronized void enter(int lineUnderWay) {
        this.line = lineUnderWay;
    }

    synchronized void data(String from, String to, Octets bytes, String name) {
        add(new Event(now(), line, Kind.DATA, from, to, bytes, name));
    }

    synchronized void fence(String from, String to, Octets bytes) {
        add(new Event(now(), line, Kind.FENCE, from, to, bytes, ""));
    }

    synchronized void event(String from, String to, String text) {
        add(new Event(now(), line, Kind.EVENT, from, to, Octets.NONE, text));
    }

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    private void add(Event event) {
        int most = event.kind() == Kind.EVENT ? MAX_EVENTS_WITHOUT_BYTES : MAX_EVENTS;
        if (events.size() < most) events.add(event);
    }

    /// The time of an event that happens now.
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
