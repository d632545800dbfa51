package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import tsunagi.protocol.Message;

/// Reads blocks from the log by their places, and proves them.
final class LoggedFrames {
    private final BlockLog log;
    private final BlockRules rules;
    private final FrameProver prover;

    LoggedFrames(BlockLog log, BlockRules rules) {
        this.log = log;
        this.rules = rules;
        this.prover = rules.frameProver();
    }

    /// The block whose frame lies there.
    ///
    /// @param end of the part of the log that it must lie in
    /// @throws IOException also if there is no frame of a valid block
    ProvenBlock at(PooledBlock.InLog place, long end) throws IOException {
        Checkpoint.requireInside(place, end);
        ByteBuffer frame = ByteBuffer.allocate(place.length());
        log.read(place.offset(), frame);
        frame.flip();
        ProvenRun run = prover.run(frame.duplicate());
        if (run.size() == 1 && run.bytes() == place.length()) return run.get(0);
        if (Message.parse(frame.duplicate()) instanceof Message.BlockAnnounced announced
                && rules.prove(announced.block()) instanceof BlockRules.Proven proven
                && proven.block().frame().equals(frame)) {
            return proven.block();
        }
        throw new IOException("there is no block at byte " + place.offset() + " of the log");
    }
}
