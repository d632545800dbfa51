package tsunagi.chain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tsunagi.protocol.Hash;

/// A block whose hash is true, whose work is done and whose frame is short enough. Only
/// [BlockRules] and their [FrameProver] make one, so the holder need not check again.
///
/// What the chain needs of a block is here; the rest is in the frame. That may be a view of the
/// bytes that it was read from, and is good as long as these do not change; code that keeps the
/// block for longer keeps [#withOwnFrame].
public final class ProvenBlock {
    private final long index;
    private final Hash prevHash;
    private final Hash hash;
    private final byte[] bytes;
    private final int from;
    private final int length;

    /// @param bytes among others those of the canonical frame, which lie from `from` on
    ProvenBlock(long index, Hash prevHash, Hash hash, byte[] bytes, int from, int length) {
        this.index = index;
        this.prevHash = prevHash;
        this.hash = hash;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
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
        return length;
    }

    /// The canonical frame, LF included; read-only.
    public ByteBuffer frame() {
        return ByteBuffer.wrap(bytes, from, length).slice().asReadOnlyBuffer();
    }

    /// This block, independent of the bytes that it was read from.
    public ProvenBlock withOwnFrame() {
        return new ProvenBlock(index, prevHash, hash, Arrays.copyOfRange(bytes, from, from + length), 0, length);
    }

    /// This block as a run of one.
    ProvenRun alone() {
        return ProvenRun.of(bytes, from, from + length, index, prevHash, hash);
    }
}
