package tsunagi.app.mining;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import tsunagi.chain.AddResult;
import tsunagi.chain.Miner;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.ProtocolLimits;
import tsunagi.protocol.Transaction;

/// Makes blocks of lines: mines on the tip, and starts over when the tip moves, so that what
/// was typed always ends up on top of what was known.
public final class BlockProducer {
    /// What became of a line.
    public sealed interface Outcome permits Mined, Refused, Stopped, GivenUp {}

    /// It is the data of a block on the active chain.
    public record Mined(Block block) implements Outcome {}

    /// It cannot be a block.
    public record Refused(String why) implements Outcome {}

    /// The node stopped first.
    public record Stopped() implements Outcome {}

    /// The asker gave up.
    public record GivenUp() implements Outcome {}

    /// What a search that never had its turn begun at.
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final Node node;
    private final Miner miner;
    private final int difficultyBytes;
    private final InstantSource clock;
    private volatile boolean stopping;
    private final List<MiningWatcher> watchers = new CopyOnWriteArrayList<>();

    public BlockProducer(Node node, Miner miner, int difficultyBytes, InstantSource clock) {
        this.node = node;
        this.miner = miner;
        this.difficultyBytes = difficultyBytes;
        this.clock = clock;
    }

    /// Has one more told of every search from now on.
    public void watch(MiningWatcher watcher) {
        watchers.add(watcher);
    }

    /// Mines a block with this data and gives it to the node. Returns when it is on the chain.
    ///
    /// @throws IOException if the node's log failed
    public Outcome produce(String data) throws IOException, InterruptedException {
        return produce(data, List.of(), () -> false);
    }

    /// The same with transactions, for as long as somebody wants it.
    ///
    /// @param givenUp asked often, from several threads
    public Outcome produce(String data, List<Transaction> transactions, BooleanSupplier givenUp)
            throws IOException, InterruptedException {
        while (!stopping && !givenUp.getAsBoolean()) {
            Tip tip = node.tip();
            Instant now = clock.instant();
            // A timestamp is not negative, so there is no block of such a time.
            if (now.getEpochSecond() < 0) {
                return new Refused("the clock shows " + now + ", which is before 1970; set the clock");
            }
            Block template = tip.child(data, transactions, now.getEpochSecond());
            int frameBytes = BlockWriter.frame(template).length;
            if (frameBytes > ProtocolLimits.MAX_FRAME_BYTES) return tooLong(frameBytes);
            Optional<Outcome> outcome = attempt(tip, template, givenUp);
            if (outcome.isPresent()) return outcome.get();
        }
        return stopping ? new Stopped() : new GivenUp();
    }

    /// Searches on one tip; gives nothing if it was in vain. The watcher learns of the end of each
    /// search that it saw begin.
    private Optional<Outcome> attempt(Tip tip, Block template, BooleanSupplier givenUp)
            throws IOException, InterruptedException {
        AtomicLong begun = new AtomicLong(NOT_BEGUN);
        boolean toldMined = false;
        try {
            Optional<Block> mined = search(tip, template, givenUp, begun);
            Duration took = Duration.ofNanos(System.nanoTime() - begun.get());
            Optional<AddResult> result = mined.isEmpty() ? Optional.empty() : node.submit(mined.get());
            if (mined.isEmpty() || result.isEmpty()) return Optional.empty();
            toldMined = true;
            watchers.forEach(watcher -> watcher.mined(mined.get(), took));
            return Optional.of(outcome(mined.get(), result.get()));
        } finally {
            if (begun.get() != NOT_BEGUN && !toldMined) {
                watchers.forEach(watcher -> watcher.abandoned(template.index()));
            }
        }
    }

    private Optional<Block> search(Tip tip, Block template, BooleanSupplier givenUp, AtomicLong begun)
            throws InterruptedException {
        try {
            return miner.mine(
                    template,
                    difficultyBytes,
                    () -> stopping || givenUp.getAsBoolean() || !node.tip().equals(tip),
                    () -> {
                        begun.set(System.nanoTime());
                        watchers.forEach(watcher -> watcher.begun(template.index()));
                    });
        } catch (RejectedExecutionException e) {
            // A node that stops takes the miner's threads away, also at this moment.
            if (stopping) return Optional.empty();
            throw e;
        }
    }

    private static Outcome outcome(Block block, AddResult result) {
        return switch (result) {
            case AddResult.Joined joined -> new Mined(block);
            case AddResult.Rejected rejected -> new Refused(rejected.reason().words());
            case AddResult.Duplicate duplicate -> new Mined(block);
            case AddResult.Staged staged -> throw new IllegalStateException("a block on the tip must join");
            case AddResult.SideBranch side -> throw new IllegalStateException("a block on the tip must join");
            case AddResult.Orphan orphan -> throw new IllegalStateException("a block on the tip must join");
        };
    }

    private static Refused tooLong(int frameBytes) {
        return new Refused("a block with it would be a frame of " + frameBytes + " bytes, and "
                + ProtocolLimits.MAX_FRAME_BYTES + " is the limit");
    }

    /// How long the search under way has taken, 0 if there is none.
    public Duration searching() {
        return miner.searching();
    }

    /// How fast it searches, or did last.
    public double hashesPerSecond() {
        return miner.hashesPerSecond();
    }

    /// Ends what is under way, and everything after it.
    public void stop() {
        stopping = true;
    }
}
