package tsunagi.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tsunagi.chain.AddResult;
import tsunagi.chain.BlockLog;
import tsunagi.chain.BlockRules;
import tsunagi.chain.Chain;
import tsunagi.chain.Extent;
import tsunagi.chain.NewCheckpoint;
import tsunagi.chain.ProvenBlock;
import tsunagi.chain.Tip;
import tsunagi.network.core.CloseReason;
import tsunagi.network.core.Direction;
import tsunagi.network.core.NetworkLimits;
import tsunagi.network.core.NodeCore;
import tsunagi.network.core.Session;
import tsunagi.network.core.Step;
import tsunagi.protocol.Locator;

/// The node's core behind the one lock of the whole program, the lock that orders blocks.
///
/// Nothing blocks while holding it but appending to the log, and nothing waits for the disk to
/// have forced what was appended. Events are reported after it is released.
///
/// Anything that is thrown under the lock, of whatever kind, ends the node, because the chain may
/// be half-changed: every later call throws, so nothing is built on it.
final class LockedCore {
    private final ReentrantLock lock = new ReentrantLock();
    private final NodeCore core;
    private final BlockRules rules;
    private final BlockLog log;
    private final Consumer<NodeEvent> events;
    private final FailStop failStop = new FailStop();
    private final RelayClock relayClock = new RelayClock();
    private final RivalWatch rivals = new RivalWatch();
    private final Chain chain;
    private @Nullable NodeFailure failed;
    private boolean closed;
    private volatile Tip tip;

    LockedCore(Chain chain, Consumer<NodeEvent> events) {
        this.chain = chain;
        this.core = new NodeCore(chain);
        this.rules = chain.rules();
        this.log = chain.log();
        this.events = events;
        this.tip = chain.tip();
    }

    @FunctionalInterface
    private interface CoreCall<T> {
        T apply(NodeCore core) throws IOException;
    }

    /// Something to be read off the chain.
    @FunctionalInterface
    interface ChainLook<T> {
        T apply(Chain chain) throws IOException;
    }

    @FunctionalInterface
    private interface CoreAction {
        void apply(NodeCore core) throws IOException;
    }

    private void lockedDo(CoreAction action) throws IOException {
        locked(c -> {
            action.apply(c);
            return true;
        });
    }

    private <T> T locked(CoreCall<T> call) throws IOException {
        lock.lock();
        try {
            if (failed != null) throw new IOException("the node has failed", failed.cause());
            if (closed) throw new ClosedChannelException();
            T result = call.apply(core);
            tip = core.tip();
            return result;
        } catch (Throwable e) {
            if (!closed && failed == null) failed = NodeFailure.of("the chain", e);
            throw e instanceof IOException io ? io : new IOException("the node has failed", e);
        } finally {
            NodeFailure toTell = failed;
            lock.unlock();
            if (toTell != null) failStop.fail(toTell);
        }
    }

    /// Ends the core because of something that happened outside of the lock.
    void fail(NodeFailure why) {
        lock.lock();
        try {
            if (closed || failed != null) return;
            failed = why;
        } finally {
            lock.unlock();
        }
        failStop.fail(why);
    }

    FailStop failStop() {
        return failStop;
    }

    BlockRules rules() {
        return rules;
    }

    BlockLog log() {
        return log;
    }

    /// The tip, without waiting for the lock.
    Tip tip() {
        return tip;
    }

    /// Tells an event. A consumer that throws ends the node: it is what counts, logs and shows, and
    /// it may have stopped half-way.
    void tell(NodeEvent event) {
        try {
            events.accept(event);
        } catch (Throwable e) {
            fail(NodeFailure.of("the consumer of events", e));
        }
    }

    /// Looks at the chain, briefly: blocks wait meanwhile.
    <T> T look(ChainLook<T> look) throws IOException {
        return locked(c -> look.apply(chain));
    }

    /// How many bytes of the log each of these has still to be sent, all at one moment.
    long[] behindBytes(List<Connection> connections) throws IOException {
        return locked(c -> connections.stream()
                .mapToLong(to -> c.behindBytes(to.session()))
                .toArray());
    }

    RelayClock relayClock() {
        return relayClock;
    }

    /// @param wake called while the lock is held, when there is something to write
    Session open(Direction direction, Runnable wake) throws IOException {
        return locked(c -> c.open(direction, wake, System.nanoTime()));
    }

    /// Forgets a session, also after the core itself has been closed or has failed.
    void close(Session session) {
        lock.lock();
        try {
            core.close(session);
        } finally {
            lock.unlock();
        }
    }

    /// What became of blocks that came.
    ///
    /// @param heldNanos how long the lock was held for them
    /// @param switching      whether a rival is longer than the chain now
    /// @param stagingFailure why a rival could not be kept
    /// @param rivals         the rivals to report
    record Received(
            List<NodeCore.Placed> placed,
            long heldNanos,
            boolean switching,
            Optional<IOException> stagingFailure,
            List<NodeEvent> rivals) {}

