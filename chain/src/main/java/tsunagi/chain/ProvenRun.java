package tsunagi.chain;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import tsunagi.protocol.CanonicalReader;
import tsunagi.protocol.Hash;

/// Proven blocks in a row: each is the child of the one before, and their frames lie one after
/// another in one array. During a sync nearly all blocks come so.
///
/// A list of blocks as any other, but nothing is made for a block before it is asked for: what the
/// chain needs of all of them it takes from here at once. A view of the bytes, as [ProvenBlock] is.
public final class ProvenRun extends AbstractList<ProvenBlock> implements RandomAccess {
    private static final int FIRST_CAPACITY = 32;

    private final byte[] bytes;
    private final int from;
    private final long firstIndex;
    private final Hash firstParent;
    /// Where each frame ends.
    private int[] ends;

    private byte[] hashes;
    /// Of the blocks that these say something of, how many are before the list, and
    /// how many before its end.
    private final int first;

    private int count;
    /// Whether another list has the same arrays, and perhaps more in them.
    private boolean shared;

    /// One without blocks, to which [#add] adds.
    ///
    /// @param from        where in `bytes` the first frame begins
    /// @param firstIndex  of the block that will be first
    /// @param firstParent the `prev_hash` of that block
    ProvenRun(byte[] bytes, int from, long firstIndex, Hash firstParent) {
        this(
                bytes,
                from,
                firstIndex,
                firstParent,
                new int[FIRST_CAPACITY],
                new byte[FIRST_CAPACITY * Hash.BYTES],
                0,
                0);
    }

    private ProvenRun(
            byte[] bytes,
            int from,
            long firstIndex,
            Hash firstParent,
            int[] ends,
            byte[] hashes,
            int first,
            int count) {
        this.bytes = bytes;
        this.from = from;
        this.firstIndex = firstIndex;
        this.firstParent = firstParent;
        this.ends = ends;
        this.hashes = hashes;
        this.first = first;
        this.count = count;
    }

    /// The run that these blocks begin with: all of them if they are one, else the first block.
    ///
    /// @param blocks at least one
    static ProvenRun at(List<ProvenBlock> blocks) {
        return blocks instanceof ProvenRun run ? run : blocks.getFirst().alone();
    }

    /// One block.
    static ProvenRun of(byte[] bytes, int from, int end, long index, Hash parent, Hash hash) {
        byte[] hashes = new byte[Hash.BYTES];
        hash.writeTo(ByteBuffer.wrap(hashes));
        return new ProvenRun(bytes, from, index, parent, new int[] {end}, hashes, 0, 1);
    }

    /// Adds the block that the reader has just read, which must be the child of the last one.
    void add(CanonicalReader reader, int end) {
        if (count == ends.length) grow(2 * count);
        ends[count] = end;
        reader.copyHash(hashes, count * Hash.BYTES);
        count++;
    }

    private void grow(int capacity) {
        ends = Arrays.copyOf(ends, capacity);
        hashes = Arrays.copyOf(hashes, capacity * Hash.BYTES);
        shared = false;
    }

    /// Adds the blocks of the next run, if they go on where this one ends.
    ///
    /// @return whether they do
    @SuppressWarnings("ReferenceEquality") // whether it is the same array is what is asked
    public boolean join(ProvenRun next) {
        boolean goesOn = next.bytes == bytes
                && next.frameFrom(0) == frameEnd(size() - 1)
                && next.index(0) == index(size() - 1) + 1
                && next.parent(0).equals(hash(size() - 1));
        if (!goesOn) return false;
        int joint = count + next.size();
        if (shared || joint > ends.length) grow(Math.max(joint, 2 * count));
        System.arraycopy(next.ends, next.first, ends, count, next.size());
        System.arraycopy(next.hashes, next.first * Hash.BYTES, hashes, count * Hash.BYTES, next.size() * Hash.BYTES);
        count = joint;
        return true;
    }

    @Override
    public int size() {
        return count - first;
    }

    @Override
    public ProvenBlock get(int at) {
        Objects.checkIndex(at, size());
        return new ProvenBlock(index(at), parent(at), hash(at), bytes, frameFrom(at), frameBytes(at));
    }

    @Override
    public ProvenRun subList(int fromIndex, int toIndex) {
        Objects.checkFromToIndex(fromIndex, toIndex, size());
        ProvenRun part =
                new ProvenRun(bytes, from, firstIndex, firstParent, ends, hashes, first + fromIndex, first + toIndex);
        part.shared = true;
        return part;
    }

    long index(int at) {
        return firstIndex + first + at;
    }

    Hash hash(int at) {
        return Hash.read(ByteBuffer.wrap(hashes, (first + at) * Hash.BYTES, Hash.BYTES));
    }

    /// The `prev_hash` of a block.
    Hash parent(int at) {
        return first + at == 0 ? firstParent : hash(at - 1);
    }

    private int frameFrom(int at) {
        return first + at == 0 ? from : ends[first + at - 1];
    }

    private int frameEnd(int at) {
        return ends[first + at];
    }

    int frameBytes(int at) {
        return frameEnd(at) - frameFrom(at);
    }

    /// Where the block's frame begins, from that of the first one on.
    int frameOffset(int at) {
        return frameFrom(at) - frameFrom(0);
    }

    /// Puts the block's hash where the buffer stands.
    void putHash(int at, ByteBuffer to) {
        to.put(hashes, (first + at) * Hash.BYTES, Hash.BYTES);
    }

    /// Whether its first block is the child of this one.
    boolean follows(Tip tip) {
        return index(0) == tip.index() + 1 && parent(0).equals(tip.hash());
    }

    /// The frames, one after another.
    ByteBuffer frames() {
        return ByteBuffer.wrap(bytes, frameFrom(0), bytes());
    }

    /// How long all frames are together.
    int bytes() {
        return isEmpty() ? 0 : frameEnd(size() - 1) - frameFrom(0);
    }
}
