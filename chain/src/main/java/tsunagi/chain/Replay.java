package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Block;
import tsunagi.protocol.FrameDecoder;
import tsunagi.protocol.Message;

/// Reads a log from its start and offers each frame to the chain, in the order in which they
/// joined it, which leads to the same chain again.
///
/// What is no canonical frame of a proven block is passed over; if nothing valid follows it, it
/// is the mark of a crash: it goes to quarantine and is cut off.
final class Replay {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Chain chain;
    private final BlockRules rules;
    private final BlockLog log;
    private final Quarantine quarantine;

    private FrameDecoder decoder = new FrameDecoder();
    private boolean skippingToLf;
    private long frameStart;
    private long validEnd;
    private long damagedBytes;
    private long blocks;

    Replay(Chain chain, BlockRules rules, BlockLog log, Quarantine quarantine) {
        this.chain = chain;
        this.rules = rules;
        this.log = log;
        this.quarantine = quarantine;
    }

    ReplayReport run() throws IOException {
        long end = log.end();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        for (long at = 0; at < end; at += chunk.limit()) {
            log.read(at, chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - at)));
            consume(chunk.flip(), at);
        }
        if (validEnd == end) return new ReplayReport(blocks, damagedBytes, 0, Optional.empty());
        String keptAt = log.cut(validEnd, quarantine);
        return new ReplayReport(blocks, damagedBytes, end - validEnd, Optional.of(keptAt));
    }

    private void consume(ByteBuffer chunk, long chunkOffset) throws IOException {
        while (chunk.hasRemaining()) {
            if (skippingToLf) {
                skippingToLf = chunk.get() != '\n';
                if (!skippingToLf) frameStart = chunkOffset + chunk.position();
                continue;
            }
            FrameDecoder.Result result = decoder.next(chunk);
            switch (result) {
                case FrameDecoder.Frame frame -> {
                    replay(frame.bytes());
                    frameStart = chunkOffset + chunk.position();
                }
                case FrameDecoder.TooLong tooLong -> {
                    decoder = new FrameDecoder();
                    skippingToLf = true;
                }
                case FrameDecoder.NeedMore needMore -> {}
            }
        }
    }

    private void replay(ByteBuffer frame) throws IOException {
        int length = frame.remaining();
        ProvenBlock block = proven(frame);
        if (block == null) return;
        chain.replay(block, new Detached.InLog(frameStart, length));
        damagedBytes += frameStart - validEnd;
        validEnd = frameStart + length;
        blocks++;
    }

    /// @return the block, if the frame is the canonical one of a block that carries its proof
    private @Nullable ProvenBlock proven(ByteBuffer frame) throws IOException {
        if (!(Message.parse(frame) instanceof Message.BlockAnnounced announced)) return null;
        BlockRules.Verdict verdict = rules.prove(announced.block());
        return switch (verdict) {
            case BlockRules.Proven proven -> proven.block().frame().equals(frame) ? proven.block() : null;
            case AddResult.Rejected rejected -> refuseEasierNetwork(rejected, announced.block());
        };
    }

    /// A block with a true hash but too little work is no damage: the log belongs to a network
    /// of less difficulty, and to cut it off would be to destroy it.
    private @Nullable ProvenBlock refuseEasierNetwork(AddResult.Rejected rejected, Block block) throws IOException {
        if (rejected.reason() != AddResult.Rejection.TOO_LITTLE_WORK) return null;
        throw new IOException("the block log holds block " + block.index() + " with "
                + block.hash().leadingZeroBytes()
                + " zero bytes in its hash, fewer than this network's difficulty; start with the --difficulty it was"
                + " written with, or with another --data-dir");
    }
}
