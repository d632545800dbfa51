package tsunagi.conformance.play;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Environment;
import tsunagi.conformance.script.Expectation;
import tsunagi.conformance.script.Shape;
import tsunagi.conformance.script.Template;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Judges what comes at one connection during one step.
final class Listening {
    /// How far the timestamp of a mined block may be off (2.5).
    private static final Duration MINED_TOLERANCE = Duration.ofMinutes(5);

    /// 3.7 has 5 s; the rest is for the two clocks and for a frame that was on its way for long.
    static final Duration ASKS_AGAIN = Duration.ofSeconds(4);

    private final Connection connection;
    private final Environment names;
    private final Derivative derivative;
    private final Deadline deadline;
    private final long earliest;
    private final Duration limit;
    private final Supplier<Deadline> afterWrites;

    /// For one step.
    ///
    /// @param deadline for what is expected first
    /// @param earliest the System.nanoTime before which what is expected comes too early
    /// @param limit the time that the deadline gives, and that each further frame
    ///     has after the one before it
    /// @param afterWrites the same time from the last write to the node on
    Listening(
            Connection connection,
            Environment names,
            Deadline deadline,
            long earliest,
            Duration limit,
            Supplier<Deadline> afterWrites) {
        this.connection = connection;
        this.names = names;
        this.derivative = new Derivative(names);
        this.deadline = deadline;
        this.earliest = earliest;
        this.limit = limit;
        this.afterWrites = afterWrites;
    }

