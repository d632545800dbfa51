package tsunagi.app;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tsunagi.chain.AddResult;
import tsunagi.chain.Miner;
import tsunagi.chain.Tip;
import tsunagi.network.Node;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.ProtocolLimits;

/// Makes blocks of lines: mines on the tip, and starts over when the tip moves, so that what
/// was typed always ends up on top of what was known.
final class BlockProducer {
    /// What became of a line.
    sealed interface Outcome permits Mined, Refused, Stopped {}

    /// It is the data of a block on the active chain.
    record Mined() implements Outcome {}

    /// It cannot be a block.
    record Refused(String why) implements Outcome {}

    /// The node stopped first.
    record Stopped() implements Outcome {}

    private final Node node;
    private final Miner miner;
    private final int difficultyBytes;
    private final InstantSource clock;
    private volatile boolean stopping;

    BlockProducer(Node node, Miner miner, int difficultyBytes, InstantSource clock) {
        this.node = node;
        this.miner = miner;
        this.difficultyBytes = difficultyBytes;
        this.clock = clock;
    }

    /// Mines a block with this data and gives it to the node. Returns when it is on the chain.
    ///
    /// @throws IOException if the node's log failed
    Outcome produce(String data) throws IOException, InterruptedException {
        while (!stopping) {
            Tip tip = node.tip();
            Block template = tip.child(data, List.of(), clock.instant().getEpochSecond());
            int frameBytes = BlockWriter.frame(template).length;
            if (frameBytes > ProtocolLimits.MAX_FRAME_BYTES) return tooLong(frameBytes);
            long begun = System.nanoTime();
            Optional<Block> mined = miner.mine(
                    template, difficultyBytes, () -> stopping || !node.tip().equals(tip));
            if (mined.isEmpty()) continue;
            MiningLog.found(Duration.ofNanos(System.nanoTime() - begun), miner.hashesPerSecond());
            Optional<AddResult> result = node.submit(mined.get());
            if (result.isEmpty()) continue;
            return switch (result.get()) {
                case AddResult.Joined joined -> new Mined();
                case AddResult.Rejected rejected ->
                    new Refused(rejected.reason().words());
                case AddResult.Duplicate duplicate -> new Mined();
                case AddResult.SideBranch side -> throw new IllegalStateException("a block on the tip must join");
                case AddResult.Orphan orphan -> throw new IllegalStateException("a block on the tip must join");
            };
        }
        return new Stopped();
    }

    private static Refused tooLong(int frameBytes) {
        return new Refused("a block with it would be a frame of " + frameBytes + " bytes, and "
                + ProtocolLimits.MAX_FRAME_BYTES + " is the limit");
    }

    /// Ends what is under way, and everything after it.
    void stop() {
        stopping = true;
    }
}
