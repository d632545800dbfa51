package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tsunagi.protocol.Hash;

/// Height → place and hash of the active chain's block, [#ENTRY_BYTES] each.
///
/// Derived from the log, so it can be deleted at any time and can never decide what of the log
/// survives. A start goes on with what a [Checkpoint] vouches for, and makes the rest again. The
/// last entries are kept back, and written many at a time.
final class ActiveIndex implements Closeable {
    private static final int HASH_OFFSET = Long.BYTES + Integer.BYTES;

    /// Offset, length, hash.
    static final int ENTRY_BYTES = HASH_OFFSET + Hash.BYTES;

    record Entry(long offset, int length, Hash hash) {}

    private final ByteStore store;
    private final ByteBuffer scratch = ByteBuffer.allocate(ENTRY_BYTES);

    /// The entries that follow those of the store, up to its position.
    private final ByteBuffer heldBack = ByteBuffer.allocate(ChainLimits.HELD_BACK_INDEX_ENTRIES * ENTRY_BYTES);

    /// Has the entries that follow those of the store, until all of them are [moved][#moveCover].
    /// Nothing is held back and nothing else changes meanwhile.
    private @Nullable Cover cover;

    /// Entries that are read elsewhere.
    ///
    /// @param last height of the last of them
    private record Cover(Rival rival, long start, long last) {}

    /// Whatever the store holds is dropped.
    ActiveIndex(ByteStore store) throws IOException {
        this(store, 0, ByteBuffer.allocate(0));
    }

    /// Whatever the store holds above `height` is dropped, and replaced.
    ///
    /// @param above entries of the next heights
    ActiveIndex(ByteStore store, long height, ByteBuffer above) throws IOException {
        store.truncate(height * ENTRY_BYTES);
        this.store = store;
        while (above.hasRemaining()) {
            writeIfFull();
            int moved = Math.min(above.remaining(), heldBack.remaining());
            heldBack.put(above.slice(above.position(), moved));
            above.position(above.position() + moved);
        }
    }

    /// The height of the last entry; 0 if there is none, for genesis has none.
    long height() {
        if (cover != null) return cover.last();
        return (store.size() + heldBack.position()) / ENTRY_BYTES;
    }

    /// Puts all entries of a rival on the last one, which the rival hangs on. For a start they are
    /// read where they are; [#moveCover] moves them.
    ///
    /// @param start where in the log the copy of the frames begins; 0 if they were always there
    void cover(Rival rival, long start) throws IOException {
        requireNoCover();
        write();
        cover = new Cover(rival, start, rival.last().index());
    }

    /// Moves up to `most` entries of what covers this index.
    ///
    /// @return whether all of them are moved
    boolean moveCover(int most) throws IOException {
        Cover from = cover;
        if (from == null) return true;
        long first = store.size() / ENTRY_BYTES + 1;
        int count = (int) Math.min(most, from.last() - first + 1);
        if (count > 0) store.append(from.rival().entries(first, count, from.start()));
        if (first + count > from.last()) cover = null;
        return cover == null;
    }

    private void requireNoCover() {
        if (cover != null) throw new IllegalStateException("the entries of a rival are not all moved to the index yet");
    }

    void append(long offset, int length, Hash hash) throws IOException {
        requireNoCover();
        writeIfFull();
        hash.writeTo(heldBack.putLong(offset).putInt(length));
    }

    /// Appends all entries of a run.
    ///
    /// @param offset where the first frame lies
    void append(long offset, ProvenRun run) throws IOException {
        requireNoCover();
        int size = run.size();
        for (int at = 0; at < size; at++) {
            writeIfFull();
            heldBack.putLong(offset + run.frameOffset(at)).putInt(run.frameBytes(at));
            run.putHash(at, heldBack);
        }
    }

    private void writeIfFull() throws IOException {
        if (!heldBack.hasRemaining()) write();
    }

    /// Writes what is held back.
    void write() throws IOException {
        store.append(heldBack.flip());
        heldBack.clear();
    }

