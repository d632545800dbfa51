package tsunagi.conformance.play;

import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.Octets;

/// The frames that crossed one connection of a link, and when. Safe to use from any thread.
final class Traffic {
    /// Both ways of a connection.
    enum Way {
        FORTH,
        BACK
    }

    private record Crossing(Way way, Octets frame, long nanoTime) {}

    private final List<Crossing> crossings = new ArrayList<>();

    synchronized void crossed(Way way, Octets frame) {
        crossings.add(new Crossing(way, frame, System.nanoTime()));
    }

    /// How often a frame crossed in one way.
    synchronized int count(Way way, Octets frame) {
        return (int) crossings.stream()
                .filter(one -> one.way == way && one.frame.equals(frame))
                .count();
    }

    /// How often it may have: once as gossip, and once more for each chain request that came the
    /// other way since the last of `calm` before it first crossed, for that is answered with it.
    synchronized int allowed(Way way, Octets frame, List<Long> calm) {
        long first = crossings.stream()
                .filter(one -> one.frame.equals(frame))
                .mapToLong(Crossing::nanoTime)
                .min()
                .orElse(Long.MAX_VALUE);
        long since = calm.stream()
                .filter(time -> time < first)
                .mapToLong(Long::longValue)
                .max()
                .orElse(Long.MIN_VALUE);
        return 1
                + (int) crossings.stream()
                        .filter(one -> one.way != way && one.frame.isRequest() && one.nanoTime > since)
                        .count();
    }
}