    /// Blocks came from a peer.
    Received received(Connection from, List<ProvenBlock> blocks) throws IOException {
        long highest = 0;
        for (ProvenBlock block : blocks) highest = Math.max(highest, block.index());
        from.traffic().received(blocks.size(), highest);
        RivalWatch.Sender sender = sender(from);
        Received received = locked(c -> {
            long began = System.nanoTime();
            List<NodeCore.Placed> placed = c.receive(from.session(), blocks, began);
            placed.forEach(one -> relayClock.placed(one.result()));
            long heldNanos = System.nanoTime() - began;
            List<NodeEvent> toTell = rivals.look(c.rivals(), sender, c.tip().index(), false, began);
            return new Received(placed, heldNanos, c.isSwitching(), c.takeStagingFailure(), toTell);
        });
        List<NodeCore.Placed> all = received.placed();
        received.rivals().forEach(this::tell);
        for (NodeCore.Placed placed : all) PlacedEvents.of(from, placed, tip).ifPresent(this::tell);
        received.stagingFailure().ifPresent(why -> tell(new NodeEvent.RivalDropped(String.valueOf(why.getMessage()))));
        for (boolean more = received.switching(); more; ) more = advance(from);
        return received;
    }

    private static RivalWatch.Sender sender(Connection from) {
        return new RivalWatch.Sender(from.name(), from.traffic().highestIn());
    }

    /// The rivals that there are, without waiting for the lock.
    List<RivalView> rivals() {
        return rivals.views();
    }

    /// Does one step of the switch to a rival that is longer. Others have
    /// the lock between the steps.
    ///
    /// @return whether there is another
    private boolean advance(Connection from) throws IOException {
        List<AddResult.Joined> joined = new ArrayList<>();
        List<NodeEvent> toTell = new ArrayList<>();
        boolean more = locked(c -> {
            joined.addAll(c.advance());
            joined.forEach(relayClock::placed);
            toTell.addAll(rivals.look(c.rivals(), null, c.tip().index(), !joined.isEmpty(), System.nanoTime()));
            return c.isSwitching();
        });
        for (AddResult.Joined result : joined) tell(new NodeEvent.BlockJoined(from.name(), result, tip));
        toTell.forEach(this::tell);
        return more;
    }

    /// Whether the peer may ask so often; it gets its answer in any case.
    boolean chainRequested(Connection by, Locator locator) throws IOException {
        return locked(c -> c.chainRequested(by.session(), locator, System.nanoTime()));
    }

    void inputEnded(Connection from) throws IOException {
        lockedDo(c -> c.inputEnded(from.session()));
    }

    Step nextStep(Connection to) throws IOException {
        return locked(c -> c.next(to.session()));
    }

    /// The first bytes of what a step named are written.
    ///
    /// @return what is next, said under the same hold of the lock: a block for ten thousand
    ///     peers is as many holds fewer
    Step sent(Connection to, Step.Transfer step, long bytes) throws IOException {
        Step next = locked(c -> {
            to.traffic().sent(c.sent(to.session(), step, bytes), bytes);
            return c.next(to.session());
        });
        if (step.stream() == Step.Stream.RELAY) relayClock.sent(step.extent().from() + bytes);
        return next;
    }

    /// Offers a block mined here; nothing if the tip has moved from under it. The disk is waited
    /// for without the lock; the core lets nothing of the block out before.
    Optional<AddResult> submit(ProvenBlock block) throws IOException {
        Optional<AddResult> result = locked(c -> {
            Optional<AddResult> placed = c.submitUnforced(block);
            placed.ifPresent(relayClock::placed);
            return placed;
        });
        if (result.isEmpty()) return result;
        force();
        lockedDo(NodeCore::forced);
        if (result.get() instanceof AddResult.Joined joined) {
            tell(new NodeEvent.BlockMined(joined, tip));
        }
        return result;
    }

    void tick() throws IOException {
        long now = System.nanoTime();
        List<NodeEvent> toTell = locked(c -> {
            c.tick(now);
            return rivals.look(c.rivals(), null, c.tip().index(), false, now);
        });
        toTell.forEach(this::tell);
    }

    /// Forces what the log holds to disk, without the lock.
    void force() throws IOException {
        try {
            log.force();
        } catch (Throwable e) {
            fail(NodeFailure.of("the force to disk", e));
            throw e;
        }
    }

    /// Reads what could not be sent, to tell a log that cannot be read from a peer that is gone:
    /// a transfer from the one to the other fails with the same exception for either.
    void checkReadable(Extent extent) {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(extent.length(), NetworkLimits.MAX_PIECE_BYTES));
        try {
            log.read(extent.from(), bytes);
        } catch (IOException e) {
            String where = "the block log cannot be read at offset " + extent.from() + ": ";
            fail(NodeFailure.of("the block log", new IOException(where + e.getMessage(), e)));
        }
    }

    /// Forces the log and closes the chain. Every later call throws, but for this one.
    void close() throws IOException {
        lock.lock();
        try {
            if (closed) return;
            closed = true;
            // A chain that failed may be half-changed: the next start is to read the log.
            if (failed == null) keepCheckpoint();
            chain.close();
        } finally {
            lock.unlock();
        }
    }

    private void keepCheckpoint() throws IOException {
        Optional<NewCheckpoint> last = chain.checkpoint(1);
        if (last.isEmpty()) return;
        last.get().write();
        chain.keep(last.get());
    }

    /// Why a connection that ends in an IOException ends: the node's own failure, or the peer's.
    CloseReason reasonOfLoss() {
        return failStop.isFailed() ? CloseReason.NODE_FAILED : CloseReason.CONNECTION_LOST;
    }
}
