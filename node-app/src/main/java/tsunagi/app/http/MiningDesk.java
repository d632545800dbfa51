package tsunagi.app.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.Semaphore;
import tsunagi.app.http.Shapes.NewBlock;
import tsunagi.app.mining.BlockProducer;

/// Mines for those who ask: for so many who may wait for the miner's turn, each for so long.
final class MiningDesk {
    private final BlockProducer producer;
    private final Blocks blocks;
    private final Semaphore places = new Semaphore(HttpLimits.MAX_MINING);

    MiningDesk(BlockProducer producer, Blocks blocks) {
        this.producer = producer;
        this.blocks = blocks;
    }

    /// `POST /api/blocks`: answers when the block is on the chain and on disk.
    Reply mine(Request request) throws Problem, IOException, InterruptedException {
        NewBlock wanted = NewBlockReader.read(request.body());
        if (!places.tryAcquire())
            throw Problem.tooMany(ProblemCode.MINER_BUSY, "Too many requests are waiting for the miner.");
        try {
            return mine(wanted);
        } finally {
            places.release();
        }
    }

    private Reply mine(NewBlock wanted) throws Problem, IOException, InterruptedException {
        long deadline = System.nanoTime() + HttpLimits.MINING_DEADLINE.toNanos();
        try {
            BlockProducer.Outcome outcome =
                    producer.produce(wanted.data(), wanted.transactions(), () -> System.nanoTime() - deadline >= 0);
            return switch (outcome) {
                case BlockProducer.Mined mined ->
                    Reply.json(201, blocks.detail(mined.block()))
                            .with(Map.of(
                                    "Location", "/api/blocks/" + mined.block().hash()));
                case BlockProducer.Refused refused ->
                    throw new Problem(ProblemCode.NOT_A_BLOCK, "Not mined: " + refused.why() + ".");
                case BlockProducer.GivenUp late -> throw notInTime();
                case BlockProducer.Stopped stopped ->
                    throw new Problem(ProblemCode.STOPPING, "The node is stopping. The block is not mined.");
            };
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // The node ends over it, and says why itself.
            throw new Problem(ProblemCode.NODE_FAILED, "The block is not kept: " + e.getMessage() + ".");
        } catch (IllegalArgumentException e) {
            throw new Problem(ProblemCode.NOT_A_BLOCK, "Not a block: " + e.getMessage() + ".");
        }
    }

    private static Problem notInTime() {
        return new Problem(
                ProblemCode.NOT_MINED_IN_TIME,
                "No block was found in " + HttpLimits.MINING_DEADLINE.toSeconds() + " seconds.",
                Map.of("Retry-After", "10"));
    }
}
