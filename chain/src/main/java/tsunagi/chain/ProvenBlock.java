package tsunagi.chain;

import java.nio.ByteBuffer;
import tsunagi.protocol.Hash;

/// A block whose hash is true, whose work is done and whose frame is short enough. Only
/// [BlockRules] make one, so whoever holds one need not ask again.
///
/// What the chain needs of a block is here; the rest is in the frame.
public final class ProvenBlock {
    private final long index;
    private final Hash prevHash;
    private final Hash hash;
    private final byte[] frame;

    ProvenBlock(long index, Hash prevHash, Hash hash, byte[] frame) {
        this.index = index;
        this.prevHash = prevHash;
        this.hash = hash;
        this.frame = frame;
    }

    public long index() {
        return index;
    }

    public Hash prevHash() {
        return prevHash;
    }

    public Hash hash() {
        return hash;
    }

    /// Length of the canonical frame, LF included.
    public int frameBytes() {
        return frame.length;
    }

    /// The canonical frame, LF included; read-only.
    public ByteBuffer frame() {
        return ByteBuffer.wrap(frame).asReadOnlyBuffer();
    }
}
