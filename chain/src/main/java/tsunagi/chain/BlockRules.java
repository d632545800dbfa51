package tsunagi.chain;

import tsunagi.chain.AddResult.Rejection;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;
import tsunagi.protocol.ProtocolLimits;

/// What makes a block valid by itself, wherever it hangs (3.2, 3.3, 3.8).
///
/// Stateless: any thread may prove blocks, and should, before it takes the chain's lock.
public final class BlockRules {
    /// What the rules say of a block.
    public sealed interface Verdict permits Proven, AddResult.Rejected {}

    /// The block is valid, given a parent.
    public record Proven(ProvenBlock block) implements Verdict {}

    private final int difficultyBytes;

    public BlockRules(ChainParameters parameters) {
        this.difficultyBytes = parameters.difficultyBytes();
    }

    /// The short way, for frames in canonical form; one for each thread.
    public FrameProver frameProver() {
        return new FrameProver(difficultyBytes);
    }

    public Verdict prove(Block block) {
        if (block.index() == 0) return new AddResult.Rejected(Rejection.GENESIS_INDEX);
        byte[] frame = BlockWriter.frame(block);
        if (frame.length > ProtocolLimits.MAX_FRAME_BYTES) return new AddResult.Rejected(Rejection.FRAME_TOO_LONG);
        Hash actual = block.computeHash();
        if (!actual.equals(block.hash())) return new AddResult.Rejected(Rejection.WRONG_HASH);
        if (actual.leadingZeroBytes() < difficultyBytes) return new AddResult.Rejected(Rejection.TOO_LITTLE_WORK);
        return new Proven(new ProvenBlock(block.index(), block.prevHash(), actual, frame, 0, frame.length));
    }
}