    private String limit() {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    /// What comes next. A node that has not got all yet is not late.
    private Inbox.Arrival awaited(Deadline until) {
        Inbox.Arrival arrival = next(until);
        for (Deadline later = afterWrites.get();
                arrival instanceof Inbox.Late && !later.isOver();
                later = afterWrites.get()) arrival = next(later);
        return arrival;
    }

    private Inbox.Arrival next(Deadline until) {
        Inbox.Arrival arrival = connection.inbox.take(until);
        if (arrival instanceof Inbox.Frame frame) connection.took(frame);
        return arrival;
    }

    /// Frames of a shape, and no others before it is satisfied. However many they are, the limit is
    /// for each: how fast a long answer goes is a matter of the machine, and no rule is about it.
    StepResult frames(Shape shape) {
        Shape current = Derivative.then(connection.open, shape);
        Deadline until = deadline;
        while (!Derivative.satisfied(current)) {
            switch (awaited(until)) {
                case Inbox.Late ignored -> {
                    return wrong("nothing came within " + limit(), current, null, true);
                }
                case Inbox.Ended ended -> {
                    return wrong("the connection is over: " + ended.how(), current, null, false);
                }
                case Inbox.Frame frame -> {
                    if (frame.nanoTime() < earliest) return wrong("it came too early", current, frame.bytes(), false);
                    Shape next = derivative.after(current, frame.bytes());
                    if (next.equals(Derivative.NEVER) && connection.owed.contains(frame.bytes())) continue;
                    // A frame that skips one may be the first after the node
                    // took note of the connection.
                    boolean isNew = connection.seen.add(frame.bytes()) && isGoodBlock(frame.bytes());
                    if (next.equals(Derivative.NEVER))
                        return wrong("another frame came", current, frame.bytes(), isNew);
                    current = next;
                    until = Deadline.in(limit);
                }
            }
        }
        connection.open = current;
        return StepResult.DONE;
    }

    /// The end of the connection, and nothing before it.
    StepResult closed() {
        while (true) {
            switch (awaited(deadline)) {
                case Inbox.Late ignored -> {
                    return StepResult.wrong("the connection is still open after " + limit());
                }
                case Inbox.Ended ended -> {
                    if (!ended.byNode()) return StepResult.wrong("the node does not close: " + ended.how());
                    connection.endIsJudged();
                    return ended.nanoTime() < earliest
                            ? StepResult.wrong("the node closed too early")
                            : StepResult.DONE;
                }
                case Inbox.Frame frame -> {
                    if (!absorbed(frame.bytes())) return unexpected(frame.bytes(), "a frame came instead of the end");
                }
            }
        }
    }

    /// Nothing, for as long as it takes to be sure.
    StepResult silent(Deadline settled) {
        while (true) {
            switch (next(settled)) {
                case Inbox.Late ignored -> {
                    return StepResult.DONE;
                }
                case Inbox.Ended ended -> {
                    return endedInSilence(ended);
                }
                case Inbox.Frame frame -> {
                    if (!absorbed(frame.bytes()) && !mayAskAgain(frame)) {
                        return unexpected(frame.bytes(), "a frame came where none may");
                    }
                }
            }
        }
    }

    private StepResult endedInSilence(Inbox.Ended ended) {
        return connection.endedItsSide() ? StepResult.DONE : StepResult.wrong("the connection is over: " + ended.how());
    }

    /// Any frames, but not the end.
    StepResult open(Deadline settled) {
        if (!connection.inbox.awaitEnd(settled) || connection.endedItsSide()) return StepResult.DONE;
        return StepResult.wrong("the node closed the connection");
    }

    /// A block that the node mined, checked here.
    StepResult mined(Expectation.Mined mined) {
        while (true) {
            switch (next(deadline)) {
                case Inbox.Late ignored -> {
                    return StepResult.missing("no mined block came within " + limit());
                }
                case Inbox.Ended ended -> {
                    return StepResult.wrong("the connection is over: " + ended.how());
                }
                case Inbox.Frame frame -> {
                    if (absorbed(frame.bytes())) continue;
                    if (frame.nanoTime() < earliest) return unexpected(frame.bytes(), "it came too early");
                    String fault = faultOf(frame.bytes(), mined);
                    if (fault != null) return unexpected(frame.bytes(), fault);
                    names.define(mined.name(), frame.bytes());
                    return StepResult.DONE;
                }
            }
        }
    }

    private @Nullable String faultOf(Octets frame, Expectation.Mined mined) {
        if (!frame.isBlockFrame()) return "another frame came";
        return switch (frame.readBlock()) {
            case WireBlock.Faulty faulty -> "the mined block's frame is not canonical: " + faulty.fault();
            case WireBlock.Canonical canonical -> faultOf(canonical.block(), mined.parent(), mined.data());
        };
    }

    private @Nullable String faultOf(WireBlock block, @Nullable String parent, Template data) {
        long height = parent == null ? 1 : names.block(parent).index() + 1;
        String prevHash =
                parent == null ? WireBlock.GENESIS_HASH : names.block(parent).hash();
        if (!block.hashIsRight()) return "the mined block's hash is not that of its contents (3.1)";
        if (!block.hasWork()) return "the mined block's hash does not begin with two zero bytes (3.2)";
        if (block.index() != height) return "the mined block's index is not " + height + " (3.4)";
        if (!block.prevHash().equals(prevHash)) return "the mined block's prev_hash is not its parent's hash (3.4)";
        long off = Math.abs(Instant.now().getEpochSecond() - block.timestamp());
        if (off > MINED_TOLERANCE.toSeconds())
            return "the mined block's timestamp is not the present time in seconds (2.5)";
        if (!Octets.utf8(block.data()).equals(names.resolve(data))) return "the mined block's data is not the line";
        return null;
    }

    /// Whether an earlier expectation had left room for this frame, or a question of the player's
    /// own.
    private boolean absorbed(Octets frame) {
        Shape next = derivative.after(connection.open, frame);
        if (next.equals(Derivative.NEVER)) return connection.owed.contains(frame);
        connection.open = next;
        return true;
    }

    private static boolean isGoodBlock(Octets frame) {
        return frame.readBlock() instanceof WireBlock.Canonical canonical
                && canonical.block().hashIsRight()
                && canonical.block().hasWork();
    }

    /// A node may ask once more what it asked before, though not soon (3.7).
    private boolean mayAskAgain(Inbox.Frame frame) {
        return frame.bytes().isRequest() && connection.nanosSinceLastRequest >= ASKS_AGAIN.toNanos();
    }

    private static StepResult unexpected(Octets frame, String message) {
        return new StepResult.Wrong(message, List.of(), frame);
    }

    private StepResult wrong(String message, Shape expected, @Nullable Octets actual, boolean isMissing) {
        List<Octets> could =
                derivative.firsts(expected).stream().map(this::shown).toList();
        return new StepResult.Wrong(message, could, actual, isMissing);
    }

    private Octets shown(Shape leaf) {
        return switch (leaf) {
            case Shape.Named named -> names.bytes(named.name());
            case Shape.Text text -> names.show(text.template());
            default -> Octets.utf8("GET_CHAIN, alone or with a locator");
        };
    }
}
