package tsunagi.conformance.play;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// The proof of silence of `golden/README.md`: a probe, fences on the connections that could have
/// caused something, and a settle time scaled from the longest round trip.
final class Silence {
    static final Duration SHORTEST_SETTLE = Duration.ofMillis(60);
    static final Duration LONGEST_SETTLE = Duration.ofSeconds(1);
    static final int SETTLE_ROUND_TRIPS = 10;

    private static final Octets FENCE = Octets.of(Frames.GET_CHAIN);

    /// What came of the first two parts.
    sealed interface Result permits Fenced, Undecided {}

    /// All that was sent has had its effect.
    ///
    /// @param settle how long to listen now
    record Fenced(Duration settle, List<Octets> chain) implements Result {}

    record Undecided(String reason) implements Result {}

    private final WireLog wire;

    Silence(WireLog wire) {
        this.wire = wire;
    }

    /// Probes the node and puts a fence on each connection that needs one.
    ///
    /// @param last the connection at which silence is to be heard, or null if it is not about one
    Result fence(InetSocketAddress node, Collection<Connection> all, @Nullable Connection last, Deadline deadline) {
        return switch (Probe.ask(node, deadline)) {
            case Probe.Unanswered unanswered -> new Undecided(unanswered.reason());
            case Probe.Answered answered -> fences(answered, inOrder(all, last), deadline);
        };
    }

    private Result fences(Probe.Answered answered, List<Connection> connections, Deadline deadline) {
        Duration longest = answered.roundTrip();
        for (Connection connection : connections) {
            if (answered.chain().isEmpty() || !connection.canBeFenced()) continue;
            Duration took = fence(connection, answered.chain(), deadline);
            if (took == null) {
                if (connection.inbox.hasEnded()) continue;
                return new Undecided(
                        "a GET_CHAIN of the player's own at %s was not answered with the chain of %d blocks"
                                .formatted(connection.peer, answered.chain().size()));
            }
            if (took.compareTo(longest) > 0) longest = took;
        }
        return new Fenced(settle(longest), answered.chain());
    }

    private static List<Connection> inOrder(Collection<Connection> all, @Nullable Connection last) {
        List<Connection> order = new ArrayList<>();
        for (Connection connection : all) {
            if (connection != last && connection.sentSinceFence) order.add(connection);
        }
        if (last != null) order.add(last);
        return order;
    }

    private @Nullable Duration fence(Connection connection, List<Octets> chain, Deadline deadline) {
        long start = System.nanoTime();
        wire.fence(connection.peer, connection.node, FENCE);
        connection.sendFence(FENCE);
        if (!connection.inbox.takeAll(chain, deadline)) return null;
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration settle(Duration longestRoundTrip) {
        Duration scaled = longestRoundTrip.multipliedBy(SETTLE_ROUND_TRIPS);
        if (scaled.compareTo(SHORTEST_SETTLE) < 0) return SHORTEST_SETTLE;
        return scaled.compareTo(LONGEST_SETTLE) > 0 ? LONGEST_SETTLE : scaled;
    }
}
