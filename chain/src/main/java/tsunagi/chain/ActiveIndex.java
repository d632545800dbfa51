package tsunagi.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import tsunagi.protocol.Hash;

/// Height → place and hash of the active chain's block, [#ENTRY_BYTES] each.
///
/// Derived: built anew from the log at every start, so it can be deleted at any time and can
/// never decide what of the log survives.
final class ActiveIndex implements Closeable {
    private static final int HASH_OFFSET = Long.BYTES + Integer.BYTES;

    /// Offset, length, hash.
    static final int ENTRY_BYTES = HASH_OFFSET + Hash.BYTES;

    record Entry(long offset, int length, Hash hash) {}

    private final ByteStore store;
    private final ByteBuffer scratch = ByteBuffer.allocate(ENTRY_BYTES);

    /// Whatever the store holds is dropped.
    ActiveIndex(ByteStore store) throws IOException {
        store.truncate(0);
        this.store = store;
    }

    /// The height of the last entry; 0 if there is none, for genesis has none.
    long height() {
        return store.size() / ENTRY_BYTES;
    }

    void append(Entry entry) throws IOException {
        scratch.clear().putLong(entry.offset()).putInt(entry.length());
        entry.hash().writeTo(scratch);
        store.append(scratch.flip());
    }

    /// The entry at a height between 1 and [#height()].
    Entry entry(long height) throws IOException {
        store.read((height - 1) * ENTRY_BYTES, scratch.clear());
        scratch.flip();
        return new Entry(scratch.getLong(), scratch.getInt(), Hash.read(scratch));
    }

    /// Drops the entries above `height`.
    void cutTo(long height) throws IOException {
        store.truncate(height * ENTRY_BYTES);
    }

    /// Whether `hash` is that of one of the last `window` entries. Reads them in one go, for any
    /// orphan that a stranger sends asks this.
    boolean holdsRecent(Hash hash, int window) throws IOException {
        return heightOf(hash, height() - Math.min(window, height()) + 1, window).isPresent();
    }

    /// The height at which `hash` is, if that is one of the `count` from `first` on. Heights above
    /// the last entry are passed over.
    ///
    /// @param first at least 1
    OptionalLong heightOf(Hash hash, long first, int count) throws IOException {
        int held = Math.clamp(height() - first + 1, 0, count);
        ByteBuffer entries = ByteBuffer.allocate(held * ENTRY_BYTES);
        store.read((first - 1) * ENTRY_BYTES, entries);
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
