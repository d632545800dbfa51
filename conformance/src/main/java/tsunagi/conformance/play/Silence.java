package tsunagi.conformance.play;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;

/// The proof of silence of `golden/PLAYER.md`: a probe, fences on the connections that could have
/// caused something, and a settle time scaled from the longest round trip.
final class Silence {
    static final Duration SHORTEST_SETTLE = Duration.ofMillis(60);
    static final Duration LONGEST_SETTLE = Duration.ofSeconds(1);
    static final int SETTLE_ROUND_TRIPS = 10;

    /// For the last look at the chain.
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    /// Between two probes of a chain that changes.
    private static final long PROBE_AGAIN_NANOS = 20_000_000;

    private static final Octets FENCE = Octets.of(Frames.GET_CHAIN);

    /// Which connections are asked, except for the last one, which always is.
    enum Fences {
        /// Those on which the scenario has sent anything since their last fence.
        WHERE_SENT,
        ALL
    }

    /// What came of the first parts.
    sealed interface Result permits Fenced, Undecided, Disturbed {}

    /// All that was sent has had its effect.
    ///
    /// @param settle how long to listen now
    record Fenced(Duration settle) implements Result {}

    record Undecided(String reason) implements Result {}

    /// The chain changed while it was used as a measure: what is left in the queues means nothing.
    record Disturbed() implements Result {}

    private final WireLog wire;
    private final Node node;
    private final Supplier<Deadline> time;

    /// @param time of each part: its deadline, from now. A slow node is not wrong, so one part must
    ///             not take the time of the next one.
    Silence(WireLog wire, Node node, Supplier<Deadline> time) {
        this.wire = wire;
        this.node = node;
        this.time = time;
    }

    /// Probes the node and puts a fence on each connection that needs one.
    ///
    /// @param last the connection at which silence is to be heard, or null if it is not about one
    Result fence(Collection<Connection> all, Fences fences, @Nullable Connection last) {
        Deadline deadline = time.get();
        List<Connection> unread = all.stream()
                .filter(connection -> !connection.awaitWritten(deadline))
                .toList();
        return switch (steady()) {
            case Probe.Unsteady unsteady -> new Undecided(unsteady.reason());
            case Probe.Unanswered unanswered -> new Undecided(unanswered.reason());
            case Probe.Answered first -> {
                if (!first.chain().isEmpty()) yield quiet(first, inOrder(all, fences, last));
                yield unread.isEmpty() ? unfenced(all, fences, last) : notRead(unread.getFirst());
            }
        };
    }

    /// A probe whose two answers are the same: a chain that grew between them is asked for again.
    private Probe.Result steady() {
        Deadline deadline = time.get();
        Probe.Result result = node.probe(deadline);
        while (result instanceof Probe.Unsteady && !deadline.isOver()) {
            LockSupport.parkNanos(PROBE_AGAIN_NANOS);
            result = node.probe(deadline);
        }
        return result;
    }

    /// Genesis alone gives no answers to wait for: only time can tell, and a block that was still
    /// being looked at may give something to fence with after all.
    private Result unfenced(Collection<Connection> all, Fences fences, @Nullable Connection last) {
        Duration settle = settle(node.longestRoundTrip());
        LockSupport.parkNanos(settle.toNanos());
        return switch (steady()) {
            case Probe.Unsteady unsteady -> new Undecided(unsteady.reason());
            case Probe.Unanswered unanswered -> new Undecided(unanswered.reason());
            case Probe.Answered again ->
                again.chain().isEmpty() ? new Fenced(SHORTEST_SETTLE) : quiet(again, inOrder(all, fences, last));
        };
    }

    /// Waits until the chain stays what it is, then fences with it.
    private Result quiet(Probe.Answered first, List<Connection> connections) {
        Probe.Answered before = first;
        Deadline deadline = time.get();
        while (!deadline.isOver()) {
            LockSupport.parkNanos(before.roundTrip().toNanos());
            switch (steady()) {
                case Probe.Unanswered unanswered -> {
                    return new Undecided(unanswered.reason());
                }
                case Probe.Unsteady unsteady -> {
                    return new Undecided(unsteady.reason());
                }
                case Probe.Answered now -> {
                    if (now.chain().equals(before.chain())) return fences(now, connections);
                    before = now;
                }
            }
        }
        return new Undecided("the chain does not stay the same long enough to measure with it");
    }

    /// Asks all but the last at once, so that a hundred slow connections take no longer than one.
    private Result fences(Probe.Answered answered, List<Connection> connections) {
        List<Connection> open =
                connections.stream().filter(Connection::canBeFenced).toList();
        int last = Math.max(0, open.size() - 1);
        Duration longest = answered.roundTrip();
        Deadline deadline = time.get();
        for (List<Connection> together : List.of(open.subList(0, last), open.subList(last, open.size()))) {
            long start = System.nanoTime();
            together.forEach(this::ask);
            List<Connection> waiting = new ArrayList<>(together);
            for (Connection connection : together) {
                if (!connection.inbox.takeAll(answered.chain(), start, deadline)) {
                    if (connection.inbox.hasEnded()) {
                        connection.owed.addAll(answered.chain());
                        continue;
                    }
                    waiting.forEach(one -> one.owed.addAll(answered.chain()));
                    // The deadline is over by now; a node that gives other answers to others has to
                    // be told from one whose chain has changed since.
                    return hasChanged(answered, node.probe(Deadline.in(AFTERWARDS)))
                            ? new Disturbed()
                            : unanswered(connection, answered);
                }
                waiting.remove(connection);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                if (took.compareTo(longest) > 0) longest = took;
            }
        }
        Probe.Result now = node.probe(time.get());
        if (now instanceof Probe.Unanswered unanswered) return new Undecided(unanswered.reason());
        return hasChanged(answered, now) ? new Disturbed() : new Fenced(settle(longest));
    }

    private void ask(Connection connection) {
        wire.fence(connection.peer, connection.node, FENCE);
        connection.sendFence(FENCE);
    }

    private static boolean hasChanged(Probe.Answered before, Probe.Result now) {
        return switch (now) {
            case Probe.Answered after -> !after.chain().equals(before.chain());
            case Probe.Unsteady ignored -> true;
            case Probe.Unanswered ignored -> false;
        };
    }

    private static Undecided unanswered(Connection connection, Probe.Answered answered) {
        return new Undecided("a GET_CHAIN of the player's own at %s was not answered with the chain of %s blocks"
                .formatted(connection.peer, answered.chain().size()));
    }

    private static Undecided notRead(Connection connection) {
        return new Undecided(
                "the node has not read all that %s sends, and its chain is empty".formatted(connection.peer));
    }

    private static List<Connection> inOrder(Collection<Connection> all, Fences fences, @Nullable Connection last) {
        List<Connection> order = new ArrayList<>();
        for (Connection connection : all) {
            boolean asked = fences == Fences.ALL || connection.sentSinceFence;
            if (connection != last && asked) order.add(connection);
        }
        if (last != null) order.add(last);
        return order;
    }

    /// How long what is under way may still take.
    static Duration settle(Duration longestRoundTrip) {
        Duration scaled = longestRoundTrip.multipliedBy(SETTLE_ROUND_TRIPS);
        if (scaled.compareTo(SHORTEST_SETTLE) < 0) return SHORTEST_SETTLE;
        return scaled.compareTo(LONGEST_SETTLE) > 0 ? LONGEST_SETTLE : scaled;
    }
}