    /// The entry at a height between 1 and [#height()].
    Entry entry(long height) throws IOException {
        read((height - 1) * ENTRY_BYTES, scratch.clear());
        scratch.flip();
        return new Entry(scratch.getLong(), scratch.getInt(), Hash.read(scratch));
    }

    /// The entries of `count` heights from `first` on, which must all be there, read in one go.
    ByteBuffer entries(long first, int count) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(count * ENTRY_BYTES);
        read((first - 1) * ENTRY_BYTES, entries);
        return entries.flip();
    }

    /// Where the frame of the entry begins that is number `at` among these, from 0 on.
    static long offsetAt(ByteBuffer entries, int at) {
        return entries.getLong(at * ENTRY_BYTES);
    }

    /// Where that frame ends.
    static long endAt(ByteBuffer entries, int at) {
        return offsetAt(entries, at) + entries.getInt(at * ENTRY_BYTES + Long.BYTES);
    }

    static Entry entryAt(ByteBuffer entries, int at) {
        ByteBuffer entry = entries.duplicate().position(at * ENTRY_BYTES);
        return new Entry(entry.getLong(), entry.getInt(), Hash.read(entry));
    }

    /// Fills `into` with what is stored, and then with what covers it or is held back.
    private void read(long position, ByteBuffer into) throws IOException {
        long stored = store.size();
        if (position < stored) {
            int end = into.limit();
            into.limit((int) Math.min(end, into.position() + stored - position));
            store.read(position, into);
            into.limit(end);
        }
        if (cover != null) {
            readCover(cover, Math.max(position, stored), into);
            return;
        }
        int from = (int) Math.max(0, position - stored);
        into.put(into.position(), heldBack, from, into.remaining());
        into.position(into.limit());
    }

    private static void readCover(Cover cover, long position, ByteBuffer into) throws IOException {
        if (!into.hasRemaining()) return;
        int count = into.remaining() / ENTRY_BYTES;
        into.put(cover.rival().entries(position / ENTRY_BYTES + 1, count, cover.start()));
    }

    /// Drops the entries above `height`.
    void cutTo(long height) throws IOException {
        requireNoCover();
        long end = height * ENTRY_BYTES;
        heldBack.position((int) Math.max(0, end - store.size()));
        if (end < store.size()) store.truncate(end);
    }

    /// Whether `hash` is that of one of the last `window` entries. Reads them in one go, for any
    /// orphan that a stranger sends asks this.
    boolean holdsRecent(Hash hash, int window) throws IOException {
        return heightOf(hash, height() - Math.min(window, height()) + 1, window).isPresent();
    }

    /// How many of the run's blocks, from the first on, it holds. Each is the child of the one
    /// before, so if it holds one, it holds those before.
    ///
    /// @param base a block's entry is that of its height less this
    int matching(ProvenRun run, long base) throws IOException {
        long first = run.index(0) - base;
        if (first < 1) return 0;
        int matching = 0;
        int other = Math.clamp(height() - first + 1, 0, run.size());
        while (matching < other) {
            int middle = (matching + other + 1) >>> 1;
            if (entry(first + middle - 1).hash().equals(run.hash(middle - 1))) matching = middle;
            else other = middle - 1;
        }
        return matching;
    }

    /// The height at which `hash` is, if that is one of the `count` from `first` on. Heights above
    /// the last entry are passed over.
    ///
    /// @param first at least 1
    OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        int held = Math.clamp(height() - first + 1, 0, count);
        if (held == 0) return OptionalLong.empty();
        ByteBuffer entries = ByteBuffer.allocate(held * ENTRY_BYTES);
        read((first - 1) * ENTRY_BYTES, entries);
        for (int i = 0; i < held; i++) {
            if (Hash.read(entries.position(i * ENTRY_BYTES + HASH_OFFSET)).equals(hash))
                return OptionalLong.of(first + i);
        }
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
